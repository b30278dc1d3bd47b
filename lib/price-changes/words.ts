import type { PeriodUnit } from '@/lib/generated/prisma/enums'
import type { Locale } from '@/lib/languages/locale'
import { type Period, perPeriod } from '@/lib/plans/period'

/** A price change, as far as its words depend on it. */
export interface ToldChange {
  name: string
  currency: string
  amountBefore: number
  amount: number
  /** How often the product's price is due, which need not be how often a member pays. */
  periodLength: number
  periodUnit: PeriodUnit
  effectiveAt: Date
}

/**
 * What a member reads of a price change: Paymentwall goes on charging a subscription what it was started with, so the new price
 * is for those that start later.
 *
 * @param own what the member pays, each period
 */
export function changeSentences(
  { t, money, date }: Locale,
  change: ToldChange,
  own: { amount: number; period: Period },
): string[] {
  const { name, currency, amountBefore, amount, effectiveAt } = change
  const day = date(effectiveAt)
  const period = { length: change.periodLength, unit: change.periodUnit }
  const price = (minor: number, per: Period = period) =>
    t('plans.price', { price: money({ amount: minor, currency }), per: perPeriod(t, per) })
  return [
    t('priceChanges.told.product', { product: name, day, after: price(amount), before: price(amountBefore) }),
    t('priceChanges.told.own', { price: price(own.amount, own.period) }),
    t('priceChanges.told.later', { day }),
  ]
}

/** What a member who was told of a price change reads when it was withdrawn. */
export function withdrawalSentences(
  { t, money, date }: Locale,
  { name, currency, amountBefore, amount, effectiveAt }: ToldChange,
): string[] {
  const price = (minor: number) => money({ amount: minor, currency })
  return [
    t('priceChanges.withdrawn.product', {
      product: name,
      day: date(effectiveAt),
      before: price(amountBefore),
      after: price(amount),
    }),
    t('priceChanges.withdrawn.own'),
  ]
}

/** How far a price change has come, for operators. */
export function changeState({
  appliedAt,
  withdrawnAt,
}: {
  appliedAt: Date | null
  withdrawnAt: Date | null
}): 'Announced' | 'In effect' | 'Withdrawn' {
  if (withdrawnAt) return 'Withdrawn'
  return appliedAt ? 'In effect' : 'Announced'
}

/** What happens to running memberships, for operators. */
export const runningKeepWords =
  'Running memberships keep their price. Paymentwall goes on charging a subscription the amount it started with, and has no API call to change it. To move a member to the new price, cancel the membership on its order’s page and ask the member to join again.'
