import type { AccountUser } from '@/lib/accounts/mutations'
import { db } from '@/lib/db'
import type { AuditEntry, Prisma } from '@/lib/generated/prisma/client'
import type { Role } from '@/lib/generated/prisma/enums'
import type { Uid } from '@/lib/ids'
import { linkDigest } from '@/lib/link-token'
import { type Page, type PageRequest, readRows } from '@/lib/paging'

/** What came of the operator's own last act, for the page that follows it; null for another's, and for anything else. */
export async function findOutcome(id: unknown, operator: Pick<AccountUser, 'uid'>) {
  if (typeof id !== 'string' || !/^\d{1,18}$/.test(id)) return null
  return db().auditEntry.findFirst({
    where: { id: BigInt(id), actorUid: operator.uid },
    select: { id: true, allowed: true, sentence: true },
  })
}

/** What the audit log can be filtered by. */
export interface AuditFilter {
  act?: string | undefined
  actor?: string | undefined
  subject?: string | undefined
}

/** A page of the audit log, newest first. */
export async function listAudit(filter: AuditFilter, request: PageRequest): Promise<Page<AuditEntry>> {
  const where: Prisma.AuditEntryWhereInput = {
    act: filter.act && { startsWith: filter.act },
    actor: filter.actor && { startsWith: filter.actor },
    ...(filter.subject && { OR: [{ subject: filter.subject }, { orderId: filter.subject }] }),
  }
  return readRows(
    request,
    (entry: AuditEntry) => String(entry.id),
    (order, take) =>
      db().auditEntry.findMany({ where: { AND: [where, beyond(request)] }, orderBy: { id: order }, take }),
  )
}

/** The rows that a page request asks for, where the key is a number that only grows. */
export function beyond(request: PageRequest): { id?: { lt: bigint } | { gt: bigint } } {
  if (request === undefined) return {}
  const [key] = Object.values(request)
  if (!/^\d{1,18}$/.test(key ?? '')) return {}
  return { id: 'older' in request ? { lt: BigInt(key ?? 0) } : { gt: BigInt(key ?? 0) } }
}

/** Somebody who may open the back office. */
export interface OperatorRow {
  uid: Uid
  email: string
  name: string
  role: Role
  /** To the hour; null for an operator who is signed in nowhere. */
  lastSeenAt: Date | null
  hasSecondFactor: boolean
}

const asOperator = {
  uid: true,
  email: true,
  name: true,
  role: true,
  totpConfirmedAt: true,
  sessions: { orderBy: { lastSeenAt: 'desc' }, take: 1, select: { lastSeenAt: true } },
} satisfies Prisma.UserSelect

function operatorRow({
  totpConfirmedAt,
  sessions,
  ...user
}: Prisma.UserGetPayload<{ select: typeof asOperator }>): OperatorRow {
  return {
    ...user,
    lastSeenAt: sessions[0]?.lastSeenAt ?? null,
    hasSecondFactor: totpConfirmedAt !== null,
  }
}

/** Everybody who may open the back office, who was first first. */
export async function listOperators(): Promise<OperatorRow[]> {
  const users = await db().user.findMany({
    where: { role: { not: 'BUYER' }, closedAt: null },
    select: asOperator,
    orderBy: [{ registeredAt: 'asc' }, { uid: 'asc' }],
  })
  return users.map(operatorRow)
}

/** One of them; undefined for anybody else. */
export async function findOperator(uid: Uid): Promise<OperatorRow | undefined> {
  const user = await db().user.findFirst({
    where: { uid, role: { not: 'BUYER' }, closedAt: null },
    select: asOperator,
  })
  return user ? operatorRow(user) : undefined
}

/** What is stored of the token in an invitation's link. */
export const invitationDigest = (token: string) => linkDigest('invitation', token)

/** The invitations that still work as far as they themselves tell, the newest first. */
export async function listInvitations(at = new Date()) {
  return db().invitation.findMany({
    where: { usedAt: null, expiresAt: { gt: at } },
    orderBy: { createdAt: 'desc' },
    take: 100,
  })
}

/** What an invitation offers, by the token of a link to it; undefined when it was used, has ended, or its inviter is no admin. */
export async function findInvitation(token: string, at = new Date()): Promise<{ role: Role } | undefined> {
  const link = await db().invitationLink.findFirst({
    where: { id: invitationDigest(token), invitation: { usedAt: null, expiresAt: { gt: at } } },
    select: { invitation: { select: { role: true, createdBy: true } } },
  })
  if (!link) return undefined
  const { invitation } = link
  const inviter = { uid: invitation.createdBy, role: 'ADMIN', closedAt: null } as const
  return (await db().user.count({ where: inviter })) > 0 ? { role: invitation.role } : undefined
}
