import type { AccountUser } from '@/lib/accounts/mutations'
import { db } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import type { PaymentRef, Uid } from '@/lib/ids'
import { holdsTrigram, likePattern } from '@/lib/like-pattern'
import { seesAll, shownEmail, visibleOrders } from '@/lib/operators/scope'
import { type OrderRow, readOrders } from '@/lib/orders/list'
import { lastFourOf } from '@/lib/security/card-numbers'

type Operator = Pick<AccountUser, 'role' | 'uid'>

/** An order that was found, and by what. */
export interface FoundOrder extends OrderRow {
  by: string
}

/** Somebody who was found. */
export interface FoundCustomer {
  uid: Uid
  /** As the operator may read it. */
  email: string
  name: string
  isGuest: boolean
  registeredAt: Date
  by: string
}

/** An event of the ledger that belongs to no order, or to more than a payment is known of. */
export interface FoundPingback {
  id: string
  ref: PaymentRef
  type: number
  sentence: string
  receivedAt: Date
}

/** What was found for a text, in groups. */
export interface Found {
  orders: FoundOrder[]
  customers: FoundCustomer[]
  pingbacks: FoundPingback[]
  products: { id: string; name: string; active: boolean }[]
  /** The page of the one thing that the text names exactly; undefined when it names none, or several. */
  only: string | undefined
}

/** So many of each kind are shown. */
const mostOfAKind = 20

const nothing: Found = { orders: [], customers: [], pingbacks: [], products: [], only: undefined }

/** Only what such a text may be is asked for: a name is no reference. */
const identifier = /^[A-Za-z0-9_.:@-]{1,128}$/

/**
 * Finds whatever a customer or Paymentwall may quote: an order, reference, charge, subscription or licence key by its whole
 * id, a card by its last four digits, a customer by uid, e-mail address or name, the latter two also by a part, a product by
 * its id or a part of its name. Each question is one that an index answers. Of a whole card number the last four digits
 * count.
 *
 * @param text as typed
 * @param at the shop's time (lib/clock.ts)
 */
export async function search(text: string, operator: Operator, at: Date): Promise<Found> {
  if (text === '') return nothing
  const [ids, customers, pingbacks, products] = await Promise.all([
    findOrderIds(text),
    findCustomers(text, operator),
    findPingbacks(text, operator),
    findProducts(text),
  ])
  const orders = await visible(ids, operator, at)
  const exact = new Set([
    ...orders.map(({ id }) => `/admin/orders/${id}`),
    ...customers.filter(({ isExact }) => isExact).map(({ uid }) => `/admin/customers/${uid}`),
    ...(orders.length === 0 ? pingbacks.map(({ id }) => `/admin/pingbacks/ledger/${id}`) : []),
    ...products.filter(({ isExact }) => isExact).map(({ id }) => `/admin/products/${id}`),
  ])
  const [only] = exact
  return {
    orders,
    customers: customers.map(({ isExact: _, ...customer }) => customer),
    pingbacks,
    products: products.map(({ isExact: _, ...product }) => product),
    only: exact.size === 1 ? only : undefined,
  }
}

interface Match {
  id: string
  by: string
}

/** The orders that a text names, the newest first, and by what it names them. */
async function findOrderIds(text: string): Promise<Match[]> {
  const lastFour = /^\d{4}$/.test(text) ? text : lastFourOf(text)
  const questions = [
    Prisma.sql`SELECT order_id AS id, 'licence key ' || licence_key AS by FROM deliveries WHERE licence_key = ANY(${licenceKeys(text)})`,
    ...(identifier.test(text)
      ? [
          Prisma.sql`SELECT id, 'its id' AS by FROM orders WHERE id = ${text.toLowerCase()}`,
          Prisma.sql`SELECT order_id, 'its id with Paymentwall' FROM external_ids WHERE id = ${text.toLowerCase()}`,
          Prisma.sql`SELECT order_id, 'payment ' || ref FROM payments WHERE ref = ${text}`,
          Prisma.sql`SELECT order_id, 'charge ' || charge_id FROM charge_attempts WHERE charge_id = ${text}`,
          Prisma.sql`SELECT order_id, 'charge attempt ' || id FROM charge_attempts WHERE id = ${text.toLowerCase()}`,
          Prisma.sql`(SELECT order_id, 'subscription ' || subscription_id FROM charge_attempts WHERE subscription_id = ${text} LIMIT ${mostOfAKind})`,
          Prisma.sql`(SELECT order_id, 'subscription ' || subscription_id FROM payments WHERE subscription_id = ${text} LIMIT ${mostOfAKind})`,
        ]
      : []),
    ...(lastFour
      ? [
          Prisma.sql`(SELECT order_id, 'card ending ' || last4 FROM charge_attempts WHERE last4 = ${lastFour} ORDER BY created_at DESC LIMIT ${5 * mostOfAKind})`,
        ]
      : []),
  ]
  const found = await db().$queryRaw<Match[]>`${Prisma.join(questions, ' UNION ALL ')}`
  const named = new Map(found.filter(({ id }) => id !== null).map((match) => [match.id, match]))
  return [...named.values()]
}

