import type { Period } from '../core/state'

/** The same day and time one period later, in UTC. A month that is too short overflows: 30 January + 1 month = 2 March. */
export function addPeriod(moment: number, { length, unit }: Period): number {
  const date = new Date(moment)
  switch (unit) {
    case 'day':
      date.setUTCDate(date.getUTCDate() + length)
      break
    case 'week':
      date.setUTCDate(date.getUTCDate() + 7 * length)
      break
    case 'month':
      date.setUTCMonth(date.getUTCMonth() + length)
      break
    case 'year':
      date.setUTCFullYear(date.getUTCFullYear() + length)
  }
  return date.getTime()
}
