import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { PageHeading } from '@/app/_components/page-heading'
import { Price } from '@/app/_components/price'
import { linkTo, number } from '@/app/_components/rich'
import { withDatabase } from '@/app/_components/with-database'
import { CompanyLines } from '@/app/(site)/_policies/company-lines'
import { company } from '@/lib/brand/company'
import type { Locale } from '@/lib/languages/locale'
import { pageLocale } from '@/lib/languages/page-locale'
import type { Money } from '@/lib/money'
import { requireOrder } from '@/lib/order-links/session'
import { cardName } from '@/lib/orders/card-name'
import { findReceipts, type Receipt } from '@/lib/orders/receipts'
import { orderIdSchema } from '@/lib/orders/schema'
import { vatIn } from '@/lib/vat'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageLocale()).t('receipt.title'), robots: { index: false } }
}

async function ReceiptPage({ params }: { params: Promise<{ order: string }> }) {
  const { order: id } = await params
  const orderId = orderIdSchema.safeParse(id).data ?? notFound()
  const { uid } = (await requireOrder(orderId, `/orders/${id}/receipt`)).order
  const order = (await findReceipts(orderId, uid)) ?? notFound()
  const { receipts, user } = order
  if (receipts.length === 0) notFound()
  const locale = await pageLocale()
  const { t } = locale
  return (
    <div className="max-w-2xl space-y-10">
      <PageHeading above={t.rich('receipt.above', { order: order.id, number })} title={t('receipt.title')} />
      <p className="text-muted print:hidden">
        {t.rich('receipt.print', { order: linkTo(locale, `/orders/${order.id}`) })}
      </p>
      <div className="grid gap-8 sm:grid-cols-2">
        <section aria-labelledby="seller">
          <h2 id="seller" className="mb-2 text-heading">
            {t('receipt.seller')}
          </h2>
          <CompanyLines company={company()} />
        </section>
        <section aria-labelledby="buyer">
          <h2 id="buyer" className="mb-2 text-heading">
            {t('receipt.buyer')}
          </h2>
          {user.name && <p className="break-words">{user.name}</p>}
          <p className="break-all">{user.email}</p>
        </section>
      </div>
      <section aria-labelledby="items">
        <h2 id="items" className="mb-2 text-heading">
          {t('receipt.items')}
        </h2>
        <ul className="divide-y divide-line border-y border-line">
          {order.lines.map((line) => (
            <li key={line.id} className="flex justify-between gap-4 py-3">
              <span>{line.name}</span>
              <Price locale={locale} money={{ amount: line.amount, currency: order.currency }} />
            </li>
          ))}
        </ul>
      </section>
      {receipts.map((payment) => (
        <section
          key={payment.ref}
          aria-label={t('receipt.payment', { reference: payment.ref })}
          className="break-inside-avoid"
        >
          <dl className="divide-y divide-line border-y border-line">
            {factsOf(locale, payment).map(([label, value]) => (
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

type Fact = [label: string, value: ReactNode]

function factsOf(locale: Locale, { ref, paidAt, paid, refunded, card }: Receipt): Fact[] {
  const { t } = locale
  const contained = vatIn(paid)
  const price = (label: string, money: Money): Fact => [
    label,
    <Price key="price" locale={locale} money={money} />,
  ]
  return [
    [t('receipt.paidOn'), locale.date(paidAt)],
    [t('receipt.method'), (card && cardName(t, card)) ?? 'Paymentwall'],
    [
      t('receipt.reference'),
      <code key="ref" className="font-mono break-all">
        {ref}
      </code>,
    ],
    price(t('receipt.paid'), paid),
    ...(contained ? [price(t('receipt.vat', { percent: contained.percent }), contained.vat)] : []),
    ...(refunded ? [price(t('receipt.refunded'), refunded)] : []),
  ]
}

export default withDatabase(ReceiptPage)
