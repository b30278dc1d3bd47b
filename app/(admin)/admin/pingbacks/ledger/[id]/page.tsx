import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { Facts } from '@/app/(admin)/_parts/facts'
import { Section } from '@/app/(admin)/_parts/section'
import { Time } from '@/app/(admin)/_parts/time'
import { ParameterTable } from '@/app/(admin)/admin/pingbacks/parameter-table'
import { VerdictTag } from '@/app/(admin)/admin/pingbacks/verdict-tag'
import { findLedgerId, findLedgerRow, firstArrivalId } from '@/lib/pingbacks/log'

export const metadata: Metadata = { title: 'Ledger' }

const path = '/admin/pingbacks'

/** The key of an alert in an address, decoded; nothing for what can't be. */
function decoded(key: string): string {
  try {
    return decodeURIComponent(key)
  } catch {
    return ''
  }
}

// By the ledger's number, or by its key as alerts name it: leads to the first arrival, as long as the log has it.
export default adminPage(
  'REVIEWER',
  ({ id }) => `${path}/ledger/${id}`,
  async ({ operator, params, query }) => {
    const id = await findLedgerId(decoded(params.id ?? ''))
    const row = id === null ? null : await findLedgerRow(id, operator)
    if (!row) notFound()
    const first = await firstArrivalId(row.id)
    if (first !== null)
      redirect(
        `${path}/${first}${typeof query.outcome === 'string' ? `?outcome=${encodeURIComponent(query.outcome)}` : ''}`,
      )
    const isOpen = row.verdict === 'quarantined' || row.verdict === 'failed'
    return (
      <>
        <PageHeading
          above={
            <PageLink href={path} className="link">
              Pingbacks
            </PageLink>
          }
          title={`Pingback ${row.id}`}
          lead={row.sentence || 'The result was not recorded.'}
        />
        <p>The log entries for this pingback have expired. This is what the ledger recorded.</p>
        <Facts
          facts={[
            ['Verdict', <VerdictTag key="verdict" verdict={row.verdict} />],
            ['Received', <Time key="received" at={row.receivedAt} />],
            ['Payment', row.ref],
            ['Type', row.type],
            ['Part', row.part],
            [
              'Order',
              row.orderId && (
                <PageLink key="order" href={`/admin/orders/${row.orderId}`} className="link">
                  {row.orderId}
                </PageLink>
              ),
            ],
          ]}
        />
        {isOpen && operator.role === 'ADMIN' && (
          <ButtonLink href={`${path}/match?id=${row.id}`}>Match it to an order</ButtonLink>
        )}
        <Section id="parameters" title="Parameters">
          <ParameterTable parameters={row.parameters} />
        </Section>
      </>
    )
  },
)
