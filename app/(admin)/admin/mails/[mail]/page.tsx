import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { Facts } from '@/app/(admin)/_parts/facts'
import { OrderLink } from '@/app/(admin)/_parts/order-link'
import { Section } from '@/app/(admin)/_parts/section'
import { Tag } from '@/app/(admin)/_parts/tag'
import { Time } from '@/app/(admin)/_parts/time'
import { newId } from '@/lib/ids'
import { languageOf } from '@/lib/languages/languages.mjs'
import { resendMailAction } from '@/lib/mail/actions'
import { composeMail } from '@/lib/mail/compose'
import { findMail } from '@/lib/mail/data'
import { mailLocale } from '@/lib/mail/letters'
import { mayResend } from '@/lib/mail/resend'
import { mailIdSchema } from '@/lib/mail/schema'
import { mailState, mailTitles } from '@/lib/mail/words'

export const metadata: Metadata = { title: 'Mail' }

const pathOf = (mail: string) => `/admin/mails/${mail}`

export default adminPage(
  'ADMIN',
  ({ mail = '' }) => pathOf(mail),
  async ({ params }) => {
    const id = mailIdSchema.safeParse(params.mail).data ?? notFound()
    const mail = (await findMail(id)) ?? notFound()
    const { kind, label } = mailState(mail)
    const preview = await composeMail(mail)
    const { tag, title: language } = languageOf(mailLocale(mail).language)
    return (
      <>
        <PageHeading above="Mail" title={mailTitles[mail.kind]} />
        <Facts
          facts={[
            [
              'State',
              <Tag key="state" kind={kind}>
                {label}
              </Tag>,
            ],
            [
              'To',
              <span key="to" className="break-all">
                {mail.recipient || 'erased'}
              </span>,
            ],
            [
              'Customer',
              mail.uid && (
                <PageLink key="customer" href={`/admin/customers/${mail.uid}`} className="link">
                  {mail.uid}
                </PageLink>
              ),
            ],
            ['Order', mail.orderId && <OrderLink key="order" id={mail.orderId} />],
            ['Language', language],
            ['Queued', <Time key="queued" at={mail.queuedAt} />],
            ['Sent', mail.sentAt && <Time key="sent" at={mail.sentAt} />],
            ['Gave up', mail.gaveUpAt && <Time key="gave-up" at={mail.gaveUpAt} />],
            ['Failed attempts', mail.failures > 0 && String(mail.failures)],
            ['Last error', mail.problem],
          ]}
        />
        <Section id="preview" title="Preview">
          <p className="max-w-3xl text-muted">
            The message as it would be composed now. The shop stores no message, only what it is about.
          </p>
          <div className="grid items-start gap-6 xl:grid-cols-2">
            {/* Nothing in it runs or leads anywhere: the sandbox allows nothing. */}
            <iframe
              title="The message as HTML"
              sandbox=""
              srcDoc={preview.html}
              className="sheet h-160 w-full max-w-3xl bg-white"
            />
            <section aria-label="The message as text">
              <pre
                lang={tag}
                className="sheet max-w-3xl overflow-x-auto p-5 font-mono text-sm whitespace-pre-wrap [overflow-wrap:anywhere]"
              >
                {preview.text}
              </pre>
            </section>
          </div>
          {preview.attachments.map(({ filename, content }) => (
            <details key={filename} className="mt-4 max-w-3xl" data-attachment>
              <summary className="link">Attached: {filename}</summary>
              <pre
                lang={tag}
                className="sheet mt-3 p-5 font-mono text-sm whitespace-pre-wrap [overflow-wrap:anywhere]"
              >
                {content}
              </pre>
            </details>
          ))}
        </Section>
        {mayResend(mail) && (
          <Section id="resend" title="Send again">
            <ActForm
              action={resendMailAction}
              back={pathOf(mail.id)}
              fields={{ mail: mail.id, key: newId() }}
              submit="Send again"
              pending="Queueing…"
              isQuiet
            >
              <p className="text-muted">
                It goes to the customer’s current address: {mail.user?.account?.email ?? mail.user?.email}.
              </p>
            </ActForm>
          </Section>
        )}
      </>
    )
  },
)
