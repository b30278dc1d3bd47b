import { resolveAlert } from '@/lib/alerts'
import { returnCardAttempt } from '@/lib/charges/attempt-limits'
import { isUnknown, type Outcome } from '@/lib/charges/reply'
import { parametersSchema } from '@/lib/charges/schema'
import { bankPagePlace, secureSeconds } from '@/lib/charges/secure-state'
import { isCardOffered } from '@/lib/checkout/card-settings'
import { type ChargeRefusal, refuseCharge } from '@/lib/checkout/refuse-charge'
import { db } from '@/lib/db'
import { type ChargeAttempt, Prisma } from '@/lib/generated/prisma/client'
import type { ChargeState } from '@/lib/generated/prisma/enums'
import type { AttemptId, OrderId } from '@/lib/ids'
import { isSoldOut } from '@/lib/licence-keys/data'
import { stateFacts } from '@/lib/orders/data'
import { type OrderState, orderState } from '@/lib/orders/state'
import { expectPingback, scheduleChargeLook } from '@/lib/outbox'
import type { ChargeParameters } from '@/lib/paymentwall/brick-call'
import { seal, unseal } from '@/lib/security/seal'

type Transaction = Prisma.TransactionClient

/** A charge call is given up after 15 s; an attempt that is still active after a minute belongs to a process that died. */
export const activeSeconds = 60

/** How soon a charge whose outcome is unknown is first asked about. */
const firstQuestionSeconds = 5

const sealedAt = (attemptId: AttemptId) => `charge-attempt ${attemptId}`

const chargeFacts = {
  ...stateFacts,
  id: true,
  uid: true,
  amount: true,
  currency: true,
  lines: { orderBy: { position: 'asc' } },
  acceptance: { select: { wording: true, language: true } },
} satisfies Prisma.OrderSelect

type LockedOrder = Prisma.OrderGetPayload<{ select: typeof chargeFacts }>

/**
 * Locks an order and reads all that says whether it may be charged. Every change of a charge attempt that depends on the
 * order's state begins so; a pingback takes the same lock.
 */
async function lockOrder(transaction: Transaction, orderId: OrderId): Promise<LockedOrder> {
  await transaction.$queryRaw`SELECT 1 FROM orders WHERE id = ${orderId} FOR NO KEY UPDATE`
  return transaction.order.findUniqueOrThrow({ where: { id: orderId }, select: chargeFacts })
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
async function findOtherOrder(
  transaction: Transaction,
  { id, uid, lines }: LockedOrder,
  { at, told, since }: { at: Date; told: readonly OrderId[]; since?: Date },
): Promise<OrderId | undefined> {
  const line = lines.find(({ kind }) => kind === 'MEMBERSHIP')
  if (!line) return undefined
  await transaction.$queryRaw`SELECT 1 FROM users WHERE uid = ${uid} FOR NO KEY UPDATE`
  const others = await transaction.order.findMany({
    where: { uid, id: { notIn: [id, ...told] }, lines: { some: { productId: line.productId } } },
    select: { id: true, ...stateFacts },
  })
  const found = others.find(
    (other) =>
      takesMembership.has(orderState(other, at)) &&
      (since === undefined || other.payments.some(({ createdAt }) => createdAt > since)),
  )
  return found?.id
}

/** What was known of a buyer when an order was to be charged. */
export interface ChargeMoment {
  /** The shop's time. */
  at: Date
  /** The memberships that the buyer has and knows of, for an order of another one. */
  beside: { isAny: boolean; orderIds: readonly OrderId[] } | undefined
}

/**
 * Opens a charge attempt, before Brick is called, if the order may be charged by what is known under its lock. Of any number
 * at once for one order, one gets it; the database itself keeps a second one out. Of several orders of one buyer for the
 * same membership, one gets it too.
 *
 * @param payer what is known of the browser, for a dispute; the limits that it counts against; and the names of the
 *   parameters that are sent, for go-live
 * @returns why none was opened
 */
export async function beginCharge(
  orderId: OrderId,
  attemptId: AttemptId,
  { at, beside }: ChargeMoment,
  payer: { address?: string | undefined; counted?: string[]; hadFingerprint?: boolean; sent?: string[] } = {},
): Promise<ChargeRefusal | undefined> {
  try {
    return await db().$transaction(async (transaction) => {
      const order = await lockOrder(transaction, orderId)
      const refusal = refuseCharge(order, {
        at,
        page: 'open',
        isSecond: beside?.isAny === true,
        isCardOffered: isCardOffered(order),
        isSoldOut: await isSoldOut(order.lines, transaction),
        otherOrderId: await findOtherOrder(transaction, order, { at, told: beside?.orderIds ?? [] }),
      })
      if (refusal) return refusal
      // Unknown, but a pingback told meanwhile that it came to nothing: else the order would not be payable.
      await transaction.chargeAttempt.updateMany({
        where: { orderId, state: 'UNKNOWN' },
        data: { state: 'DECLINED', counted: [] },
      })
      await transaction.chargeAttempt.create({ data: { id: attemptId, orderId, state: 'ACTIVE', ...payer } })
      await scheduleChargeLook(transaction, attemptId, activeSeconds)
    })
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
      return { why: 'closed' }
    }
    throw error
  }
}

