import { env } from '@/lib/env'
import { formatMoney, fromDecimal } from '@/lib/money'

/**
 * Why an amount can't be charged by card, in a sentence for the merchant; undefined when it can. Checked when a product is
 * saved, so that no buyer meets it (BRICK_PRICE_LIMITS; errors 3115 and 3116 of brick.md §7).
 *
 * @param amount minor units
 */
export function cardPriceFault(amount: number, currency: string): string | undefined {
  const limits = env().BRICK_PRICE_LIMITS.find((limit) => limit.currency === currency)
  if (!limits) return undefined
  const least = fromDecimal(limits.least, currency) ?? 0
  const greatest = fromDecimal(limits.greatest, currency) ?? Number.POSITIVE_INFINITY
  if (amount < least) return `Brick charges no less than ${formatMoney(least, currency)}.`
  if (amount > greatest) return `Brick charges no more than ${formatMoney(greatest, currency)}.`
  return undefined
}
