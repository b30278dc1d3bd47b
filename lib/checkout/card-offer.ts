import { company } from '@/lib/brand/company'
import { cardSettings } from '@/lib/checkout/card-settings'
import { orderName } from '@/lib/checkout/order-name'
import { formatMoney, type Money, toDecimal } from '@/lib/money'
import { type PlanFields, planOf } from '@/lib/plans/plan'

/** A saved card in one line: "Visa •••• 4242, expires 12/31". */
export function cardTitle(card: { brand: string; last4: string; expMonth: string; expYear: string }): string {
  return `${card.brand || 'Card'} •••• ${card.last4}, expires ${card.expMonth}/${card.expYear.slice(-2)}`
}

/** What the checkout's card form is drawn from; undefined without Brick keys. All of it is public. */
export function cardOffer(
  order: Money & {
    lines: readonly ({ name: string } & PlanFields)[]
    acceptance: { saveCardAt: Date | null } | null
  },
  buyer: { name: string; isGuest: boolean },
  savedCards: readonly (Parameters<typeof cardTitle>[0] & { id: string })[],
) {
  const settings = cardSettings()
  if (!settings) return undefined
  return {
    ...settings,
    merchant: company().name,
    product: orderName(order.lines),
    amount: toDecimal(order),
    currency: order.currency,
    button: order.amount === 0 ? 'Start the trial' : `Pay ${formatMoney(order)}`,
    holder: buyer.name,
    // Brick's answer to the beginning of a subscription brings no token to keep.
    canSave: !buyer.isGuest && order.lines.every((line) => planOf(line, order.currency) === undefined),
    saveCard: order.acceptance?.saveCardAt != null,
    savedCards: savedCards.map((card) => ({ id: card.id, title: cardTitle(card) })),
  }
}

export type CardOffer = NonNullable<ReturnType<typeof cardOffer>>
