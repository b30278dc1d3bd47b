import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { generate } from 'selfsigned'
import { afterAll, describe, expect, test } from 'vitest'
import { visitorOf } from '@/lib/golive/visit'
import { currencyIn } from '@/lib/hints/currency'

const servers: Server[] = []
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

const listening = (server: Server) =>
  new Promise<number>((resolve) => {
    servers.push(server)
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })

const open = async (answer: RequestListener) => `http://127.0.0.1:${await listening(createServer(answer))}`

const limits = { timeout: 10_000, size: 2000 }

describe('a visit', () => {
  test('gets a page as a guest does: without cookies, following no redirect', async () => {
    const seen: unknown[] = []
    const url = await open((request, response) => {
      seen.push([request.method, request.url, request.headers.cookie])
      response.setHeader('set-cookie', ['a=1', 'b=2'])
      response.writeHead(307, { location: 'https://elsewhere.example/' }).end('Grüße')
    })
    const { status, headers, body } = await visitorOf(url)('/terms?x=1')
    expect([status, headers.get('location'), headers.getSetCookie(), body]).toEqual([
      307,
      'https://elsewhere.example/',
      ['a=1', 'b=2'],
      'Grüße',
    ])
    expect(seen).toEqual([['GET', '/terms?x=1', undefined]])
  })

  test('says which currency the guest has chosen, if it is not the first', async () => {
    const seen: unknown[] = []
    const url = await open((request, response) => {
      seen.push(request.headers.cookie)
      response.end(String(seen.length))
    })
    const visit = visitorOf(url)
    const bodies = []
    for (const currency of ['USD', 'EUR', undefined, 'EUR'] as const) {
      bodies.push((await visit('/products/club', currency)).body)
    }
    expect(bodies).toEqual(['1', '2', '1', '2'])
    expect(seen.map((cookie) => cookie && currencyIn(String(cookie)))).toEqual([undefined, 'EUR'])
  })

  test('asks for each page once', async () => {
    let asked = 0
    const url = await open((_, response) => response.end(String(++asked)))
    const visit = visitorOf(url)
    const pages = await Promise.all([visit('/a'), visit('/a'), visit('/b')])
    expect(pages.map(({ body }) => body).sort()).toEqual(['1', '1', '2'])
  })

  test.each([
    '//evil.example/',
    'https://evil.example/',
    'terms',
    '/\\evil.example',
    '/%2F/evil',
    '@evil.example',
  ])('leads to no other place: %s', async (path) => {
    let asked = 0
    const url = await open((_, response) => response.end(String(++asked)))
    await expect(visitorOf(url)(path)).rejects.toThrow('is no path of this shop')
    expect(asked).toBe(0)
  })

  test('ends when a page is too long, goes on for ever, or is never answered', async () => {
    const url = await open((request, response) => {
      if (request.url === '/long') response.end('x'.repeat(2001))
      if (request.url === '/just') response.end('x'.repeat(2000))
      if (request.url === '/endless') {
        const more = () => response.write('x'.repeat(100), () => setImmediate(more))
        response.on('error', () => {})
        more()
      }
      if (request.url === '/slow') response.write('begun')
    })
    const visit = visitorOf(url, { ...limits, timeout: 500 })
    expect((await visit('/just')).body).toHaveLength(2000)
    await expect(visit('/long')).rejects.toThrow('/long is longer than 2000 bytes.')
    await expect(visit('/endless')).rejects.toThrow('/endless is longer than 2000 bytes.')
    await expect(visit('/slow')).rejects.toThrow('/slow was not answered within 0.5 seconds.')
    await expect(visit('/silent')).rejects.toThrow('/silent was not answered within 0.5 seconds.')
  })

  test('says so where nobody listens', async () => {
    await expect(visitorOf('http://127.0.0.1:1')('/')).rejects.toThrow('ECONNREFUSED')
  })

  test('accepts a certificate that nobody vouches for on this machine alone', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
      keyType: 'ec',
    })
    const port = await listening(createTlsServer({ key, cert }, (_, response) => response.end('here')))
    expect((await visitorOf(`https://localhost:${port}`)('/')).body).toBe('here')
    // The same place by a name that does not say so.
    await expect(visitorOf(`https://0.0.0.0:${port}`)('/')).rejects.toThrow(/self-signed/)
  })
})
