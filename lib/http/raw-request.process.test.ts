import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepRawRequests, peerHeader, rawUrlHeader } from '@/lib/http/raw-request'

interface Seen {
  url: string
  headers: IncomingHttpHeaders
}

let server: Server

beforeAll(async () => {
  keepRawRequests()
  keepRawRequests()
  server = createServer(({ url, headers }, answer) => answer.end(JSON.stringify({ url, headers })))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => server.close())

function ask(path: string, headers = {}, method = 'GET'): Promise<Seen> {
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, headers, method, agent: false }, async (answer) => {
      resolve(JSON.parse((await answer.toArray()).join('')))
    })
      .on('error', reject)
      .end()
  })
}

test('a server sees the raw target and the peer, and nothing that a client sends in their place', async () => {
  const target = '/api/pingback?a=%FF&__proto__=1&b=1&a=2'
  const { headers } = await ask(target, { [rawUrlHeader]: '/forged', [peerHeader]: '203.0.113.9' })
  expect(headers[rawUrlHeader]).toBe(target)
  expect(headers[peerHeader]).toBe('127.0.0.1')
})

test.each([
  ['http://evil.example/cart?a=http://b', '/cart?a=http://b'],
  ['HTTPS://a:b@evil.example:1//x', '//x'],
  ['http://evil.example', '/'],
  ['http://evil.example?a=1', '/?a=1'],
  ['*', '/'],
])('of the target %s it sees the path alone', async (target, path) => {
  const { url, headers } = await ask(target, {}, 'OPTIONS')
  expect([url, headers[rawUrlHeader]]).toEqual([path, path])
})

test('the names of the two headers can’t be guessed', () => {
  expect(rawUrlHeader).toMatch(/^x-raw-url-[0-9a-f]{32}$/)
  expect(peerHeader).toMatch(/^x-peer-[0-9a-f]{32}$/)
})
