import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { english } from '@/lib/languages/locale'
import { addPeriod, everyPeriod, perPeriod } from '@/lib/plans/period'
import { type PeriodLimits, periodFault } from '@/lib/plans/plan'

// With daylight saving north and south of the equator, and ahead of UTC and behind it.
describe.each(['UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe'])(
  'the calendar of the provider, on a machine in %s',
  (zone) => {
    beforeEach(() => {
      vi.stubEnv('TZ', zone)
    })
    afterEach(() => vi.unstubAllEnvs())

    test('the machine is there', () => {
      expect(new Date('2027-03-02').toLocaleString()).toBe(
        new Date('2027-03-02').toLocaleString(undefined, { timeZone: zone }),
      )
    })

    test.each([
      ['2026-11-22', 1, 'month', '2026-12-22'],
      ['2027-01-30', 1, 'month', '2027-03-02'],
      ['2028-01-30', 1, 'month', '2028-03-01'],
      ['2027-01-31', 1, 'month', '2027-03-03'],
      ['2027-08-31', 6, 'month', '2028-03-02'],
      ['2028-02-29', 1, 'year', '2029-03-01'],
      ['2026-12-31', 14, 'day', '2027-01-14'],
      ['2027-03-25', 2, 'week', '2027-04-08'],
      ['2026-11-22', 12, 'month', '2027-11-22'],
      // Over the change of the clocks: in New York on 14 March 2027 and 12 March 2028, in Berlin on 28 March and 31 October.
      ['2027-03-01', 1, 'month', '2027-04-01'],
      ['2027-03-10', 7, 'day', '2027-03-17'],
      ['2027-03-12', 1, 'year', '2028-03-12'],
      ['2027-10-20', 1, 'month', '2027-11-20'],
    ] as const)('%s and %d %s: %s, at the same hour', (from, length, unit, to) => {
      for (const hour of ['00:15', '10:30', '23:45']) {
        const end = addPeriod(new Date(`${from}T${hour}:00Z`), { length, unit })
        expect(end.toISOString()).toBe(`${to}T${hour}:00.000Z`)
      }
    })
  },
)

test('how often, in words', () => {
  expect(perPeriod(english.t, { length: 1, unit: 'month' })).toBe('a month')
  expect(everyPeriod(english.t, { length: 1, unit: 'month' })).toBe('every month')
  expect(perPeriod(english.t, { length: 2, unit: 'week' })).toBe('every 2 weeks')
})

describe('the limits of a period', () => {
  const limits: PeriodLimits = { shortest: { length: 3, unit: 'day' }, longest: { length: 6, unit: 'month' } }

  test.each([
    [3, 'day'],
    [1, 'week'],
    [6, 'month'],
    [26, 'week'],
  ] as const)('%d %s is billed', (length, unit) => {
    expect(periodFault({ length, unit }, limits)).toBeUndefined()
  })

  test.each([
    [2, 'day', 'must be at least 3 days'],
    [27, 'week', 'must be at most 6 months'],
    [7, 'month', 'must be at most 6 months'],
    [1, 'year', 'must be at most 6 months'],
  ] as const)('%d %s is refused', (length, unit, fault) => {
    expect(periodFault({ length, unit }, limits)).toBe(fault)
  })
})
