import type { AccountUser } from '@/lib/accounts/data'
import { env } from '@/lib/env'
import { Prisma } from '@/lib/generated/prisma/client'
import type { ChargeState, PaymentState } from '@/lib/generated/prisma/enums'
import { seesAll, visibleOrdersSql } from '@/lib/operators/scope'
import { type OrderFilter, type OrderGroup, orderGroups } from '@/lib/orders/schema'
import { chargebackReasons } from '@/lib/orders/state'
import { holdsTrigram, likePattern } from '@/lib/search/pattern'

// Words of the schema, none that anybody typed: written out, so that the planner can use the indexes of a part of a table.
const words = (names: readonly (PaymentState | ChargeState | OrderState)[]) =>
  Prisma.raw(names.map((name) => `'${name}'`).join(', '))

type OrderState = (typeof orderGroups)[OrderGroup][number]

const chargeback = Prisma.sql`p.reversal_reason IN (${Prisma.raw([...chargebackReasons].join(', '))})`

const paymentIn = (...states: PaymentState[]) =>
  Prisma.sql`EXISTS (SELECT FROM payments p WHERE p.order_id = o.id AND p.state IN (${words(states)}))`

const chargeIn = (state: ChargeState) =>
  Prisma.sql`EXISTS (SELECT FROM charge_attempts c WHERE c.order_id = o.id AND c.state = ${words([state])})`

/** A charge of which no payment that was recorded since has told. */
const awaited = (state: ChargeState) => Prisma.sql`EXISTS (
  SELECT FROM charge_attempts c WHERE c.order_id = o.id AND c.state = ${words([state])} AND NOT EXISTS (
    SELECT FROM payments p WHERE p.order_id = o.id AND p.state <> 'NONE' AND p.created_at > c.created_at))`

/** The state of the order `o`, derived line for line as `orderState` does. */
const derivedState = (at: Date) => Prisma.sql`CASE
  WHEN ${paymentIn('PAID')} THEN 'paid'
  WHEN ${paymentIn('REVIEW')} THEN 'under_review'
  WHEN EXISTS (SELECT FROM payments p WHERE p.order_id = o.id AND p.state = 'REVERSED' AND ${chargeback}) THEN 'charged_back'
  WHEN ${paymentIn('REVERSED')} THEN 'refunded'
  WHEN ${chargeIn('ACTIVE')} THEN 'checking'
  WHEN ${chargeIn('SECURE')} THEN 'requires_action'
  WHEN ${awaited('UNKNOWN')} THEN 'checking'
  WHEN ${awaited('SUCCEEDED')} THEN 'confirming'
  WHEN ${awaited('AUTHORISED')} THEN 'authorised'
  WHEN ${awaited('REVIEW')} THEN 'under_review'
  WHEN o.expires_at <= ${at} THEN 'expired'
  WHEN ${paymentIn('VOIDED', 'DECLINED')} THEN 'failed'
  ELSE 'pending'
END`

const paidBy = (states: readonly PaymentState[], further = Prisma.empty) =>
  Prisma.sql`SELECT p.order_id FROM payments p WHERE p.state IN (${words(states)}) ${further}`

const chargedBy = (state: ChargeState) =>
  Prisma.sql`SELECT c.order_id FROM charge_attempts c WHERE c.state = ${words([state])}`

/** What must be so for an order to be in a group, in a form for which there is an index: it finds the few among many. */
const hints: Record<OrderGroup, (at: Date) => Prisma.Sql> = {
  waiting: () => Prisma.sql`TRUE`,
  authorised: () => Prisma.sql`o.id IN (${chargedBy('AUTHORISED')})`,
  under_review: () => Prisma.sql`o.id IN (${paidBy(['REVIEW'])} UNION ${chargedBy('REVIEW')})`,
  paid: () => Prisma.sql`o.id IN (${paidBy(['PAID'])})`,
  refunded: () => Prisma.sql`o.id IN (${paidBy(['REVERSED'])})`,
  charged_back: () => Prisma.sql`o.id IN (${paidBy(['REVERSED'], Prisma.sql`AND ${chargeback}`)})`,
  failed: (at) => Prisma.sql`o.expires_at > ${at}`,
  expired: (at) => Prisma.sql`o.expires_at <= ${at}`,
}

/** Whether no index leads to the orders of a filter, so that one looks through them day by day. */
export function isLookedThrough({ state, buyer }: OrderFilter): boolean {
  return (state === 'waiting' || state === 'expired') && buyer === undefined
}

/**
 * The condition, on orders called `o`, of those that a filter leaves and an operator may see. It agrees with `orderState`.
 *
 * @param at the shop's time (lib/clock.ts)
 */
export function orderCondition(
  filter: OrderFilter,
  operator: Pick<AccountUser, 'role' | 'uid'>,
  at: Date,
): Prisma.Sql {
  const { state, product, money, from, to, buyer } = filter
  const zone = env().TIME_ZONE
  const conditions = [
    ...(seesAll(operator) ? [] : [visibleOrdersSql(operator)]),
    ...(state ? [hints[state](at), Prisma.sql`${derivedState(at)} IN (${words(orderGroups[state])})`] : []),
    ...(product
      ? [Prisma.sql`o.id IN (SELECT l.order_id FROM order_lines l WHERE l.product_id = ${product})`]
      : []),
    ...(money === 'test'
      ? [Prisma.sql`o.id IN (SELECT p.order_id FROM payments p WHERE p.is_test)`]
      : money === 'real'
        ? [Prisma.sql`EXISTS (SELECT FROM payments p WHERE p.order_id = o.id AND NOT p.is_test)`]
        : []),
    ...(from ? [Prisma.sql`o.created_at >= ${from}::date::timestamp AT TIME ZONE ${zone}`] : []),
    ...(to ? [Prisma.sql`o.created_at < (${to}::date + 1)::timestamp AT TIME ZONE ${zone}`] : []),
    ...(buyer
      ? [Prisma.sql`o.uid IN (SELECT u.uid FROM users u WHERE ${buyerCondition(buyer, operator)})`]
      : []),
  ]
  return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join(conditions, ' AND ')
}

/** A part of an address is for those alone who may read addresses. */
function buyerCondition(buyer: string, { role }: Pick<AccountUser, 'role'>): Prisma.Sql {
  const text = buyer.toLowerCase()
  const exact = Prisma.sql`u.uid = ${text} OR u.email = ${text}`
  return role === 'ADMIN' && holdsTrigram(text)
    ? Prisma.sql`${exact} OR u.email LIKE ${likePattern(text)}`
    : exact
}
