import { languageOf } from '@/lib/languages/languages.mjs'
import { type Locale, localeOf } from '@/lib/languages/locale'
import { addPeriod } from '@/lib/plans/period'
import { type PlanFields, planOfOrder } from '@/lib/plans/plan'
import { planTerms } from '@/lib/plans/terms'
import { acceptanceWording } from '@/lib/policies/acceptance'

interface OrderTerms {
  currency: string
  lines: readonly PlanFields[]
  acceptance: { wording: string; language: string } | null
}

/**
 * What a buyer agrees to by an order that is paid at a moment, word for word.
 *
 * @param isSecond for a membership: whether the buyer has another one
 */
export function orderWording(
  locale: Locale,
  order: Omit<OrderTerms, 'acceptance'>,
  at: Date,
  isSecond = false,
): string {
  const plan = planOfOrder(order)
  return acceptanceWording(locale.t, plan && planTerms(locale, plan, at), isSecond)
}

/**
 * Whether the buyer has accepted an order's terms, so that it may be paid at a moment. Those of a membership give the dates
 * of its charges and are valid for one day: a buyer who returns later must accept the new dates. So must a buyer who has since
 * become a member through another order. Terms that were accepted in one language stay accepted when the buyer goes on in another.
 *
 * @param isSecond for a membership: whether the buyer has another one
 */
export function areTermsAccepted(order: OrderTerms, at: Date, isSecond: boolean): boolean {
  if (!order.acceptance || order.lines.length === 0) return false
  if (planOfOrder(order) === undefined) return true
  const { wording, language } = order.acceptance
  const locale = localeOf(languageOf(language).name)
  const accepts = (second: boolean) => wording === orderWording(locale, order, at, second)
  return accepts(true) || (!isSecond && accepts(false))
}

/** The same for an open checkout: a buyer who accepted before midnight may pay after it. */
export function areTermsStillAccepted(order: OrderTerms, at: Date, isSecond: boolean): boolean {
  const yesterday = addPeriod(at, { length: -1, unit: 'day' })
  return areTermsAccepted(order, at, isSecond) || areTermsAccepted(order, yesterday, isSecond)
}
