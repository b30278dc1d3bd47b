import type { AccountUser } from '@/lib/accounts/mutations'
import type { CustomerFilter } from '@/lib/customers/schema'
import { db } from '@/lib/db'
import { creditBalance } from '@/lib/deliveries/data'
import { Prisma } from '@/lib/generated/prisma/client'
import type { ProductKind, Role } from '@/lib/generated/prisma/enums'
import type { OrderId, Uid } from '@/lib/ids'
import { holdsTrigram, likePattern } from '@/lib/like-pattern'
import { seesAll, shownEmail, visibleOrders } from '@/lib/operators/scope'
import { type Page, type PageRequest, pageSize, readRows } from '@/lib/paging'
import { listMemberships, type Membership } from '@/lib/subscriptions/data'

type Operator = Pick<AccountUser, 'role' | 'uid'>

/** A customer as a list shows them. */
export interface CustomerRow {
  uid: Uid
  /** As the operator may read it. */
  email: string
  name: string
  role: Role
  registeredAt: Date
  flaggedAt: Date | null
  closedAt: Date | null
  /** Whether they bought without an account. */
  isGuest: boolean
}

/** The customers `u` that an operator may see: of a live shop a reviewer sees who paid by test payments, and themselves. */
function visibleCustomers(operator: Operator): Prisma.Sql {
  if (seesAll(operator)) return Prisma.sql`TRUE`
  return Prisma.sql`u.uid IN (
    SELECT ${operator.uid} UNION SELECT o.uid FROM payments p JOIN orders o ON o.id = p.order_id WHERE p.is_test)`
}

/** What holds a text where an index finds it, else what begins with it. A text without letters and digits is in nothing. */
function matching(column: Prisma.Sql, text: string): Prisma.Sql {
  if (holdsTrigram(text)) return Prisma.sql`${column} LIKE lower(${likePattern(text)})`
  if (!/^[\p{L}\p{N}]/u.test(text)) return Prisma.sql`FALSE`
  return Prisma.sql`${column} LIKE lower(${likePattern(text).slice(1)})`
}

// Written out, so that the planner can use the indexes of a part of the table.
const inState = {
  open: Prisma.sql`u.closed_at IS NULL`,
  guest: Prisma.sql`u.is_guest`,
  flagged: Prisma.sql`u.flagged_at IS NOT NULL`,
  closed: Prisma.sql`u.closed_at IS NOT NULL`,
}

const inRole = {
  BUYER: Prisma.sql`u.role = 'BUYER'`,
  REVIEWER: Prisma.sql`u.role = 'REVIEWER'`,
  ADMIN: Prisma.sql`u.role = 'ADMIN'`,
}

function conditions({ email, name, state, role }: CustomerFilter, operator: Operator): Prisma.Sql[] {
  const address = email?.toLowerCase()
  return [
    visibleCustomers(operator),
    ...(address
      ? // By parts of it, who reads addresses shortened could find out the rest.
        [
          operator.role === 'ADMIN'
            ? matching(Prisma.sql`u.email`, address)
            : Prisma.sql`u.email = ${address}`,
        ]
      : []),
    ...(name ? [matching(Prisma.sql`lower(u.name)`, name)] : []),
    ...(state ? [inState[state]] : []),
    ...(role ? [inRole[role]] : []),
  ]
}

/** A page of the customers that a filter leaves and an operator may see, who registered last first. */
export async function listCustomers(
  filter: CustomerFilter,
  operator: Operator,
  request: PageRequest,
  size = pageSize,
): Promise<Page<CustomerRow>> {
  const where = Prisma.join([...conditions(filter, operator), beyond(request)], ' AND ')
  const page = await readRows(
    request,
    ({ registeredAt, uid }: CustomerRow) => `${registeredAt.getTime()}.${uid}`,
    (direction, limit) => db().$queryRaw<CustomerRow[]>`
      SELECT u.uid, u.email, u.name, u.role, u.registered_at AS "registeredAt", u.flagged_at AS "flaggedAt",
        u.closed_at AS "closedAt", u.is_guest AS "isGuest"
      FROM users u WHERE ${where}
      ORDER BY ${direction === 'asc' ? Prisma.sql`u.registered_at, u.uid` : Prisma.sql`u.registered_at DESC, u.uid DESC`}
      LIMIT ${limit}`,
    size,
  )
  return { ...page, rows: page.rows.map((row) => ({ ...row, email: shownEmail(operator, row.email) })) }
}

/** The customers on the wanted side of a page's edge. */
function beyond(request: PageRequest): Prisma.Sql {
  const [, time, uid] = /^(\d{1,14})\.([0-9a-z]+)$/.exec(Object.values(request ?? {})[0] ?? '') ?? []
  if (request === undefined || time === undefined || uid === undefined) return Prisma.sql`TRUE`
  const edge = Prisma.sql`(${new Date(Number(time))}::timestamptz, ${uid})`
  return 'older' in request
    ? Prisma.sql`(u.registered_at, u.uid) < ${edge}`
    : Prisma.sql`(u.registered_at, u.uid) > ${edge}`
}

/** A change of a customer's credits. */
export interface CreditEntry {
  at: Date
  /** Below zero for a withdrawal and a spend. */
  credits: number
  what: string
  orderId: OrderId | undefined
}

