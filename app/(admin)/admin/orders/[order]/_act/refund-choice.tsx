import { OneOf } from '@/app/(admin)/_parts/one-of'
import { AmountField, Choice } from '@/app/(admin)/admin/orders/[order]/_act/choice'
import { type ActOrder, formatAmount } from '@/lib/acts/order'
import { actPath } from '@/lib/acts/pages'
import { refundables } from '@/lib/acts/plan'

/** Which payment of an order to refund, where it has several, and how much of it, where that is asked. */
export function RefundChoice({
  kind,
  order,
  chosen,
}: {
  kind: 'REFUND' | 'PARTIAL_REFUND'
  order: ActOrder
  chosen: Record<string, string>
}) {
  const payments = refundables(order, new Date())
  if (payments.length === 0 || (payments.length === 1 && kind === 'REFUND')) return null
  return (
    <Choice path={actPath(order.id, kind)}>
      {payments.length > 1 && (
        <OneOf
          name="ref"
          label="Payment"
          value={chosen.ref}
          choices={payments.map(({ key, charge, left }) => [
            key,
            `${key}, ${charge ? `card${charge.last4 ? ` ending ${charge.last4}` : ''}` : 'Paylet'}, ${formatAmount(left, order)} left`,
          ])}
        />
      )}
      {kind === 'PARTIAL_REFUND' && <AmountField currency={order.currency} value={chosen.amount} />}
    </Choice>
  )
}
