import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { findOrderForStatus } from '@/lib/orders/data'
import { orderState } from '@/lib/orders/state'
import { scheduleStatusCheck } from '@/lib/outbox'
import { queryPayments, type ReportedPayment } from '@/lib/paymentwall/payment-status'
import { readEvent } from '@/lib/pingbacks/event'
import { applyPingback } from '@/lib/pingbacks/mutations'

/**
 * Asks the Payment Status API about an order whose payment was not notified, and applies what it says by the same
 * function as a pingback. Asks again later, a few times, while the order waits.
 *
 * @param asked how often it was asked before
 * @throws when Paymentwall can't be asked now, so that the job is tried again
 */
export async function checkPaymentStatus(orderId: string, asked: number): Promise<void> {
  const order = await findOrderForStatus(orderId)
  if (!order) return
  const waiting = new Set(['pending', 'handing_over', 'checking', 'under_review'])
  if (!waiting.has(orderState(order))) return

  const settings = env()
  const found = await queryPayments({
    apiUrl: settings.PAYMENTWALL_API_URL,
    projectKey: settings.PAYMENTWALL_PROJECT_KEY,
    secretKey: settings.PAYMENTWALL_SECRET_KEY,
    uid: order.uid,
    orderId,
  })
  if (!found.ok) throw new Error(found.error.message)
  for (const payment of found.data) {
    const [{ sentence, verdict }] = await applyPingback(
      readEvent(asPingback(payment), settings.PAYMENTWALL_MODE === 'live', 'status'),
      [{ address: null, sign_version: null, secret: null, elapsed_ms: 0, parameters: { ref: payment.id } }],
    )
    log.info({ verdict, orderId }, sentence)
  }

  if (found.data.length === 0) await scheduleStatusCheck(db(), orderId, asked + 1)
}

/** The reported payment as the parameters of the pingback that should have come. */
function asPingback(payment: ReportedPayment): ReadonlyMap<string, string> {
  const type = payment.refunded ? '2' : payment.risk === 'pending' ? '200' : '0'
  return new Map([
    ['uid', payment.uid],
    ['goodsid', payment.product_id],
    ['ref', payment.id],
    ['type', type],
    ['price', payment.amount],
    ['price_currency', payment.currency],
  ])
}
