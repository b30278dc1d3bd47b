import type { PeriodLimits } from '@/lib/plans/plan'

/**
 * The prices that Brick charges, in minor units by currency (errors 3115 and 3116; the documents give them in US dollars). A currency
 * without a row is not checked here: ask Paymentwall for its limits and add them.
 */
export const priceLimits: ReadonlyMap<string, { least: number; most: number }> = new Map([
  ['USD', { least: 50, most: 50_000 }],
])

/** The periods that Paymentwall bills; projects may be given others. */
export const periodLimits: PeriodLimits = {
  shortest: { length: 3, unit: 'day' },
  longest: { length: 6, unit: 'month' },
}
