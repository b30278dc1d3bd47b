import { env } from '@/lib/env'

/** A moment as an operator reads it, to the second, in the shop's time zone: "26 Nov 2026, 14:03:07". */
export function formatTime(at: Date): string {
  return at.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: env().TIME_ZONE })
}

/** The day of a moment in the shop's time zone, as ISO 8601 writes it: "2026-11-26". */
export function dayOf(at: Date): string {
  return at.toLocaleDateString('sv-SE', { timeZone: env().TIME_ZONE })
}

/** How long ago something was, or how long it is until then, in its largest unit: "3 hours ago", "in 2 days". */
export function formatDistance(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  return new Intl.RelativeTimeFormat('en-GB').format(Math.trunc(seconds / size), unit)
}

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]
