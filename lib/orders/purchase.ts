import { shopTime } from '@/lib/clock'
import { createOrder } from '@/lib/orders/mutations'
import type { Purchase } from '@/lib/orders/schema'

/** Where a buyer reads why there is no order. */
const refusals = {
  empty: '/cart?problem=empty',
  unavailable: '/cart?problem=unavailable',
  mixed_currencies: '/cart?problem=mixed',
  membership_alone: '/cart?problem=membership',
  too_many: '/cart?problem=many',
  closed: '/login',
} as const

/**
 * Makes the order that a buyer has pressed "Buy" for. Returns the path of its checkout, which says so when a price differs
 * from the one that the buyer saw; or that of a page which says why there is no order.
 */
export async function openPurchase(uid: string, { product, shown }: Purchase): Promise<string> {
  const result = await createOrder(uid, product, await shopTime())
  if (!result.ok) return refusals[result.reason]
  const changed = shown.some((entry) => {
    const [id = '', amount] = entry.split(':')
    return result.amounts.has(id) && result.amounts.get(id) !== Number(amount)
  })
  return `/checkout/${result.orderId}${changed ? '?price=changed' : ''}`
}
