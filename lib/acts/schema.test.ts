import { expect, test } from 'vitest'
import { changesBetween, writeSeen } from '@/lib/acts/facts'
import { actFormSchema, actRequestSchemas, askAgainSchema } from '@/lib/acts/schema'

const form = {
  order: 'order0000001',
  key: 'key000000001',
  seen: writeSeen({ 'Payment b1': 'PAID' }),
  reason: ' late ',
}

test('a form says what it was drawn from, whatever is in it', () => {
  const seen = { 'Line 1, <b>Füchse</b>': 'held', 'Payment 4242424242424242': 'PAID' }
  expect(writeSeen(seen)).toMatch(/^[\w-]+$/)
  expect(actFormSchema.parse({ ...form, seen: writeSeen(seen) })).toEqual({ ...form, reason: 'late', seen })
})

test.each([
  ['no reason', { reason: '  ' }],
  ['a reason without end', { reason: 'x'.repeat(501) }],
  ['no key', { key: '' }],
  ['an order that is none', { order: '../admin' }],
  ['a view of no facts', { seen: 'abc' }],
  ['a view of another shape', { seen: Buffer.from('{"a":{"b":1}}').toString('base64url') }],
  ['a view without end', { seen: 'a'.repeat(40_001) }],
  ['two keys', { key: ['key000000001', 'key000000002'] }],
])('a form with %s is refused', (_, change) => {
  expect(actFormSchema.safeParse({ ...form, ...change }).success).toBe(false)
})

test('what an act asks for, and what is left open', () => {
  expect(actRequestSchemas.REFUND.parse({ ref: '' })).toEqual({ kind: 'REFUND', ref: undefined })
  expect(actRequestSchemas.RESOLVE.parse({ charged: 'no' })).toEqual({ kind: 'RESOLVE', charged: false })
  expect(actRequestSchemas.RESOLVE.safeParse({}).success).toBe(false)
  expect(actRequestSchemas.PARTIAL_REFUND.safeParse({ amount: ' ' }).success).toBe(false)
  expect(actRequestSchemas.GRANT.safeParse({ line: "' OR 1=1" }).success).toBe(false)
  expect(askAgainSchema.safeParse({ order: form.order, act: form.key, ticket: 'maybe' }).success).toBe(false)
})

test('changes are listed by name, with the old value', () => {
  const seen = { a: 'held', b: 'PAID', c: 'x' }
  expect(changesBetween(seen, { a: 'held', b: 'REVERSED', d: 'new' })).toEqual([
    'b: REVERSED (was: PAID).',
    'c is gone (was: x).',
    'd is new: new.',
  ])
  expect(changesBetween(seen, { ...seen })).toEqual([])
})
