import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { Price } from '@/app/_components/price'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { type Column, DataTable } from '@/app/(admin)/_parts/data-table'
import { ChoiceFilter, Filters, readNarrowed } from '@/app/(admin)/_parts/filters'
import { Pager } from '@/app/(admin)/_parts/pager'
import { Tag } from '@/app/(admin)/_parts/tag'
import { Time } from '@/app/(admin)/_parts/time'
import { shopTime } from '@/lib/clock'
import { english } from '@/lib/languages/locale'
import { readFilter } from '@/lib/list-filter'
import { readPage } from '@/lib/paging'
import { listMembershipRows, type MembershipRow } from '@/lib/subscriptions/list'
import { membershipFilterSchema } from '@/lib/subscriptions/schema'
import { membershipWords } from '@/lib/subscriptions/words'

export const metadata: Metadata = { title: 'Memberships' }

const path = '/admin/memberships'

const columns = (now: Date): Column<MembershipRow>[] => [
  {
    title: 'Membership',
    cell: ({ orderId, product }) => (
      <PageLink href={`/admin/orders/${orderId}`} className="link">
        {product.name}
        <span className="sr-only"> of order {orderId}</span>
      </PageLink>
    ),
  },
  {
    title: 'Customer',
    cell: ({ uid, email }) => (
      <PageLink href={`/admin/customers/${uid}`} className="link break-all">
        {email}
      </PageLink>
    ),
  },
  {
    title: 'State',
    cell: (membership) => {
      const { kind, label } = membershipWords(english, membership, now)
      return <Tag kind={kind}>{label}</Tag>
    },
  },
  { title: 'Paid until', cell: ({ paidUntil }) => paidUntil && <Time at={paidUntil} /> },
  {
    title: 'Next charge',
    cell: ({ renews, nextChargeAt }) => (renews && nextChargeAt ? <Time at={nextChargeAt} /> : 'None'),
  },
  {
    title: 'Price',
    isNumber: true,
    cell: ({ plan }) => <Price locale={english} money={plan} />,
  },
  { title: 'Cancellation', cell: (membership) => <Cancellation membership={membership} /> },
]

/** How far the cancellation of a membership has come. */
function Cancellation({ membership: { cancellation, renews } }: { membership: MembershipRow }) {
  if (!cancellation) return renews ? '' : 'Not requested here'
  const { requestedAt, acceptedAt, failures, problem } = cancellation
  return (
    <>
      {!renews ? 'Stopped' : acceptedAt ? 'Accepted, not confirmed' : 'Requesting'}, requested{' '}
      <Time at={requestedAt} />
      {failures > 0 && (
        <span className="block break-words text-critical">
          {failures === 1 ? 'One call failed' : `${failures} calls failed`}: {problem}
        </span>
      )}
    </>
  )
}

export default adminPage('REVIEWER', path, async ({ operator, query }) => {
  const now = await shopTime()
  const read = readFilter(membershipFilterSchema, query)
  const { filter } = read
  const { rows, older, newer } = await readNarrowed(read, () =>
    listMembershipRows(filter, operator, readPage(query), now),
  )
  return (
    <>
      <PageHeading title="Memberships" />
      <Filters path={path} read={read}>
        <ChoiceFilter
          name="view"
          label="View"
          value={filter.view}
          choices={[
            ['upcoming', 'Upcoming renewals'],
            ['overdue', 'Overdue renewals'],
            ['failed', 'Failed renewals'],
            ['cancelling', 'Cancellations in progress'],
          ]}
        />
        <ChoiceFilter
          name="state"
          label="State"
          value={filter.state}
          choices={[
            ['ACTIVE', 'Active'],
            ['CANCEL_AT_END', 'Cancelled, still active'],
            ['FAILED', 'Renewal failed'],
            ['EXPIRED', 'Expired'],
            ['ENDED', 'Ended'],
            ['REVOKED', 'Revoked'],
          ]}
        />
      </Filters>
      <DataTable
        caption="Memberships"
        columns={columns(now)}
        rows={rows}
        keyOf={({ orderId }) => orderId}
        empty={
          older
            ? 'No matches so far. The next page continues with older ones.'
            : 'No memberships. Memberships that customers buy appear here.'
        }
      />
      <Pager path={path} query={query} older={older} newer={newer} />
    </>
  )
})
