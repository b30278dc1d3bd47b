import type { Prisma } from '@/lib/generated/prisma/client'
import type { AttemptId, OrderId, PaymentRef } from '@/lib/ids'

type Transaction = Pick<Prisma.TransactionClient, 'outboxJob'>

/** The jobs that are scheduled, here and in the database's functions; `lib/jobs/tasks.ts` runs them. */
export type PlannedJob =
  | 'acknowledge-withdrawal'
  | 'cancel-subscription'
  | 'carry-out-cancellation'
  | 'check-payment-status'
  | 'check-refund'
  | 'confirm-cancellation'
  | 'confirm-delivery'
  | 'deliver-waiting'
  | 'follow-charge'
  | 'mail-order'
  | 'mail-price-change'
  | 'make-report'
  | 'prove'
  | 'reapply-pingback'
  | 'request-password-reset'
  | 'review-subscription'
  | 'send-mail'

/**
 * Plans a background job (`lib/jobs/tasks.ts`), within the caller's transaction.
 *
 * @param subject what the job is about: for one task and subject, the newest job replaces a waiting one
 * @param seconds from now
 */
export async function planJob(
  transaction: Transaction,
  task: PlannedJob,
  subject: string,
  payload: Prisma.InputJsonObject,
  seconds: number,
): Promise<void> {
  const runAt = new Date(Date.now() + seconds * 1000)
  await transaction.outboxJob.create({ data: { task, payload, jobKey: `${task}:${subject}`, runAt } })
}

/** When to query an order without a pingback, in minutes after the buyer could first pay. */
const askAfter = [2, 5, 15, 60, 6 * 60, 24 * 60]

/** Seconds to wait for the pingback of a successful charge before its state is queried. */
const pingbackPatience = 30

/**
 * Plans the next question to the Payment Status API about an order, within the caller's transaction; after the last there
 * is none.
 *
 * @param asked how often it was asked before
 */
export async function scheduleStatusCheck(
  transaction: Transaction,
  orderId: OrderId,
  asked = 0,
  awaited: 'payment' | 'refund' = 'payment',
): Promise<void> {
  const minutes = askAfter[asked]
  if (minutes === undefined) return
  await planStatusCheck(transaction, { orderId, asked, awaited }, minutes * 60)
}

/**
 * Plans a question to the Payment Status API for when a pingback should have come of a charge that succeeded, or of a
 * refund.
 */
export async function expectPingback(
  transaction: Transaction,
  orderId: OrderId,
  awaited: 'payment' | 'refund' = 'payment',
): Promise<void> {
  await planStatusCheck(transaction, { orderId, asked: 0, awaited }, pingbackPatience)
}

async function planStatusCheck(
  transaction: Transaction,
  payload: { orderId: OrderId; asked: number; awaited: 'payment' | 'refund' },
  seconds: number,
): Promise<void> {
  await planJob(transaction, 'check-payment-status', payload.orderId, payload, seconds)
}

/**
 * Plans the next question to the Payment Status API whether a payment is refunded in full; after the last there is none. The
 * first is planned by the database function `suspect_second_refund`.
 *
 * @param asked how often it was asked before
 */
export async function scheduleRefundCheck(
  transaction: Transaction,
  ref: PaymentRef,
  asked: number,
): Promise<void> {
  const minutes = askAfter[asked]
  if (minutes === undefined) return
  await planJob(transaction, 'check-refund', ref, { ref, asked }, minutes * 60)
}

/**
 * Plans a look at a charge attempt that may stay without an outcome (`lib/charges/follow.ts`), within the caller's
 * transaction.
 *
 * @param asked how often Paymentwall was asked about it
 */
export async function scheduleChargeLook(
  transaction: Transaction,
  attemptId: AttemptId,
  seconds: number,
  asked = 0,
): Promise<void> {
  await planJob(transaction, 'follow-charge', attemptId, { attemptId, asked }, seconds)
}
