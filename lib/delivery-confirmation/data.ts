import { db } from '@/lib/db'
import type { DeliveryFacts } from '@/lib/delivery-confirmation/due'
import type { PaymentRef } from '@/lib/ids'

/**
 * What is known of a payment, its order and what Paymentwall was told; null for a payment
 * without an order, and for a probe's, of which Paymentwall knows nothing.
 */
export async function findPaymentToConfirm(ref: PaymentRef) {
  const payment = await db().payment.findUnique({
    where: { ref },
    include: {
      order: {
        include: {
          user: { select: { email: true, erasedAt: true } },
          lines: { orderBy: { position: 'asc' }, include: { delivery: true, keyWait: true } },
          cancellation: { select: { stoppedAt: true } },
        },
      },
    },
  })
  if (!payment?.order || payment.order.isProbe) return null
  const { order } = payment
  const [confirmations, newest, stopped] = await Promise.all([
    db().deliveryConfirmation.findMany({ where: { ref } }),
    db().payment.findFirst({
      where: { orderId: order.id, everPaid: true },
      orderBy: [{ paidAt: 'desc' }, { ref: 'desc' }],
      select: { ref: true },
    }),
    db().pingback.findFirst({
      where: { orderId: order.id, type: 12, verdict: 'applied' },
      select: { id: true },
    }),
  ])
  const facts: DeliveryFacts = {
    state: payment.state,
    everPaid: payment.everPaid,
    reversalReason: payment.reversalReason,
    isDelivered: order.lines.every(({ delivery }) => delivery && !delivery.withdrawnAt),
    waitsForKey: order.lines.some(({ keyWait }) => keyWait),
    subscriptionEnded: newest?.ref === ref && Boolean(stopped || order.cancellation?.stoppedAt),
  }
  return { payment, order, confirmations, facts }
}
