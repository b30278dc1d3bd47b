import { productsForSale } from '@/lib/catalog/data'
import { orderName } from '@/lib/checkout/order-name'
import { findPurchase } from '@/lib/orders/session'

/** What this browser is about to buy, by the key in an address; undefined unless the purchase began here. */
export async function pendingPurchase(
  key: unknown,
): Promise<{ key: string; name: string; needsAccount: boolean } | undefined> {
  const purchase = await findPurchase(key)
  if (!purchase || typeof key !== 'string') return undefined
  const products = (await productsForSale()).filter(({ id }) => purchase.product.includes(id))
  if (products.length === 0) return undefined
  const needsAccount = products.some(({ kind }) => kind === 'MEMBERSHIP')
  return { key, name: orderName(products), needsAccount }
}
