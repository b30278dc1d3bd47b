import type { AccountUser } from '@/lib/accounts/mutations'
import { db } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import type { OrderId } from '@/lib/ids'
import { seesAll, shownEmail, visibleOrdersSql } from '@/lib/operators/scope'
import { type Page, type PageRequest, pageSize } from '@/lib/paging'
import { type Membership, membershipsOf } from '@/lib/subscriptions/data'
import type { MembershipFilter } from '@/lib/subscriptions/schema'

type Operator = Pick<AccountUser, 'role' | 'uid'>

/** A membership as a list shows it. */
export interface MembershipRow extends Membership {
  /** As the operator may read it. */
  email: string
}

/** An order that an index leads to, and its place in the list. */
interface Candidate {
  orderId: OrderId
  key: string
}

/** What an index can tell of memberships, and what only the facts do. */
interface View {
  /** Reads candidates from a row on, in the list's order or against it. */
  read(visible: Prisma.Sql, from: Edge | undefined, isBackwards: boolean, limit: number): Promise<Candidate[]>
  keep(membership: Membership, at: Date): boolean
}

/** The row at which a page ends. */
interface Edge {
  number: number
  id: string
}

/** So many candidates are looked at for a page; it then leads on from there, however few it shows. */
const lookedAt = 500

/** A renewal that is later than this will not come. */
const latestDays = 90

/**
 * A page of the memberships that a filter leaves and an operator may see. An index leads to candidates; how each stands is
 * computed from its facts, so a page may show fewer than it looked at.
 *
 * @param at the shop's time (lib/clock.ts)
 */
export async function listMembershipRows(
  { view, state }: MembershipFilter,
  operator: Operator,
  request: PageRequest,
  at: Date,
  { size = pageSize, span = lookedAt } = {},
): Promise<Page<MembershipRow>> {
  const { read, keep } = viewsAt(at)[view ?? 'all']
  const isBackwards = request !== undefined && 'newer' in request
  const cursor = Object.values(request ?? {})[0] as string | undefined
  const kept: { key: string; membership: Membership }[] = []
  let from = cursor
  let looked = 0
  let isEnd = false
  while (kept.length <= size && looked < span && !isEnd) {
    // As many as the page has rows, then as many as before: most pages need no more.
    const wanted = Math.min(Math.max(size + 1, looked), span - looked)
    const candidates = await read(visibleTo(operator), edgeOf(from), isBackwards, wanted)
    const found = await membershipsOf(
      candidates.map(({ orderId }) => orderId),
      at,
    )
    for (const { orderId, key } of candidates) {
      const membership = found.get(orderId)
      if (membership && keep(membership, at) && (state ?? membership.state) === membership.state) {
        kept.push({ key, membership })
      }
    }
    looked += candidates.length
    isEnd = candidates.length < wanted
    from = candidates.at(-1)?.key ?? from
  }
  const shown = kept.slice(0, size)
  // Where the page beyond begins: after the last row that is shown, or where the looking ended.
  const beyond = kept.length > size ? shown.at(-1)?.key : isEnd ? undefined : from
  // And that on this side: before the first row, or where this page began.
  const before = request === undefined ? undefined : (shown[0]?.key ?? cursor)
  const rows = await withEmails(
    (isBackwards ? shown.reverse() : shown).map(({ membership }) => membership),
    operator,
  )
  return isBackwards ? { rows, older: before, newer: beyond } : { rows, older: beyond, newer: before }
}

function visibleTo(operator: Operator): Prisma.Sql {
  if (seesAll(operator)) return Prisma.sql`TRUE`
  return Prisma.sql`EXISTS (SELECT FROM orders o WHERE o.id = c.order_id AND ${visibleOrdersSql(operator)})`
}

async function withEmails(memberships: readonly Membership[], operator: Operator): Promise<MembershipRow[]> {
  const users = await db().user.findMany({
    where: { uid: { in: memberships.map(({ uid }) => uid) } },
    select: { uid: true, email: true },
  })
  const emails = new Map(users.map(({ uid, email }) => [uid, email]))
  return memberships.map((membership) => ({
    ...membership,
    email: shownEmail(operator, emails.get(membership.uid) ?? ''),
  }))
}

function edgeOf(key: string | undefined): Edge | undefined {
  const [, number = '', id = ''] = /^(\d{1,18})\.([A-Za-z0-9_:-]*)$/.exec(key ?? '') ?? []
  return number === '' ? undefined : { number: Number(number), id }
}

