import { raiseAlert } from '@/lib/alerts'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { CancellationCause } from '@/lib/generated/prisma/enums'
import type { OrderId, Uid } from '@/lib/ids'
import { log } from '@/lib/log'
import { planJob } from '@/lib/outbox'
import { cancelSubscription } from '@/lib/paymentwall/brick-subscription'
import { queryRenewal } from '@/lib/paymentwall/payment-status'
import { stopRecurring } from '@/lib/paymentwall/ticket'
import { brickAccount, projectAccount } from '@/lib/provider'
import { findMembership, listUnstopped, type Membership } from '@/lib/subscriptions/data'

/** The merchant is alerted from this failed call on. */
const failuresToAlert = 3

/** From this one on, reached within half a day, it is called once a day; a job alone would run out of attempts. */
const failuresToSlowDown = 10

/** When to ask whether a cancellation was carried out, in minutes after it was taken on; then the merchant is alerted. */
const askAfter = [2, 30, 6 * 60, 24 * 60, 3 * 24 * 60]

/**
 * Records that a buyer cancels a membership, and schedules the job that tells Paymentwall. Repeating it changes nothing.
 *
 * @param at the shop's time
 * @returns whether this buyer has such a membership
 */
export async function cancelMembership(orderId: OrderId, uid: Uid, at: Date): Promise<boolean> {
  const membership = await findMembership(orderId, at)
  if (membership?.uid !== uid) return false
  if (membership.renews) await requestCancellation(orderId, 'BUYER', at)
  return true
}

/**
 * Stops the renewals of a subscription whose newest payment was reversed: a refunded buyer must not be charged again.
 * For any other it does nothing.
 *
 * @param at the shop's time
 */
export async function reviewSubscription(orderId: OrderId, at: Date): Promise<void> {
  const membership = await findMembership(orderId, at)
  if (membership?.state !== 'REVOKED' || !membership.renews) return
  await requestCancellation(orderId, 'REVOKED', at)
  log.info({ orderId }, 'the newest payment of a subscription was reversed: its renewals are being stopped')
}

/**
 * Records, within the transaction that closes an account, that its subscriptions are cancelled, and schedules the job
 * that tells Paymentwall of each.
 *
 * @param at the shop's time
 * @returns the orders that began them
 */
export async function cancelAllMemberships(
  transaction: Prisma.TransactionClient,
  uid: Uid,
  at: Date,
): Promise<OrderId[]> {
  const orderIds = await listUnstopped(transaction, at, uid)
  for (const orderId of orderIds) await recordCancellation(transaction, orderId, 'CLOSED', at)
  return orderIds
}

/**
 * Stops the subscriptions that began although their buyer's account is closed: their first payment came later.
 *
 * @param at the shop's time
 * @returns how many
 */
export async function stopAfterClosing(at: Date): Promise<number> {
  const orderIds = await listUnstopped(db(), at)
  for (const orderId of orderIds) await requestCancellation(orderId, 'CLOSED', at)
  return orderIds.length
}

/**
 * Records, within the caller's transaction, that the merchant stops a subscription's renewals, and has a job tell Paymentwall.
 * Again, it has Paymentwall told at once if that has failed so far.
 *
 * @param at the shop's time
 */
export function stopRenewals(
  transaction: Prisma.TransactionClient,
  orderId: OrderId,
  at: Date,
): Promise<void> {
  return recordCancellation(transaction, orderId, 'OPERATOR', at)
}

function requestCancellation(orderId: OrderId, cause: CancellationCause, at: Date): Promise<void> {
  return db().$transaction((transaction) => recordCancellation(transaction, orderId, cause, at))
}

async function recordCancellation(
  transaction: Prisma.TransactionClient,
  orderId: OrderId,
  cause: CancellationCause,
  at: Date,
): Promise<void> {
  const { count } = await transaction.cancellation.createMany({
    data: { orderId, cause, requestedAt: at },
    skipDuplicates: true,
  })
  const waits = count > 0 || (await transaction.cancellation.count({ where: { orderId, ...unaccepted } })) > 0
  if (!waits) return
  await planJob(transaction, 'cancel-subscription', orderId, { orderId }, 0)
}

const reasons: Record<CancellationCause, string> = {
  BUYER: 'The customer cancelled the renewals in their account.',
  REVOKED: 'The latest payment was refunded or charged back.',
  CLOSED: 'The customer closed their account.',
  OPERATOR: 'The merchant stops the renewals.',
}

