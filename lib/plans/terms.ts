import { formatMoney } from '@/lib/money'
import { addPeriod, everyPeriod, periodWords, perPeriod } from '@/lib/plans/period'
import type { Plan } from '@/lib/plans/plan'

const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
const shortDates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })

/** A day as buyers read it: '6 December 2026'. UTC. */
export function formatDate(date: Date): string {
  return dates.format(date)
}

/** The same where there is little room: '6 Dec 2026'. */
export function formatShortDate(date: Date): string {
  return shortDates.format(date)
}

/** What a trial asks for at its start, to stand before the regular price: 'Start trial, $1.00 today'; undefined without one. */
export function trialStart({ trial }: Plan): string | undefined {
  if (!trial) return undefined
  return trial.amount > 0 ? `Start trial, ${formatMoney(trial)} today` : 'Start trial, nothing to pay today'
}

/** What a plan costs, in one sentence: 'A trial of 14 days for $1.00, then $30.00 every 6 months.' */
export function planOffer(plan: Plan): string {
  const { period, trial } = plan
  const price = `${formatMoney(plan)} ${perPeriod(period)}`
  if (!trial) return `${price}.`
  const length = periodWords(trial.period)
  return trial.amount > 0
    ? `A trial of ${length} for ${formatMoney(trial)}, then ${price}.`
    : `A free trial of ${length}, then ${price}.`
}

/**
 * What a buyer agrees to with a plan, sentence by sentence: price and interval, the trial, date and amount of the first and
 * the next charge, that it renews until cancelled, and how to cancel. Shown next to the button, and stored with the order.
 *
 * @param on the day of the first payment
 */
export function planTerms(plan: Plan, on: Date): string[] {
  const { period, trial } = plan
  const price = formatMoney(plan)
  const begin = trial ? addPeriod(on, trial.period) : on
  const second = formatDate(addPeriod(begin, period))
  const today = `today, ${formatDate(on)}`
  const trialPrice = trial && trial.amount > 0 ? formatMoney(trial) : undefined

  const charges = trial
    ? trialPrice
      ? [
          `The first charge is ${trialPrice}, ${today}.`,
          `The next charge is ${price} on ${formatDate(begin)}, followed by ${price} on ${second}.`,
        ]
      : [
          `You are not charged ${today}.`,
          `The first charge is ${price} on ${formatDate(begin)}, the next is ${price} on ${second}.`,
        ]
    : [`The first charge is ${price}, ${today}.`, `The next charge is ${price} on ${second}.`]
  return [
    planOffer(plan),
    ...charges,
    `The membership renews automatically for ${price} ${everyPeriod(period)} until you cancel.`,
    `You can cancel at any time in your account, under Memberships. You are not charged again, and you remain a member until the end of the period you have paid for.${
      trial ? ' If you cancel during the trial, you never pay the regular price.' : ''
    }`,
  ]
}
