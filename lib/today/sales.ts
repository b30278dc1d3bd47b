import { fromDecimal } from '@/lib/money'

/** What came in, or went back, on a day in a currency, as the database sums it up. */
export interface DaySum {
  /** As ISO 8601 writes it, in the shop's time zone. */
  day: string
  currency: string
  isTest: boolean
  /** Major units; null where the amounts of none are known. */
  amount: string | null
  count: number
  /** Those whose amount nobody told. */
  unknown: number
}

/** Money that moved: in minor units, and by how many payments. */
export interface Moved {
  amount: number
  count: number
  unknown: number
}

/** Sales and refunds of one currency, test payments apart from real ones. */
export interface Sales {
  currency: string
  isTest: boolean
  /** One for each day, the oldest first. */
  days: { day: string; sold: Moved; returned: Moved }[]
  /** The last day, the last 7 and the last 30. */
  spans: { days: number; sold: Moved; returned: Moved }[]
}

/** How many days the sums of the start page go back, today included. */
export const daysShown = 30
const spans = [1, 7, daysShown]

const nothing: Moved = { amount: 0, count: 0, unknown: 0 }

function add(one: Moved, other: Moved): Moved {
  return {
    amount: one.amount + other.amount,
    count: one.count + other.count,
    unknown: one.unknown + other.unknown,
  }
}

/**
 * Arranges the sums of days by currency, and never adds one currency to another: real money first, then the currencies with
 * most payments.
 *
 * @param days every day that is shown, the oldest first
 */
export function arrangeSales(
  days: readonly string[],
  sold: readonly DaySum[],
  returned: readonly DaySum[],
): Sales[] {
  const keys = new Map(
    [...sold, ...returned].map(({ currency, isTest }) => [`${currency} ${isTest}`, { currency, isTest }]),
  )
  const arranged = Array.from(keys.values(), ({ currency, isTest }) => {
    const ofDay = (sums: readonly DaySum[], day: string) =>
      sums
        .filter((sum) => sum.day === day && sum.currency === currency && sum.isTest === isTest)
        .map(movedOf)
        .reduce(add, nothing)
    const each = days.map((day) => ({ day, sold: ofDay(sold, day), returned: ofDay(returned, day) }))
    return {
      currency,
      isTest,
      days: each,
      spans: spans.map((span) => ({
        days: span,
        sold: each
          .slice(-span)
          .map((day) => day.sold)
          .reduce(add, nothing),
        returned: each
          .slice(-span)
          .map((day) => day.returned)
          .reduce(add, nothing),
      })),
    }
  })
  const payments = ({ spans }: Sales) => spans.at(-1)?.sold.count ?? 0
  return arranged.sort(
    (a, b) =>
      Number(a.isTest) - Number(b.isTest) ||
      payments(b) - payments(a) ||
      a.currency.localeCompare(b.currency),
  )
}

function movedOf({ amount, currency, count, unknown }: DaySum): Moved {
  return { amount: fromDecimal(amount ?? '0', currency)?.amount ?? 0, count, unknown }
}
