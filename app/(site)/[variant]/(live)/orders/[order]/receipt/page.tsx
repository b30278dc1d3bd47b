import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { Price } from '@/app/_components/price'
import { withDatabase } from '@/app/_components/with-database'
import { CompanyLines } from '@/app/(site)/_policies/company-lines'
import { company } from '@/lib/brand/company'
import { english } from '@/lib/languages/locale'
import { requireOrder } from '@/lib/order-links/session'
import { findReceipts } from '@/lib/orders/receipts'
import { orderIdSchema } from '@/lib/orders/schema'

export const metadata: Metadata = { title: 'Receipt', robots: { index: false } }

async function ReceiptPage({ params }: { params: Promise<{ order: string }> }) {
  const { order: id } = await params
  const orderId = orderIdSchema.safeParse(id).data ?? notFound()
  const { uid } = (await requireOrder(orderId, `/orders/${id}/receipt`)).order
  const order = (await findReceipts(orderId, uid)) ?? notFound()
  const { receipts, user } = order
  if (receipts.length === 0) notFound()
  return (
    <div className="max-w-2xl space-y-10">
      <PageHeading
        above={
          <>
            Order <span className="font-mono">{order.id}</span>
          </>
        }
        title="Receipt"
      />
      <p className="text-muted print:hidden">
        Print this page or save it as a PDF.{' '}
        <PageLink href={`/orders/${order.id}`} className="link">
          Back to the order
        </PageLink>
      </p>
      <div className="grid gap-8 sm:grid-cols-2">
        <section aria-labelledby="seller">
          <h2 id="seller" className="mb-2 text-heading">
            Seller
          </h2>
          <CompanyLines company={company()} />
        </section>
        <section aria-labelledby="buyer">
          <h2 id="buyer" className="mb-2 text-heading">
            Buyer
          </h2>
          {user.name && <p className="break-words">{user.name}</p>}
          <p className="break-all">{user.email}</p>
        </section>
      </div>
      <section aria-labelledby="items">
        <h2 id="items" className="mb-2 text-heading">
          Items
        </h2>
        <ul className="divide-y divide-line border-y border-line">
          {order.lines.map((line) => (
            <li key={line.id} className="flex justify-between gap-4 py-3">
              <span>{line.name}</span>
              <Price locale={english} money={{ amount: line.amount, currency: order.currency }} />
            </li>
          ))}
        </ul>
      </section>
      {receipts.map(({ ref, paidAt, paid, refunded, method }) => (
        <section key={ref} aria-label={`Payment ${ref}`} className="break-inside-avoid">
          <dl className="divide-y divide-line border-y border-line">
            {[
              ['Paid on', english.date(paidAt)] as const,
              ['Payment method', method] as const,
              [
                'Payment reference',
                <code key="ref" className="font-mono break-all">
                  {ref}
                </code>,
              ] as const,
              ['Paid', <Price locale={english} key="paid" money={paid} />] as const,
              ...(refunded
                ? [['Refunded', <Price locale={english} key="refunded" money={refunded} />] as const]
                : []),
            ].map(([label, value]) => (
              <div key={label} className="flex justify-between gap-4 py-2.5">
                <dt className="text-muted">{label}</dt>
                <dd className="text-right">{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}

export default withDatabase(ReceiptPage)
