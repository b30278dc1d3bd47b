import type { PeriodUnit } from '@/lib/generated/prisma/enums'
import type { OrderId } from '@/lib/ids'
import { english, type Translate } from '@/lib/languages/locale'
import type { Money } from '@/lib/money'
import { comparePeriods, type Period, periodWords, perPeriod } from '@/lib/plans/period'

/** What a membership costs: so much each period until it is cancelled, perhaps after a trial at a price of its own. */
export interface Plan extends Money {
  period: Period
  trial: (Money & { period: Period }) | undefined
}

/** The fields in which products and order lines keep a plan. */
export interface PlanFields {
  amount: number
  periodLength: number | null
  periodUnit: PeriodUnit | null
  trialAmount: number | null
  trialLength: number | null
  trialUnit: PeriodUnit | null
}

/** The plan of a product or order line; undefined for what is paid once. */
export function planOf(fields: PlanFields, currency: string): Plan | undefined {
  const { amount, periodLength, periodUnit, trialAmount, trialLength, trialUnit } = fields
  if (periodLength === null || periodUnit === null) return undefined
  const hasTrial = trialAmount !== null && trialLength !== null && trialUnit !== null
  return {
    amount,
    currency,
    period: { length: periodLength, unit: periodUnit },
    trial: hasTrial
      ? { amount: trialAmount, currency, period: { length: trialLength, unit: trialUnit } }
      : undefined,
  }
}

/** How often the price of a product is due: 'every 6 months', 'a month'; empty for one that is paid once. */
export function interval(
  t: Translate,
  { periodLength, periodUnit }: Pick<PlanFields, 'periodLength' | 'periodUnit'>,
): string {
  return periodLength && periodUnit ? perPeriod(t, { length: periodLength, unit: periodUnit }) : ''
}

/** The plan that an order begins; undefined for what is paid once. A membership is ordered by itself. */
export function planOfOrder(order: { currency: string; lines: readonly PlanFields[] }): Plan | undefined {
  const [line] = order.lines
  return line && planOf(line, order.currency)
}

/** The external id of the regular plan after a trial; the order's own id is that of the trial (widget.md §6). */
export function postTrialId(orderId: OrderId): string {
  return `${orderId}.p`
}

/** The shortest and the longest period that the provider bills. */
export interface PeriodLimits {
  shortest: Period
  longest: Period
}

/** Why a period can't be billed, in words that follow its name; undefined when it can. */
export function periodFault(period: Period, { shortest, longest }: PeriodLimits): string | undefined {
  if (comparePeriods(period, shortest) < 0) return `must be at least ${periodWords(english.t, shortest)}`
  if (comparePeriods(period, longest) > 0) return `must be at most ${periodWords(english.t, longest)}`
  return undefined
}