const outcomeStates: Record<'charged' | 'authorised' | 'review', ChargeState> = {
  charged: 'SUCCEEDED',
  authorised: 'AUTHORISED',
  review: 'REVIEW',
}

/**
 * Writes down how a call of Brick ended. An attempt that something else has ended meanwhile keeps its state. One whose card
 * was good no longer counts for others.
 *
 * @param parameters of the call, which are sealed while the buyer is at the bank, as the bank's page is
 * @param isConfirmed whether the call brought the bank's confirmation (3-D Secure)
 */
export async function recordOutcome(
  attemptId: AttemptId,
  outcome: Outcome,
  parameters: ChargeParameters,
  isConfirmed = false,
): Promise<void> {
  const good = await db().$transaction(async (transaction) => {
    const attempt = await lockAttempt(transaction, attemptId)
    if (attempt?.state !== 'ACTIVE' && attempt?.state !== 'UNKNOWN') return undefined
    const isOpen = isUnknown(outcome) || outcome.kind === 'secure'
    await transaction.chargeAttempt.update({
      where: { id: attemptId },
      data: {
        ...changeFor(attemptId, outcome, parameters),
        ...paymentFacts(outcome, isConfirmed),
        ...(!isOpen && { counted: [] }),
      },
    })
    if (isUnknown(outcome)) {
      await scheduleChargeLook(transaction, attemptId, firstQuestionSeconds)
    } else if (outcome.kind === 'secure') {
      await scheduleChargeLook(transaction, attemptId, secureSeconds)
    } else if ('charge' in outcome || outcome.kind === 'subscribed') {
      await expectPingback(transaction, attempt.orderId)
      return attempt
    }
    return undefined
  })
  if (good) await returnCardAttempt(good)
}

/** A charge attempt, locked as it is; undefined when there is none. */
async function lockAttempt(transaction: Transaction, id: AttemptId) {
  const [attempt] = await transaction.$queryRaw<
    { state: ChargeState; orderId: OrderId; counted: string[]; createdAt: Date }[]
  >`
    SELECT state, order_id AS "orderId", counted, created_at AS "createdAt"
    FROM charge_attempts WHERE id = ${id} FOR NO KEY UPDATE`
  return attempt
}

