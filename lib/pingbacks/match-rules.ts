import { Prisma } from '@/lib/generated/prisma/client'
import { formatMoney, fromDecimal } from '@/lib/money'

/** The parameters of an event of the ledger, as it came. */
export type StoredParameters = Partial<Record<string, string>>

/** What an order was sent to Paymentwall for. */
interface Priced {
  id: string
  amount: number
  currency: string
  externalIds: readonly { price: Prisma.Decimal; currency: string }[]
}

/** By how much a price that came back may differ from what the order cost, as a part of it: rounding, and no more. */
const roundedBy = '0.1'

/**
 * Why a merchant's word can't match a pingback to an order: money in another currency, or another amount than the order ever
 * cost, is for something else. Undefined when it can. Only what is sent can be compared: by default Paymentwall sends neither.
 */
export function matchRefusal(parameters: StoredParameters, order: Priced): string | undefined {
  const { price, price_currency: currency } = parameters
  if (currency && currency !== order.currency) {
    return `It was paid in ${currency}, and order ${order.id} is in ${order.currency}.`
  }
  if (!price) return undefined
  const isNear = ({ price: asked }: Priced['externalIds'][number]) =>
    asked.minus(new Prisma.Decimal(price)).abs().lte(asked.mul(roundedBy))
  if (order.externalIds.some(isNear)) return undefined
  const paid = fromDecimal(price, order.currency)
  const told = paid ? formatMoney(paid) : `${price} ${order.currency}`
  return `It names the price ${told}, but order ${order.id} costs ${formatMoney(order)}: it is for something else. If its buyer should have the goods anyway, grant them by hand.`
}
