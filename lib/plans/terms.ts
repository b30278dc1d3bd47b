import type { Locale } from '@/lib/languages/locale'
import { addPeriod, everyPeriod, perPeriod } from '@/lib/plans/period'
import type { Plan } from '@/lib/plans/plan'

/** What a trial asks for at its start, to stand before the regular price: 'Start trial, $1.00 today'; undefined without one. */
export function trialStart({ t, money }: Locale, { trial }: Plan): string | undefined {
  if (!trial) return undefined
  return trial.amount > 0 ? t('plans.start.trial', { trial: money(trial) }) : t('plans.start.freeTrial')
}

/** What a plan costs, in one sentence: 'A trial of 14 days for $1.00, then $30.00 every 6 months.' */
export function planOffer({ t, money }: Locale, plan: Plan): string {
  const { period, trial } = plan
  const price = t('plans.price', { price: money(plan), per: perPeriod(t, period) })
  if (!trial) return t('plans.offer.plain', { price })
  const length = t(`plans.of.${trial.period.unit}`, { length: trial.period.length })
  return trial.amount > 0
    ? t('plans.offer.trial', { length, trial: money(trial), price })
    : t('plans.offer.freeTrial', { length, price })
}

/**
 * What a buyer agrees to with a plan, sentence by sentence: price and interval, the trial, date and amount of the first and
 * the next charge, that it renews until cancelled, and how to cancel. Shown next to the button, and stored with the order.
 *
 * @param on the day of the first payment
 */
export function planTerms(locale: Locale, plan: Plan, on: Date): string[] {
  const { t, money, date } = locale
  const { period, trial } = plan
  const price = money(plan)
  const begin = trial ? addPeriod(on, trial.period) : on
  const today = date(on)
  const first = date(begin)
  const next = date(addPeriod(begin, period))

  const charges = trial
    ? trial.amount > 0
      ? [
          t('plans.charges.first', { price: money(trial), today }),
          t('plans.charges.afterTrial', { price, first, next }),
        ]
      : [t('plans.charges.nothing', { today }), t('plans.charges.afterFreeTrial', { price, first, next })]
    : [t('plans.charges.first', { price, today }), t('plans.charges.next', { price, next })]
  return [
    planOffer(locale, plan),
    ...charges,
    t('plans.renews', { price, every: everyPeriod(t, period) }),
    trial ? `${t('plans.cancel')} ${t('plans.cancelInTrial')}` : t('plans.cancel'),
  ]
}
