import { db } from '@/lib/db'
import type { OrderId } from '@/lib/ids'
import { membershipsOf } from '@/lib/subscriptions/data'

/** The memberships whose newest payment says that the next charge is due between two moments, with their members. */
export async function listDueMemberships(from: Date, until: Date, at: Date) {
  const rows = await db().$queryRaw<{ orderId: OrderId; email: string }[]>`
    SELECT c.order_id AS "orderId", u.email FROM payments c
    JOIN orders o ON o.id = c.order_id JOIN users u ON u.uid = o.uid
    WHERE c.due_at > ${from}::timestamptz AND c.due_at <= ${until}::timestamptz AND u.closed_at IS NULL AND NOT o.is_probe
      AND NOT EXISTS (SELECT FROM payments p WHERE p.order_id = c.order_id AND p.due_at > c.due_at)
    ORDER BY c.due_at, c.ref`
  const memberships = await membershipsOf(
    rows.map(({ orderId }) => orderId),
    at,
  )
  return rows.flatMap(({ orderId, email }) => {
    const membership = memberships.get(orderId)
    return membership ? [{ membership, email }] : []
  })
}
