import type { AccountUser } from '@/lib/accounts/mutations'
import { db } from '@/lib/db'
import type { AuditEntry, Prisma } from '@/lib/generated/prisma/client'
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
