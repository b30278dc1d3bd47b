import type { AccountUser } from '@/lib/accounts/mutations'
import { db } from '@/lib/db'
import type { ExportFilters, ExportName } from '@/lib/exports/schema'
import { batchSize, csvStream, type ExportColumn, readBatches } from '@/lib/exports/stream'
import { Prisma } from '@/lib/generated/prisma/client'
import type { OrderId, PaymentRef, Uid } from '@/lib/ids'
import { fromDecimal, toDecimal } from '@/lib/money'
import { seesAll, shownEmail, visibleOrdersSql } from '@/lib/operators/scope'
import { stateFacts } from '@/lib/orders/data'
import { orderState } from '@/lib/orders/state'

type Operator = Pick<AccountUser, 'role' | 'uid'>

const all = (conditions: readonly (Prisma.Sql | undefined)[]) => {
  const given = conditions.filter((condition) => condition !== undefined)
  return given.length === 0 ? Prisma.sql`TRUE` : Prisma.join(given, ' AND ')
}

/** Major units as the database holds them, with the currency's own decimals. */
function major(amount: string | null, currency: string | null): string | null {
  if (amount === null || currency === null) return amount
  const money = fromDecimal(amount, currency)
  return money ? toDecimal(money) : amount
}

interface OrderRow {
  id: OrderId
  createdAt: Date
  uid: Uid
  email: string
  amount: number
  currency: string
  products: string | null
  isTest: boolean | null
  state: string
}

const orderColumns: readonly ExportColumn<OrderRow>[] = [
  ['order', ({ id }) => id],
  ['placed', ({ createdAt }) => createdAt],
  ['state', ({ state }) => state],
  ['amount', toDecimal],
  ['currency', ({ currency }) => currency],
  ['products', ({ products }) => products],
  ['uid', ({ uid }) => uid],
  ['email', ({ email }) => email],
  ['test', ({ isTest }) => isTest ?? false],
]

async function readOrders(
  { from, to, money }: ExportFilters['orders'],
  operator: Operator,
  at: Date,
  after: OrderRow | undefined,
  limit: number,
): Promise<OrderRow[]> {
  const paid = (isTest: boolean) =>
    Prisma.sql`EXISTS (SELECT FROM payments p WHERE p.order_id = o.id AND p.is_test = ${isTest})`
  const rows = await db().$queryRaw<Omit<OrderRow, 'state'>[]>`
    SELECT o.id, o.created_at AS "createdAt", o.uid, u.email, o.amount, o.currency,
      (SELECT string_agg(l.name, '; ' ORDER BY l.position) FROM order_lines l WHERE l.order_id = o.id) AS products,
      (SELECT bool_or(p.is_test) FROM payments p WHERE p.order_id = o.id) AS "isTest"
    FROM orders o JOIN users u ON u.uid = o.uid
    WHERE ${all([
      visibleOrdersSql(operator),
      from && Prisma.sql`o.created_at >= ${from}`,
      to && Prisma.sql`o.created_at < ${to}`,
      money && paid(money === 'test'),
      after && Prisma.sql`(o.created_at, o.id) < (${after.createdAt}::timestamptz, ${after.id})`,
    ])}
    ORDER BY o.created_at DESC, o.id DESC LIMIT ${limit}`
  const facts = await db().order.findMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    select: { id: true, ...stateFacts },
  })
  const states = new Map(facts.map((order) => [order.id, orderState(order, at)]))
  return rows.map((row) => ({
    ...row,
    email: shownEmail(operator, row.email),
    state: states.get(row.id) ?? '',
  }))
}

interface PaymentRow {
  ref: PaymentRef
  orderId: OrderId | null
  state: string
  paidAt: Date | null
  createdAt: Date
  price: string | null
  refunded: string
  currency: string | null
  isTest: boolean
  reversalReason: number | null
  subscriptionId: string | null
}

