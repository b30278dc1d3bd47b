import { newId, type OrderId, type Uid } from '@/lib/ids'
import { createOrder } from '@/lib/orders/mutations'
import { receivePingback } from '@/lib/pingbacks/receive'
import { newBuyer, setPrice } from '@/test/support/orders'
import { pingbackQuery } from '@/test/support/pingbacks'
import type { TestDatabase } from '@/test/support/test-database'

type Unit = 'day' | 'week' | 'month' | 'year'

interface PlanOptions {
  uid?: Uid
  length?: number
  unit?: Unit
  /** Price in cents, length and unit. */
  trial?: readonly [amount: number, length: number, unit: Unit]
}

/** An unpaid order of a new membership at 6 USD, a month unless told otherwise. */
export async function newMembership(
  database: TestDatabase,
  { uid, length = 1, unit = 'month', trial }: PlanOptions = {},
): Promise<{ id: OrderId; uid: Uid; productId: string }> {
  const buyer = uid ?? (await newBuyer(database))
  const productId = newId()
  await database.query(
    `INSERT INTO products (id, slug, position, kind, name, summary, description, artwork,
       period_length, period_unit, trial_length, trial_unit, updated_at)
     VALUES ($1, $1, 1, 'MEMBERSHIP', 'Club', '', '', 'club.svg', $2, $3, $4, $5, now())`,
    [productId, length, unit, trial?.[1], trial?.[2]],
  )
  await setPrice(database, productId, 600, { trial: trial?.[0] ?? null })
  const order = await createOrder(buyer, [productId])
  if (!order.ok) throw new Error(order.reason)
  return { id: order.orderId, uid: buyer, productId }
}

/** A moment as the provider writes it into custom parameters. */
export function dateTime(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ')
}

/** Sends one genuine pingback about a membership; its `goodsid` is the order's id unless told otherwise. */
export function notifyMembership(
  order: { id: string; uid: string },
  parameters: Record<string, string | number | undefined>,
  receivedAt?: Date,
) {
  const query = pingbackQuery({ uid: order.uid, goodsid: order.id, ...parameters })
  return receivePingback(query, '203.0.113.9', receivedAt)
}
