import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { linkTo } from '@/app/_components/rich'
import { SubmitButton } from '@/app/_components/submit-button'
import { withDatabase } from '@/app/_components/with-database'
import { confirmEmailAction } from '@/lib/email-confirmation/actions'
import { findConfirmation } from '@/lib/email-confirmation/data'
import { confirmationTokenSchema } from '@/lib/email-confirmation/schema'
import { pageLocale } from '@/lib/languages/page-locale'

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await pageLocale()).t('signIn.confirm.title'),
    robots: { index: false },
    // The address is the key.
    referrer: 'no-referrer',
  }
}

async function ConfirmPage({ params }: { params: Promise<{ token: string }> }) {
  const locale = await pageLocale()
  const { t } = locale
  const token = confirmationTokenSchema.safeParse((await params).token).data
  const email = token && (await findConfirmation(token))
  if (!token || !email) {
    return (
      <PageHeading
        title={t('signIn.deadLink.title')}
        lead={t.rich('signIn.confirm.gone', { link: linkTo(locale, '/account') })}
      />
    )
  }
  return (
    <div className="space-y-8">
      <PageHeading
        title={t('signIn.confirm.title')}
        lead={t.rich('signIn.confirm.lead', {
          email,
          address: (text) => <span className="break-all">{text}</span>,
        })}
      />
      <form action={confirmEmailAction}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton pendingText={t('shop.moment')}>{t('signIn.confirm.submit')}</SubmitButton>
      </form>
    </div>
  )
}

export default withDatabase(ConfirmPage)
