import { raiseAlert, resolveAlert } from '@/lib/alerts'
import { db } from '@/lib/db'
import { newId, type OrderId, type PaymentRef } from '@/lib/ids'

/** Requests that a buyer may make of one order. */
const mostOfOrder = 3

/** What came of a request. `none`: nothing is left to refund. */
export type Requested = 'requested' | 'open' | 'none' | 'too_many'

/**
 * Records that a buyer asks for the newest payment of an order back, and alerts the operators: once while it is open. Whose
 * order it is, the caller has checked.
 */
export async function requestRefund(orderId: OrderId, reason: string): Promise<Requested> {
  return db().$transaction(async (transaction) => {
    // Two at once take turns.
    await transaction.$queryRaw`SELECT FROM orders WHERE id = ${orderId} FOR NO KEY UPDATE`
    const [payment] = await transaction.payment.findMany({
      where: { orderId, state: 'PAID' },
      orderBy: [{ paidAt: 'desc' }, { createdAt: 'desc' }],
      take: 1,
      select: { ref: true, refunded: true },
    })
    if (!payment) return 'none'
    const open = await transaction.alert.count({
      where: { kind: 'refund_requested', orderId, resolvedAt: null },
    })
    if (open > 0) return 'open'
    if ((await transaction.refundRequest.count({ where: { orderId } })) >= mostOfOrder) return 'too_many'
    const { ref, refunded } = payment
    const id = newId()
    await transaction.refundRequest.create({
      data: { id, orderId, ref, reason, refundedBefore: refunded },
    })
    await raiseAlert(transaction, {
      kind: 'refund_requested',
      subject: `${ref}:${id}`,
      message: `The buyer of order ${orderId} has asked for a refund of payment ${ref}. The reason is on the order’s page. Refund it, or resolve this alert and say why not.`,
      orderId,
    })
    return 'requested'
  })
}

/** Resolves the requests of an order whose payment has been returned since, in full or in part; returns how many. */
export async function settleRefundRequests(orderId: OrderId): Promise<number> {
  const answered = await db().$queryRaw<{ id: string; ref: PaymentRef }[]>`
    SELECT r.id, r.ref FROM refund_requests r JOIN payments p ON p.ref = r.ref
    WHERE r.order_id = ${orderId} AND (p.state <> 'PAID' OR p.refunded > r.refunded_before)`
  let settled = 0
  for (const { id, ref } of answered) {
    const { count } = await resolveAlert(db(), 'refund_requested', `${ref}:${id}`, 'refund')
    settled += count
  }
  return settled
}
