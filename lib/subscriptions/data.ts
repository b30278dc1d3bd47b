import { db } from '@/lib/db'
import { env } from '@/lib/env'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { OrderId, PaymentRef, Uid } from '@/lib/ids'
import { fromColumn, type Money } from '@/lib/money'
import { paymentsState } from '@/lib/orders/state'
import { type Plan, planOfOrder } from '@/lib/plans/plan'
import {
  inOrder,
  isTrial,
  type Subscription,
  subscriptionAt,
  subscriptionEvents,
} from '@/lib/subscriptions/state'

const withFacts = {
  lines: { where: { kind: 'MEMBERSHIP' }, include: { product: true } },
  payments: { where: { OR: [{ everPaid: true }, { state: 'REVIEW' }] } },
  charges: { where: { subscriptionId: { not: null } }, select: { subscriptionId: true } },
  pingbacks: {
    where: { type: { in: Object.values(subscriptionEvents) }, verdict: 'applied' },
    select: { type: true, receivedAt: true },
  },
  cancellation: true,
  decisions: { orderBy: { id: 'desc' }, take: 1, select: { kind: true, decidedAt: true } },
} satisfies Prisma.OrderInclude

type OrderWithFacts = Prisma.OrderGetPayload<{ include: typeof withFacts }>

/** One charge of a membership, as its owner sees it. */
export interface MembershipPayment extends Money {
  ref: PaymentRef
  paidAt: Date
  /** Its outcome. */
  outcome: 'paid' | 'refunded' | 'charged_back' | 'declined'
  /** The period it pays for; null when it was reversed. */
  period: { from: Date; until: Date } | null
}

/** A subscription with all that its owner, and the code that cancels it, needs. */
export interface Membership extends Subscription {
  /** The order that started it, which identifies it. */
  orderId: OrderId
  uid: Uid
  product: { id: string; slug: string; name: string; artwork: string; artworkFileId: string | null }
  plan: Plan
  /** The oldest first. */
  payments: MembershipPayment[]
  /** Whether Paymentwall is checking a payment that may become the next one. */
  isUnderReview: boolean
  cancellation: OrderWithFacts['cancellation']
  /** Brick's id, for one that was started by card. */
  brickId: string | undefined
}

/** A buyer's memberships that were ever paid, the newest first. */
export async function listMemberships(uid: Uid, at: Date): Promise<Membership[]> {
  const orders = await db().order.findMany({
    where: { uid, lines: { some: { kind: 'MEMBERSHIP' } }, payments: { some: { everPaid: true } } },
    include: withFacts,
    orderBy: { createdAt: 'desc' },
    take: 100,
  })
  return orders.flatMap((order) => membershipOf(order, at) ?? [])
}

/**
 * The orders whose subscriptions are to be stopped, since their buyer's account is closed or about to be: those that may be
 * charged again and have no cancellation.
 *
 * @param uid a buyer's, or undefined for those of closed accounts that started with a later payment
 */
export async function listUnstopped(
  database: Pick<Prisma.TransactionClient, 'order' | '$queryRaw'>,
  at: Date,
  uid?: Uid,
): Promise<OrderId[]> {
  const candidates =
    uid === undefined
      ? { id: { in: await paidAfterClosing(database) } }
      : { uid, payments: { some: { everPaid: true } } }
  const orders = await database.order.findMany({
    where: { ...candidates, cancellation: null, lines: { some: { kind: 'MEMBERSHIP' } } },
    include: withFacts,
  })
  return orders.filter((order) => membershipOf(order, at)?.renews).map(({ id }) => id)
}

async function paidAfterClosing(database: Pick<Prisma.TransactionClient, '$queryRaw'>): Promise<OrderId[]> {
  // A day more than necessary, for payments that were being stored while the account was closed.
  const rows = await database.$queryRaw<{ id: OrderId }[]>`
    SELECT o.id FROM users u JOIN orders o ON o.uid = u.uid
    WHERE u.closed_at IS NOT NULL AND EXISTS (
      SELECT FROM payments p
      WHERE p.order_id = o.id AND p.ever_paid AND p.updated_at > u.closed_at - interval '1 day')`
  return rows.map(({ id }) => id)
}

/** A buyer's memberships whose first payment is under review: ordered, but not started. The newest first. */
export async function listMembershipsUnderReview(uid: Uid): Promise<{ orderId: OrderId; name: string }[]> {
  const orders = await db().order.findMany({
    where: {
      uid,
      lines: { some: { kind: 'MEMBERSHIP' } },
      payments: { some: { state: 'REVIEW' }, none: { everPaid: true } },
    },
    select: { id: true, lines: { select: { name: true } } },
    orderBy: { createdAt: 'desc' },
    take: 100,
  })
  return orders.map(({ id, lines }) => ({ orderId: id, name: lines[0]?.name ?? '' }))
}

