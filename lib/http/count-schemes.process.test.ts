import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { env } from '@/lib/env'
import { countSchemes, schemeOf } from '@/lib/http/count-schemes'
import { takeCounts } from '@/lib/tally/counts.mjs'

const server = createServer((_, response) => response.end())
let url = ''

beforeAll(async () => {
  countSchemes()
  countSchemes()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

test.each([
  ['203.0.113.5', false, undefined, [], 'http'],
  ['203.0.113.5', true, undefined, [], 'https'],
  // Whoever is no proxy of ours may say what they like.
  ['203.0.113.5', false, 'https', [], 'http'],
  ['203.0.113.5', false, 'https', ['10.0.0.0/8'], 'http'],
  ['10.0.0.1', false, 'https', ['10.0.0.0/8'], 'https'],
  ['::ffff:10.0.0.1', false, 'HTTPS', ['10.0.0.0/8'], 'https'],
  ['10.0.0.1', false, 'http', ['10.0.0.0/8'], 'http'],
  ['10.0.0.1', false, 'https, http', ['10.0.0.0/8'], 'http'],
  ['10.0.0.1', false, 'https, https', ['10.0.0.0/8'], 'https'],
  ['10.0.0.1', false, undefined, ['10.0.0.0/8'], 'unknown'],
  ['127.0.0.1', false, 'https', [], 'unknown'],
  [undefined, false, 'https', [], 'unknown'],
] as const)(
  'from %s, encrypted %s, forwarded %s, trusted %j: %s',
  (peer, isEncrypted, forwarded, trusted, scheme) => {
    expect(schemeOf({ peer, isEncrypted, forwarded }, trusted)).toBe(scheme)
  },
)

test('requests to the payment pages are counted, and no others', async () => {
  Object.assign(env(), { TRUSTED_PROXIES: ['127.0.0.1'] })
  takeCounts()
  const get = (path: string, scheme: string) =>
    fetch(`${url}${path}`, { headers: { 'X-Forwarded-Proto': scheme } })
  await get('/checkout/abc', 'https')
  await get('/api/brick/charge', 'https')
  await get('/checkout/abc', 'http')
  await get('/de/checkout/abc', 'http')
  await get('/products/fox', 'http')
  await get('/api/health', 'http')
  // What Next asks itself after an action that redirects bears the headers of its answer.
  await fetch(`${url}/checkout/abc`, {
    headers: { 'X-Forwarded-Proto': 'http', 'Content-Security-Policy': "default-src 'none'" },
  })
  expect(takeCounts().map(({ name, count }) => [name, count])).toEqual([
    ['payment page over https', 2],
    ['payment page over http', 2],
  ])
})
