import { productsForSale } from '@/lib/catalog/data'
import { inLanguage } from '@/lib/catalog/texts'
import { orderName } from '@/lib/checkout/order-name'
import { requestLocale } from '@/lib/languages/request-locale'
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
  const { t, language } = await requestLocale()
  const name = orderName(
    t,
    products.map((product) => inLanguage(product, language)),
  )
  return { key, name, needsAccount }
}