interface Row {
  orderId: OrderId
  number: bigint | number | Date
  id: string
}

/** Candidates `c` of a table by two columns, of which the first is a time. */
function byTime(
  table: Prisma.Sql,
  [time, id]: [Prisma.Sql, Prisma.Sql],
  where: Prisma.Sql,
  isAscending = false,
) {
  return async (visible: Prisma.Sql, from: Edge | undefined, isBackwards: boolean, limit: number) => {
    const isUp = isAscending !== isBackwards
    const edge = from && Prisma.sql`(${new Date(from.number)}::timestamptz, ${from.id})`
    const beyond = edge
      ? Prisma.sql`(${time}, ${id}) ${isUp ? Prisma.sql`>` : Prisma.sql`<`} ${edge}`
      : Prisma.sql`TRUE`
    const by = isUp ? Prisma.sql`${time}, ${id}` : Prisma.sql`${time} DESC, ${id} DESC`
    const rows = await db().$queryRaw<Row[]>`
      SELECT c.order_id AS "orderId", ${time} AS number, ${id} AS id FROM ${table} c
      WHERE ${where} AND ${beyond} AND ${visible} ORDER BY ${by} LIMIT ${limit}`
    return rows.map(candidateOf)
  }
}

function candidateOf({ orderId, number, id }: Row): Candidate {
  return { orderId, key: `${number instanceof Date ? number.getTime() : number}.${id}` }
}

/** Notices that a renewal failed, the newest first. */
async function readFailures(
  visible: Prisma.Sql,
  from: Edge | undefined,
  isBackwards: boolean,
  limit: number,
) {
  const beyond = from
    ? Prisma.sql`c.id ${isBackwards ? Prisma.sql`>` : Prisma.sql`<`} ${from.number}`
    : Prisma.sql`TRUE`
  const rows = await db().$queryRaw<Row[]>`
    SELECT c.order_id AS "orderId", c.id AS number, '' AS id FROM pingbacks c
    WHERE c.type = 14 AND c.verdict = 'applied' AND c.order_id IS NOT NULL AND ${beyond} AND ${visible}
      AND NOT EXISTS (SELECT FROM pingbacks l WHERE l.order_id = c.order_id AND l.type = 14 AND l.verdict = 'applied' AND l.id > c.id)
    ORDER BY c.id ${isBackwards ? Prisma.sql`ASC` : Prisma.sql`DESC`} LIMIT ${limit}`
  return rows.map(candidateOf)
}

const due = [Prisma.sql`c.due_at`, Prisma.sql`c.ref`] satisfies [Prisma.Sql, Prisma.Sql]

/** No payment of the same order tells of a later charge. */
const isNewest = Prisma.sql`NOT EXISTS (SELECT FROM payments p WHERE p.order_id = c.order_id AND p.due_at > c.due_at)`

function viewsAt(at: Date): Record<NonNullable<MembershipFilter['view']> | 'all', View> {
  const earliest = new Date(at.getTime() - latestDays * 86_400_000)
  const isOver = ({ paidUntil }: Membership) => paidUntil === null || paidUntil <= at
  return {
    all: {
      read: byTime(
        Prisma.sql`deliveries`,
        [Prisma.sql`c.granted_at`, Prisma.sql`c.id`],
        Prisma.sql`c.kind = 'MEMBERSHIP'`,
      ),
      keep: () => true,
    },
    upcoming: {
      read: byTime(Prisma.sql`payments`, due, Prisma.sql`c.due_at > ${at} AND ${isNewest}`, true),
      keep: (membership) => membership.renews && !isOver(membership),
    },
    overdue: {
      read: byTime(
        Prisma.sql`payments`,
        due,
        Prisma.sql`c.due_at <= ${at} AND c.due_at > ${earliest} AND ${isNewest}`,
      ),
      keep: (membership) => membership.renews && isOver(membership),
    },
    failed: { read: readFailures, keep: ({ state }) => state === 'FAILED' },
    cancelling: {
      read: byTime(
        Prisma.sql`cancellations`,
        [Prisma.sql`c.requested_at`, Prisma.sql`c.order_id`],
        // Paymentwall says by type 12 that one has come about, if not to the question about it.
        Prisma.sql`c.stopped_at IS NULL AND NOT EXISTS (
          SELECT FROM pingbacks p WHERE p.order_id = c.order_id AND p.type = 12 AND p.verdict = 'applied')`,
      ),
      keep: ({ renews }) => renews,
    },
  }
}
