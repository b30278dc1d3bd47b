import { db } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'

type Database = Pick<Prisma.TransactionClient, 'product'>

/**
 * Which of some products can't be bought now, since their keys come from an imported pool and none is left. Live: a paid
 * order takes a key at once.
 */
export async function listSoldOut(
  productIds: readonly string[],
  database: Database = db(),
): Promise<ReadonlySet<string>> {
  const found = await database.product.findMany({
    where: {
      id: { in: [...productIds] },
      kind: 'LICENCE',
      keysFromPool: true,
      licenceKeys: { none: { takenAt: null } },
    },
    select: { id: true },
  })
  return new Set(found.map(({ id }) => id))
}

/** Whether an order can't be charged, since something in it is sold out. */
export async function isSoldOut(
  lines: readonly { productId: string }[],
  database?: Database,
): Promise<boolean> {
  const soldOut = await listSoldOut(
    lines.map(({ productId }) => productId),
    database,
  )
  return soldOut.size > 0
}

/** How a pool stands: keys that can be sold, keys that were taken, and paid order lines that wait for one. */
export interface Stock {
  unused: number
  taken: number
  waiting: number
}

/** The pools of some products, by product. */
export async function readStock(productIds: readonly string[]): Promise<ReadonlyMap<string, Stock>> {
  const ids = [...productIds]
  const rows = await db().$queryRaw<(Stock & { id: string })[]>`
    SELECT p.id,
      (SELECT count(*)::int FROM licence_keys k WHERE k.product_id = p.id AND k.taken_at IS NULL) AS unused,
      (SELECT count(*)::int FROM licence_keys k WHERE k.product_id = p.id AND k.taken_at IS NOT NULL) AS taken,
      (SELECT count(*)::int FROM key_waits w WHERE w.product_id = p.id) AS waiting
    FROM products p WHERE p.id = ANY (${ids}) AND p.kind = 'LICENCE'`
  return new Map(rows.map(({ id, ...stock }) => [id, stock]))
}

/** The paid orders that wait for a key of a product, those that wait longest first; no more than a page can show. */
export async function listWaiting(productId: string) {
  return db().keyWait.findMany({
    where: { productId },
    select: { orderId: true, since: true },
    orderBy: [{ since: 'asc' }, { orderLineId: 'asc' }],
    take: 20,
  })
}
