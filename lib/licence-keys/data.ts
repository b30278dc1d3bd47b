import type { Part } from '@/lib/buyer-parts'
import { cached } from '@/lib/cache'
import { db } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import type { OrderId } from '@/lib/ids'

type Database = Pick<Prisma.TransactionClient, 'product'>

/** Whether a product, the row `p` of a statement, can't be bought now: the condition of `listSoldOut`. */
export const isProductSoldOut = Prisma.sql`
  (p.kind = 'LICENCE' AND p.keys_from_pool
    AND NOT EXISTS (SELECT FROM licence_keys k WHERE k.product_id = p.id AND k.taken_at IS NULL))`

/** Whether something in one of a buyer's orders is sold out. */
export function soldOutPart(orderId: OrderId): Part<boolean> {
  return {
    sql: Prisma.sql`
      SELECT EXISTS (
        SELECT FROM orders o JOIN order_lines l ON l.order_id = o.id JOIN products p ON p.id = l.product_id
        WHERE o.id = ${orderId} AND o.uid = u.uid AND ${isProductSoldOut})`,
  }
}

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

const stockSeconds = 60

/** The tag to `forget` (lib/cache.ts) when keys are taken or added. */
export const stockTag = 'stock'

/**
 * Which products are shown as sold out, to everybody; up to 60 s old where another process took the last key. What is bought
 * is checked live.
 */
export async function shownSoldOut(): Promise<ReadonlySet<string>> {
  return cached(stockTag, stockSeconds, async () => {
    const pooled = await db().product.findMany({
      where: { kind: 'LICENCE', keysFromPool: true },
      select: { id: true },
    })
    return listSoldOut(pooled.map(({ id }) => id))
  })
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
