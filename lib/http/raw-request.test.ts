import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { keepRawRequests, peerHeader, rawUrlHeader } from '@/lib/http/raw-request'

test('a server sees the raw target and the peer, and nothing that a client sends in their place', async () => {
  keepRawRequests()
  keepRawRequests()
  const server = createServer((incoming, answer) => answer.end(JSON.stringify(incoming.headers)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const target = '/api/pingback?a=%FF&__proto__=1&b=1&a=2'
  const seen = await new Promise<IncomingHttpHeaders>((resolve, reject) => {
    const headers = { [rawUrlHeader]: '/forged', [peerHeader]: '203.0.113.9' }
    request({ port, host: '127.0.0.1', path: target, headers, agent: false }, async (answer) => {
      resolve(JSON.parse((await answer.toArray()).join('')))
    })
      .on('error', reject)
      .end()
  })
  server.close()
  expect(seen[rawUrlHeader]).toBe(target)
  expect(seen[peerHeader]).toBe('127.0.0.1')
})

test('the names of the two headers can’t be guessed', () => {
  expect(rawUrlHeader).toMatch(/^x-raw-url-[0-9a-f]{32}$/)
  expect(peerHeader).toMatch(/^x-peer-[0-9a-f]{32}$/)
})
