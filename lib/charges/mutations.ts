import { bankPagePlace, secureSeconds } from '@/lib/charges/secure-state'
import { db } from '@/lib/db'
import { type ChargeAttempt, Prisma } from '@/lib/generated/prisma/client'
import type { ChargeState } from '@/lib/generated/prisma/enums'
import { stateFacts } from '@/lib/orders/data'
import { isPayable, type OrderState, orderState } from '@/lib/orders/state'
import { expectPingback, scheduleChargeLook } from '@/lib/outbox'
import type { ChargeOutcome } from '@/lib/paymentwall/brick'
import type { ChargeParameters } from '@/lib/paymentwall/brick-call'
import { brickError } from '@/lib/paymentwall/brick-errors'
import { seal, unseal } from '@/lib/security/seal'

type Transaction = Prisma.TransactionClient

/** A charge call is given up after 15 s; an attempt that is still active after a minute has lost its process. */
export const activeSeconds = 60

/** How soon after its answer was lost a charge is first asked about. */
const firstQuestionSeconds = 5

const sealedAt = (attemptId: string) => `charge-attempt ${attemptId}`

/**
 * Locks an order and reads what its state is derived from. Every change of a charge attempt that depends on the order's
 * state begins so; a pingback takes the same lock.
 */
async function lockOrder(transaction: Transaction, orderId: string) {
  await transaction.$queryRaw`SELECT 1 FROM orders WHERE id = ${orderId} FOR NO KEY UPDATE`
  return transaction.order.findUniqueOrThrow({ where: { id: orderId }, select: stateFacts })
}

/** The states in which an order for a membership has begun one, or may have. */
const takesMembership: ReadonlySet<OrderState> = new Set([
  'checking',
  'requires_action',
  'confirming',
  'authorised',
  'under_review',
  'paid',
])

/**
 * Another order of the same buyer for the same membership that is paid, or being paid, and that the buyer was not told of.
 * Locks the buyer, so that of two orders that are to be paid at once the later one finds the other.
 *
 * @param order locked already; a pingback locks in the same order
 * @param told orders that the buyer knows of
 * @param since only what was paid after this moment
 */
async function findOrderBeside(
  transaction: Transaction,
  orderId: string,
  { at, told, since }: { at: Date; told: readonly string[]; since?: Date },
): Promise<string | undefined> {
  const lines = await transaction.orderLine.findMany({
    where: { orderId, kind: 'MEMBERSHIP' },
    select: { productId: true, order: { select: { uid: true } } },
  })
  const [line] = lines
  if (!line) return undefined
  const { uid } = line.order
  await transaction.$queryRaw`SELECT 1 FROM users WHERE uid = ${uid} FOR NO KEY UPDATE`
  const others = await transaction.order.findMany({
    where: { uid, id: { notIn: [orderId, ...told] }, lines: { some: { productId: line.productId } } },
    select: { id: true, ...stateFacts },
  })
  const found = others.find(
    (other) =>
      takesMembership.has(orderState(other, at)) &&
      (since === undefined || other.payments.some(({ createdAt }) => createdAt > since)),
  )
  return found?.id
}

/** Why no attempt was opened; for `beside` with the other order. */
export type BeginResult =
  | { begun: true }
  | { begun: false; why: 'closed' }
  | { begun: false; why: 'beside'; beside: string }

/**
 * Opens a charge attempt, before Brick is called. Of any number at once for one order, one gets it; the database itself
 * keeps a second one out. Of several orders of one buyer for the same membership, one gets it too.
 *
 * @param when.at the shop's time
 * @param when.told orders by which the buyer has a membership, and knows it
 * @returns `closed` while another payment is under way, or when the order is not to be paid any more
 */
export async function beginCharge(
  orderId: string,
  attemptId: string,
  when: { at: Date; told: readonly string[] },
): Promise<BeginResult> {
  try {
    return await db().$transaction(async (transaction) => {
      if (!isPayable(await lockOrder(transaction, orderId), when.at)) return closed
      const beside = await findOrderBeside(transaction, orderId, when)
      if (beside !== undefined) return { begun: false, why: 'beside', beside }
      // Lost, but a pingback told meanwhile that it came to nothing: else the order would not be payable.
      await transaction.chargeAttempt.updateMany({
        where: { orderId, state: 'UNKNOWN' },
        data: { state: 'DECLINED' },
      })
      await transaction.chargeAttempt.create({ data: { id: attemptId, orderId, state: 'ACTIVE' } })
      await scheduleChargeLook(transaction, attemptId, activeSeconds)
      return { begun: true }
    })
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') return closed
    throw error
  }
}

const closed = { begun: false, why: 'closed' } as const

/** How a call ended for the shop: `unconfirmed` when the bank confirmed nothing, or could not be asked. */
export type Outcome = ChargeOutcome | { kind: 'unconfirmed' }

const outcomeStates: Record<'charged' | 'authorised' | 'review', ChargeState> = {
  charged: 'SUCCEEDED',
  authorised: 'AUTHORISED',
  review: 'REVIEW',
}

