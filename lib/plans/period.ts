import type { PeriodUnit } from '@/lib/generated/prisma/enums'
import type { Translate } from '@/lib/languages/locale'

/** A time as the provider counts it: whole days, weeks, months or years. */
export interface Period {
  length: number
  unit: PeriodUnit
}

/**
 * The moment one period after another, by the provider's calendar: a day that the month does not have runs over into the
 * next, so 30 January and a month make 2 March (widget.md §6). UTC.
 */
export function addPeriod(from: Date, { length, unit }: Period): Date {
  const end = new Date(from)
  if (unit === 'year') end.setUTCFullYear(end.getUTCFullYear() + length)
  else if (unit === 'month') end.setUTCMonth(end.getUTCMonth() + length)
  else end.setUTCDate(end.getUTCDate() + length * (unit === 'week' ? 7 : 1))
  return end
}

/** '1 month', '14 days'. */
export function periodWords(t: Translate, { length, unit }: Period): string {
  return t(`plans.length.${unit}`, { length })
}

/** How often something recurs: 'every month', 'every 6 months'. */
export function everyPeriod(t: Translate, { length, unit }: Period): string {
  return t(`plans.every.${unit}`, { length })
}

/** How often a price is due, to follow it: 'a month', 'every 6 months'. */
export function perPeriod(t: Translate, { length, unit }: Period): string {
  return t(`plans.per.${unit}`, { length })
}

const meanDays: Record<PeriodUnit, number> = { day: 1, week: 7, month: 365.25 / 12, year: 365.25 }

/** Below zero when `a` is shorter than `b`, above when it is longer; months and years count as long as they are on average. */
export function comparePeriods(a: Period, b: Period): number {
  return a.length * meanDays[a.unit] - b.length * meanDays[b.unit]
}
