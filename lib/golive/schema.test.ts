import { expect, test } from 'vitest'
import { endOfDay, flagSchema, lastDay, statementSchema } from '@/lib/golive/schema'

const now = new Date('2026-11-26T15:00:00Z')

test.each<[string, number, string | undefined]>([
  ['2026-11-26', 30, '2026-11-27T00:00:00.000Z'],
  ['2026-12-26', 30, '2026-12-27T00:00:00.000Z'],
  ['2026-12-27', 30, undefined],
  ['2026-11-25', 30, undefined],
  ['2026-13-01', 90, undefined],
  ['soon', 90, undefined],
])('what is said until %s, of %d days at most, ends at %s', (day, days, end) => {
  expect(endOfDay(day, days, now)?.toISOString()).toBe(end)
})

test('the last day is as many days from now as a statement may count', () => {
  expect(lastDay(30, now)).toBe('2026-12-26')
})

const form = { point: 'G1', text: 'It is staffed.', name: 'Ada', until: '2026-12-26', seen: '0' }

test.each<[string, Record<string, unknown>]>([
  ['no text', { text: '  ' }],
  ['a text that is too long', { text: 'x'.repeat(2001) }],
  ['no name', { name: ' ' }],
  ['a name of two lines', { name: 'Ada\nBob' }],
  ['a name that turns the text around', { name: 'Ada\u202eBob' }],
  ['no day', { until: '26.12.2026' }],
  ['a number that is none', { seen: '-1' }],
  ['several texts', { text: ['a', 'b'] }],
])('a statement is refused with %s', (_, change) => {
  expect(statementSchema.safeParse(form).success).toBe(true)
  expect(statementSchema.safeParse({ ...form, ...change }).success).toBe(false)
})

test('texts are kept as typed, but for line ends and what the database refuses', () => {
  expect(flagSchema.parse({ point: 'B8', reason: ' <b>two</b>\r\nlines\0 ' }).reason).toBe(
    '<b>two</b>\nlines',
  )
})