const paymentColumns: readonly ExportColumn<PaymentRow>[] = [
  ['payment', ({ ref }) => ref],
  ['order', ({ orderId }) => orderId],
  ['state', ({ state }) => state.toLowerCase()],
  ['paid', ({ paidAt }) => paidAt],
  ['recorded', ({ createdAt }) => createdAt],
  ['amount', ({ price, currency }) => major(price, currency)],
  ['refunded', ({ refunded, currency }) => major(refunded, currency)],
  ['currency', ({ currency }) => currency],
  ['reversal_reason', ({ reversalReason }) => reversalReason],
  ['subscription', ({ subscriptionId }) => subscriptionId],
  ['test', ({ isTest }) => isTest],
]

/** Whether an operator may see an order by its id; without an order only who sees all may. */
function orderVisible(operator: Operator, order: Prisma.Sql): Prisma.Sql | undefined {
  if (seesAll(operator)) return undefined
  return Prisma.sql`EXISTS (SELECT FROM orders o WHERE o.id = ${order} AND ${visibleOrdersSql(operator)})`
}

function readPayments(
  { from, to, money, state }: ExportFilters['payments'],
  operator: Operator,
  after: PaymentRow | undefined,
  limit: number,
): Promise<PaymentRow[]> {
  return db().$queryRaw<PaymentRow[]>`
    SELECT p.ref, p.order_id AS "orderId", p.state::text, p.paid_at AS "paidAt", p.created_at AS "createdAt",
      p.price::text, p.refunded::text, p.currency, p.is_test AS "isTest", p.reversal_reason AS "reversalReason",
      p.subscription_id AS "subscriptionId"
    FROM payments p
    WHERE ${all([
      orderVisible(operator, Prisma.sql`p.order_id`),
      from && Prisma.sql`p.created_at >= ${from}`,
      to && Prisma.sql`p.created_at < ${to}`,
      money && Prisma.sql`p.is_test = ${money === 'test'}`,
      state && Prisma.sql`p.state = ${state}::"PaymentState"`,
      after && Prisma.sql`(p.created_at, p.ref) < (${after.createdAt}::timestamptz, ${after.ref})`,
    ])}
    ORDER BY p.created_at DESC, p.ref DESC LIMIT ${limit}`
}

interface PingbackRow {
  id: bigint
  receivedAt: Date
  verdict: string
  reason: string | null
  arrivals: number
  sentence: string
  orderId: OrderId | null
  ref: string | null
  type: string | null
  uid: string | null
  signVersion: number | null
  address: string | null
  durationMs: number
}

const pingbackColumns: readonly ExportColumn<PingbackRow>[] = [
  ['arrival', ({ id }) => String(id)],
  ['received', ({ receivedAt }) => receivedAt],
  ['verdict', ({ verdict }) => verdict],
  ['reason', ({ reason }) => reason],
  ['arrivals', ({ arrivals }) => arrivals],
  ['type', ({ type }) => type],
  ['payment', ({ ref }) => ref],
  ['order', ({ orderId }) => orderId],
  ['uid', ({ uid }) => uid],
  ['signature_version', ({ signVersion }) => signVersion],
  ['sender', ({ address }) => address],
  ['milliseconds', ({ durationMs }) => Math.round(durationMs * 10) / 10],
  ['what_came_of_it', ({ sentence }) => sentence],
]

function readPingbacks(
  { from, to, verdict, order }: ExportFilters['pingbacks'],
  operator: Operator,
  after: PingbackRow | undefined,
  limit: number,
): Promise<PingbackRow[]> {
  return db().$queryRaw<PingbackRow[]>`
    SELECT a.id, a.received_at AS "receivedAt", a.verdict::text, a.reason, a.arrivals, a.sentence,
      coalesce(a.order_id, l.order_id) AS "orderId", coalesce(l.ref, a.parameters->>'ref') AS ref,
      coalesce(l.type::text, a.parameters->>'type') AS type, a.parameters->>'uid' AS uid,
      a.sign_version AS "signVersion", a.address, a.duration_ms::float8 AS "durationMs"
    FROM pingback_attempts a LEFT JOIN pingbacks l ON l.id = a.pingback_id
    WHERE ${all([
      orderVisible(operator, Prisma.sql`coalesce(a.order_id, l.order_id)`),
      from && Prisma.sql`a.received_at >= ${from}`,
      to && Prisma.sql`a.received_at < ${to}`,
      verdict && Prisma.sql`a.verdict = ${verdict}::"Verdict"`,
      order === undefined
        ? undefined
        : Prisma.sql`(a.order_id = ${order} OR a.pingback_id = ANY(ARRAY(SELECT id FROM pingbacks WHERE order_id = ${order})))`,
      after && Prisma.sql`a.id < ${after.id}`,
    ])}
    ORDER BY a.id DESC LIMIT ${limit}`
}

