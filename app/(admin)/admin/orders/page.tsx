import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { ExportLink } from '@/app/(admin)/_parts/export-link'
import { ChoiceFilter, Filters, isNarrowed, readNarrowed, TextFilter } from '@/app/(admin)/_parts/filters'
import { Pager } from '@/app/(admin)/_parts/pager'
import { Time } from '@/app/(admin)/_parts/time'
import { OrderTable } from '@/app/(admin)/admin/orders/order-table'
import { listProductNames } from '@/lib/catalog/data'
import { shopTime } from '@/lib/clock'
import { readFilter } from '@/lib/list-filter'
import { listOrderRows } from '@/lib/orders/list'
import { type OrderGroup, orderFilterSchema } from '@/lib/orders/schema'
import { readPage } from '@/lib/paging'

export const metadata: Metadata = { title: 'Orders' }

const path = '/admin/orders'

const groups: Record<OrderGroup, string> = {
  waiting: 'Awaiting payment',
  authorised: 'Authorised',
  under_review: 'Under review',
  paid: 'Paid',
  refunded: 'Refunded',
  charged_back: 'Charged back',
  failed: 'Failed',
  expired: 'Expired',
}

export default adminPage('REVIEWER', path, async ({ operator, query }) => {
  const read = readFilter(orderFilterSchema, query)
  const { filter } = read
  const at = await shopTime()
  const [{ rows, older, newer, searchedTo }, products] = await Promise.all([
    readNarrowed(read, () => listOrderRows(filter, operator, readPage(query), at)),
    listProductNames(),
  ])
  const isActive = isNarrowed(read)
  return (
    <>
      <PageHeading title="Orders" />
      <Filters path={path} read={read}>
        <ChoiceFilter name="state" label="State" value={filter.state} choices={Object.entries(groups)} />
        <ChoiceFilter
          name="product"
          label="Product"
          value={filter.product}
          choices={products.map(({ id, name }) => [id, name] as const)}
        />
        <ChoiceFilter
          name="money"
          label="Payments"
          value={filter.money}
          choices={[
            ['real', 'Real payments'],
            ['test', 'Test payments'],
          ]}
        />
        <TextFilter name="from" label="From" type="date" value={filter.from} />
        <TextFilter name="to" label="To" type="date" value={filter.to} />
        <TextFilter name="buyer" label="Customer ID or e-mail" value={filter.buyer} />
      </Filters>
      <ExportLink what="orders" query={query} read={read} />
      <OrderTable
        caption="Orders, newest first"
        rows={rows}
        empty={
          searchedTo
            ? 'No matches so far.'
            : isActive
              ? 'No matching orders.'
              : 'No orders yet. Orders that customers place appear here.'
        }
      />
      {searchedTo && (
        <p className="text-muted">
          Searched back to <Time at={searchedTo} />. The next page continues from there.
        </p>
      )}
      <Pager path={path} query={query} older={older} newer={newer} />
    </>
  )
})
