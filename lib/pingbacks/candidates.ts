import { db } from '@/lib/db'
import type { Pingback, Prisma } from '@/lib/generated/prisma/client'
import type { OrderId, PaymentRef, Uid } from '@/lib/ids'
import { formatMoney, fromDecimal, type Money } from '@/lib/money'
import { stateFacts } from '@/lib/orders/data'
import { isPayable, type OrderState, orderState } from '@/lib/orders/state'
import { matchRefusal, type StoredParameters } from '@/lib/pingbacks/match-rules'

/** An order that a stored pingback may belong to. */
export interface Candidate {
  orderId: OrderId
  createdAt: Date
  state: OrderState
  lines: string[]
  /** Minor units of `currency`. */
  amount: number
  currency: string
  uid: Uid
  /** What speaks for it, the strongest first. */
  reasons: string[]
  /** Why it can't be matched to it; undefined when it can. */
  refused: string | undefined
}

const shown = 10
/** So many orders that were placed before the arrival are looked at. */
const nearest = 500
const hour = 3_600_000

const candidateFacts = {
  id: true,
  uid: true,
  amount: true,
  currency: true,
  createdAt: true,
  user: { select: { email: true } },
  ...stateFacts,
  externalIds: { select: { price: true, currency: true } },
  lines: {
    orderBy: { position: 'asc' },
    select: {
      name: true,
      productId: true,
      kind: true,
      periodLength: true,
      periodUnit: true,
      trialLength: true,
      trialUnit: true,
    },
  },
} satisfies Prisma.OrderSelect

type Found = Prisma.OrderGetPayload<{ select: typeof candidateFacts }>

/**
 * The orders that a stored pingback may belong to, the likeliest first, each with its reasons: what is told alike, what is still
 * open, what was placed shortly before.
 *
 * @param at the shop's time (lib/clock.ts)
 */
export async function findCandidates(
  stored: Pick<Pingback, 'ref' | 'type' | 'parameters' | 'receivedAt'>,
  at: Date,
): Promise<Candidate[]> {
  const parameters = stored.parameters as StoredParameters
  const known = await knownOrders(stored.ref, parameters)
  const [named, near] = await Promise.all([
    db().order.findMany({
      where: { OR: [{ id: { in: [...known.keys(), ...namedOrders(parameters)] } }, ...buyersOf(parameters)] },
      orderBy: { createdAt: 'desc' },
      take: 100,
      select: candidateFacts,
    }),
    nearOrders(stored.receivedAt, parameters),
  ])
  const orders = new Map([...named, ...near].map((order) => [order.id, order]))
  const weighed = [...orders.values()].map((order) => {
    const reasons = reasonsFor(order, stored.receivedAt, parameters, known.get(order.id), at)
    return { order, reasons, weight: reasons.reduce((sum, reason) => sum + reason.weight, 0) }
  })
  return weighed
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || b.order.createdAt.getTime() - a.order.createdAt.getTime())
    .slice(0, shown)
    .map(({ order, reasons }) => ({
      orderId: order.id,
      createdAt: order.createdAt,
      state: orderState(order, at),
      lines: order.lines.map(({ name }) => name),
      amount: order.amount,
      currency: order.currency,
      uid: order.uid,
      reasons: reasons.sort((a, b) => b.weight - a.weight).map(({ words }) => words),
      refused: matchRefusal(parameters, order),
    }))
}

/** Orders that other facts of the payment lead to, with what leads there. */
async function knownOrders(
  ref: PaymentRef,
  { initial_ref: initial, subscription_id: subscription }: StoredParameters,
) {
  const charge = [ref, ref.slice(1), ...(initial ? [initial, initial.slice(1)] : [])]
  const [payments, charges] = await Promise.all([
    db().payment.findMany({
      where: {
        orderId: { not: null },
        OR: [
          { ref: { in: [ref, ...(initial ? [initial] : [])] } },
          ...(subscription ? [{ subscriptionId: subscription }] : []),
        ],
      },
      select: { orderId: true, ref: true },
      take: 20,
    }),
    db().chargeAttempt.findMany({
      where: {
        OR: [{ chargeId: { in: charge } }, ...(subscription ? [{ subscriptionId: subscription }] : [])],
      },
      select: { orderId: true },
      take: 20,
    }),
  ])
  return new Map([
    ...charges.map(({ orderId }) => [orderId, 'its card charge has this id'] as const),
    ...payments.map(({ orderId, ref: other }): [string, string] => [
      orderId ?? '',
      other === ref ? 'the payment belongs to it already' : 'its subscription has this id',
    ]),
  ])
}