interface CustomerRow {
  uid: Uid
  email: string
  name: string
  role: string
  registeredAt: Date
  flaggedAt: Date | null
  closedAt: Date | null
}

const customerColumns: readonly ExportColumn<CustomerRow>[] = [
  ['uid', ({ uid }) => uid],
  ['email', ({ email }) => email],
  ['name', ({ name }) => name],
  ['role', ({ role }) => role.toLowerCase()],
  ['registered', ({ registeredAt }) => registeredAt],
  ['flagged', ({ flaggedAt }) => flaggedAt],
  ['closed', ({ closedAt }) => closedAt],
]

const inState = {
  open: Prisma.sql`u.closed_at IS NULL`,
  flagged: Prisma.sql`u.flagged_at IS NOT NULL`,
  closed: Prisma.sql`u.closed_at IS NOT NULL`,
}

async function readCustomers(
  { from, to, state }: ExportFilters['customers'],
  operator: Operator,
  after: CustomerRow | undefined,
  limit: number,
): Promise<CustomerRow[]> {
  const rows = await db().$queryRaw<CustomerRow[]>`
    SELECT u.uid, u.email, u.name, u.role::text, u.registered_at AS "registeredAt", u.flagged_at AS "flaggedAt",
      u.closed_at AS "closedAt"
    FROM users u
    WHERE ${all([
      seesAll(operator)
        ? undefined
        : Prisma.sql`(u.uid = ${operator.uid} OR u.uid IN (
            SELECT o.uid FROM payments p JOIN orders o ON o.id = p.order_id WHERE p.is_test))`,
      from && Prisma.sql`u.registered_at >= ${from}`,
      to && Prisma.sql`u.registered_at < ${to}`,
      state && inState[state],
      after && Prisma.sql`(u.registered_at, u.uid) < (${after.registeredAt}::timestamptz, ${after.uid})`,
    ])}
    ORDER BY u.registered_at DESC, u.uid DESC LIMIT ${limit}`
  return rows.map((row) => ({ ...row, email: shownEmail(operator, row.email) }))
}

function exportOf<Row>(
  columns: readonly ExportColumn<Row>[],
  read: (after: Row | undefined, limit: number) => Promise<Row[]>,
  size: number,
): ReadableStream<Uint8Array> {
  return csvStream(columns, readBatches(read, size))
}

type Openers = {
  [Name in ExportName]: (
    filter: ExportFilters[Name],
    operator: Operator,
    size: number,
    at: Date,
  ) => ReadableStream<Uint8Array>
}

const openers: Openers = {
  orders: (filter, operator, size, at) =>
    exportOf(orderColumns, (after, limit) => readOrders(filter, operator, at, after, limit), size),
  payments: (filter, operator, size) =>
    exportOf(paymentColumns, (after, limit) => readPayments(filter, operator, after, limit), size),
  pingbacks: (filter, operator, size) =>
    exportOf(pingbackColumns, (after, limit) => readPingbacks(filter, operator, after, limit), size),
  customers: (filter, operator, size) =>
    exportOf(customerColumns, (after, limit) => readCustomers(filter, operator, after, limit), size),
}

/**
 * What a filter leaves and an operator may see, newest first, as CSV.
 *
 * @param at the shop's time (lib/clock.ts)
 */
export function openExport<Name extends ExportName>(
  name: Name,
  filter: ExportFilters[Name],
  operator: Operator,
  { at, size = batchSize }: { at: Date; size?: number },
): ReadableStream<Uint8Array> {
  return openers[name](filter, operator, size, at)
}
