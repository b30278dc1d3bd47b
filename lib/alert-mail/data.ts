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

/** The same, but of each hour by the clock only so many: the first ones. */
export function listFirstAlerts(kinds: readonly AlertKind[], since: Date, mostAnHour: number) {
  return db().$queryRaw<{ id: bigint }[]>`
    SELECT id FROM (
      SELECT id, created_at, resolved_at,
        row_number() OVER (PARTITION BY date_bin('1 hour', created_at, 'epoch') ORDER BY id) AS place
      FROM alerts
      WHERE kind::text = ANY(${kinds}) AND created_at >= date_bin('1 hour', ${since}::timestamptz, 'epoch')
    ) AS placed
    WHERE place <= ${mostAnHour} AND resolved_at IS NULL AND created_at > ${since}
    ORDER BY id`
}

/** Whom alerts are sent to. */
export async function listAdmins() {
  return db().user.findMany({
    where: { role: 'ADMIN', closedAt: null },
    select: { uid: true, email: true },
    orderBy: { uid: 'asc' },
  })
}
