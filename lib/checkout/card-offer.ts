import { company } from '@/lib/brand/company'
import { cardSettings } from '@/lib/checkout/card-settings'
import { orderName } from '@/lib/checkout/order-name'
import { languageOf } from '@/lib/languages/languages.mjs'
import type { Locale } from '@/lib/languages/locale'
import { type Money, toDecimal } from '@/lib/money'
import { type PlanFields, planOf } from '@/lib/plans/plan'
import { cardTitle } from '@/lib/saved-cards/words'

/** What the button says that pays an order. */
export function payButton({ t, money, language }: Locale, price: Money): string {
  if (languageOf(language).bindsByButton) return t('checkout.button.binding')
  return price.amount === 0 ? t('checkout.button.trial') : t('checkout.button.pay', { amount: money(price) })
}

/** What the checkout's card form is drawn from; undefined without Brick keys. All of it is public. */
export function cardOffer(
  locale: Locale,
  order: Money & {
    lines: readonly ({ name: string } & PlanFields)[]
    acceptance: { saveCardAt: Date | null } | null
  },
  buyer: { name: string; isGuest: boolean },
  savedCards: readonly (Parameters<typeof cardTitle>[1] & { id: string })[],
) {
  const settings = cardSettings()
  if (!settings) return undefined
  return {
    ...settings,
    language: locale.language,
    words: locale.words.checkout.card,
    errors: locale.words.charges.errors,
    merchant: company().name,
    product: orderName(locale.t, order.lines),
    amount: toDecimal(order),
    currency: order.currency,
    button: payButton(locale, order),
    holder: buyer.name,
    // Brick's answer to the beginning of a subscription brings no token to keep.
    canSave: !buyer.isGuest && order.lines.every((line) => planOf(line, order.currency) === undefined),
    saveCard: order.acceptance?.saveCardAt != null,
    savedCards: savedCards.map((card) => ({ id: card.id, title: cardTitle(locale.t, card) })),
  }
}

export type CardOffer = NonNullable<ReturnType<typeof cardOffer>>
