import type { PeriodUnit } from '@/lib/generated/prisma/enums'
import { english } from '@/lib/languages/locale'
import { formatMoney } from '@/lib/money'
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
export function changeSentences(change: ToldChange, own: { amount: number; period: Period }): string[] {
  const { name, currency, amountBefore, amount, effectiveAt } = change
  const day = english.date(effectiveAt)
  const period = { length: change.periodLength, unit: change.periodUnit }
  const price = (minor: number, per: Period = period) =>
    `${formatMoney({ amount: minor, currency })} ${perPeriod(english.t, per)}`
  return [
    `From ${day}, a new membership of “${name}” costs ${price(amount)}. Until then it costs ${price(amountBefore)}.`,
    `The price of your membership does not change: it stays ${price(own.amount, own.period)} for as long as it keeps renewing. You don’t need to do anything.`,
    `The new price applies to you only if your membership ends and you join again on or after ${day}.`,
  ]
}

/** What a member who was told of a price change reads when it was withdrawn. */
export function withdrawalSentences({
  name,
  currency,
  amountBefore,
  amount,
  effectiveAt,
}: ToldChange): string[] {
  const [before, after] = [amountBefore, amount].map((minor) => formatMoney({ amount: minor, currency }))
  return [
    `We told you that the price of “${name}” would change from ${before} to ${after} on ${english.date(effectiveAt)}. That change has been withdrawn: the price stays ${before}.`,
    'Nothing changes for your membership, and you don’t need to do anything.',
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
