import { priceLimits } from '@/lib/catalog/limits'
import { defaultCurrency } from '@/lib/currencies.mjs'
import { env } from '@/lib/env'
import { fromDecimal, type Money } from '@/lib/money'
import { type PlanFields, planOfOrder } from '@/lib/plans/plan'
import { brickScriptUrl } from '@/lib/security/payment-page'

/** What the checkout page needs to draw a card form. All of it is public. */
export interface CardSettings {
  publicKey: string
  form: 'default' | 'custom'
  /** The address of Brick.js. */
  scriptUrl: string
}

/** The card form's settings; undefined without Brick keys, when only the Paylet is offered. */
export function cardSettings(): CardSettings | undefined {
  const settings = env()
  const { BRICK_PUBLIC_KEY: publicKey, BRICK_FORM: form } = settings
  return publicKey === undefined ? undefined : { publicKey, form, scriptUrl: brickScriptUrl(settings) }
}

/** Whether an order may be paid by card: there are keys, and all that it charges is within Brick's limits. */
export function isCardOffered(order: Money & { lines: readonly PlanFields[] }): boolean {
  const { least = 0, most = Number.POSITIVE_INFINITY } = priceLimits.get(order.currency) ?? {}
  const plan = planOfOrder(order)
  const freeTrial = plan?.trial?.amount === 0
  const charged = [...(freeTrial ? [] : [order.amount]), ...(plan ? [plan.amount] : [])]
  return cardSettings() !== undefined && charged.every((amount) => amount >= least && amount <= most)
}

/** Whether the shop itself asks for 3-D Secure (BRICK_SECURE). Paymentwall may in any case. */
export function asksForSecure(price: Money): boolean {
  const policy = env().BRICK_SECURE
  if (policy === 'always') return true
  if (policy === 'provider') return false
  // The setting is an amount of one currency. What can't be compared with it is better asked for.
  if (price.currency !== defaultCurrency) return true
  return price.amount >= (fromDecimal(policy, price.currency)?.amount ?? 0)
}
