import { type Currency, currencies } from '@/lib/currencies.mjs'
import type { ListPrice, Product, ProductText } from '@/lib/generated/prisma/client'
import type { Money } from '@/lib/money'

/** What a product costs in one currency. */
export interface Price extends Money {
  /** Of a membership with a trial: what that costs. */
  trialAmount: number | null
}

/** A product with all its prices, and its texts in all languages. */
export type ListedProduct = Product & { priceList: ListPrice[]; texts: ProductText[] }

/** A product at its price in one currency. */
export type PricedProduct = Product & Price

/** A product at its price in a currency; undefined where it is not sold in it. */
export function pricedIn<Listed extends { priceList: readonly Price[] }>(
  product: Listed,
  currency: string,
): (Omit<Listed, 'priceList'> & Price) | undefined {
  const { priceList, ...rest } = product
  const price = priceList.find((each) => each.currency === currency)
  if (!price) return undefined
  const { amount, trialAmount } = price
  return { ...rest, amount, currency, trialAmount }
}

/** The price list of a product as a merchant writes it. */
export function priceListOf({
  prices,
  trialPrices = {},
}: {
  prices: Readonly<Record<string, number>>
  trialPrices?: Readonly<Record<string, number>> | undefined
}): Price[] {
  return Object.entries(prices).map(([currency, amount]) => ({
    currency,
    amount,
    trialAmount: trialPrices[currency] ?? null,
  }))
}

/** The currencies that visitors choose from and a product is sold in. */
export function currenciesOf({ priceList }: { priceList: readonly Price[] }): Currency[] {
  return currencies.filter((currency) => priceList.some((price) => price.currency === currency))
}
