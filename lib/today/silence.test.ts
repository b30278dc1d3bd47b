import { expect, test } from 'vitest'
import { type BusyHour, silenceOf, usualSilence } from '@/lib/today/silence'

const minute = 60_000
const hour = 60 * minute
const start = Date.parse('2026-11-01T00:00:00Z')

/** Weeks in which pingbacks come every so many minutes, in the hours of the day that are given. */
function weeks(every: number, isOpen: (hourOfDay: number) => boolean = () => true): BusyHour[] {
  return Array.from({ length: 14 * 24 }, (_, at) => at)
    .filter((at) => isOpen(at % 24))
    .map((at) => ({
      first: new Date(start + at * hour),
      last: new Date(start + at * hour + (hour - every * minute)),
      count: 60 / every,
    }))
}

test('a shop that hears something each minute finds minutes usual', () => {
  const usual = usualSilence(weeks(1)) ?? 0
  expect(usual).toBeGreaterThan(minute)
  expect(usual).toBeLessThan(10 * minute)
})

test('a shop that sleeps finds its nights usual, and nothing longer', () => {
  const usual = usualSilence(weeks(1, (hourOfDay) => hourOfDay >= 8)) ?? 0
  expect(usual).toBeGreaterThan(7 * hour)
  expect(usual).toBeLessThanOrEqual(8 * hour + minute)
})

test('one pingback an hour makes an hour usual', () => {
  const usual = usualSilence(weeks(60)) ?? 0
  expect(Math.abs(usual - hour)).toBeLessThan(2 * minute)
})

test('a gap that came once is not usual', () => {
  const hours = weeks(1)
  hours.splice(100, 3)
  expect(usualSilence(hours)).toBeLessThan(hour)
})

test.each([
  ['nothing', []],
  ['one hour', weeks(1).slice(0, 1)],
  ['a few', weeks(60).slice(0, 19)],
  ['much within half a day', weeks(1).slice(0, 12)],
])('%s is too little to tell', (_, hours) => {
  expect(usualSilence(hours)).toBeUndefined()
})

test('silence is unusual once it is longer than what is usual', () => {
  const hours = weeks(60)
  const last = hours.at(-1)?.last
  const after = (minutes: number) =>
    silenceOf(hours, last, new Date((last?.getTime() ?? 0) + minutes * minute))
  expect(after(30)).toMatchObject({ milliseconds: 30 * minute, isUnusual: false })
  expect(after(90)).toMatchObject({ milliseconds: 90 * minute, isUnusual: true })
})

test('where nothing ever came, or too little, nothing is unusual', () => {
  expect(silenceOf([], undefined, new Date())).toBeUndefined()
  expect(silenceOf([], new Date(start), new Date(start + 1000 * hour))).toMatchObject({
    usual: undefined,
    isUnusual: false,
  })
})

test('a clock that runs behind the database’s makes no silence of less than nothing', () => {
  expect(silenceOf([], new Date(start + 5), new Date(start))).toMatchObject({ milliseconds: 0 })
})
