import { currencies } from '../currencies'

const decimal = /^\d{1,12}(\.\d{1,3}0*)?$/
const smallestDollarAmount = 0.3

/** What is wrong with a price; nothing where it may be charged. */
export function priceFaults(amount: string, currency: string, isFreeAllowed = false): string[] {
  if (!currencies.has(currency)) return [`The currency ${currency || '(none)'} is not supported.`]
  if (!decimal.test(amount)) return [`The amount ${amount || '(none)'} is not a decimal number.`]
  if (isFreeAllowed && Number(amount) === 0) return []
  if (Number(amount) <= 0) return ['The amount must be above zero.']
  const isTooSmall = currency === 'USD' && Number(amount) < smallestDollarAmount
  return isTooSmall ? ['The amount must be at least 0.30 USD.'] : []
}
