import { db } from '@/lib/db'
import { newId, type OrderId } from '@/lib/ids'
import { orderLinkDigest } from '@/lib/order-links/data'

/** How long a link in a mail shows its order. A message that an operator sends again has a new one. */
const goodDays = 365

/**
 * Makes a link's token for an order, for a mail and for nothing else: whoever has it has read that mail.
 *
 * @returns the token, which is stored nowhere
 */
export async function createOrderLink(orderId: OrderId): Promise<string> {
  const token = newId()
  const expiresAt = new Date(Date.now() + goodDays * 86_400_000)
  await db().orderLink.create({ data: { id: orderLinkDigest(token), orderId, expiresAt } })
  return token
}

/** Deletes links that have expired; returns how many. */
export async function deleteEndedOrderLinks(): Promise<number> {
  const { count } = await db().orderLink.deleteMany({ where: { expiresAt: { lt: new Date() } } })
  return count
}
