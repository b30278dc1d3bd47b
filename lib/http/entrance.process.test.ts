import { createServer, type IncomingHttpHeaders, type RequestListener, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { watchEntrance } from '@/lib/http/entrance'

interface Answer {
  status: number | undefined
  headers: IncomingHttpHeaders
  body: string
}

const seen: string[] = []
let handle: RequestListener
const server = createServer((incoming, response) => {
  seen.push(`${incoming.method} ${incoming.url}`)
  handle(incoming, response)
})
watchEntrance()
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
afterAll(() => server.close())

beforeEach(() => {
  seen.length = 0
  handle = (_, response) => response.end('handled')
})

function send(method: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, method, path, headers, agent: false }, async (answer) => {
      resolve({ status: answer.statusCode, headers: answer.headers, body: await text(answer) })
    })
      .on('error', reject)
      .end()
  })
}

/** The first line of the answer to a request that no client of Node's would send. */
function sendRaw(target: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET ${target} HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n`)
    })
    socket.on('error', reject)
    text(socket).then((answer) => resolve(answer.split('\r\n')[0]), reject)
  })
}

describe('an address', () => {
  test.each([
    '/%',
    '/%ff',
    '/products/%c3%28',
    '/artwork/%',
    '/_next/%',
    '/api/%zz',
    '/%00',
    '/?q=%00',
    '/?a?%00',
  ])('that can’t be read is answered by the page for it, with 400: %s', async (path) => {
    expect(await send('GET', path)).toMatchObject({ status: 400, body: 'handled' })
    expect(seen).toEqual(['GET /bad-address'])
  })

  test.each(['*', 'http://evil.example/x', 'evil.example'])('that is none: %s', async (target) => {
    expect(await sendRaw(target)).toBe('HTTP/1.1 400 Bad Request')
  })

  test.each(['/', '/caf%C3%A9', '/?q=%', '/?q=%ff', '/a%2Fb', '/api/pingback?uid=%00', '/__proto__'])(
    'that can be read goes on as it is: %s',
    async (path) => {
      expect(await send('GET', path)).toMatchObject({ status: 200 })
      expect(seen).toEqual([`GET ${path}`])
    },
  )

  test.each(['/_global-error', '/_not-found', '/404', '/500', '/_error?x'])(
    'of a page for Next’s own use is no address: %s',
    async (path) => {
      await send('GET', path)
      expect(seen).toEqual(['GET /no-such-page'])
    },
  )

  test('of the page for bad ones never looks good', async () => {
    expect(await send('GET', '/bad-address')).toMatchObject({ status: 400 })
  })
})

describe('a method', () => {
  test.each([
    ['TRACE', '/', 'GET, HEAD, POST'],
    ['PUT', '/', 'GET, HEAD, POST'],
    ['PROPFIND', '/cart', 'GET, HEAD, POST'],
    ['OPTIONS', '/%', 'GET, HEAD, POST'],
    ['POST', '/artwork/fox.svg', 'GET, HEAD'],
    ['POST', '/%61rtwork/nope', 'GET, HEAD'],
    ['POST', '/_next/static/chunks/x.js', 'GET, HEAD'],
    ['TRACE', '/api/health', 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'],
  ])('that nothing takes: %s %s', async (method, path, allow) => {
    expect(await send(method, path)).toMatchObject({ status: 405, headers: { allow } })
    expect(seen).toEqual([])
  })

  test.each([
    ['HEAD', '/'],
    ['POST', '/cart'],
    ['DELETE', '/api/pingback'],
    ['HEAD', '/artwork/fox.svg'],
  ])('that something takes: %s %s', async (method, path) => {
    expect(await send(method, path)).toMatchObject({ status: 200 })
    expect(seen).toEqual([`${method} ${path}`])
  })
})

describe('the call of an action', () => {
  const id = '60362779c7c323f9d92626a0ed1e79f844a9db518a'
  const multipart = { 'content-type': 'multipart/form-data; boundary=x' }

  test.each<[number, string, Record<string, string>]>([
    [400, 'with an id that is none', { 'next-action': '__proto__' }],
    [403, 'from another site', { 'next-action': id, origin: 'https://evil.example' }],
    [403, 'from a page without an origin', { 'next-action': id, origin: 'null' }],
    [403, 'from what is no origin', { 'next-action': id, origin: 'junk' }],
    [403, 'from another site, by a form', { ...multipart, origin: 'https://evil.example' }],
    [200, 'from the shop', { 'next-action': id, origin: 'https://shop.example', host: 'shop.example' }],
    [
      200,
      'from the shop behind a proxy',
      { 'next-action': id, origin: 'https://shop.example', 'x-forwarded-host': 'shop.example' },
    ],
    [200, 'from a client without origins', { 'next-action': id }],
  ])('is answered %i %s', async (status, _, headers) => {
    expect(await send('POST', '/cart', headers)).toMatchObject({ status })
  })

  test('is not looked at by a handler, which has rules of its own', async () => {
    const headers = { ...multipart, origin: 'https://bank.example' }
    expect(await send('POST', '/api/brick/secure', headers)).toMatchObject({ status: 200 })
  })

  test('keeps its status when Next passes it on to another of its pages', async () => {
    handle = (_, response) => response.writeHead(404, { 'Content-Type': 'text/x-component' }).end()
    const inner = await send('POST', '/login', { 'next-action': id, 'x-action-forwarded': '1' })
    expect(inner).toMatchObject({ status: 404, headers: { 'x-action-status': '404' } })
    handle = (_, response) => response.setHeader('x-action-status', '404').end()
    const outer = await send('POST', '/cart', { 'next-action': id })
    expect(outer.status).toBe(404)
    expect(outer.headers).not.toHaveProperty('x-action-status')
  })
})

describe('an answer', () => {
  const answering = async (status: number, headers: Record<string, string>, path = '/artwork/x') => {
    handle = (_, response) => response.writeHead(status, headers).end()
    return (await send('GET', path)).headers
  }

  test('that is a page has the shop’s policy', async () => {
    const headers = await answering(404, { 'Content-Type': 'text/html; charset=utf-8' })
    expect(headers['content-security-policy']).toContain("frame-ancestors 'self'")
    expect(headers['content-security-policy']).toContain("script-src 'self'")
  })

  test('that is no page shows nothing and can’t be framed', async () => {
    const headers = await answering(200, { 'Content-Type': 'image/svg+xml' })
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    )
  })

  test('keeps a policy of its own', async () => {
    const own = "default-src 'none'"
    expect(await answering(200, { 'Content-Security-Policy': own })).toMatchObject({
      'content-security-policy': own,
    })
  })

  test.each([200, 204, 302, 404, 500])(
    'of status %i is not sniffed, nor led elsewhere by a window',
    async (status) => {
      expect(await answering(status, {})).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'strict-origin-when-cross-origin',
        'cross-origin-opener-policy': 'same-origin-allow-popups',
        'permissions-policy': expect.stringContaining('camera=()'),
      })
    },
  )

  test.each([
    [200, 'public, max-age=86400'],
    [206, 'public, max-age=86400'],
    [304, 'public, max-age=86400'],
    [308, 'no-store'],
    [404, 'no-store'],
    [405, 'no-store'],
    [500, 'no-store'],
  ])('of status %i that says it is public: %s', async (status, kept) => {
    const headers = await answering(status, { 'Cache-Control': 'public, max-age=86400' })
    expect(headers['cache-control']).toBe(kept)
  })

  test('that does not say who may keep it is kept by nobody', async () => {
    expect(await answering(200, {})).toMatchObject({ 'cache-control': 'no-store' })
  })

  test('is complete also when nobody writes its head', async () => {
    handle = (_, response) => response.end('x')
    expect((await send('GET', '/')).headers).toMatchObject({ 'x-content-type-options': 'nosniff' })
  })

  test('that Next can’t give of a file is not asked for', async () => {
    let asked: IncomingHttpHeaders = {}
    handle = (incoming, response) => {
      asked = incoming.headers
      response.end()
    }
    await send('GET', '/artwork/fox.svg', { range: 'bytes=9-', 'if-match': '"x"', 'if-none-match': '"y"' })
    expect(Object.keys(asked)).toContain('if-none-match')
    expect(Object.keys(asked)).not.toContain('range')
    expect(Object.keys(asked)).not.toContain('if-match')
  })
})

test('an answer that only confirms what a browser has leaves the policy of that as it is', async () => {
  handle = (_, response) =>
    response.writeHead(304, { ETag: '"x"', 'Cache-Control': 's-maxage=31536000' }).end()
  const { status, headers } = await send('GET', '/')
  expect(status).toBe(304)
  expect(headers).not.toHaveProperty('content-security-policy')
  expect(headers).toMatchObject({ 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff' })
})
