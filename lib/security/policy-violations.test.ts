import { beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '@/e2e/support/test-database'
import { recordPolicyViolation } from '@/lib/security/policy-violations'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(() => database.query('DELETE FROM policy_violations'))

const report = (changes: object = {}) =>
  recordPolicyViolation({
    'csp-report': {
      'effective-directive': 'script-src-elem',
      'blocked-uri': 'https://evil.example/steal.js',
      'document-uri': 'https://shop.example/checkout/0k3vd9slq0zxt7wry2np',
      ...changes,
    },
  })

const stored = () =>
  database.query<{ directive: string; blocked: string; page: string; count: number }>(
    'SELECT directive, blocked, page, count FROM policy_violations',
  )

test('the same script blocked on the pages of two orders is one row, counted', async () => {
  await report()
  await report({ 'document-uri': 'https://shop.example/checkout/1k3vd9slq0zxt7wry2np?price=changed' })
  expect(await stored()).toEqual([
    {
      directive: 'script-src-elem',
      blocked: 'https://evil.example/steal.js',
      page: '/checkout/[id]',
      count: 2,
    },
  ])
})

test('after 500 kinds nothing new is kept, and what is known is still counted', async () => {
  await report()
  await database.query(
    "INSERT INTO policy_violations (directive, blocked, page) SELECT 'img-src', n::text, '/' FROM generate_series(1, 499) n",
  )
  expect(await report({ 'blocked-uri': 'https://evil.example/other.js' })).toBe(true)
  await report()
  const rows = await stored()
  expect(rows).toHaveLength(500)
  expect(rows.find(({ blocked }) => blocked.endsWith('steal.js'))?.count).toBe(2)
  expect(rows.filter(({ blocked }) => blocked.endsWith('other.js'))).toEqual([])
})

test('no address is kept whole: neither its query, nor a card number, nor endless text', async () => {
  await report({ 'blocked-uri': 'https://evil.example/take?card=4242424242424242' })
  await report({ 'blocked-uri': 'https://evil.example/4242-4242-4242-4242' })
  await report({ 'blocked-uri': `https://evil.example/${'a'.repeat(3000)}` })
  const blocked = (await stored()).map((row) => row.blocked)
  expect(blocked[0]).toBe('https://evil.example/take')
  expect(blocked[1]).toBe('https://evil.example/…4242')
  expect(blocked[2]).toHaveLength(200)
})

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['a text', 'csp-report'],
  ['another report', { type: 'deprecation' }],
  ['an address without end', { 'csp-report': { 'blocked-uri': 'a'.repeat(4001) } }],
])('%s is no report and stores nothing', async (_, body) => {
  expect(await recordPolicyViolation(body)).toBe(false)
  expect(await stored()).toEqual([])
})
