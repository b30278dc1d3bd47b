import { lastValue, type Parameter } from '../core/parameters'
import { priceFaults } from './money'

/** Cart: several products, paid together. */
export interface CartSale {
  kind: 'cart'
  items: CartItem[]
  currency: string
  total: string
}

export interface CartItem {
  externalId: string
  name: string
  amount: string
}

const indexed = (parameters: readonly Parameter[], list: string) =>
  new Map(
    parameters.flatMap(([name, value]) => {
      const [, index] = new RegExp(`^${list}\\[(\\d{1,3})\\]$`).exec(name) ?? []
      return index === undefined ? [] : [[Number(index), value] as const]
    }),
  )

/** The products of a call in the order of their indices; a product without a name is shown by its id. */
function itemsOf(parameters: readonly Parameter[]): (CartItem & { index: number; currency: string })[] {
  const [prices, currencies, names] = ['prices', 'currencies', 'names'].map((list) =>
    indexed(parameters, list),
  )
  return [...indexed(parameters, 'external_ids')]
    .sort(([left], [right]) => left - right)
    .map(([index, externalId]) => ({
      index,
      externalId,
      name: names?.get(index) || externalId,
      amount: prices?.get(index) ?? '',
      currency: currencies?.get(index) ?? '',
    }))
}

export function readCart(parameters: readonly Parameter[]): CartSale {
  const items = itemsOf(parameters)
  const decimals = Math.max(2, ...items.map(({ amount }) => amount.split('.')[1]?.length ?? 0))
  const total = items.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 10 ** decimals), 0)
  const currency = items[0]?.currency ?? ''
  const hasDecimals = items.some(({ amount }) => amount.includes('.'))
  return {
    kind: 'cart',
    items: items.map(({ externalId, name, amount }) => ({ externalId, name, amount })),
    currency,
    total: (total / 10 ** decimals).toFixed(hasDecimals ? decimals : 0),
  }
}

/** Whether a call names products at all. */
export function bearsCart(parameters: readonly Parameter[]): boolean {
  return itemsOf(parameters).length > 0
}

/** Whether it leaves their prices to the provider, which stores products; the emulator does not. */
export function leavesPrices(parameters: readonly Parameter[]): boolean {
  return itemsOf(parameters).every(({ amount }) => amount === '' || Number(amount) === 0)
}

/** Whether the products have several currencies, which the provider converts and the emulator does not. */
export function mixesCurrencies(parameters: readonly Parameter[]): boolean {
  const currencies = itemsOf(parameters).map(({ currency }) => currency)
  return new Set(currencies.filter((currency) => currency !== '')).size > 1
}

export function cartFaults(parameters: readonly Parameter[]): string[] {
  const items = itemsOf(parameters)
  const faults = items.flatMap(({ index, externalId, amount, currency }) => {
    const number = `[${index}]`
    if (externalId === '') return [`external_ids${number} is empty.`]
    if (amount === '') return [`prices${number} is missing.`]
    if (currency === '') return [`currencies${number} is missing: prices need them.`]
    return priceFaults(amount, currency, true).map((fault) => `prices${number}: ${fault}`)
  })
  const priceOf = new Map(items.map(({ externalId, amount }) => [externalId, amount]))
  const differing = items.find(({ externalId, amount }) => priceOf.get(externalId) !== amount)
  if (differing) faults.push(`The product ${differing.externalId} has two prices.`)
  if (faults.length > 0) return faults
  const { total, currency } = readCart(parameters)
  return priceFaults(total, currency)
}

/** What only the documentation demands of a cart's call. */
export function cartShortcomings(parameters: readonly Parameter[]): string[] {
  const widget = lastValue(parameters, 'widget') ?? ''
  return [
    ...(widget === '' || /^p1(_|$)/.test(widget) ? [] : [`The widget of a cart is p1, not ${widget}.`]),
    ...(itemsOf(parameters).some(({ name, externalId }) => name !== externalId) &&
    lastValue(parameters, 'flexible_cart_api') !== '1'
      ? ['names are for products that Paymentwall does not store: send flexible_cart_api=1 with them.']
      : []),
  ]
}
