import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { keepRawRequests } from '@/lib/http/raw-request'
import { markPlainRequests, plainHeader } from '@/lib/security/plain-requests'
import { config } from '@/proxy'

const server = createServer((incoming, response) => {
  response.setHeader('x-way', incoming.headers[plainHeader] === undefined ? 'to the proxy' : 'past the proxy')
  response.setHeader('x-policy', incoming.headers['content-security-policy'] ?? 'none')
  response.end()
})
keepRawRequests()
markPlainRequests()
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => server.close())

const number = '4242424242424242'

function send(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<string> {
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      answer.resume()
      resolve(String(answer.headers['x-way']))
    })
      .on('error', reject)
      .end(body)
  })
}

test.each<[string, string, string, Record<string, string>?]>([
  ['a page', 'GET', '/'],
  ['the head of one', 'HEAD', '/products/fox'],
  ['an address with a few digits', 'GET', '/orders/0k3vd9slq0zxt7wry2np?ref=123'],
  ['two addresses of proxies', 'GET', '/', { 'x-forwarded-for': '203.0.113.195, 198.51.100.178' }],
  ['a session', 'GET', '/', { cookie: `foldline.session=${number}` }],
])('%s goes past the proxy', async (_, method, path, headers) => {
  expect(await send(method, path, headers)).toBe('past the proxy')
})

test.each<[string, string, string, Record<string, string>?, string?]>([
  ['a card number in the query', 'GET', `/?x=${number}`],
  ['one that is escaped', 'GET', `/?x=${[...number].map((digit) => `%3${digit}`).join('')}`],
  ['one in a header', 'GET', '/', { 'x-note': number }],
  ['one that claims to be looked through', 'GET', `/?x=${number}`, { [plainHeader]: '1' }],
  ['a form', 'POST', '/cart', {}, 'x=1'],
  ['a form without fields', 'POST', '/cart'],
  ['a body where none belongs', 'GET', '/', { 'content-length': '3' }, 'x=1'],
])('%s goes through the proxy', async (_, method, path, headers, body) => {
  expect(await send(method, path, headers, body)).toBe('to the proxy')
})

test('a payment page gets its policy here, with a nonce that Next is told and nobody else has', async () => {
  const open = (path: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers })
  const policies: string[] = []
  for (const path of ['/checkout/x', '/checkout/x?problem=y', '/checkout']) {
    const { headers } = await open(path, { 'content-security-policy': "script-src 'nonce-own'" })
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/script-src 'nonce-[\w+/=]{24}'/)
    expect(headers.get('x-policy')).toBe(policy)
    policies.push(policy)
  }
  expect(new Set(policies).size).toBe(policies.length)
  const other = await open('/checkouts', { 'content-security-policy': "script-src 'nonce-own'" })
  expect(other.headers.get('content-security-policy')).toBeNull()
  expect(other.headers.get('x-policy')).toBe('none')
})

test('the proxy’s matcher names the header', () => {
  expect(config.matcher.flatMap(({ missing = [] }) => missing.map(({ key }) => key))).toEqual([plainHeader])
})
