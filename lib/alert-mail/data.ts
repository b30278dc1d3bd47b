import { db } from '@/lib/db'
import type { AlertKind } from '@/lib/generated/prisma/enums'

/** So many are told of at once; the digest and the back office have the rest. */
const mostAlerts = 50

/** Alerts of these kinds that are open and were raised since a moment, oldest first. */
export async function listNewAlerts(kinds: readonly AlertKind[], since: Date) {
  return db().alert.findMany({
    where: { resolvedAt: null, kind: { in: [...kinds] }, createdAt: { gt: since } },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: mostAlerts,
  })
}

/** Whom alerts are sent to. */
export async function listAdmins() {
  return db().user.findMany({
    where: { role: 'ADMIN', closedAt: null },
    select: { uid: true, email: true },
    orderBy: { uid: 'asc' },
  })
}
