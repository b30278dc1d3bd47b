import { expect, test, vi } from 'vitest'

test.each([
  ['Pacific/Auckland', '2026-11-27', '27 Nov 2026, 03:30:05'],
  ['America/New_York', '2026-11-26', '26 Nov 2026, 09:30:05'],
])('a moment is told in the shop’s time zone: %s', async (zone, day, time) => {
  vi.stubEnv('TIME_ZONE', zone)
  vi.resetModules()
  const { dayOf, formatTime } = await import('@/lib/time')
  const at = new Date('2026-11-26T14:30:05Z')
  expect(dayOf(at)).toBe(day)
  expect(formatTime(at)).toBe(time)
})

test.each([
  ['2026-11-26T11:59:01Z', '59 seconds ago'],
  ['2026-11-26T09:00:01Z', '2 hours ago'],
  ['2026-11-28T12:00:00Z', 'in 2 days'],
])('%s is %s', async (at, words) => {
  const { formatDistance } = await import('@/lib/time')
  const now = new Date('2026-11-26T12:00:00Z')
  expect(formatDistance(new Date(at), now)).toBe(words)
})

test.each([
  ['Pacific/Auckland', '2026-11-27T03:30', '2026-11-26T14:30:00.000Z'],
  ['America/New_York', '2026-11-26T09:30:05', '2026-11-26T14:30:05.000Z'],
  ['America/New_York', '2026-11-26', '2026-11-26T05:00:00.000Z'],
  // The hour that comes twice, and the one that never comes.
  ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
  ['UTC', 'yesterday', undefined],
  ['UTC', '2026-13-41T10:00', undefined],
  ['UTC', '', undefined],
])('in %s, %s is %s', async (zone, text, moment) => {
  vi.stubEnv('TIME_ZONE', zone)
  vi.resetModules()
  const { zonedTime } = await import('@/lib/time')
  expect(zonedTime(text)?.toISOString()).toBe(moment)
})

test.each([
  [0, '0 seconds'],
  [1499, '1 second'],
  [59_000, '59 seconds'],
  [60_000, '1 minute'],
  [3 * 3_600_000 + 20 * 60_000 + 5000, '3 hours 20 minutes'],
  [26 * 3_600_000, '1 day 2 hours'],
  [86_400_000 + 60_000, '1 day'],
])('%d ms last %s', async (milliseconds, words) => {
  const { formatDuration } = await import('@/lib/time')
  expect(formatDuration(milliseconds)).toBe(words)
})

test('a day is told without its year', async () => {
  const { formatDay } = await import('@/lib/time')
  expect(formatDay('2026-11-06')).toBe('6 Nov')
  expect(formatDay('')).toBe('')
})
