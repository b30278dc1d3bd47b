import type { AccountUser } from '@/lib/accounts/mutations'
import { db } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import type { OrderId, Uid } from '@/lib/ids'
import { shownEmail } from '@/lib/operators/scope'
import { stateFacts } from '@/lib/orders/data'
import { isLookedThrough, orderConditions } from '@/lib/orders/filter'
import type { OrderFilter } from '@/lib/orders/schema'
import { type OrderState, orderState } from '@/lib/orders/state'
import { type Page, type PageRequest, pageSize, readRows } from '@/lib/paging'

/** An order as a list in the back office shows it. */
export interface OrderRow {
  id: OrderId
  createdAt: Date
  uid: Uid
  /** As the operator may read it. */
  email: string
  lines: string[]
  /** Minor units of `currency`. */
  amount: number
  currency: string
  state: OrderState
  isTest: boolean
  /** Of the go-live probe or report: it counts in no figures. */
  isProbe: boolean
}

/** So many orders are looked through for a page where no index leads to those that are wanted. */
const lookedThrough = 5000

type Operator = Pick<AccountUser, 'role' | 'uid'>

/**
 * A page of the orders that a filter leaves and an operator may see, newest first. Where only looking through all orders
 * would tell whether there are more, a page ends after 5,000 of them and leads on from there, however few it shows.
 *
 * @param at the shop's time (lib/clock.ts)
 */
export async function listOrderRows(
  filter: OrderFilter,
  operator: Operator,
  request: PageRequest,
  at: Date,
  { size = pageSize, span = lookedThrough } = {},
): Promise<Page<OrderRow> & { searchedTo: Date | undefined }> {
  const from = isLookedThrough(filter)
    ? (direction: Direction) =>
        Prisma.sql`(SELECT * FROM orders o WHERE ${beyond(request)} ORDER BY ${by(direction)} LIMIT ${span})`
    : () => Prisma.sql`orders`
  const conditions = orderConditions(filter, operator, at)
  const readKeys = async (direction: Direction, limit: number) => {
    const ordered = Prisma.sql`ORDER BY ${by(direction)} LIMIT ${limit}`
    const found = conditions.map(
      (condition) => Prisma.sql`(
        SELECT o.id, o.created_at FROM ${from(direction)} o WHERE ${beyond(request)} AND ${condition} ${ordered})`,
    )
    const [, keys] = await db().$transaction([
      // The database would start processes for what takes one a few milliseconds.
      db().$queryRaw`SELECT set_config('max_parallel_workers_per_gather', '0', true)`,
      db().$queryRaw<Key[]>`
        SELECT o.id, o.created_at AS "createdAt" FROM (${Prisma.join(found, ' UNION ALL ')}) o ${ordered}`,
    ])
    return keys
  }
  const page = await readRows(request, keyOf, readKeys, size)
  const upwards = request !== undefined && 'newer' in request
  const isShort = isLookedThrough(filter) && (upwards ? page.newer : page.older) === undefined
  const edge = isShort ? await lastLookedThrough(request, upwards ? 'asc' : 'desc', span) : undefined
  return {
    rows: await readOrders(page.rows, operator, at),
    older: page.older ?? (edge && !upwards ? keyOf(edge) : undefined),
    newer: page.newer ?? (edge && upwards ? keyOf(edge) : undefined),
    searchedTo: edge?.createdAt,
  }
}

/** The ids of orders, in the order in which they are wanted, as rows of a list. */
export async function readOrders(
  keys: readonly { id: OrderId }[],
  operator: Operator,
  at: Date,
): Promise<OrderRow[]> {
  const found = await db().order.findMany({
    where: { id: { in: keys.map(({ id }) => id) } },
    select: {
      id: true,
      createdAt: true,
      uid: true,
      amount: true,
      currency: true,
      isProbe: true,
      ...stateFacts,
      payments: { select: { ...stateFacts.payments.select, isTest: true } },
      user: { select: { email: true } },
      lines: { select: { name: true }, orderBy: { position: 'asc' } },
    },
  })
  const byId = new Map(found.map((order) => [order.id, order]))
  return keys.flatMap(({ id }) => {
    const order = byId.get(id)
    if (!order) return []
    const { createdAt, uid, amount, currency, isProbe, user, lines, payments } = order
    return {
      id,
      createdAt,
      uid,
      amount,
      currency,
      email: shownEmail(operator, user.email),
      lines: lines.map(({ name }) => name),
      state: orderState(order, at),
      isTest: payments.some(({ isTest }) => isTest),
      isProbe,
    }
  })
}

type Direction = 'asc' | 'desc'

interface Key {
  id: OrderId
  createdAt: Date
}

const by = (direction: Direction) =>
  direction === 'asc' ? Prisma.sql`o.created_at, o.id` : Prisma.sql`o.created_at DESC, o.id DESC`

function keyOf({ id, createdAt }: Key): string {
  return `${createdAt.getTime()}.${id}`
}

/** The orders on the wanted side of a page's edge. */
function beyond(request: PageRequest): Prisma.Sql {
  const [, time, id] = /^(\d{1,14})\.([0-9a-z]+)$/.exec(Object.values(request ?? {})[0] ?? '') ?? []
  if (request === undefined || time === undefined || id === undefined) return Prisma.sql`TRUE`
  const edge = Prisma.sql`(${new Date(Number(time))}::timestamptz, ${id})`
  return 'older' in request
    ? Prisma.sql`(o.created_at, o.id) < ${edge}`
    : Prisma.sql`(o.created_at, o.id) > ${edge}`
}

/** The last order that was looked through for a page, if others lie beyond. */
async function lastLookedThrough(
  request: PageRequest,
  direction: Direction,
  span: number,
): Promise<Key | undefined> {
  const [last] = await db().$queryRaw<Key[]>`
    SELECT o.id, o.created_at AS "createdAt" FROM orders o
    WHERE ${beyond(request)} ORDER BY ${by(direction)} OFFSET ${span - 1} LIMIT 1`
  return last
}
