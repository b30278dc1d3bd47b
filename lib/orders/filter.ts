import type { AccountUser } from '@/lib/accounts/mutations'
import { env } from '@/lib/env'
import { Prisma } from '@/lib/generated/prisma/client'
import type { ChargeState, PaymentState } from '@/lib/generated/prisma/enums'
import { holdsTrigram, likePattern } from '@/lib/like-pattern'
import { seesAll, visibleOrdersSql } from '@/lib/operators/scope'
import type { OrderFilter, OrderGroup } from '@/lib/orders/schema'
import { chargebackReasons } from '@/lib/orders/state'

// Words of the schema, none that anybody typed: written out, so that the planner can use the indexes of a part of a table.
const words = (names: readonly (PaymentState | ChargeState)[]) =>
  Prisma.raw(names.map((name) => `'${name}'`).join(', '))

const chargeback = Prisma.sql`p.reversal_reason IN (${Prisma.raw([...chargebackReasons].join(', '))})`

const paymentIn = (...states: PaymentState[]) =>
  Prisma.sql`EXISTS (SELECT FROM payments p WHERE p.order_id = o.id AND p.state IN (${words(states)}))`

const chargeIn = (...states: ChargeState[]) =>
  Prisma.sql`EXISTS (SELECT FROM charge_attempts c WHERE c.order_id = o.id AND c.state IN (${words(states)}))`

/** A charge of which no payment that was recorded since has told. */
const awaited = (...states: ChargeState[]) => Prisma.sql`EXISTS (
  SELECT FROM charge_attempts c WHERE c.order_id = o.id AND c.state IN (${words(states)}) AND NOT EXISTS (
    SELECT FROM payments p WHERE p.order_id = o.id AND p.state <> 'NONE' AND p.created_at > c.created_at))`

/** The orders of such charges. They are few, and each is looked at by itself. */
const ofAwaited = (state: ChargeState) => Prisma.sql`o.id IN (
  SELECT c.order_id FROM charge_attempts c WHERE c.state = ${words([state])} AND (
    SELECT TRUE FROM payments p
    WHERE p.order_id = c.order_id AND p.state <> 'NONE' AND p.created_at > c.created_at LIMIT 1) IS NULL)`

const all = (...conditions: Prisma.Sql[]) => Prisma.sql`(${Prisma.join(conditions, ' AND ')})`
const not = (condition: Prisma.Sql) => Prisma.sql`NOT ${condition}`

const chargedBack = Prisma.sql`EXISTS (
  SELECT FROM payments p WHERE p.order_id = o.id AND p.state = 'REVERSED' AND ${chargeback})`
/** Payments alone say nothing yet. */
const isOpen = not(paymentIn('PAID', 'REVIEW', 'REVERSED'))
const isUnderWay = chargeIn('ACTIVE', 'SECURE')
/** Nor does a charge. */
const isIdle = all(isOpen, not(isUnderWay), not(awaited('UNKNOWN', 'SUCCEEDED', 'AUTHORISED', 'REVIEW')))

/**
 * When the order `o` is in a group: as `orderState` derives it, in a form from which the database sees how many there are
 * and by which index to find them. An order is in a group if one of its
 * conditions holds, and then no other does.
 */
const groups: Record<OrderGroup, (at: Date) => Prisma.Sql[]> = {
  paid: () => [paymentIn('PAID')],
  under_review: () => [
    all(paymentIn('REVIEW'), not(paymentIn('PAID'))),
    all(ofAwaited('REVIEW'), isOpen, not(isUnderWay), not(awaited('UNKNOWN', 'SUCCEEDED', 'AUTHORISED'))),
  ],
  charged_back: () => [all(chargedBack, not(paymentIn('PAID', 'REVIEW')))],
  refunded: () => [all(paymentIn('REVERSED'), not(chargedBack), not(paymentIn('PAID', 'REVIEW')))],
  waiting: (at) => [
    all(
      isOpen,
      Prisma.sql`(${isUnderWay} OR ${awaited('UNKNOWN', 'SUCCEEDED')} OR ${all(
        Prisma.sql`o.expires_at > ${at}`,
        not(awaited('AUTHORISED', 'REVIEW')),
        not(paymentIn('VOIDED', 'DECLINED')),
      )})`,
    ),
  ],
  authorised: () => [
    all(ofAwaited('AUTHORISED'), isOpen, not(isUnderWay), not(awaited('UNKNOWN', 'SUCCEEDED'))),
  ],
  failed: (at) => [all(Prisma.sql`o.expires_at > ${at}`, paymentIn('VOIDED', 'DECLINED'), isIdle)],
  expired: (at) => [all(Prisma.sql`o.expires_at <= ${at}`, isIdle)],
}

/** Whether no index leads to the orders of a filter, so that one looks through them day by day. */
export function isLookedThrough({ state, buyer }: OrderFilter): boolean {
  return (state === 'waiting' || state === 'expired') && buyer === undefined
}

/**
 * The conditions, on orders called `o`, of those that a filter leaves and an operator may see. They agree with `orderState`. Of
 * several each leads to orders of its own, by an index of its own; none fulfils two.
 *
 * @param at the shop's time (lib/clock.ts)
 */
export function orderConditions(
  filter: OrderFilter,
  operator: Pick<AccountUser, 'role' | 'uid'>,
  at: Date,
): Prisma.Sql[] {
  const { state, product, money, from, to, buyer } = filter
  const zone = env().TIME_ZONE
  const conditions = [
    ...(seesAll(operator) ? [] : [visibleOrdersSql(operator)]),
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
  const further = conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join(conditions, ' AND ')
  return state ? groups[state](at).map((group) => all(group, further)) : [further]
}

/** A part of an address is for those alone who may read addresses. */
function buyerCondition(buyer: string, { role }: Pick<AccountUser, 'role'>): Prisma.Sql {
  const text = buyer.toLowerCase()
  const exact = Prisma.sql`u.uid = ${text} OR u.email = ${text}`
  return role === 'ADMIN' && holdsTrigram(text)
    ? Prisma.sql`${exact} OR u.email LIKE ${likePattern(text)}`
    : exact
}
