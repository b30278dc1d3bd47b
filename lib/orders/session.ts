import { createHash } from 'node:crypto'
import { cookies } from 'next/headers'
import { ownCookie } from '@/lib/http/own-cookie'
import { type Purchase, placeOrderSchema } from '@/lib/orders/schema'

// A guest's purchase waits in a cookie that only pressing "Buy now" sets. An address alone is not enough, so nobody can make
// others order by a link. Each has a cookie of its own: two that are begun at once, in two tabs, leave each other alone.

const minutes = 30
/** How many purchases may wait side by side. */
const maxPurchases = 5

/** The key of a purchase in an address: its products and its currency. */
function keyOf({ product, currency }: Purchase): string {
  return [...product, currency].join('.')
}

const cookiePrefix = () => `${ownCookie('purchase').name}.`

function cookieOf(key: string) {
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 16)
  return { name: cookiePrefix() + digest, options: ownCookie('purchase').options }
}

/** Keeps a purchase until its buyer has signed in. Returns its key. For actions and route handlers. */
export async function rememberPurchase(purchase: Purchase): Promise<string> {
  const key = keyOf(purchase)
  const { name, options } = cookieOf(key)
  const store = await cookies()
  const others = store
    .getAll()
    .filter((other) => other.name.startsWith(cookiePrefix()) && other.name !== name)
  // A browser sends the oldest first.
  for (const old of others.slice(0, Math.max(0, others.length - maxPurchases + 1))) {
    store.set(old.name, '', { ...options, maxAge: 0 })
  }
  store.set(name, JSON.stringify(purchase), { ...options, maxAge: minutes * 60 })
  return key
}

/** The purchase that this browser keeps under a key; undefined unless it was begun here in the last half-hour. */
export async function findPurchase(key: unknown): Promise<Purchase | undefined> {
  if (typeof key !== 'string') return undefined
  const text = (await cookies()).get(cookieOf(key).name)?.value
  const purchase = text === undefined ? undefined : readPurchase(text)
  return purchase && keyOf(purchase) === key ? purchase : undefined
}

function readPurchase(text: string): Purchase | undefined {
  try {
    return placeOrderSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** The same, removing it. For actions and route handlers. */
export async function takePurchase(key: unknown): Promise<Purchase | undefined> {
  const purchase = await findPurchase(key)
  if (purchase) {
    const { name, options } = cookieOf(keyOf(purchase))
    ;(await cookies()).set(name, '', { ...options, maxAge: 0 })
  }
  return purchase
}
