import type { Settings } from '../core/settings'
import type { Period, PeriodUnit } from '../core/state'

const daysOf: Record<PeriodUnit, number> = { day: 1, week: 7, month: 30, year: 365 }

export function isPeriodUnit(text: string): text is PeriodUnit {
  return Object.hasOwn(daysOf, text)
}

/** Whether a period keeps the project's limits; a month counts 30 days here and a year 365. */
export function isWithinLimits({ length, unit }: Period, settings: Settings): boolean {
  const days = length * daysOf[unit]
  return days >= settings.periodMinimumDays && days <= settings.periodMaximumDays
}