/** A licence key as it was typed, and as the shop writes its own: in capitals, in five groups of five. */
function licenceKeys(text: string): string[] {
  const digits = text.toUpperCase().replace(/[\s-]/g, '')
  const grouped = /^[0-9A-F]{25}$/.test(digits) ? digits.replace(/(.{5})(?=.)/g, '$1-') : text.toUpperCase()
  return [text, grouped]
}

async function visible(found: Match[], operator: Operator, at: Date): Promise<FoundOrder[]> {
  if (found.length === 0) return []
  const seen = await db().order.findMany({
    where: { AND: [{ id: { in: found.map(({ id }) => id) } }, visibleOrders(operator)] },
    select: { id: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: mostOfAKind,
  })
  const by = new Map(found.map((match) => [match.id, match.by]))
  const rows = await readOrders(seen, operator, at)
  return rows.map((row) => ({ ...row, by: by.get(row.id) ?? '' }))
}

type CustomerRow = FoundCustomer & { isExact: boolean }

/** A part of an address or a name is for those alone who may read them. */
async function findCustomers(text: string, operator: Operator): Promise<CustomerRow[]> {
  const lower = text.toLowerCase()
  const columns = (by: string, isExact: boolean) =>
    Prisma.sql`u.uid, u.email, u.name, u.is_guest AS "isGuest", u.registered_at AS "registeredAt", ${by} AS by, ${Prisma.raw(isExact ? 'TRUE' : 'FALSE')} AS "isExact"`
  const pattern = likePattern(lower)
  const lastFour = /^\d{4}$/.test(text) ? text : lastFourOf(text)
  const isVisible = seesAll(operator)
    ? Prisma.sql`TRUE`
    : Prisma.sql`(u.uid = ${operator.uid} OR EXISTS (
        SELECT FROM orders o JOIN payments p ON p.order_id = o.id WHERE o.uid = u.uid AND p.is_test))`
  const ask = (questions: Prisma.Sql[]) =>
    db().$queryRaw<CustomerRow[]>`${Prisma.join(questions, ' UNION ALL ')}`
  const exact = await ask([
    Prisma.sql`SELECT ${columns('uid', true)} FROM users u WHERE u.uid = ${lower} AND ${isVisible}`,
    Prisma.sql`SELECT ${columns('e-mail address', true)} FROM users u WHERE u.email = ${lower} AND ${isVisible}`,
    ...(lastFour
      ? [
          Prisma.sql`(SELECT ${columns('saved card', true)} FROM users u WHERE u.uid IN (
            SELECT uid FROM saved_cards WHERE last4 = ${lastFour} LIMIT ${5 * mostOfAKind}) AND ${isVisible} LIMIT ${mostOfAKind})`,
        ]
      : []),
  ])
  // Whoever gives a whole address looks for no part of it.
  const isPart = exact.length === 0 && operator.role === 'ADMIN' && holdsTrigram(lower)
  const parts = isPart
    ? await ask([
        Prisma.sql`(SELECT ${columns('part of the address', false)} FROM users u WHERE u.email LIKE ${pattern} LIMIT ${mostOfAKind})`,
        Prisma.sql`(SELECT ${columns('part of the name', false)} FROM users u WHERE lower(u.name) LIKE ${pattern} LIMIT ${mostOfAKind})`,
      ])
    : []
  const found = [...exact, ...parts]
  // Each customer once.
  const byUid = new Map(found.toReversed().map((customer) => [customer.uid, customer]))
  return [...byUid.values()]
    .toReversed()
    .slice(0, mostOfAKind)
    .map((customer) => ({ ...customer, email: shownEmail(operator, customer.email) }))
}

/** What is stored of a payment of which no order is known, or which was put aside. */
async function findPingbacks(text: string, operator: Operator): Promise<FoundPingback[]> {
  if (!identifier.test(text)) return []
  const found = await db().pingback.findMany({
    where: { ref: text, ...(seesAll(operator) ? {} : { order: visibleOrders(operator) }) },
    select: { id: true, ref: true, type: true, sentence: true, receivedAt: true },
    orderBy: { id: 'desc' },
    take: mostOfAKind,
  })
  return found.map(({ id, ...pingback }) => ({ id: String(id), ...pingback }))
}

async function findProducts(text: string) {
  // Few enough to be looked through.
  const found = await db().product.findMany({
    where: {
      OR: [{ id: text }, { slug: text.toLowerCase() }, { name: { contains: text, mode: 'insensitive' } }],
    },
    select: { id: true, slug: true, name: true, active: true },
    orderBy: { position: 'asc' },
    take: mostOfAKind,
  })
  return found.map(({ slug, ...product }) => ({
    ...product,
    isExact:
      product.id === text || slug === text.toLowerCase() || product.name.toLowerCase() === text.toLowerCase(),
  }))
}
