import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Button } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { type Column, DataTable } from '@/app/(admin)/_parts/data-table'
import { ExportLink } from '@/app/(admin)/_parts/export-link'
import { ChoiceFilter, Filters, isNarrowed, readNarrowed, TextFilter } from '@/app/(admin)/_parts/filters'
import { OrderLink } from '@/app/(admin)/_parts/order-link'
import { Pager } from '@/app/(admin)/_parts/pager'
import { Time } from '@/app/(admin)/_parts/time'
import { VerdictTag, verdictChoices } from '@/app/(admin)/admin/pingbacks/verdict-tag'
import { readFilter } from '@/lib/list-filter'
import { readPage } from '@/lib/paging'
import { type Arrival, listArrivals } from '@/lib/pingbacks/log'
import { knownTypes } from '@/lib/pingbacks/meaning'
import { pingbackFilterSchema } from '@/lib/pingbacks/schema'

export const metadata: Metadata = { title: 'Pingbacks' }

const path = '/admin/pingbacks'

/** Whether its event waits for somebody to apply it. */
const isOpen = ({ verdict, ledgerVerdict }: Arrival) =>
  verdict === ledgerVerdict && (ledgerVerdict === 'quarantined' || ledgerVerdict === 'failed')

const columns: Column<Arrival>[] = [
  {
    title: 'Time',
    cell: ({ id, receivedAt }) => (
      <PageLink href={`${path}/${id}`} className="link">
        <Time at={receivedAt} />
      </PageLink>
    ),
  },
  { title: 'Verdict', cell: ({ verdict, arrivals }) => <VerdictTag verdict={verdict} arrivals={arrivals} /> },
  { title: 'Type', cell: ({ type, parameters }) => type ?? parameters.type },
  { title: 'Payment', cell: ({ ref, parameters }) => ref ?? parameters.ref },
  { title: 'Buyer', cell: ({ parameters }) => parameters.uid },
  {
    title: 'Order',
    cell: ({ orderId }) => <OrderLink id={orderId} />,
  },
  { title: 'Result', cell: ({ sentence }) => sentence },
]

const choice: Column<Arrival> = {
  title: 'Select',
  cell: (arrival) =>
    isOpen(arrival) && (
      <label className="inline-flex size-11 items-center justify-center max-md:justify-start">
        <span className="sr-only">Select payment {arrival.ref}</span>
        <input
          type="checkbox"
          name="id"
          value={String(arrival.pingbackId)}
          className="size-5 accent-accent"
        />
      </label>
    ),
}

/** Lets some of the rows be chosen, to see what applying them would do. */
function Choosable({ children }: { children: ReactNode }) {
  return (
    <form action={`${path}/match`} className="space-y-4">
      {children}
      <Button type="submit" variant="secondary">
        Match selected to orders
      </Button>
    </form>
  )
}

export default adminPage('REVIEWER', path, async ({ operator, query }) => {
  const read = readFilter(pingbackFilterSchema, query)
  const { filter } = read
  const { rows, older, newer } = await readNarrowed(read, () =>
    listArrivals(filter, operator, readPage(query)),
  )
  const isActive = isNarrowed(read)
  const canChoose = operator.role === 'ADMIN' && rows.some(isOpen)
  const table = (
    <DataTable
      caption="Pingbacks, newest first"
      columns={canChoose ? [choice, ...columns] : columns}
      rows={rows}
      keyOf={({ id }) => String(id)}
      empty={
        isActive
          ? 'No matching pingbacks.'
          : 'No pingbacks yet. Every pingback that Paymentwall sends appears here.'
      }
    />
  )
  return (
    <>
      <PageHeading title="Pingbacks" lead="Every pingback that reached the shop, with its result." />
      <ul className="flex flex-wrap gap-x-6">
        <li>
          <PageLink href={`${path}/refused`} className="link inline-flex min-h-11 items-center">
            Refused pingbacks
          </PageLink>
        </li>
        <li>
          <PageLink href={`${path}/explain`} className="link inline-flex min-h-11 items-center">
            Explain a pingback URL
          </PageLink>
        </li>
      </ul>
      <Filters path={path} read={read}>
        <ChoiceFilter name="verdict" label="Verdict" value={filter.verdict} choices={verdictChoices} />
        <ChoiceFilter name="type" label="Type" value={filter.type} choices={knownTypes} />
        <TextFilter name="order" label="Order" value={filter.order} />
        <TextFilter name="uid" label="Customer ID (uid)" value={filter.uid} />
        <TextFilter name="ref" label="Payment (ref)" value={filter.ref} />
        <ChoiceFilter
          name="version"
          label="Signature version"
          value={filter.version}
          choices={[
            ['3', '3'],
            ['2', '2'],
            ['other', 'Other or none'],
          ]}
        />
        <TextFilter name="from" label="From" type="datetime-local" value={query.from} />
        <TextFilter name="to" label="Until" type="datetime-local" value={query.to} />
      </Filters>
      <ExportLink what="pingbacks" query={query} read={read} />
      {canChoose ? <Choosable>{table}</Choosable> : table}
      <Pager path={path} query={query} older={older} newer={newer} />
    </>
  )
})
