import { shopTime } from '@/lib/clock'
import type { Uid } from '@/lib/ids'
import { requestLocale } from '@/lib/languages/request-locale'
import { createOrder } from '@/lib/orders/mutations'
import type { Purchase } from '@/lib/orders/schema'

/** The page that explains why no order was created. */
const refusals = {
  empty: '/cart?problem=empty',
  unavailable: '/cart?problem=unavailable',
  sold_out: '/cart?problem=sold-out',
  no_price: '/cart?problem=no-price',
  too_large: '/cart?problem=large',
  membership_alone: '/cart?problem=membership',
  too_many: '/cart?problem=many',
  closed: '/login',
  account_needed: '/login',
} as const

/**
 * Creates the order for a purchase, in the language of the page that this request is for. Returns the path of its checkout, with a notice when a price differs from the one the
 * buyer saw; or the path of a page that explains why no order was created.
 */
export async function openPurchase(uid: Uid, { product, shown, currency }: Purchase): Promise<string> {
  const { language } = await requestLocale()
  const result = await createOrder(uid, product, await shopTime(), currency, language)
  if (!result.ok) return refusals[result.reason]
  const changed = shown.some((entry) => {
    const [id = '', amount] = entry.split(':')
    return result.amounts.has(id) && result.amounts.get(id) !== Number(amount)
  })
  return `/checkout/${result.orderId}${changed ? '?price=changed' : ''}`
}
