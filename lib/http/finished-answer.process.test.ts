import { createServer, type IncomingHttpHeaders, type RequestListener, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { putGate } from '@/lib/http/before-next'
import { watchEntrance } from '@/lib/http/entrance'
import { compressWhole, type FinishedAnswer, finishAnswer, sendFinished } from '@/lib/http/finished-answer'

const html = `<h1>${'Fox '.repeat(1000)}</h1>`

let kept: FinishedAnswer | undefined
let asked = 0
let answer: RequestListener
const server = createServer((incoming, response) => {
  asked++
  answer(incoming, response)
})
watchEntrance()
putGate('finished', (incoming, response) => {
  if (incoming.url === '/whole') compressWhole(incoming, response)
  if (incoming.url !== '/') return false
  if (kept) {
    sendFinished(incoming, response, kept)
    return true
  }
  finishAnswer(incoming, response, {
    quality: 5,
    keep: (made) => {
      kept = made
    },
  })
  return false
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
afterAll(() => server.close())

const page: RequestListener = (_, response) => {
  response.setHeader('ETag', '"fox"')
  response.setHeader('Vary', 'rsc')
  response.setHeader('Link', ['</a>; rel=preload', '</b>; rel=preload'])
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 's-maxage=31536000',
  })
  response.end(html)
}

beforeEach(() => {
  kept = undefined
  asked = 0
  answer = page
})

interface Answer {
  status: number | undefined
  headers: IncomingHttpHeaders
  body: Buffer
}

function send(headers: Record<string, string> = {}, method = 'GET', path = '/'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, method, path, headers, agent: false }, async (got) => {
      resolve({ status: got.statusCode, headers: got.headers, body: await buffer(got) })
    })
      .on('error', reject)
      .end()
  })
}

const describing = ({ date: _, ...headers }: IncomingHttpHeaders) => headers

test('an answer is given again as it was, in each form, without asking once more', async () => {
  for (const [accepted, open] of [
    ['br, gzip', brotliDecompressSync],
    ['gzip', gunzipSync],
    ['identity', (body: Buffer) => body],
  ] as const) {
    kept = undefined
    const first = await send({ 'accept-encoding': accepted })
    const again = await send({ 'accept-encoding': accepted })
    expect(describing(again.headers)).toEqual(describing(first.headers))
    expect(String(open(again.body))).toBe(html)
    expect(again.body.equals(first.body)).toBe(true)
    expect(again.headers).toMatchObject({
      etag: 'W/"fox"',
      vary: 'rsc, Accept-Encoding',
      link: '</a>; rel=preload, </b>; rel=preload',
      'cache-control': 'private, no-cache',
      'content-length': String(again.body.length),
      'content-security-policy': expect.stringContaining('frame-ancestors'),
      'x-content-type-options': 'nosniff',
    })
  }
  expect(asked).toBe(3)
})

test('HEAD tells what GET would answer, and sends nothing', async () => {
  await send()
  const get = await send({ 'accept-encoding': 'gzip' })
  const head = await send({ 'accept-encoding': 'gzip' }, 'HEAD')
  expect(describing(head.headers)).toEqual(describing(get.headers))
  expect(head.body.length).toBe(0)
  expect(asked).toBe(1)
})

test('who has it is told so, by 304 and without a policy', async () => {
  const { headers } = await send()
  for (const tag of [headers.etag ?? '', '"fox"', '"other", W/"fox"', '*']) {
    const again = await send({ 'if-none-match': tag })
    expect(again).toMatchObject({ status: 304, headers: { etag: 'W/"fox"', vary: 'rsc, Accept-Encoding' } })
    expect(again.headers).not.toHaveProperty('content-security-policy')
    expect(again.headers).not.toHaveProperty('content-type')
    expect(again.body.length).toBe(0)
  }
  expect((await send({ 'if-none-match': '"old"' })).status).toBe(200)
  expect((await send({ 'if-none-match': '*', 'cache-control': 'no-cache' })).status).toBe(200)
  expect((await send({ range: 'bytes=0-9' })).body.length).toBe(html.length)
  expect(asked).toBe(1)
})

test('HTTP/1.0 is answered with a length, and the connection ends', async () => {
  await send()
  const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.0\r\n\r\n'))
  const answered = await text(socket)
  expect(answered).toContain(`\r\ncontent-length: ${html.length}\r\n`)
  expect(answered.endsWith(`\r\n\r\n${html}`)).toBe(true)
})

test.each<[string, RequestListener]>([
  [
    'sets a cookie',
    (incoming, response) => {
      response.setHeader('Set-Cookie', 'a=b')
      page(incoming, response)
    },
  ],
  [
    'is private',
    (_, response) => {
      response.writeHead(200, { ETag: '"a"', 'Cache-Control': 'private, no-cache' })
      response.end(html)
    },
  ],
  [
    'may not be stored',
    (_, response) => {
      response.writeHead(200, { ETag: '"a"', 'Cache-Control': 'no-store' })
      response.end(html)
    },
  ],
  ['has no tag', (_, response) => response.writeHead(200, { 'Cache-Control': 'public' }).end(html)],
  [
    'failed',
    (_, response) => response.writeHead(500, { ETag: '"a"', 'Cache-Control': 's-maxage=1' }).end(html),
  ],
  [
    'is not found',
    (_, response) => response.writeHead(404, { ETag: '"a"', 'Cache-Control': 's-maxage=1' }).end(html),
  ],
])('what %s is not kept', async (_, listener) => {
  answer = listener
  const { body } = await send()
  expect(String(body)).toBe(html)
  await send()
  expect(kept).toBeUndefined()
  expect(asked).toBe(2)
})

test.each([
  ['before the answer was complete', 'identity'],
  ['while it was compressed', 'br'],
])('what a client hung up on %s is not kept: its head was never made', async (_, accepted) => {
  const file: RequestListener = (_, response) => {
    response.setHeader('ETag', 'W/"fox"')
    response.writeHead(200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=0' })
    response.end(html)
  }
  answer = (incoming, response) => {
    response.destroy()
    file(incoming, response)
  }
  await expect(send({ 'accept-encoding': accepted })).rejects.toThrow('socket hang up')
  answer = file
  for (const time of ['first', 'again']) {
    const { headers } = await send({ 'accept-encoding': accepted })
    expect(headers, time).toMatchObject({
      'content-security-policy': expect.stringContaining('frame-ancestors'),
      'x-content-type-options': 'nosniff',
    })
  }
  expect(asked).toBe(2)
})

test('what comes piece by piece is sent in one, with its length', async () => {
  answer = async (_, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.flushHeaders()
    for (const part of html.match(/.{1,100}/g) ?? []) {
      expect(response.write(part)).toBe(true)
      await new Promise((resolve) => setImmediate(resolve))
    }
    response.end()
  }
  const { headers, body } = await send({ 'accept-encoding': 'gzip, br' }, 'GET', '/whole')
  expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
  expect(Number(headers['content-length'])).toBe(body.length)
  expect(String(gunzipSync(body))).toBe(html)
})

test('what is large is sent as it comes', async () => {
  const part = Buffer.alloc(600 * 1024, 'x')
  let isBegun = false
  answer = (_, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.write(part)
    response.write(part)
    isBegun = response.headersSent
    response.write(part)
    response.end(part)
  }
  const { headers, body } = await send({ 'accept-encoding': 'gzip' }, 'GET', '/whole')
  expect(isBegun).toBe(true)
  expect(headers['transfer-encoding']).toBe('chunked')
  expect(body.length).toBe(4 * part.length)
})
