import { env } from '@/lib/env'
import { keptFormats } from '@/lib/kept-formats'

const times = keptFormats(
  (timeZone) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone }),
)
const days = keptFormats((timeZone) => new Intl.DateTimeFormat('sv-SE', { timeZone }))
const localTimes = keptFormats(
  (timeZone) => new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone }),
)
const shortDays = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const distances = new Intl.RelativeTimeFormat('en-GB')

/** A moment as an operator reads it, to the second, in the shop's time zone: "26 Nov 2026, 14:03:07". */
export function formatTime(at: Date): string {
  return times(env().TIME_ZONE).format(at)
}

/** The day of a moment in the shop's time zone, as ISO 8601 writes it: "2026-11-26". */
export function dayOf(at: Date): string {
  return days(env().TIME_ZONE).format(at)
}

/** How many days of the shop's calendar one moment's day is after another's. */
export function daysBetween(from: Date, to: Date): number {
  return (Date.parse(dayOf(to)) - Date.parse(dayOf(from))) / 86_400_000
}

/** How long ago something was, or how long it is until then, in its largest unit: "3 hours ago", "in 2 days". */
export function formatDistance(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  return distances.format(Math.trunc(seconds / size), unit)
}

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** A day as ISO 8601 writes it, as an operator reads it: "26 Nov". */
export function formatDay(day: string): string {
  const at = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(at.getTime())) return ''
  return shortDays.format(at)
}

/** A length of time in its largest unit, and in the next one where that says something: "3 hours 20 minutes". */
export function formatDuration(milliseconds: number): string {
  let rest = Math.round(milliseconds / 1000)
  const parts: string[] = []
  for (const [unit, length] of [...units, ['second', 1] as const]) {
    const count = Math.floor(rest / length)
    rest -= count * length
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`)
    else if (parts.length > 0) break
    if (parts.length === 2) break
  }
  return parts.join(' ') || '0 seconds'
}

/**
 * The moment that a time without a zone stands for in the shop's time zone: "2026-11-26T14:03", with seconds or without, or a day
 * alone, which is its beginning. Undefined for anything else. In the hour that the end of summer time repeats, the earlier one;
 * in the one that its beginning skips, the hour after.
 */
export function zonedTime(text: string): Date | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2})?)?$/.exec(text)
  if (!match) return undefined
  const [, day, minutes = '00:00', seconds = ':00'] = match
  const asUtc = new Date(`${day}T${minutes}${seconds}Z`)
  if (Number.isNaN(asUtc.getTime())) return undefined
  const offsets = [-86_400_000, 86_400_000].map((day) => offsetAt(new Date(asUtc.getTime() + day)))
  const moments = offsets.map((offset) => new Date(asUtc.getTime() - offset))
  const right = moments.filter((moment) => moment.getTime() + offsetAt(moment) === asUtc.getTime())
  return right.sort((a, b) => a.getTime() - b.getTime())[0] ?? moments[0]
}

/** How far the shop's time zone is ahead of UTC, in milliseconds. */
function offsetAt(at: Date): number {
  const local = localTimes(env().TIME_ZONE).format(at).replace(' ', 'T')
  return new Date(`${local}Z`).getTime() - Math.floor(at.getTime() / 1000) * 1000
}
