import { expect, it } from 'vitest'
import type { Period } from '../core/state'
import { addPeriod } from './calendar'

it.each([
  ['2026-01-15T10:00:00Z', 3, 'day', '2026-01-18T10:00:00Z'],
  ['2026-01-15T10:00:00Z', 2, 'week', '2026-01-29T10:00:00Z'],
  ['2026-01-15T10:00:00Z', 1, 'month', '2026-02-15T10:00:00Z'],
  ['2026-01-30T10:00:00Z', 1, 'month', '2026-03-02T10:00:00Z'],
  ['2026-08-31T10:00:00Z', 6, 'month', '2027-03-03T10:00:00Z'],
  ['2028-02-29T10:00:00Z', 1, 'year', '2029-03-01T10:00:00Z'],
] satisfies [string, number, Period['unit'], string][])('%s + %i %s = %s', (from, length, unit, expected) => {
  expect(new Date(addPeriod(Date.parse(from), { length, unit }))).toEqual(new Date(expected))
})
