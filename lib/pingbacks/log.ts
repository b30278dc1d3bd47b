import type { AccountUser } from '@/lib/accounts/mutations'
import { db } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import type { Verdict } from '@/lib/generated/prisma/enums'
import type { OrderId, PaymentRef } from '@/lib/ids'
import { seesAll, visibleOrders, visibleOrdersSql } from '@/lib/operators/scope'
import { type Page, type PageRequest, pageSize, readRows } from '@/lib/paging'
import { maskParameters } from '@/lib/pingbacks/mask'
import type { PingbackFilter } from '@/lib/pingbacks/schema'

type Operator = Pick<AccountUser, 'role' | 'uid'>

/** An arrival as the log shows it, with what the ledger says of its event. */
export interface Arrival {
  id: bigint
  receivedAt: Date
  verdict: Verdict
  sentence: string
  reason: string | null
  durationMs: number
  address: string | null
  signVersion: number | null
  secret: string | null
  pingbackId: bigint | null
  orderId: OrderId | null
  /** How many arrivals it stands for. */
  arrivals: number
  /** Masked. */
  parameters: Record<string, string>
  /** Of the ledger's row; null where the arrival has none. */
  ref: PaymentRef | null
  type: number | null
  ledgerVerdict: Verdict | null
}

const arrivalColumns = Prisma.sql`
  a.id, a.received_at AS "receivedAt", a.verdict::text, a.sentence, a.reason, a.duration_ms::float8 AS "durationMs", a.address,
  a.sign_version AS "signVersion", a.secret, a.pingback_id AS "pingbackId", coalesce(a.order_id, l.order_id) AS "orderId",
  a.arrivals, a.parameters, l.ref, l.type, l.verdict::text AS "ledgerVerdict"`

/**
 * What a filter means, over the log `a`. A ref and a uid are looked for in the ledger, where they are whole; of arrivals that
 * were never entered there, in what the log shows of them.
 */
function conditionOf(filter: PingbackFilter): Prisma.Sql {
  const { verdict, type, order, uid, ref, version, from, to } = filter
  const shown = (name: string, value: string) => maskParameters([[name, value]])[name]
  const conditions = [
    // A word of the schema, written out so that the planner sees which index holds it.
    verdict && Prisma.sql`a.verdict = ${Prisma.raw(`'${verdict}'`)}`,
    type && Prisma.sql`a.parameters->>'type' = ${type}`,
    order &&
      Prisma.sql`(a.order_id = ${order} OR a.pingback_id = ANY(ARRAY(SELECT id FROM pingbacks WHERE order_id = ${order})))`,
    ref &&
      Prisma.sql`(a.pingback_id = ANY(ARRAY(SELECT id FROM pingbacks WHERE ref = ${ref}))
        OR (a.pingback_id IS NULL AND a.parameters->>'ref' = ${shown('ref', ref)}))`,
    uid &&
      Prisma.sql`(a.pingback_id = ANY(ARRAY(SELECT id FROM pingbacks WHERE parameters->>'uid' = ${uid}))
        OR (a.pingback_id IS NULL AND a.parameters->>'uid' = ${shown('uid', uid)}))`,
    version === '3' && Prisma.sql`a.sign_version = 3`,
    version === '2' && Prisma.sql`a.sign_version = 2`,
    version === 'other' &&
      Prisma.sql`a.verdict = 'rejected' AND (a.sign_version IS NULL OR a.sign_version NOT IN (2, 3))`,
    from && Prisma.sql`a.received_at >= ${from} AND a.id >= ${edge('from', filter)}`,
    to && Prisma.sql`a.received_at < ${to} AND a.id <= ${edge('to', filter)}`,
  ]
  const given = conditions.filter((condition) => typeof condition === 'object')
  return given.length === 0 ? Prisma.sql`TRUE` : Prisma.join(given, ' AND ')
}

/**
 * From, or up to, which id the arrivals of a time lie. Ids are given in the order of arrival but for transactions that overlap,
 * none of which lasts longer than a few seconds. Looks at the months of that time alone.
 */
