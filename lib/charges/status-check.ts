import { raiseAlert, resolveAlert } from '@/lib/alerts'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import type { OrderId, PaymentRef } from '@/lib/ids'
import { log } from '@/lib/log'
import { findOrderForStatus } from '@/lib/orders/data'
import { type OrderState, orderState } from '@/lib/orders/state'
import { scheduleRefundCheck, scheduleStatusCheck } from '@/lib/outbox'
import { queryPayment, queryPayments, type ReportedPayment } from '@/lib/paymentwall/payment-status'
import { readEvent } from '@/lib/pingbacks/event'
import { applyPingback } from '@/lib/pingbacks/mutations'
import { projectAccount } from '@/lib/provider'

const awaitsPayment: readonly OrderState[] = ['pending', 'expired', 'confirming', 'checking', 'under_review']

/**
 * The states in which an order waits for word of a payment, or of the refund that the merchant has asked for: it takes the
 * place of the wait for the payment, which may not be known yet.
 */
const waitingFor: Record<'payment' | 'refund', ReadonlySet<OrderState>> = {
  payment: new Set(awaitsPayment),
  refund: new Set([...awaitsPayment, 'paid']),
}

/**
 * Asks the Payment Status API about an order whose payment was not notified, and applies what it says by the same
 * function as a pingback. Asks again later, a few times, while the order waits.
 *
 * @param asked how often it was asked before
 * @throws when Paymentwall can't be asked now, so that the job is tried again
 */
export async function checkPaymentStatus(
  orderId: OrderId,
  asked: number,
  awaited: 'payment' | 'refund' = 'payment',
): Promise<void> {
  const state = await waitingState(orderId, awaited)
  if (!state) return
  if (state === 'confirming' && asked > 0) await alertOfSilence(orderId)
  await askPaymentStatus(orderId)
  const now = await waitingState(orderId, awaited)
  if (!now) return
  // A charge that came meanwhile has planned a question for soon, which this one would replace.
  if (now === 'confirming' && state !== 'confirming') return
  await scheduleStatusCheck(db(), orderId, asked + 1, awaited)
}

/** The state of an order that waits; undefined when it waits no more. */
async function waitingState(
  orderId: OrderId,
  awaited: 'payment' | 'refund',
): Promise<OrderState | undefined> {
  const order = await findOrderForStatus(orderId)
  const state = order ? orderState(order, new Date()) : undefined
  return state && waitingFor[awaited].has(state) ? state : undefined
}

/** A card was charged minutes ago and nobody notified the payment: most often the pingback URL is wrong. */
async function alertOfSilence(orderId: OrderId): Promise<void> {
  await raiseAlert(db(), {
    kind: 'charge_unknown',
    subject: orderId,
    orderId,
    message: `The card for order ${orderId} was charged, but no pingback has arrived, so nothing is delivered. Check the pingback URL in Paymentwall’s merchant area.`,
  })
}

/**
 * Asks the Payment Status API once about an order, whatever its state, and applies what it says.
 *
 * @throws when Paymentwall can't be asked now
 */
export async function askPaymentStatus(orderId: OrderId): Promise<void> {
  const order = await findOrderForStatus(orderId)
  if (!order) return
  const found = await queryPayments({ ...projectAccount(), uid: order.uid, orderId })
  if (!found.ok) throw new Error(found.error.message)
  for (const payment of found.data) await applyReported(payment)
}

/**
 * Asks the Payment Status API whether a payment is refunded in full, of which two partial refunds of one amount may have been
 * notified that can't be told apart, and applies it if so. Asks again later, a few times; how much a part was, it does not
 * know, so that is the merchant's to enter.
 *
 * @param asked how often it was asked before
 * @throws when Paymentwall can't be asked now, so that the job is tried again
 */
export async function checkRefund(ref: PaymentRef, asked: number): Promise<void> {
  const isPaid = () => db().payment.count({ where: { ref, state: 'PAID', orderId: { not: null } } })
  if ((await isPaid()) === 0) return
  const found = await queryPayment({ ...projectAccount(), ref })
  if (!found.ok) throw new Error(found.error.message)
  if (found.data?.refunded) await applyReported(found.data)
  if ((await isPaid()) > 0) return scheduleRefundCheck(db(), ref, asked + 1)
  await resolveAlert(db(), 'partial_refund_again', { startsWith: `${ref}:` }, 'Payment Status')
}

async function applyReported(payment: ReportedPayment): Promise<void> {
  const parameters = asPingback(payment)
  if (!parameters) return
  const [{ sentence, verdict, orderId }] = await applyPingback(
    readEvent(parameters, env().PAYMENTWALL_MODE === 'live', 'status'),
    [{ address: null, sign_version: null, secret: null, elapsed_ms: 0, parameters: { ref: payment.id } }],
  )
  log.info({ verdict, orderId }, sentence)
}

/** What each word on risk stands for as a pingback's type; a word that is not documented says nothing. */
const typeOfRisk = new Map([
  ['approved', '0'],
  ['pending', '200'],
  ['declined', '202'],
])

/** The reported payment as the parameters of the pingback that should have come. */
function asPingback(payment: ReportedPayment): ReadonlyMap<string, string> | undefined {
  const type = typeOfRisk.get(payment.risk)
  if (!type) return undefined
  return new Map([
    ['uid', payment.uid],
    ['goodsid', payment.product_id],
    ['ref', payment.id],
    ['type', payment.refunded && type === '0' ? '2' : type],
    ['price', payment.amount],
    ['price_currency', payment.currency],
  ])
}
