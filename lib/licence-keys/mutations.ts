import { forget } from '@/lib/cache'
import { db } from '@/lib/db'
import { stockTag } from '@/lib/licence-keys/data'
import { mostKeys, readKeys } from '@/lib/licence-keys/schema'
import { planJob } from '@/lib/outbox'

/** Keys that go to the database in one statement. */
const batch = 1000

/** The job takes over when the process dies before it has delivered. */
const jobAfterSeconds = 60

/** What came of an import; `missing` when there is no such product, or when it is no licence. */
export type Imported =
  | { ok: false; why: 'missing' | 'too_many' }
  | { ok: true; added: number; known: number; repeated: number; faulty: number[] }

/**
 * Adds keys, one a line, to a product's pool, and leaves out those that any product has or that were ever delivered. Again with
 * the same list, it adds nothing. Paid orders that wait are delivered by `deliverWaiting`, or else by a job.
 */
export async function importKeys(productId: string, text: string): Promise<Imported> {
  const { keys, repeated, faulty } = readKeys(text)
  if (keys.length > mostKeys) return { ok: false, why: 'too_many' }
  const added = await db().$transaction(
    async (transaction) => {
      // Two imports at once take turns, and a sale sees the pool before or after.
      const [product] = await transaction.$queryRaw<unknown[]>`
        SELECT FROM products WHERE id = ${productId} AND kind = 'LICENCE' FOR NO KEY UPDATE`
      if (!product) return undefined
      let count = 0
      for (let start = 0; start < keys.length; start += batch) {
        const some = keys.slice(start, start + batch)
        count += await transaction.$executeRaw`
          INSERT INTO licence_keys (product_id, key)
          SELECT ${productId}, n.key FROM unnest(${some}::text[]) WITH ORDINALITY AS n (key, place)
          WHERE NOT EXISTS (SELECT FROM deliveries d WHERE d.licence_key = n.key)
          ORDER BY n.place
          ON CONFLICT (key) DO NOTHING`
      }
      await planJob(transaction, 'deliver-waiting', productId, { productId }, jobAfterSeconds)
      return count
    },
    { timeout: 60_000 },
  )
  if (added === undefined) return { ok: false, why: 'missing' }
  forget(stockTag)
  return { ok: true, added, known: keys.length - added, repeated, faulty }
}

/**
 * Delivers the paid order lines that wait for a key of a product, those that wait longest first, as far as there are keys,
 * each in a transaction of its own; then ends the alerts that no longer hold. Safe to run twice and at once.
 *
 * @returns how many were delivered
 */
export async function deliverWaiting(productId: string): Promise<number> {
  let delivered = 0
  const waits = await db().keyWait.findMany({
    where: { productId },
    select: { orderLineId: true },
    orderBy: [{ since: 'asc' }, { orderLineId: 'asc' }],
  })
  for (const { orderLineId } of waits) {
    const [row] = await db().$queryRaw<{ done: boolean }[]>`SELECT deliver_waiting(${orderLineId}) AS done`
    if (row?.done) delivered++
    else if (await db().keyWait.findUnique({ where: { orderLineId } })) break
  }
  forget(stockTag)
  await endStockAlerts(productId)
  return delivered
}

/** Ends the alerts about a pool that no longer hold, so that the next time is told again. */
async function endStockAlerts(productId: string): Promise<void> {
  await db().$transaction(async (transaction) => {
    // After whoever takes a key now: what they tell stands.
    await transaction.$queryRaw`SELECT FROM products WHERE id = ${productId} FOR NO KEY UPDATE`
    await transaction.$executeRaw`
      UPDATE alerts a SET resolved_at = coalesce(a.resolved_at, now()), resolved_by = 'import'
      FROM (
        SELECT p.low_stock,
          p.keys_from_pool AS pooled,
          (SELECT count(*) FROM licence_keys k WHERE k.product_id = p.id AND k.taken_at IS NULL) AS unused,
          EXISTS (SELECT FROM key_waits w WHERE w.product_id = p.id) AS waiting
        FROM products p WHERE p.id = ${productId}
      ) pool
      WHERE a.kind = 'low_stock' AND a.resolved_by IS DISTINCT FROM 'import' AND (
        (a.subject = ${productId} AND (NOT pool.pooled OR pool.unused > pool.low_stock))
        OR (a.subject = ${`${productId}:empty`} AND (NOT pool.pooled OR pool.unused > 0))
        OR (a.subject = ${`${productId}:waiting`} AND NOT pool.waiting))`
  })
}
