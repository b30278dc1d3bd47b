import { priceFault } from '@/lib/catalog/schema'
import { english } from '@/lib/languages/locale'
import { currencyDigits, formatMoney, fromTyped, type Money, toDecimal } from '@/lib/money'

/** Whole days between the day of an announcement and the first day at the new price: the terms promise them to members. */
export const noticeDays = 30

const dayMs = 86_400_000

/** The first day that a price announced now can apply from, as ISO 8601 writes it. UTC. */
export function earliestDay(at: Date): string {
  return new Date(at.getTime() + (noticeDays + 1) * dayMs).toISOString().slice(0, 10)
}

/** A date further ahead is a typing mistake. */
const farthestDays = 731

/** A new price, and from when it applies. */
export interface Announcement extends Money {
  effectiveAt: Date
}

/** What was typed, read: an announcement, or what is wrong with which field. */
export type ReadAnnouncement =
  | { ok: true; announcement: Announcement }
  | { ok: false; errors: { amount?: string; from?: string } }

/**
 * Reads what an operator typed to announce a new price.
 *
 * @param price of the product today
 * @param at the shop's time
 */
export function readAnnouncement(
  typed: { amount: string; from: string },
  price: Money,
  at: Date,
): ReadAnnouncement {
  const money = fromTyped(typed.amount.trim(), price.currency)
  const effectiveAt = dayOf(typed.from.trim())
  const amount = amountFault(money, price)
  const from = dayFault(effectiveAt, at)
  if (money && effectiveAt && amount === undefined && from === undefined)
    return { ok: true, announcement: { ...money, effectiveAt } }
  return { ok: false, errors: { ...(amount && { amount }), ...(from && { from }) } }
}

function amountFault(money: Money | undefined, price: Money): string | undefined {
  const { currency } = price
  if (!money || money.amount < 1 || money.amount > 2_147_483_647) {
    const example = toDecimal({ amount: 10 ** currencyDigits(currency) * 10 - 1, currency })
    return `Enter an amount such as ${example}.`
  }
  if (money.amount === price.amount)
    return `The price is already ${formatMoney(price)}. Enter a different one.`
  const fault = priceFault(money)
  return fault && `The price ${fault}.`
}

function dayFault(day: Date | undefined, at: Date): string | undefined {
  if (!day) return 'Enter a day such as 2027-01-31.'
  const earliest = earliestDay(at)
  if (day < new Date(earliest))
    return `Members are told ${noticeDays} days ahead. Choose ${english.date(new Date(earliest))} or later.`
  if (day.getTime() - at.getTime() > farthestDays * dayMs) return 'Enter a day within the next two years.'
  return undefined
}

/** The beginning of a day in UTC; undefined for a text that is none. */
function dayOf(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const day = new Date(`${text}T00:00:00Z`)
  // 30 February is no day, though it can be read as one.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? day : undefined
}
