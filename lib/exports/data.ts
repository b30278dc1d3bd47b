import type { AccountUser } from '@/lib/accounts/mutations'
import { type CustomerRow, listCustomers } from '@/lib/customers/data'
import { db } from '@/lib/db'
import type { ExportFilters, ExportName } from '@/lib/exports/schema'
import { batchSize, csvStream, type ExportColumn, readPages } from '@/lib/exports/stream'
import { Prisma } from '@/lib/generated/prisma/client'
import type { OrderId, PaymentRef, Uid } from '@/lib/ids'
import { fromDecimal, toDecimal } from '@/lib/money'
import { seesAll, visibleOrdersSql } from '@/lib/operators/scope'
import { listOrderRows, type OrderRow } from '@/lib/orders/list'
import { type Page, type PageRequest, readRows } from '@/lib/paging'
import { type Arrival, listArrivals } from '@/lib/pingbacks/log'

type Operator = Pick<AccountUser, 'role' | 'uid'>

/** Major units as the database holds them, with the currency's own decimals. */
function major(amount: string | null, currency: string | null): string | null {
  if (amount === null || currency === null) return amount
  const money = fromDecimal(amount, currency)
  return money ? toDecimal(money) : amount
}

const orderColumns: readonly ExportColumn<OrderRow>[] = [
  ['order', ({ id }) => id],
  ['placed', ({ createdAt }) => createdAt],
  ['state', ({ state }) => state],
  ['amount', toDecimal],
  ['currency', ({ currency }) => currency],
  ['products', ({ lines }) => lines.join('; ')],
  ['uid', ({ uid }) => uid],
  ['email', ({ email }) => email],
  ['test', ({ isTest }) => isTest],
]

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

function listPayments(
  { from, to, money, state }: ExportFilters['payments'],
  operator: Operator,
  request: PageRequest,
  size: number,
): Promise<Page<PaymentRow>> {
  const conditions = [
    seesAll(operator)
      ? undefined
      : Prisma.sql`EXISTS (SELECT FROM orders o WHERE o.id = p.order_id AND ${visibleOrdersSql(operator)})`,
    from && Prisma.sql`p.created_at >= ${from}`,
    to && Prisma.sql`p.created_at < ${to}`,
    money && Prisma.sql`p.is_test = ${money === 'test'}`,
    state && Prisma.sql`p.state = ${state}::"PaymentState"`,
    beyond(request),
  ].filter((condition) => condition !== undefined)
  const where = conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join(conditions, ' AND ')
  return readRows(
    request,
    ({ createdAt, ref }) => `${createdAt.getTime()}.${ref}`,
    (direction, limit) => db().$queryRaw<PaymentRow[]>`
      SELECT p.ref, p.order_id AS "orderId", p.state::text, p.paid_at AS "paidAt", p.created_at AS "createdAt",
        p.price::text, (CASE WHEN p.state = 'REVERSED' THEN coalesce(p.price, p.refunded) ELSE p.refunded END)::text AS refunded, p.currency, p.is_test AS "isTest", p.reversal_reason AS "reversalReason",
        p.subscription_id AS "subscriptionId"
      FROM payments p WHERE ${where}
      ORDER BY p.created_at ${Prisma.raw(direction)}, p.ref ${Prisma.raw(direction)} LIMIT ${limit}`,
    size,
  )
}

/** The payments after the last one of a page. */
function beyond(request: PageRequest): Prisma.Sql | undefined {
  if (request === undefined || !('older' in request)) return undefined
  const dot = request.older.indexOf('.')
  const at = new Date(Number(request.older.slice(0, dot)))
  return Prisma.sql`(p.created_at, p.ref) < (${at}::timestamptz, ${request.older.slice(dot + 1)})`
}

const pingbackColumns: readonly ExportColumn<Arrival>[] = [
  ['arrival', ({ id }) => String(id)],
  ['received', ({ receivedAt }) => receivedAt],
  ['verdict', ({ verdict }) => verdict],
  ['reason', ({ reason }) => reason],
  ['arrivals', ({ arrivals }) => arrivals],
  ['type', ({ type, parameters }) => type ?? parameters.type],
  ['payment', ({ ref, parameters }) => ref ?? parameters.ref],
  ['order', ({ orderId }) => orderId],
  ['uid', ({ parameters }) => parameters.uid],
  ['signature_version', ({ signVersion }) => signVersion],
  ['sender', ({ address }) => address],
  ['milliseconds', ({ durationMs }) => Math.round(durationMs * 10) / 10],
  ['what_came_of_it', ({ sentence }) => sentence],
]

const customerColumns: readonly ExportColumn<CustomerRow>[] = [
  ['uid', ({ uid }) => uid],
  ['email', ({ email }) => email],
  ['name', ({ name }) => name],
  ['role', ({ role }) => role.toLowerCase()],
  ['registered', ({ registeredAt }) => registeredAt],
  ['flagged', ({ flaggedAt }) => flaggedAt],
  ['closed', ({ closedAt }) => closedAt],
  ['guest', ({ isGuest }) => (isGuest ? 'yes' : 'no')],
]

/** The rows of a list from its first page to its last, as a file. */
function exportOf<Row>(
  columns: readonly ExportColumn<Row>[],
  about: (row: Row) => About,
  read: (request: PageRequest) => Promise<Page<Row>>,
): ReadableStream<Uint8Array> {
  return csvStream(
    columns,
    readPages(async (request) => withoutProbes(await read(request), about)),
  )
}

/** The order or the customer that a row is about. */
type About = { orderId: OrderId | null } | { uid: Uid }

/** Without what the go-live probe has left: its orders, and the accounts that placed them. */
async function withoutProbes<Found extends Page<Row>, Row>(
  page: Found,
  about: (row: Row) => About,
): Promise<Found> {
  const subjects = page.rows.map(about)
  const probes = await db().order.findMany({
    where: {
      isProbe: true,
      OR: [
        {
          id: {
            in: subjects.flatMap((row) => ('orderId' in row && row.orderId !== null ? [row.orderId] : [])),
          },
        },
        { uid: { in: subjects.flatMap((row) => ('uid' in row ? [row.uid] : [])) } },
      ],
    },
    select: { id: true, uid: true },
  })
  const left = new Set<string>(probes.flatMap(({ id, uid }) => [id, uid]))
  const isLeft = (row: About) => left.has('uid' in row ? row.uid : (row.orderId ?? ''))
  return { ...page, rows: page.rows.filter((row) => !isLeft(about(row))) }
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
    exportOf(
      orderColumns,
      ({ id }) => ({ orderId: id }),
      (request) => listOrderRows(filter, operator, request, at, { size }),
    ),
  payments: (filter, operator, size) =>
    exportOf(
      paymentColumns,
      ({ orderId }) => ({ orderId }),
      (request) => listPayments(filter, operator, request, size),
    ),
  pingbacks: (filter, operator, size) =>
    exportOf(
      pingbackColumns,
      ({ orderId }) => ({ orderId }),
      (request) => listArrivals(filter, operator, request, size),
    ),
  customers: (filter, operator, size) =>
    exportOf(
      customerColumns,
      ({ uid }) => ({ uid }),
      (request) => listCustomers(filter, operator, request, size),
    ),
}

/**
 * What a filter leaves and an operator may see, newest first, as CSV: the rows that the list of the same filter shows.
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
