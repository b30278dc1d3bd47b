import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { DataTable } from '@/app/(admin)/_parts/data-table'
import { Section } from '@/app/(admin)/_parts/section'
import { Tag } from '@/app/(admin)/_parts/tag'
import { Time } from '@/app/(admin)/_parts/time'
import { OrderTable } from '@/app/(admin)/admin/orders/order-table'
import { shopTime } from '@/lib/clock'
import { type Found, search } from '@/lib/search/data'
import { searchText } from '@/lib/search/schema'
import { maskCardNumbers } from '@/lib/security/card-numbers'

// What was searched for stays here: no page that it leads to is told.
export const metadata: Metadata = { title: 'Search', referrer: 'strict-origin' }

export default adminPage('REVIEWER', '/admin/search', async ({ operator, query }) => {
  const text = searchText.parse(query.q)
  const found = await search(text, operator, await shopTime())
  if (found.only) redirect(found.only)
  const { orders, customers, pingbacks, products } = found
  const isEmpty = [orders, customers, pingbacks, products].every(({ length }) => length === 0)
  return (
    <>
      <PageHeading
        title="Search"
        lead={text === '' ? undefined : <>Results for “{maskCardNumbers(text)}”</>}
      />
      {isEmpty && (
        <div className="max-w-3xl space-y-2 border-y border-line py-6">
          <p>{text === '' ? 'Enter a search term.' : 'No results.'}</p>
          <p className="text-muted">
            Search by the full ID of an order, payment, charge, subscription or customer, by licence key, or
            by the last four digits of a card. For e-mail addresses, names and products, three characters are
            enough.
          </p>
        </div>
      )}
      <Results found={found} />
    </>
  )
})

function Results({ found: { orders, customers, pingbacks, products } }: { found: Found }) {
  return (
    <>
      {orders.length > 0 && (
        <Section id="orders" title="Orders">
          <OrderTable
            caption="Matching orders"
            rows={orders}
            empty=""
            further={[{ title: 'Matched by', cell: ({ by }) => by }]}
          />
        </Section>
      )}
      {customers.length > 0 && (
        <Section id="customers" title="Customers">
          <DataTable
            caption="Matching customers"
            columns={[
              {
                title: 'E-mail',
                cell: ({ uid, email }) => (
                  <PageLink href={`/admin/customers/${uid}`} className="link">
                    {email}
                  </PageLink>
                ),
              },
              { title: 'Name', cell: ({ name, isGuest }) => (isGuest ? 'Guest' : name) },
              { title: 'Registered', cell: ({ registeredAt }) => <Time at={registeredAt} /> },
              { title: 'Matched by', cell: ({ by }) => by },
            ]}
            rows={customers}
            keyOf={({ uid }) => uid}
            empty=""
          />
        </Section>
      )}
      {pingbacks.length > 0 && (
        <Section id="pingbacks" title="Pingbacks">
          <DataTable
            caption="Matching pingbacks"
            columns={[
              { title: 'Time', cell: ({ receivedAt }) => <Time at={receivedAt} /> },
              {
                title: 'Reference',
                cell: ({ id, ref }) => (
                  <PageLink href={`/admin/pingbacks/ledger/${id}`} className="link">
                    {ref}
                  </PageLink>
                ),
              },
              { title: 'Type', cell: ({ type }) => type },
              { title: 'Result', cell: ({ sentence }) => sentence },
            ]}
            rows={pingbacks}
            keyOf={({ id }) => id}
            empty=""
          />
        </Section>
      )}
      {products.length > 0 && (
        <Section id="products" title="Products">
          <ul>
            {products.map(({ id, name, active }) => (
              <li key={id}>
                <PageLink href={`/admin/products/${id}`} className="link inline-block py-1">
                  {name}
                </PageLink>{' '}
                {!active && <Tag kind="info">Retired</Tag>}{' '}
                <PageLink
                  href={`/admin/orders?product=${encodeURIComponent(id)}`}
                  className="link inline-block py-1"
                >
                  Orders
                </PageLink>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}