/** Ids of orders that may be meant by a `goodsid` that is none. */
function namedOrders({ goodsid = '' }: StoredParameters): string[] {
  const text = goodsid.trim().toLowerCase()
  return [...new Set([text, text.split('.', 1)[0] ?? '', ...text.split(/[^0-9a-z]+/)])].filter(
    (id) => id.length >= 8,
  )
}

function buyersOf({ uid = '' }: StoredParameters): Prisma.OrderWhereInput[] {
  const text = uid.trim().toLowerCase()
  if (text === '') return []
  return [{ uid: text }, ...(text.includes('@') ? [{ user: { email: text } }] : [])]
}

/** Orders placed in the days before the arrival that cost what it names, or, where it names no price, have its period. */
async function nearOrders(receivedAt: Date, parameters: StoredParameters): Promise<Found[]> {
  const { price, price_currency: currency, slength, speriod } = parameters
  const recent = await db().$queryRaw<{ id: string }[]>`
    SELECT o.id FROM (
      SELECT id, currency FROM orders
      WHERE created_at <= ${new Date(receivedAt.getTime() + 60_000)} AND created_at >= ${new Date(receivedAt.getTime() - 48 * hour)}
      ORDER BY created_at DESC, id DESC LIMIT ${nearest}) o
    WHERE NOT EXISTS (SELECT FROM payments p WHERE p.order_id = o.id AND p.state = 'PAID')
      AND (${!currency} OR o.currency = ${currency ?? ''})
      AND (${!price} OR EXISTS (SELECT FROM external_ids x WHERE x.order_id = o.id AND x.price = ${price || '0'}::numeric))
      AND (${Boolean(price) || !slength} OR EXISTS (
        SELECT FROM order_lines l WHERE l.order_id = o.id AND ((l.period_length::text = ${slength ?? ''} AND l.period_unit::text = ${speriod ?? ''})
          OR (l.trial_length::text = ${slength ?? ''} AND l.trial_unit::text = ${speriod ?? ''}))))
    LIMIT 20`
  return db().order.findMany({ where: { id: { in: recent.map(({ id }) => id) } }, select: candidateFacts })
}

interface Reason {
  weight: number
  words: string
}

function reasonsFor(
  order: Found,
  receivedAt: Date,
  parameters: StoredParameters,
  known: string | undefined,
  at: Date,
): Reason[] {
  const { uid = '', goodsid = '', price, price_currency: currency, slength, speriod } = parameters
  const reasons: Reason[] = []
  const add = (weight: number, words: string) => reasons.push({ weight, words })
  if (known) add(16, known)
  if (namedOrders(parameters).includes(order.id)) add(12, 'the id that it names holds this order’s')
  const buyer = uid.trim().toLowerCase()
  if (order.uid === buyer) add(6, 'the same buyer')
  else if (order.user.email === buyer) add(6, 'the same buyer, by the e-mail address')
  if (order.lines.some(({ productId }) => productId === goodsid))
    add(5, 'it is for the product that the id names')
  const paid = priceOf(parameters)
  if (
    price &&
    paid &&
    order.externalIds.some((sent) => sent.price.equals(price)) &&
    paid.currency === order.currency
  ) {
    add(4, `the same price, ${formatMoney(paid)}`)
  } else if (currency && currency === order.currency) add(1, `the same currency, ${currency}`)
  if (slength && order.lines.some((line) => hasPeriod(line, slength, speriod))) {
    add(3, `a membership by the same period, ${slength} ${speriod}`)
  }
  if (reasons.length === 0) return []
  if (isPayable(order, at) || orderState(order, at) === 'confirming') add(3, 'it has not been paid yet')
  const before = receivedAt.getTime() - order.createdAt.getTime()
  if (before >= -60_000 && before < hour) add(3, 'it was placed within the hour before')
  else if (before >= 0 && before < 24 * hour) add(1, 'it was placed within the day before')
  return reasons
}

function priceOf({ price, price_currency: currency }: StoredParameters): Money | undefined {
  return price && currency ? fromDecimal(price, currency) : undefined
}

function hasPeriod(
  line: Pick<Found['lines'][number], 'periodLength' | 'periodUnit' | 'trialLength' | 'trialUnit'>,
  length: string,
  unit: string | undefined,
): boolean {
  const is = (ownLength: number | null, ownUnit: string | null) =>
    String(ownLength) === length && ownUnit === unit
  return is(line.periodLength, line.periodUnit) || is(line.trialLength, line.trialUnit)
}