function edge(side: 'from' | 'to', { from, to }: PingbackFilter): Prisma.Sql {
  const within = Prisma.join(
    [from && Prisma.sql`received_at >= ${from}`, to && Prisma.sql`received_at < ${to}`].filter(
      (bound) => bound !== undefined,
    ),
    ' AND ',
  )
  return side === 'from'
    ? Prisma.sql`coalesce((SELECT min(x.id) FROM (
        SELECT id FROM pingback_attempts WHERE ${within} AND received_at <= (
          SELECT received_at FROM pingback_attempts WHERE ${within} ORDER BY received_at, id LIMIT 1) + interval '10 seconds'
        ORDER BY received_at, id LIMIT 50000) x), 9223372036854775807)`
    : Prisma.sql`coalesce((SELECT max(x.id) FROM (
        SELECT id FROM pingback_attempts WHERE ${within} AND received_at >= (
          SELECT received_at FROM pingback_attempts WHERE ${within} ORDER BY received_at DESC, id DESC LIMIT 1) - interval '10 seconds'
        ORDER BY received_at DESC, id DESC LIMIT 50000) x), 0)`
}

/** Of which arrivals an operator may know: all, or those of orders that they may see, which are few. */
function visibleTo(operator: Operator): Prisma.Sql {
  if (seesAll(operator)) return Prisma.sql`TRUE`
  const orders = visibleOrderIds(operator)
  return Prisma.sql`(a.order_id = ANY(${orders})
    OR a.pingback_id = ANY(ARRAY(SELECT p.id FROM pingbacks p WHERE p.order_id = ANY(${orders}))))`
}

const visibleOrderIds = (operator: Operator) =>
  Prisma.sql`ARRAY(SELECT o.id FROM orders o WHERE ${visibleOrdersSql(operator)})`

/** The rows of a page request, by the log's id. */
function beyond(request: PageRequest): Prisma.Sql {
  if (request === undefined) return Prisma.sql`TRUE`
  const isOlder = 'older' in request
  const key = 'older' in request ? request.older : request.newer
  if (!/^\d{1,18}$/.test(key)) return Prisma.sql`TRUE`
  return isOlder ? Prisma.sql`a.id < ${BigInt(key)}` : Prisma.sql`a.id > ${BigInt(key)}`
}

/** A page of the arrivals that a filter leaves and an operator may see, newest first. */
export function listArrivals(
  filter: PingbackFilter,
  operator: Operator,
  request: PageRequest,
  size = pageSize,
): Promise<Page<Arrival>> {
  return readRows(
    request,
    ({ id }) => String(id),
    (direction, limit) => db().$queryRaw<Arrival[]>`
      SELECT ${arrivalColumns} FROM pingback_attempts a LEFT JOIN pingbacks l ON l.id = a.pingback_id
      WHERE ${conditionOf(filter)} AND ${beyond(request)} AND ${visibleTo(operator)}
      ORDER BY a.id ${Prisma.raw(direction)} LIMIT ${limit}`,
    size,
  )
}

/** One arrival; null when it isn't there, or the operator may not see it. */
export async function findArrival(id: bigint, operator: Operator): Promise<Arrival | null> {
  const [arrival] = await db().$queryRaw<Arrival[]>`
    SELECT ${arrivalColumns} FROM pingback_attempts a LEFT JOIN pingbacks l ON l.id = a.pingback_id
    WHERE a.id = ${id} AND ${visibleTo(operator)}`
  return arrival ?? null
}

const mostTwins = 20

/** Other arrivals of the same event, by its place in the ledger: the first ones, oldest first, and how many more there are. */
export async function listTwins(
  arrival: Pick<Arrival, 'id' | 'pingbackId'>,
): Promise<{ twins: Arrival[]; more: boolean }> {
  if (arrival.pingbackId === null) return { twins: [], more: false }
  const found = await db().$queryRaw<Arrival[]>`
    SELECT ${arrivalColumns} FROM pingback_attempts a JOIN pingbacks l ON l.id = a.pingback_id
    WHERE a.pingback_id = ${arrival.pingbackId} AND a.id <> ${arrival.id} ORDER BY a.id LIMIT ${mostTwins + 1}`
  return { twins: found.slice(0, mostTwins), more: found.length > mostTwins }
}

