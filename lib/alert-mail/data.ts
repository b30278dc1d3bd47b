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

/**
 * The same, but of each hour by the clock only so many: the first ones. Those about an order that was paid are counted by themselves,
 * each order once, since whoever has none can raise any number of the others.
 */
export function listFirstAlerts(kinds: readonly AlertKind[], since: Date, mostAnHour: number) {
  return db().$queryRaw<{ id: bigint }[]>`
    WITH raised AS (
      SELECT id, kind, subject, order_id, created_at, resolved_at,
        date_bin('1 hour', created_at, 'epoch') AS hour,
        EXISTS (SELECT FROM payments p WHERE p.order_id = a.order_id AND p.ever_paid) AS is_paid
      FROM alerts a
      WHERE kind::text = ANY(${kinds}) AND created_at >= date_bin('1 hour', ${since}::timestamptz, 'epoch')
    ), firsts AS (
      SELECT DISTINCT ON (hour, kind, CASE WHEN is_paid THEN order_id ELSE subject END) *
      FROM raised
      ORDER BY hour, kind, CASE WHEN is_paid THEN order_id ELSE subject END, id
    ), placed AS (
      SELECT *, row_number() OVER (PARTITION BY hour, is_paid ORDER BY id) AS place FROM firsts
    )
    SELECT id FROM placed
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