/**
 * Writes down how a charge call ended. An attempt that something else has settled meanwhile keeps its state.
 *
 * @param parameters of the call, which are sealed while the buyer is at the bank, as the bank's page is
 */
export async function recordOutcome(
  attemptId: string,
  outcome: Outcome,
  parameters: ChargeParameters,
): Promise<void> {
  await db().$transaction(async (transaction) => {
    const { count } = await transaction.chargeAttempt.updateMany({
      where: { id: attemptId, state: { in: ['ACTIVE', 'UNKNOWN'] } },
      data: changeFor(attemptId, outcome, parameters),
    })
    if (count === 0) return
    if (isLost(outcome)) {
      await scheduleChargeLook(transaction, attemptId, firstQuestionSeconds)
    } else if (outcome.kind === 'secure') {
      await scheduleChargeLook(transaction, attemptId, secureSeconds)
    } else if ('charge' in outcome || outcome.kind === 'subscribed') {
      const { orderId } = await transaction.chargeAttempt.findUniqueOrThrow({ where: { id: attemptId } })
      await expectPingback(transaction, orderId)
    }
  })
}

/** Whether nobody knows if the card was charged. An error "duplicate charge" says that it was, by some call. */
export function isLost(outcome: Outcome): boolean {
  return (
    outcome.kind === 'unknown' ||
    (outcome.kind === 'refused' && brickError(outcome.code).kind === 'duplicate')
  )
}

function changeFor(attemptId: string, outcome: Outcome, parameters: ChargeParameters) {
  if (isLost(outcome)) return { state: 'UNKNOWN' as const }
  switch (outcome.kind) {
    case 'charged':
    case 'authorised':
    case 'review':
      return { state: outcomeStates[outcome.kind], chargeId: outcome.charge.id }
    case 'subscribed': {
      const { id: subscriptionId, chargeId } = outcome.subscription
      return { state: 'SUCCEEDED' as const, subscriptionId, chargeId: chargeId ?? null }
    }
    case 'secure': {
      const returns = parameters.some(([name]) => name === 'secure_redirect_url')
      const page = returns ? outcome.demand.redirect : undefined
      return {
        state: 'SECURE' as const,
        sealed: seal(JSON.stringify(parameters), sealedAt(attemptId)),
        sealedBankPage: page === undefined ? null : seal(page, bankPagePlace(attemptId)),
        secureUntil: new Date(Date.now() + secureSeconds * 1000),
      }
    }
    case 'refused':
      return { state: 'DECLINED' as const, errorCode: outcome.code ?? null }
    default:
      return { state: 'DECLINED' as const }
  }
}

const notAtBank = { sealed: null, sealedBankPage: null, secureUntil: null }

/**
 * Takes an attempt back from the bank, once: whoever gets its parameters makes the second call. They are erased here. A
 * return that is late, repeated, or comes after the order was paid in another way gets nothing, nor does one for a membership
 * that the buyer has begun by another order meanwhile.
 */
export async function claimSecure(attemptId: string): Promise<ChargeParameters | undefined> {
  return db().$transaction(async (transaction) => {
    const known = await transaction.chargeAttempt.findUnique({ where: { id: attemptId } })
    if (!known) return undefined
    const order = await lockOrder(transaction, known.orderId)
    const attempt = await transaction.chargeAttempt.findUniqueOrThrow({ where: { id: attemptId } })
    if (attempt.state !== 'SECURE') return undefined
    const inTime = attempt.secureUntil !== null && attempt.secureUntil > new Date()
    const isOpen = inTime && orderState(order, new Date()) === 'requires_action'
    const meanwhile = { at: new Date(), told: [], since: attempt.createdAt }
    const beside = isOpen ? await findOrderBeside(transaction, known.orderId, meanwhile) : undefined
    const parameters = isOpen && beside === undefined ? openParameters(attempt) : undefined
    await transaction.chargeAttempt.update({
      where: { id: attemptId },
      data: { state: parameters ? 'ACTIVE' : 'EXPIRED', ...notAtBank },
    })
    if (parameters) await scheduleChargeLook(transaction, attemptId, activeSeconds)
    return parameters
  })
}

function openParameters(attempt: ChargeAttempt): ChargeParameters | undefined {
  const text = attempt.sealed && unseal(attempt.sealed, sealedAt(attempt.id))
  return text ? (JSON.parse(text) as ChargeParameters) : undefined
}

/** Gives up waiting for a bank's confirmation: the second call is never made, so nothing is charged. */
export async function expireSecure(where: { id: string } | { orderId: string }): Promise<boolean> {
  const { count } = await db().chargeAttempt.updateMany({
    where: { ...where, state: 'SECURE' },
    data: { state: 'EXPIRED', ...notAtBank },
  })
  return count > 0
}

/** Stores whether the buyer wants the card saved that this order will be paid with. */
export async function storeSaveCardChoice(orderId: string, save: boolean): Promise<void> {
  await db().termsAcceptance.updateMany({
    where: { orderId },
    data: { saveCardAt: save ? new Date() : null },
  })
}