/** The first arrival of an event of the ledger that the log still has; null when it was pruned. */
export async function firstArrivalId(pingbackId: bigint): Promise<bigint | null> {
  const first = await db().pingbackAttempt.findFirst({
    where: { pingbackId },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  return first?.id ?? null
}

/** The newest arrival whose content is not that of its place in the ledger. */
export async function conflictingArrivalId(pingbackId: bigint): Promise<bigint | null> {
  const found = await db().pingbackAttempt.findFirst({
    where: { pingbackId, verdict: 'conflict' },
    orderBy: { id: 'desc' },
    select: { id: true },
  })
  return found?.id ?? null
}

async function isVisible(orderId: OrderId | null, operator: Operator): Promise<boolean> {
  if (seesAll(operator)) return true
  if (orderId === null) return false
  const where = { AND: [{ id: orderId }, visibleOrders(operator)] }
  return (await db().order.count({ where })) > 0
}

/** A row of the ledger, as an operator may see it; null when it isn't there. */
export async function findLedgerRow(id: bigint, operator: Operator) {
  const row = await db().pingback.findUnique({ where: { id } })
  if (!row || !(await isVisible(row.orderId, operator))) return null
  return { ...row, parameters: maskParameters(Object.entries(row.parameters as Record<string, string>)) }
}

/**
 * The ledger's id of an event, by its own number or by its key, `ref:type` or `ref:type:part`, as alerts name it; null when
 * there is none.
 */
export async function findLedgerId(key: string): Promise<bigint | null> {
  if (/^\d{1,18}$/.test(key)) return BigInt(key)
  const match = /^([A-Za-z0-9_-]{1,64}):(\d{1,6})(?::([A-Za-z0-9._-]{1,64}))?/.exec(key)
  if (!match) return null
  const [, ref = '', type, part = ''] = match
  // An alert of a conflict names the digest last.
  const found = await db().pingback.findMany({
    where: { ref, type: Number(type), part: { in: [part, ''] } },
    select: { id: true, part: true },
  })
  return (found.find((row) => row.part === part) ?? found[0])?.id ?? null
}

/** What became of an arrival's payment and deliveries, as far as what is stored tells. */
export interface Effect {
  payment: { ref: PaymentRef; before: string | undefined; after: string | undefined; now: string } | undefined
  /** What this very arrival delivered or withdrew, and how it stands now. */
  changed: { id: string; name: string; kind: string; what: 'delivered' | 'withdrawn'; isHeld: boolean }[]
  /** How many goods of the order are held now. */
  held: number
}

/** The state of the payment that a sentence of the ledger tells of; undefined where it moves none. */
function stateTold(sentence: string): string | undefined {
  return / (?:is now|stays) ([A-Z]+); /.exec(sentence)?.[1]
}

/**
 * What an arrival changed. How its payment stood before and after, the sentences of the events tell that were applied to it
 * until then; deliveries bear the time of the transaction that changed them, which is the arrival's.
 */
export async function effectOf(arrival: Arrival): Promise<Effect> {
  const { ref, orderId, receivedAt, id } = arrival
  const isApplied = arrival.verdict === 'applied'
  const payment = ref === null ? null : await db().payment.findUnique({ where: { ref } })
  const events =
    ref === null
      ? []
      : // Of what the log has lost, the arrival lies further back.
        await db().$queryRaw<{ sentence: string; attempt: bigint }[]>`
          SELECT l.sentence, coalesce((
            SELECT min(a.id) FROM pingback_attempts a WHERE a.pingback_id = l.id AND a.verdict = 'applied'), 0) AS attempt
          FROM pingbacks l WHERE l.ref = ${ref} AND l.verdict = 'applied' ORDER BY attempt, l.id`
  const stateAfter = (isIncluded: (attempt: bigint) => boolean) =>
    events
      .filter(({ attempt }) => isIncluded(attempt))
      .map(({ sentence }) => stateTold(sentence))
      .findLast((state) => state !== undefined)
  const deliveries = orderId
    ? await db().delivery.findMany({
        where: { orderId },
        select: {
          id: true,
          kind: true,
          grantedAt: true,
          withdrawnAt: true,
          orderLine: { select: { name: true } },
        },
        orderBy: { orderLine: { position: 'asc' } },
      })
    : []
  const isNow = (at: Date | null) => isApplied && at?.getTime() === receivedAt.getTime()
  return {
    payment: payment
      ? {
          ref: payment.ref,
          before: stateAfter((attempt) => attempt < id),
          after: stateAfter((attempt) => attempt <= id),
          now: payment.state,
        }
      : undefined,
    changed: deliveries
      .filter(({ grantedAt, withdrawnAt }) => isNow(grantedAt) || isNow(withdrawnAt))
      .map((delivery) => ({
        id: delivery.id,
        name: delivery.orderLine.name,
        kind: delivery.kind,
        what: isNow(delivery.withdrawnAt) ? ('withdrawn' as const) : ('delivered' as const),
        isHeld: delivery.withdrawnAt === null,
      })),
    held: deliveries.filter(({ withdrawnAt }) => withdrawnAt === null).length,
  }
}
