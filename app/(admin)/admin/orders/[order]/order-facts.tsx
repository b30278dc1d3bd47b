import { PageLink } from '@/app/_components/page-link'
import { Price } from '@/app/_components/price'
import { type Column, DataTable } from '@/app/(admin)/_parts/data-table'
import { Facts } from '@/app/(admin)/_parts/facts'
import { Section } from '@/app/(admin)/_parts/section'
import { Tag } from '@/app/(admin)/_parts/tag'
import { Time } from '@/app/(admin)/_parts/time'
import type { PaymentState } from '@/lib/generated/prisma/enums'
import { english } from '@/lib/languages/locale'
import { fromColumn } from '@/lib/money'
import { cardName } from '@/lib/orders/card-name'
import type { OrderRecord } from '@/lib/orders/record'
import { chargeError, chargeWords } from '@/lib/orders/timeline'
import { reversalReason } from '@/lib/paymentwall/reversal-reasons'

type Line = OrderRecord['lines'][number]
type Payment = OrderRecord['payments'][number]
type Charge = OrderRecord['charges'][number]

/** What was bought, and whether it is held. */
export function Lines({ order }: { order: OrderRecord }) {
  const columns: Column<Line>[] = [
    {
      title: 'Product',
      cell: ({ name, productId }) => (
        <PageLink href={`/admin/products/${productId}`} className="link">
          {name}
        </PageLink>
      ),
    },
    { title: 'Kind', cell: ({ kind }) => english.t(`brand.kinds.${kind}.label`) },
    { title: 'Goods', cell: ({ delivery }) => <Goods delivery={delivery} /> },
    {
      title: 'Price',
      isNumber: true,
      cell: ({ amount }) => <Price locale={english} money={{ amount, currency: order.currency }} />,
    },
  ]
  return (
    <Section id="lines" title="Items">
      <DataTable
        caption="Items of the order"
        columns={columns}
        rows={order.lines}
        keyOf={({ id }) => id}
        empty="The order has no items."
      />
      {order.decisions.length > 0 && (
        <ul className="space-y-1">
          {order.decisions.map(({ id, kind, actor, reason, decidedAt, orderLineId }) => (
            <li key={String(id)} id={`decision-${id}`}>
              <Tag kind={kind === 'GRANT' ? 'positive' : 'caution'}>
                {kind === 'GRANT' ? 'Granted manually' : 'Withdrawn manually'}
              </Tag>{' '}
              {order.lines.find((line) => line.id === orderLineId)?.name ?? 'The whole order'}: {reason}{' '}
              <span className="text-muted">
                {actor}, <Time at={decidedAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Goods({ delivery }: Pick<Line, 'delivery'>) {
  if (!delivery) return <span className="text-muted">Not delivered</span>
  return (
    <>
      {delivery.withdrawnAt ? <Tag kind="caution">Withdrawn</Tag> : <Tag kind="positive">Delivered</Tag>}
      {delivery.licenceKey && <code className="ml-2 font-mono text-sm">{delivery.licenceKey}</code>}
      {delivery.credits > 0 && ` ${delivery.credits} credits`}
    </>
  )
}

const paymentWords: Record<
  PaymentState,
  { kind: 'info' | 'positive' | 'caution' | 'critical'; title: string }
> = {
  NONE: { kind: 'info', title: 'Pending' },
  REVIEW: { kind: 'caution', title: 'Under review' },
  PAID: { kind: 'positive', title: 'Paid' },
  VOIDED: { kind: 'info', title: 'Voided' },
  DECLINED: { kind: 'critical', title: 'Declined' },
  REVERSED: { kind: 'caution', title: 'Reversed' },
}

/** What Paymentwall has notified. */
export function Payments({ order }: { order: OrderRecord }) {
  const { currency } = order
  const money = (amount: Payment['price']) => {
    const known = fromColumn(amount, currency)
    // A price of more decimals than the currency has is shown as it came.
    return known ? <Price locale={english} money={known} /> : amount?.toString()
  }
  const columns: Column<Payment>[] = [
    {
      title: 'Reference',
      cell: ({ ref, isTest }) => (
        <span id={`payment-${ref}`}>
          <PageLink href={`/admin/pingbacks?ref=${encodeURIComponent(ref)}`} className="link">
            {ref}
          </PageLink>{' '}
          {isTest && <Tag kind="info">Test</Tag>}
        </span>
      ),
    },
    {
      title: 'State',
      cell: ({ state, reversalReason: reason }) => (
        <>
          <Tag kind={paymentWords[state].kind}>{paymentWords[state].title}</Tag>
          {reason !== null && <span className="block text-sm text-muted">{reversalReason(reason)}</span>}
        </>
      ),
    },
    {
      title: 'Paid',
      cell: ({ paidAt }) => (paidAt ? <Time at={paidAt} /> : <span className="text-muted">Not paid</span>),
    },
    { title: 'Subscription', cell: ({ subscriptionId }) => subscriptionId },
    { title: 'Price', isNumber: true, cell: ({ price }) => money(price) },
    { title: 'Refunded', isNumber: true, cell: ({ refunded }) => money(refunded) },
  ]
  return (
    <Section id="payments" title="Payments">
      <DataTable
        caption="Payments for this order"
        columns={columns}
        rows={order.payments}
        keyOf={({ ref }) => ref}
        empty="No payments yet. Payments appear here when Paymentwall sends a pingback."
      />
    </Section>
  )
}

/** What was asked of Brick. */
export function Charges({ order }: { order: OrderRecord }) {
  const columns: Column<Charge>[] = [
    {
      title: 'Charge',
      cell: ({ id, chargeId, subscriptionId }) => (
        <span id={`charge-${id}`}>
          {chargeId ?? <span className="text-muted">No ID yet</span>}
          {subscriptionId && <span className="block text-sm text-muted">Subscription {subscriptionId}</span>}
        </span>
      ),
    },
    { title: 'Sent', cell: ({ createdAt }) => <Time at={createdAt} /> },
    {
      title: 'Card',
      cell: (charge) => cardName(english.t, charge) ?? <span className="text-muted">Not known</span>,
    },
    {
      title: '3-D Secure',
      cell: ({ securedAt }) =>
        securedAt ? <Time at={securedAt} /> : <span className="text-muted">Not confirmed</span>,
    },
    { title: 'IP address', cell: ({ address }) => address },
    {
      title: 'Outcome',
      cell: ({ state, errorCode }) => (
        <>
          <Tag kind={chargeWords[state].kind}>{chargeWords[state].title}</Tag>
          {errorCode !== null && <span className="block text-sm">{chargeError(errorCode)}</span>}
        </>
      ),
    },
  ]
  return (
    <Section id="charges" title="Card charges">
      <DataTable
        caption="Card charges for this order"
        columns={columns}
        rows={order.charges}
        keyOf={({ id }) => id}
        empty="No card charges yet."
      />
    </Section>
  )
}

/** What the buyer accepted. */
export function Terms({ acceptance }: Pick<OrderRecord, 'acceptance'>) {
  return (
    <Section id="terms" title="Terms">
      {acceptance ? (
        <>
          <blockquote className="max-w-3xl border-l-2 border-line pl-4 whitespace-pre-line">
            {acceptance.wording}
          </blockquote>
          <Facts
            facts={[
              ['Accepted', <Time key="at" at={acceptance.acceptedAt} />],
              ['Policy version', acceptance.policyVersion],
              ['From', acceptance.address],
            ]}
          />
        </>
      ) : (
        <p className="text-muted">The buyer has not accepted the terms.</p>
      )}
    </Section>
  )
}

/** Which files were fetched, and from where. */
export function Downloads({ downloads }: Pick<OrderRecord, 'downloads'>) {
  return (
    <Section id="downloads" title="Downloads">
      <DataTable
        caption="Downloads, newest first"
        columns={[
          { title: 'Time', cell: ({ at }) => <Time at={at} /> },
          { title: 'File', cell: ({ fileName }) => fileName },
          { title: 'IP address', cell: ({ address }) => address },
          { title: 'Browser', cell: ({ userAgent }) => userAgent },
        ]}
        rows={downloads}
        keyOf={({ id }) => String(id)}
        empty="No downloads yet."
      />
    </Section>
  )
}