/** Goods that a customer was given, and holds unless withdrawn. */
export interface CustomerGoods {
  id: string
  kind: ProductKind
  name: string
  orderId: OrderId
  licenceKey: string | null
  grantedAt: Date
  withdrawnAt: Date | null
}

/** All that the page of a customer shows, as far as the operator may see it. */
export interface CustomerRecord extends CustomerRow {
  /** Null where the operator may not read it. */
  registrationIp: string | null
  erasedAt: Date | null
  emailProvenAt: Date | null
  /** The account that shows what a guest has bought. */
  accountId: Uid | null
  /** The guests whose orders an account shows. */
  guests: Uid[]
  memberships: Membership[]
  goods: CustomerGoods[]
  credits: { balance: number; history: CreditEntry[] }
  /** For an admin alone. */
  cards: { id: string; brand: string; last4: string; expMonth: string; expYear: string; savedAt: Date }[]
  sessions: { createdAt: Date; lastSeenAt: Date; address: string | null; userAgent: string | null }[]
  notes: { id: bigint; author: string; text: string; createdAt: Date }[]
}

/** Rows of one kind that a page shows of one customer. */
const mostRows = 200

/** Whether an operator may see a customer. */
export async function maySeeCustomer(uid: Uid, operator: Operator): Promise<boolean> {
  const found = await db().$queryRaw<unknown[]>`
    SELECT FROM users u WHERE u.uid = ${uid} AND ${visibleCustomers(operator)}`
  return found.length > 0
}

/**
 * What is known of a customer; null when there is none of this uid that the operator may see.
 *
 * @param at the shop's time (lib/clock.ts)
 */
export async function findCustomer(uid: Uid, operator: Operator, at: Date): Promise<CustomerRecord | null> {
  if (!(await maySeeCustomer(uid, operator))) return null
  const isAdmin = operator.role === 'ADMIN'
  const order = visibleOrders(operator)
  const [user, memberships, visible, deliveries, spends, balance] = await Promise.all([
    db().user.findUniqueOrThrow({
      where: { uid },
      include: {
        guests: { select: { uid: true }, orderBy: { registeredAt: 'desc' }, take: mostRows },
        notes: { orderBy: { id: 'desc' }, take: mostRows },
        savedCards: { orderBy: { savedAt: 'desc' }, omit: { sealed: true } },
        sessions: {
          where: { expiresAt: { gt: new Date() } },
          orderBy: { lastSeenAt: 'desc' },
          take: mostRows,
          omit: { id: true },
        },
      },
      omit: { passwordHash: true, totpSealed: true },
    }),
    listMemberships(uid, at),
    seesAll(operator)
      ? undefined
      : db().order.findMany({ where: { AND: [{ uid }, order] }, select: { id: true } }),
    db().delivery.findMany({
      where: { uid, order },
      include: { orderLine: { select: { name: true } } },
      orderBy: { grantedAt: 'desc' },
      take: mostRows,
    }),
    db().creditSpend.findMany({ where: { uid }, orderBy: { createdAt: 'desc' }, take: mostRows }),
    creditBalance(uid),
  ])
  const isVisible = ({ orderId }: { orderId: OrderId }) =>
    visible === undefined || visible.some(({ id }) => id === orderId)
  const goods = deliveries.map(({ orderLine, ...delivery }) => ({ ...delivery, name: orderLine.name }))
  return {
    uid,
    email: shownEmail(operator, user.email),
    name: user.name,
    role: user.role,
    registeredAt: user.registeredAt,
    registrationIp: isAdmin ? user.registrationIp : null,
    flaggedAt: user.flaggedAt,
    closedAt: user.closedAt,
    erasedAt: user.erasedAt,
    isGuest: user.isGuest,
    emailProvenAt: user.emailProvenAt,
    accountId: isAdmin ? user.accountId : null,
    guests: isAdmin ? user.guests.map((guest) => guest.uid) : [],
    memberships: memberships.filter(isVisible),
    goods: goods.filter(({ kind }) => kind === 'LICENCE' || kind === 'DOWNLOAD'),
    credits: { balance, history: creditHistory(goods, spends) },
    cards: isAdmin ? user.savedCards : [],
    sessions: isAdmin ? user.sessions : [],
    notes: user.notes,
  }
}

/** What gave and took credits, the newest first. */
function creditHistory(
  goods: readonly (CustomerGoods & { credits: number })[],
  spends: readonly { createdAt: Date; credits: number; purpose: string }[],
): CreditEntry[] {
  const given = goods.filter(({ credits }) => credits > 0)
  return [
    ...given.map(({ grantedAt, credits, name, orderId }) => ({
      at: grantedAt,
      credits,
      what: `Bought: ${name}`,
      orderId,
    })),
    ...given.flatMap(({ withdrawnAt, credits, name, orderId }) =>
      withdrawnAt ? [{ at: withdrawnAt, credits: -credits, what: `Withdrawn: ${name}`, orderId }] : [],
    ),
    ...spends.map(({ createdAt, credits, purpose }) => ({
      at: createdAt,
      credits: -credits,
      what: `Spent: ${purpose}`,
      orderId: undefined,
    })),
  ].sort((one, other) => other.at.getTime() - one.at.getTime())
}
