import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { CheckedField } from '@/app/(admin)/_parts/checked-field'
import { Facts } from '@/app/(admin)/_parts/facts'
import { Section } from '@/app/(admin)/_parts/section'
import { Tag } from '@/app/(admin)/_parts/tag'
import { Time } from '@/app/(admin)/_parts/time'
import { WithdrawalFacts } from '@/app/(admin)/admin/alerts/[alert]/withdrawal-facts'
import { alertTarget } from '@/lib/alert-target'
import { declaredAlerts } from '@/lib/declarations/alert-kinds'
import { findDeclaration, findWithdrawalFacts } from '@/lib/declarations/data'
import { declarationRows } from '@/lib/declarations/words'
import { english } from '@/lib/languages/locale'
import { resolveAlertAction } from '@/lib/open-alerts/actions'
import { findAlert } from '@/lib/open-alerts/data'
import { alertIdSchema } from '@/lib/open-alerts/schema'
import { alertWords } from '@/lib/open-alerts/words'

export const metadata: Metadata = { title: 'Alert' }

const pathOf = ({ alert = '' }: Record<string, string>) => `/admin/alerts/${alert}`

export default adminPage('REVIEWER', pathOf, async ({ operator, params }) => {
  const id = alertIdSchema.safeParse(params.alert)
  const alert = id.success ? await findAlert(id.data, operator) : null
  if (!alert) notFound()
  const { kind, subject, message, orderId, createdAt, resolvedAt, resolvedBy } = alert
  const { href, title } = alertTarget(alert)
  const isOpen = resolvedAt === null
  const declared =
    declaredAlerts.includes(kind) && operator.role === 'ADMIN' ? await findDeclaration(subject) : null
  const facts =
    declared?.kind === 'WITHDRAWAL' && declared.orderId ? await findWithdrawalFacts(declared.orderId) : null
  return (
    <>
      <PageHeading
        title={alertWords(kind)}
        above={
          <>
            <PageLink href="/admin/alerts" className="link">
              Alerts
            </PageLink>
            , no. {String(alert.id)}
          </>
        }
        lead={message}
      />
      <Facts
        facts={[
          [
            'State',
            <Tag key="state" kind={isOpen ? 'caution' : 'positive'}>
              {isOpen ? 'Open' : 'Resolved'}
            </Tag>,
          ],
          ['Raised', <Time key="raised" at={createdAt} />],
          [
            'About',
            <code key="about" className="font-mono text-sm">
              {subject}
            </code>,
          ],
          [
            'Order',
            orderId && (
              <PageLink href={`/admin/orders/${orderId}`} className="link">
                {orderId}
              </PageLink>
            ),
          ],
          ['Resolved', resolvedAt && <Time key="resolved" at={resolvedAt} />],
          ['By', resolvedBy],
        ]}
      />
      {declared && (
        <Section id="declared" title="What was declared">
          <Facts facts={declarationRows(english, declared)} />
        </Section>
      )}
      {declared && facts && <WithdrawalFacts order={facts} declaredAt={declared.declaredAt} />}
      {isOpen && operator.role === 'ADMIN' && (
        <>
          <Section id="act" title="How to resolve it">
            <p>
              <PageLink href={href} className="link inline-flex min-h-11 items-center">
                {title}
              </PageLink>
            </p>
          </Section>
          <Section id="by-hand" title="Resolve manually">
            <p className="max-w-2xl text-muted">
              Use this only if nothing else resolves the alert. It closes the alert and changes nothing else:
              no payments, no goods, no settings. The same alert is not raised again.
            </p>
            <div className="max-w-md">
              <ActForm
                action={resolveAlertAction}
                back={pathOf(params)}
                submit="Resolve manually"
                pending="Resolving…"
                fields={{ id: String(alert.id) }}
                isQuiet
              >
                <CheckedField
                  name="reason"
                  label="Reason"
                  required
                  minLength={3}
                  maxLength={500}
                  autoComplete="off"
                />
              </ActForm>
            </div>
          </Section>
        </>
      )}
    </>
  )
})
