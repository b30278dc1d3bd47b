import { beforeAll, beforeEach, expect, test } from 'vitest'
import { recordPolicyViolation } from '@/lib/security/policy-violations'
import { type TestDatabase, testDatabase } from '@/test/support/test-database'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  await database.query('DELETE FROM policy_violations')
  await database.query('DELETE FROM alerts')
})

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
  database.query<{ directive: string; blocked: string; page: string; example: string; count: number }>(
    'SELECT directive, blocked, page, example, count FROM policy_violations ORDER BY first_at, blocked',
  )

/** Made-up kinds of one report each, older than what is reported now. */
const flood = (kinds: number) =>
  database.query(
    `INSERT INTO policy_violations (directive, blocked, page, last_at)
     SELECT 'img-src', 'https://' || n || '.example', '/checkout/[id]', now() - interval '1 hour' + n * interval '1 second'
     FROM generate_series(1, $1::int) n`,
    [kinds],
  )

test('the scripts of one host, blocked on the pages of two orders, are one row, counted', async () => {
  await report()
  await report({
    'blocked-uri': 'https://evil.example/other.js?again',
    'document-uri': 'https://shop.example/de/checkout/1k3vd9slq0zxt7wry2np?price=changed',
  })
  expect(await stored()).toEqual([
    {
      directive: 'script-src-elem',
      blocked: 'https://evil.example',
      page: '/checkout/[id]',
      example: 'https://evil.example/other.js',
      count: 2,
    },
  ])
})

test.each([
  ['inline', 'inline'],
  ['eval', 'eval'],
  ['data', 'data'],
  ['chrome-extension://abcdef/x.js', 'chrome-extension'],
  ['wss://evil.example:8443/x', 'wss://evil.example:8443'],
  ['', 'other'],
  ['no address \0 at all', 'other'],
  ['https://evil.example/\0?x=\0', 'https://evil.example'],
])('%j was blocked: counted as %s', async (blocked, counted) => {
  expect(await report({ 'blocked-uri': blocked })).toBe(true)
  expect((await stored()).map((row) => row.blocked)).toEqual([counted])
})

test('names that are made up share a row', async () => {
  for (const name of ['made-up', 'a\0b', 'script-src-elem; x']) {
    await report({ 'effective-directive': name, 'document-uri': `https://shop.example/${name}` })
  }
  expect(await stored()).toMatchObject([{ directive: 'unknown', page: 'another page', count: 3 }])
})

test('500 fake kinds don’t displace a real one, and the merchant is alerted', async () => {
  await flood(500)
  await report()
  const rows = await stored()
  expect(rows).toHaveLength(500)
  expect(rows.map(({ blocked }) => blocked)).toContain('https://evil.example')
  expect(
    rows.map(({ blocked }) => blocked),
    'the oldest has made room',
  ).not.toContain('https://1.example')
  expect(await database.query('SELECT kind, resolved_at FROM alerts')).toEqual([
    { kind: 'policy_violations_full', resolved_at: null },
  ])
})

test('what was reported twice outlasts any number of fake ones', async () => {
  await report()
  await report()
  await flood(499)
  for (let n = 0; n < 20; n++) await report({ 'blocked-uri': `https://new-${n}.example/` })
  const rows = await stored()
  expect(rows).toHaveLength(500)
  expect(rows.find(({ blocked }) => blocked === 'https://evil.example')?.count).toBe(2)
  expect(await database.query('SELECT FROM alerts'), 'told once a day').toHaveLength(1)
})

test('while there is room no alert is raised', async () => {
  await flood(499)
  await report()
  expect(await stored()).toHaveLength(500)
  expect(await database.query('SELECT FROM alerts')).toEqual([])
})

test('no address is kept whole: neither its query, nor a card number, nor endless text', async () => {
  await report({ 'blocked-uri': 'https://a.example/take?card=4242424242424242' })
  await report({ 'blocked-uri': 'https://b.example/4242-4242-4242-4242' })
  await report({ 'blocked-uri': `https://c.example/${'a'.repeat(3000)}` })
  await report({ 'blocked-uri': `https://${'d'.repeat(3000)}.example/` })
  const rows = await stored()
  expect(rows[0]?.example).toBe('https://a.example/take')
  expect(rows[1]?.example).toBe('https://b.example/…4242')
  for (const { example, blocked } of rows.slice(2)) {
    expect([example.length, blocked.length].every((length) => length <= 200)).toBe(true)
  }
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
