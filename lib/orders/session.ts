import { cookies } from 'next/headers'
import { z } from 'zod'
import { ownCookie } from '@/lib/http/own-cookie'
import { type Purchase, placeOrderSchema } from '@/lib/orders/schema'

// A guest's purchase waits in a cookie that only pressing "Buy now" sets. An address alone is not enough, so nobody can make
// others order by a link.

const minutes = 30
/** How many purchases may wait side by side. */
const maxPurchases = 5
const purchases = z.array(placeOrderSchema)
const cookie = () => ownCookie('purchase')

/** The key of a purchase in an address: its products. */
function keyOf({ product }: Purchase): string {
  return product.join('.')
}

async function readPurchases(): Promise<Purchase[]> {
  try {
    return purchases.parse(JSON.parse((await cookies()).get(cookie().name)?.value ?? '[]'))
  } catch {
    return []
  }
}

async function storePurchases(kept: Purchase[]): Promise<void> {
  const { name, options } = cookie()
  const maxAge = kept.length > 0 ? minutes * 60 : 0
  ;(await cookies()).set(name, JSON.stringify(kept.slice(0, maxPurchases)), { ...options, maxAge })
}

/** Keeps a purchase until its buyer has signed in. Returns its key. For actions and route handlers. */
export async function rememberPurchase(purchase: Purchase): Promise<string> {
  const key = keyOf(purchase)
  const others = (await readPurchases()).filter((other) => keyOf(other) !== key)
  await storePurchases([purchase, ...others])
  return key
}

/** The purchase that this browser keeps under a key; undefined unless it was begun here in the last half-hour. */
export async function findPurchase(key: unknown): Promise<Purchase | undefined> {
  return (await readPurchases()).find((purchase) => keyOf(purchase) === key)
}

/** The same, removing it. For actions and route handlers. */
export async function takePurchase(key: unknown): Promise<Purchase | undefined> {
  const purchase = await findPurchase(key)
  if (purchase) await storePurchases((await readPurchases()).filter((other) => keyOf(other) !== key))
  return purchase
}