/** Requests that Paymentwall has not accepted despite attempts. */
const unaccepted = { acceptedAt: null, failures: { gt: 0 } }

/**
 * Tells Paymentwall to stop charging a subscription: Brick by its cancel call, which answers immediately; the Paylet by a
 * ticket of the Cancellation API, which is processed later.
 *
 * @param at the shop's time
 * @throws when the call failed, so that the job is retried; after many times it is scheduled again instead
 */
export async function sendCancellation(orderId: OrderId, at: Date): Promise<void> {
  const membership = await findMembership(orderId, at)
  if (!membership?.cancellation || membership.cancellation.acceptedAt || !membership.renews) return
  const stopped = await stopAtPaymentwall(membership, membership.cancellation.cause)
  if (!stopped.ok) {
    const failures = await recordFailure(orderId, stopped.error.message)
    if (failures < failuresToSlowDown) throw new Error(stopped.error.message)
    await planJob(db(), 'cancel-subscription', orderId, { orderId }, 24 * 60 * 60)
    return
  }
  await db().cancellation.update({
    where: { orderId },
    data: { acceptedAt: at, problem: null, stoppedAt: stopped.data === 'stopped' ? at : null },
  })
  log.info({ orderId, stopped: stopped.data === 'stopped' }, 'Paymentwall accepted a cancellation')
  if (stopped.data !== 'stopped') await scheduleConfirmation(orderId, 0)
}

async function stopAtPaymentwall(membership: Membership, cause: CancellationCause) {
  const settings = env()
  if (membership.brickId !== undefined && settings.BRICK_PRIVATE_KEY !== undefined) {
    const answer = await cancelSubscription(brickAccount(), membership.brickId)
    if (!answer.ok) return answer
    return { ok: true as const, data: answer.data.active ? ('accepted' as const) : ('stopped' as const) }
  }
  return stopRecurring({
    ...projectAccount(),
    ref: newestRef(membership),
    message: reasons[cause],
    testMode: settings.PAYMENTWALL_MODE === 'test',
  })
}

async function recordFailure(orderId: OrderId, problem: string): Promise<number> {
  const { failures } = await db().cancellation.update({
    where: { orderId },
    data: { problem, failures: { increment: 1 } },
  })
  log.warn({ orderId, failures, problem }, 'a cancellation could not be sent to Paymentwall')
  if (failures >= failuresToAlert) {
    await alertMerchant(
      orderId,
      `could not be stopped after ${failures} attempts. We keep trying. ${problem}`,
    )
  }
  return failures
}

/**
 * Asks the Payment Status API whether a subscription that should be stopped is: type 12 is sent only where Paymentwall has
 * switched it on. Asks again later, a few times, then alerts the merchant.
 *
 * @param asked how often it was asked before
 * @param at the shop's time
 */
export async function confirmCancellation(orderId: OrderId, asked: number, at: Date): Promise<void> {
  const membership = await findMembership(orderId, at)
  if (!membership?.renews) return
  const answer = await queryRenewal({ ...projectAccount(), ref: newestRef(membership) })
  if (answer.ok && answer.data === false) {
    await db().cancellation.update({ where: { orderId }, data: { stoppedAt: at } })
    log.info({ orderId }, 'Payment Status says that a subscription is stopped')
  } else if (asked + 1 < askAfter.length) {
    await scheduleConfirmation(orderId, asked + 1)
  } else {
    const problem = answer.ok ? '' : ` ${answer.error.message}`
    await alertMerchant(
      orderId,
      `has a pending stop request that Paymentwall does not confirm: check it in the merchant area.${problem}`,
    )
  }
}

async function scheduleConfirmation(orderId: OrderId, asked: number): Promise<void> {
  const minutes = askAfter[asked] ?? 0
  await planJob(db(), 'confirm-cancellation', orderId, { orderId, asked }, minutes * 60)
}

async function alertMerchant(orderId: OrderId, what: string): Promise<void> {
  await raiseAlert(db(), {
    kind: 'cancellation_stuck',
    subject: orderId,
    message: `The subscription of order ${orderId} ${what}`,
    orderId,
  })
}

function newestRef(membership: Membership): string {
  return membership.payments.at(-1)?.ref ?? ''
}
