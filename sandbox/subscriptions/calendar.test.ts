import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Period } from '../core/state'
import { addPeriod } from './calendar'

// With daylight saving north and south of the equator, and ahead of UTC and behind it.
describe.each(['UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe'])(
  'on a machine in %s',
  (zone) => {
    afterEach(() => vi.unstubAllEnvs())

    it.each([
      ['2026-01-15T10:00:00Z', 3, 'day', '2026-01-18T10:00:00Z'],
      ['2026-01-15T10:00:00Z', 2, 'week', '2026-01-29T10:00:00Z'],
      ['2026-01-15T10:00:00Z', 1, 'month', '2026-02-15T10:00:00Z'],
      ['2026-01-30T10:00:00Z', 1, 'month', '2026-03-02T10:00:00Z'],
      ['2026-08-31T10:00:00Z', 6, 'month', '2027-03-03T10:00:00Z'],
      ['2028-02-29T10:00:00Z', 1, 'year', '2029-03-01T10:00:00Z'],
      // Over the change of the clocks: in New York on 14 March 2027, in Berlin on 28 March and 31 October.
      ['2027-03-10T00:15:00Z', 7, 'day', '2027-03-17T00:15:00Z'],
      ['2027-03-25T23:45:00Z', 1, 'week', '2027-04-01T23:45:00Z'],
      ['2027-03-01T00:15:00Z', 1, 'month', '2027-04-01T00:15:00Z'],
      ['2027-10-20T23:45:00Z', 1, 'month', '2027-11-20T23:45:00Z'],
      ['2027-03-12T10:00:00Z', 1, 'year', '2028-03-12T10:00:00Z'],
      // Where New York has the day before.
      ['2026-05-01T00:15:00Z', 1, 'month', '2026-06-01T00:15:00Z'],
    ] satisfies [string, number, Period['unit'], string][])(
      '%s + %i %s = %s',
      (from, length, unit, expected) => {
        vi.stubEnv('TZ', zone)
        expect(new Date(addPeriod(Date.parse(from), { length, unit }))).toEqual(new Date(expected))
      },
    )
  },
)
