import { formatMoney } from '@/lib/money'
import { addPeriod, everyPeriod, periodWords, perPeriod } from '@/lib/plans/period'
import type { Plan } from '@/lib/plans/plan'

/** A day as buyers read it: '6 December 2026'. UTC. */
export function formatDate(date: Date): string {
  return date.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
}

/** What a plan costs, in one sentence: 'A trial of 14 days for $1.00, then $30.00 every 6 months.' */
export function planOffer({ amount, currency, period, trial }: Plan): string {
  const price = `${formatMoney(amount, currency)} ${perPeriod(period)}`
  if (!trial) return `${price}.`
  const length = periodWords(trial.period)
  return trial.amount > 0
    ? `A trial of ${length} for ${formatMoney(trial.amount, currency)}, then ${price}.`
    : `A free trial of ${length}, then ${price}.`
}

/**
 * What a buyer agrees to with a plan, sentence by sentence: price and interval, the trial, date and amount of the first and
 * the next charge, that it renews until cancelled, and how to cancel. Shown beside the button, and stored with the order.
 *
 * @param on the day on which it would be paid first
 */
export function planTerms(plan: Plan, on: Date): string[] {
  const { period, trial } = plan
  const price = formatMoney(plan.amount, plan.currency)
  const begin = trial ? addPeriod(on, trial.period) : on
  const second = formatDate(addPeriod(begin, period))
  const today = `today, ${formatDate(on)}`
  const trialPrice = trial && trial.amount > 0 ? formatMoney(trial.amount, plan.currency) : undefined

  const charges = trial
    ? trialPrice
      ? [
          `The first charge is ${trialPrice}, ${today}.`,
          `The next is ${price} on ${formatDate(begin)}, and after it ${price} on ${second}.`,
        ]
      : [
          `Nothing is charged ${today}.`,
          `The first charge is ${price} on ${formatDate(begin)}, the next ${price} on ${second}.`,
        ]
    : [`The first charge is ${price}, ${today}.`, `The next is ${price} on ${second}.`]
  return [
    planOffer(plan),
    ...charges,
    `The membership renews, and ${price} is charged, ${everyPeriod(period)} until you cancel.`,
    `Cancel at any time in your account, under Memberships: nothing more is charged, and you stay a member until the time you have paid for is over.${
      trial ? ' If you cancel during the trial, the regular price is never charged.' : ''
    }`,
  ]
}