/** What a buyer has, apart from one order, that may be charged again or is still running. */
export interface Beside {
  memberships: Membership[]
  /** Ordered, and the first payment under review. */
  underReview: { orderId: OrderId; name: string }[]
  /** Whether there is one of either. */
  isAny: boolean
  /** Every order by which the buyer was ever a member, or may become one. */
  orderIds: OrderId[]
}

/**
 * The memberships that a buyer has or may be charged for, except that of one order: buying another one means paying for two.
 * Those that were reversed are being stopped, and those cancelled without access left count as over.
 */
export async function membershipsBeside(uid: Uid, at: Date, orderId?: OrderId): Promise<Beside> {
  const [known, underReview] = await Promise.all([listMemberships(uid, at), listMembershipsUnderReview(uid)])
  const others = known.filter((membership) => membership.orderId !== orderId)
  const reviewed = underReview.filter((membership) => membership.orderId !== orderId)
  const standing = others.filter(isStanding)
  return {
    memberships: standing,
    underReview: reviewed,
    isAny: standing.length + reviewed.length > 0,
    orderIds: [...others, ...reviewed].map((membership) => membership.orderId),
  }
}

/** Whether a membership is running, or may still be charged and has not been cancelled. */
export function isStanding({
  state,
  accessUntil,
  renews,
  cancellation,
}: Pick<Membership, 'state' | 'accessUntil' | 'renews' | 'cancellation'>): boolean {
  return state !== 'REVOKED' && (accessUntil !== null || (renews && cancellation === null))
}

/** Whether a membership is running, will be charged again, and nobody has asked to cancel it. */
export function isRenewing({
  accessUntil,
  renews,
  cancellation,
}: Pick<Membership, 'accessUntil' | 'renews' | 'cancellation'>): boolean {
  return accessUntil !== null && renews && cancellation === null
}

/** The membership that an order began; undefined when it began none. Whose it is, the caller checks. */
export async function findMembership(
  orderId: OrderId,
  at: Date,
  database: Pick<Prisma.TransactionClient, 'order'> = db(),
): Promise<Membership | undefined> {
  const order = await database.order.findUnique({ where: { id: orderId }, include: withFacts })
  return order ? membershipOf(order, at) : undefined
}

/** The memberships that orders began, by the order's id; of orders that began none, nothing. */
export async function membershipsOf(
  orderIds: readonly OrderId[],
  at: Date,
): Promise<Map<OrderId, Membership>> {
  const orders = await db().order.findMany({ where: { id: { in: [...orderIds] } }, include: withFacts })
  return new Map(
    orders.flatMap((order) => {
      const membership = membershipOf(order, at)
      return membership ? [[order.id, membership] as const] : []
    }),
  )
}

/** Whether a user is a member at a moment: by any membership of the shop, or by that of one product. */
export async function hasMembership(uid: Uid, at: Date, productId?: string): Promise<boolean> {
  const memberships = await listMemberships(uid, at)
  return memberships.some(
    ({ accessUntil, product }) => accessUntil !== null && (productId ?? product.id) === product.id,
  )
}

function membershipOf(order: OrderWithFacts, at: Date): Membership | undefined {
  const [line] = order.lines
  const plan = planOfOrder(order)
  if (!line || !plan) return undefined
  const stoppedAt = order.cancellation?.stoppedAt
  const subscription = subscriptionAt(
    {
      plan,
      payments: order.payments,
      events: [
        ...order.pingbacks.map(({ type, receivedAt }) => ({ type, at: receivedAt })),
        ...(stoppedAt ? [{ type: subscriptionEvents.cancelled, at: stoppedAt }] : []),
      ],
      decision: order.decisions[0],
      graceHours: env().MEMBERSHIP_GRACE_HOURS,
    },
    at,
  )
  if (!subscription) return undefined
  const { id, slug, artwork, artworkFileId } = line.product
  return {
    ...subscription,
    orderId: order.id,
    uid: order.uid,
    product: { id, slug, artwork, artworkFileId, name: line.name },
    plan,
    payments: inOrder(order.payments.filter(({ everPaid }) => everPaid)).map((payment, index) => ({
      ref: payment.ref,
      paidAt: payment.paidAt ?? payment.createdAt,
      ...paidOf(payment, (isTrial(payment, index) && plan.trial) || plan),
      outcome: outcomeOf(payment),
      period: subscription.periods.find(({ ref }) => ref === payment.ref) ?? null,
    })),
    isUnderReview: order.payments.some((payment) => payment.state === 'REVIEW'),
    cancellation: order.cancellation,
    brickId: order.charges[0]?.subscriptionId ?? undefined,
  }
}

/** What a payment cost: as its pingback said, else as the plan says. */
function paidOf({ price }: OrderWithFacts['payments'][number], { amount, currency }: Money): Money {
  return fromColumn(price, currency) ?? { amount, currency }
}

/** As the state of an order with this payment alone. */
function outcomeOf(payment: OrderWithFacts['payments'][number]): MembershipPayment['outcome'] {
  const state = paymentsState([payment])
  return state === undefined || state === 'under_review' ? 'declined' : state
}
