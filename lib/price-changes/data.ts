import { db } from '@/lib/db'
import { type PriceChange, Prisma } from '@/lib/generated/prisma/client'
import type { OrderId, Uid } from '@/lib/ids'
import { isRenewing, type Membership, membershipsOf } from '@/lib/subscriptions/data'

/** Neither in effect nor withdrawn. */
const open = { appliedAt: null, withdrawnAt: null }

const mostShown = 20

const newestFirst = [
  { announcedAt: 'desc' },
  { id: 'desc' },
] satisfies Prisma.PriceChangeOrderByWithRelationInput[]

/**
 * The newest price changes of a product and all that are to come, newest first, with how many of their messages were queued and
 * sent.
 */
export async function listPriceChanges(productId: string) {
  const newest = await db().priceChange.findMany({
    where: { productId },
    orderBy: newestFirst,
    take: mostShown,
  })
  const older = (await listOpenChanges([productId])).filter(({ id }) =>
    newest.every((each) => each.id !== id),
  )
  const changes = [...newest, ...older]
  const counts = await db().mail.groupBy({
    by: ['priceChangeId'],
    where: { priceChangeId: { in: changes.map(({ id }) => id) }, kind: 'PRICE_CHANGE' },
    _count: { id: true, sentAt: true },
  })
  return changes.map((change) => {
    const count = counts.find(({ priceChangeId }) => priceChangeId === change.id)?._count
    return { ...change, queued: count?.id ?? 0, sent: count?.sentAt ?? 0 }
  })
}

/** The announced price changes of products that are to come, newest first: one for each product and currency. */
export async function listOpenChanges(productIds: readonly string[]): Promise<PriceChange[]> {
  return db().priceChange.findMany({
    where: { productId: { in: [...productIds] }, ...open },
    orderBy: newestFirst,
  })
}

/** So many orders are read at a time. */
const batchSize = 500

/**
 * The memberships of a product that are running and will renew, in batches: those whose members are told of a new price.
 *
 * @param currency in which they are paid
 * @param at the shop's time
 */
export async function* renewingMemberships(
  productId: string,
  currency: string,
  at: Date,
): AsyncGenerator<{ membership: Membership; recipient: string }[]> {
  let after = ''
  for (;;) {
    const rows = await db().$queryRaw<{ orderId: OrderId; recipient: string }[]>(Prisma.sql`
      SELECT l.order_id AS "orderId", coalesce(a.email, u.email) AS recipient FROM order_lines l
      JOIN orders o ON o.id = l.order_id JOIN users u ON u.uid = o.uid LEFT JOIN users a ON a.uid = u.account_id
      WHERE l.product_id = ${productId} AND l.kind = 'MEMBERSHIP' AND l.order_id > ${after}
        AND o.currency = ${currency} AND NOT o.is_probe AND u.closed_at IS NULL
        AND EXISTS (SELECT FROM payments p WHERE p.order_id = l.order_id AND p.ever_paid)
        AND NOT EXISTS (SELECT FROM cancellations c WHERE c.order_id = l.order_id)
      ORDER BY l.order_id LIMIT ${batchSize}`)
    const memberships = await membershipsOf(
      rows.map(({ orderId }) => orderId),
      at,
    )
    yield rows.flatMap(({ orderId, recipient }) => {
      const membership = memberships.get(orderId)
      return membership && isRenewing(membership) ? [{ membership, recipient }] : []
    })
    const last = rows.at(-1)
    if (!last || rows.length < batchSize) return
    after = last.orderId
  }
}

/** How many members would be told of a new price in a currency now. */
export async function countMembersToTell(productId: string, currency: string, at: Date): Promise<number> {
  const uids = new Set<Uid>()
  for await (const batch of renewingMemberships(productId, currency, at))
    for (const { membership } of batch) uids.add(membership.uid)
  return uids.size
}