function changeFor(attemptId: AttemptId, outcome: Outcome, parameters: ChargeParameters) {
  if (isUnknown(outcome)) return { state: 'UNKNOWN' as const }
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

/** What a charge that Brick took says for a dispute: the card, and that the bank confirmed its holder. */
function paymentFacts(outcome: Outcome, isConfirmed: boolean) {
  const card = 'charge' in outcome ? outcome.charge.card : undefined
  const isTaken = 'charge' in outcome || outcome.kind === 'subscribed'
  return {
    ...(card && { brand: card.brand, last4: card.last4 }),
    ...(isTaken && isConfirmed && { securedAt: new Date() }),
  }
}

const notAtBank = { sealed: null, sealedBankPage: null, secureUntil: null }

/**
 * Takes an attempt back from the bank, once: whoever gets its parameters makes the second call. They are erased here. A
 * return that is late, repeated, or comes after the order was paid with another payment method gets nothing, nor does one for
 * a membership that the buyer has begun by another order meanwhile.
 */
export async function claimSecure(attemptId: AttemptId): Promise<ChargeParameters | undefined> {
  return db().$transaction(async (transaction) => {
    const known = await transaction.chargeAttempt.findUnique({ where: { id: attemptId } })
    if (!known) return undefined
    const order = await lockOrder(transaction, known.orderId)
    const attempt = await transaction.chargeAttempt.findUniqueOrThrow({ where: { id: attemptId } })
    if (attempt.state !== 'SECURE') return undefined
    const inTime = attempt.secureUntil !== null && attempt.secureUntil > new Date()
    const isOpen = inTime && orderState(order, new Date()) === 'requires_action'
    const meanwhile = { at: new Date(), told: [], since: attempt.createdAt }
    const beside = isOpen ? await findOtherOrder(transaction, order, meanwhile) : undefined
    const parameters = isOpen && beside === undefined ? openParameters(attempt) : undefined
    await transaction.chargeAttempt.update({
      where: { id: attemptId },
      data: { state: parameters ? 'ACTIVE' : 'EXPIRED', ...notAtBank, ...(!parameters && { counted: [] }) },
    })
    if (parameters) await scheduleChargeLook(transaction, attemptId, activeSeconds)
    return parameters
  })
}

function openParameters(attempt: ChargeAttempt): ChargeParameters | undefined {
  const text = attempt.sealed && unseal(attempt.sealed, sealedAt(attempt.id))
  return text ? parametersSchema.parse(JSON.parse(text)) : undefined
}

/** Gives up waiting for a bank's confirmation: the second call is never made, so nothing is charged. */
export async function expireSecure(where: { id: AttemptId } | { orderId: OrderId }): Promise<boolean> {
  const { count } = await db().chargeAttempt.updateMany({
    where: { ...where, state: 'SECURE' },
    data: { state: 'EXPIRED', ...notAtBank, counted: [] },
  })
  return count > 0
}

/** Stores whether the buyer wants the card saved that this order will be paid with. */
export async function storeSaveCardChoice(orderId: OrderId, save: boolean): Promise<void> {
  await db().termsAcceptance.updateMany({
    where: { orderId },
    data: { saveCardAt: save ? new Date() : null },
  })
}

/** Gives up the wait for an attempt whose process died; nothing, if the attempt has changed since it was read. */
export async function markUnknown(attempt: { id: AttemptId; updatedAt: Date }): Promise<void> {
  await db().chargeAttempt.updateMany({
    where: { id: attempt.id, state: 'ACTIVE', updatedAt: attempt.updatedAt },
    data: { state: 'UNKNOWN' },
  })
}

/**
 * Records what became of a charge whose outcome was unknown, unless something else has found it out. One whose card was good no
 * longer counts for others.
 *
 * @param by who found it out, for the alert about it
 * @returns whether this did
 */
export async function resolveUnknown(
  attempt: { id: AttemptId; orderId: OrderId },
  state: ChargeState,
  by: 'notified' | 'merchant',
): Promise<boolean> {
  const unknown = await db().$transaction(async (transaction) => {
    const found = await lockAttempt(transaction, attempt.id)
    await resolveAlert(transaction, 'charge_unknown', attempt.id, by)
    if (found?.state !== 'UNKNOWN') return undefined
    await transaction.chargeAttempt.update({ where: { id: attempt.id }, data: { state, counted: [] } })
    if (by === 'merchant' && state === 'SUCCEEDED') await expectPingback(transaction, attempt.orderId)
    return found
  })
  if (unknown && goodStates.has(state)) await returnCardAttempt(unknown)
  return unknown !== undefined
}

/** The states of a charge that Brick took. */
const goodStates: ReadonlySet<ChargeState> = new Set(['SUCCEEDED', 'AUTHORISED', 'REVIEW', 'VOIDED'])

/** Records that a charge was refunded, captured or voided, and from then on expects the pingback about it. */
export async function recordChange(
  attempt: { id: AttemptId; orderId: OrderId },
  state: ChargeState,
): Promise<void> {
  await db().$transaction(async (transaction) => {
    await transaction.chargeAttempt.update({ where: { id: attempt.id }, data: { state } })
    if (state === 'REFUNDED') await expectPingback(transaction, attempt.orderId, 'refund')
    if (state === 'SUCCEEDED') await expectPingback(transaction, attempt.orderId)
  })
}
