import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { Agent, request as requestHttps } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { propertyRuns } from '@/test/support/thoroughness'
import { type Certificate, localCertificate } from './certificate'
import { freePort } from './postgres'
import { startTlsFront, type TlsFront } from './tls-front'

let directory: string
let certificate: Certificate
let front: TlsFront
let shop: Server
let port: number
let agent: Agent
const seen: IncomingMessage[] = []

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'foldline-front-'))
  certificate = await localCertificate(directory)
  agent = new Agent({ ca: certificate.cert, keepAlive: true })
  shop = createServer((request, response) => {
    seen.push(request)
    if (request.url === '/stream') {
      response.write('first')
      request.once('close', () => {})
      setImmediate(() => once(shop, 'finish-stream').then(() => response.end('last')))
    } else if (request.method === 'POST') {
      request.pipe(response)
    } else {
      response.setHeader('set-cookie', ['a=1', 'b=2'])
      response.end('hello')
    }
  })
  shop.on('upgrade', (request, socket) => {
    seen.push(request)
    socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n')
    socket.pipe(socket)
  })
  shop.listen(0, '127.0.0.1')
  await once(shop, 'listening')
  port = await freePort()
  front = await startTlsFront({ port, ...certificate })
  front.pass((shop.address() as AddressInfo).port)
})

afterAll(async () => {
  agent.destroy()
  await front.close()
  shop.closeAllConnections()
  await rm(directory, { recursive: true })
})

async function ask(
  options: { path?: string; method?: string; headers?: Record<string, string>; hostname?: string },
  body = '',
) {
  const outgoing = requestHttps({ hostname: 'localhost', port, agent, ...options })
  outgoing.end(body)
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
  let text = ''
  for await (const chunk of response) text += chunk
  return { response, text }
}

test.each(['localhost', '127.0.0.1'])(
  'the certificate is trusted for %s once it is known',
  async (hostname) => {
    const { response, text } = await ask({ path: '/', hostname })
    expect([response.statusCode, text]).toEqual([200, 'hello'])
    expect(response.headers['set-cookie']).toEqual(['a=1', 'b=2'])
  },
)

test('the certificate is kept, its key for the owner alone', async () => {
  expect((await localCertificate(directory)).cert).toBe(certificate.cert)
})

test('the shop reads what the visitor wrote, and nothing more', async () => {
  await ask({
    path: '/api/pingback?a=%FF&__proto__=1&a=2',
    headers: { 'x-forwarded-for': '203.0.113.9', host: `localhost:${port}` },
  })
  const request = seen.at(-1)
  expect(request?.url).toBe('/api/pingback?a=%FF&__proto__=1&a=2')
  expect(request?.headers).toEqual({
    host: `localhost:${port}`,
    'x-forwarded-for': '203.0.113.9',
    connection: 'keep-alive',
  })
})

test('a body passes both ways', async () => {
  const body = 'x'.repeat(300_000)
  expect((await ask({ path: '/form', method: 'POST' }, body)).text).toBe(body)
})

test('an answer is passed on as it comes', async () => {
  const outgoing = requestHttps({ hostname: 'localhost', port, agent, path: '/stream' })
  outgoing.end()
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
  const [first] = await once(response, 'data')
  expect(String(first)).toBe('first')
  shop.emit('finish-stream')
  const [last] = await once(response, 'data')
  expect(String(last)).toBe('last')
})

test('hot reload gets its connection', async () => {
  const outgoing = requestHttps({
    hostname: 'localhost',
    port,
    ca: certificate.cert,
    headers: { connection: 'upgrade', upgrade: 'echo' },
  })
  outgoing.end()
  const [response, socket] = await once(outgoing, 'upgrade')
  expect(response.statusCode).toBe(101)
  socket.write('ping')
  expect(String((await once(socket, 'data'))[0])).toBe('ping')
  socket.destroy()
})

function closing(socket: Duplex): Promise<void> {
  socket.on('error', () => {})
  return new Promise((resolve) => socket.once('close', () => resolve()))
}

/** Writes bytes as they are, and returns all that is answered until the connection is closed. */
async function speak(socket: Duplex, words: string): Promise<string> {
  socket.write(words, 'latin1')
  let heard = ''
  socket.on('data', (bytes: Buffer) => {
    heard += bytes.toString('latin1')
  })
  await closing(socket)
  return heard
}

const plainly = () => connect(port, '127.0.0.1')
const secretly = (options = {}) => connectTls({ port, host: 'localhost', ca: certificate.cert, ...options })
const statusesOf = (heard: string) => [...heard.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status)

test.each([
  ['/cart?a=1', 'localhost', '/cart?a=1'],
  ['/cart', '127.0.0.1', '/cart', '127.0.0.1'],
  ['/cart', 'evil.example', '/cart'],
  ['//evil.example/x', 'localhost', '/x'],
  ['http://evil.example/cart?a=1', 'evil.example', '/cart?a=1'],
  ['a://x@evil.example', 'localhost', '/'],
  ['*@evil.example/', 'localhost', '/*@evil.example/'],
])(
  'http:// on the same port leads to this machine’s https://: %j',
  async (target, host, path, name = 'localhost') => {
    const heard = await speak(plainly(), `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    const location = /^location: (.*)\r$/m.exec(heard)?.[1]
    expect([statusesOf(heard), location]).toEqual([['308'], `https://${name}:${port}${path}`])
  },
)

describe('while no shop listens', () => {
  test('a page says so, and the next request after its return succeeds', async () => {
    for (const nowhere of [1, undefined]) {
      front.pass(nowhere)
      agent.destroy()
      const { response, text } = await ask({ path: '/form', method: 'POST' }, 'x'.repeat(100_000))
      expect([response.statusCode, text]).toEqual([503, expect.stringContaining('The shop is starting')])
      expect(response.headers).toMatchObject({ 'cache-control': 'no-store', connection: 'close' })
    }
    front.pass((shop.address() as AddressInfo).port)
    expect((await ask({ path: '/' })).response.statusCode).toBe(200)
  })

  test('a connection opened early gets the shop once it listens', async () => {
    front.pass(undefined)
    const socket = secretly()
    await once(socket, 'secureConnect')
    front.pass((shop.address() as AddressInfo).port)
    const heard = await speak(socket, 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    expect(statusesOf(heard)).toEqual(['200'])
  })
})

const hidden = 'GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n'
const chunk = `${hidden.length.toString(16)}\r\n${hidden}\r\n`

describe('a request hidden in the body of another gets no answer', () => {
  test.each([
    [
      'length, then chunks',
      `Content-Length: ${hidden.length + 5}\r\nTransfer-Encoding: chunked`,
      `0\r\n\r\n${hidden}`,
    ],
    ['chunks, then length', 'Transfer-Encoding: chunked\r\nContent-Length: 4', `${chunk}0\r\n\r\n`],
    ['two lengths', `Content-Length: 0\r\nContent-Length: ${hidden.length}`, hidden],
    [
      'chunks twice, the second unknown',
      'Transfer-Encoding: chunked\r\nTransfer-Encoding: x',
      `0\r\n\r\n${hidden}`,
    ],
    [
      'chunks twice, the first unknown',
      'Transfer-Encoding: x\r\nTransfer-Encoding: chunked',
      `${chunk}0\r\n\r\n`,
    ],
    ['chunks spelt with a tab', 'Transfer-Encoding:\tchunked', `${chunk}0\r\n\r\n`],
    ['chunks spelt with a space', 'Transfer-Encoding : chunked', `0\r\n\r\n${hidden}`],
    ['a chunk in a GET', 'Transfer-Encoding: chunked', `${chunk}0\r\n\r\n`],
  ])('%s', async (_, headers, body) => {
    for (const method of ['GET', 'POST']) {
      const before = seen.length
      const head = `${method} / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n\r\n`
      const heard = await speak(secretly(), head + body)
      expect(statusesOf(heard)).toHaveLength(1)
      expect(seen.slice(before).map(({ url }) => url)).not.toContain('/hidden')
      expect((await ask({ path: '/' })).text).toBe('hello')
    }
  })
})

const patient = { timeout: 1_800_000 }

test(
  'requests with pauses around the time a connection is kept: each is answered by the shop',
  patient,
  async () => {
    const kept = 10
    const known = new WeakSet<object>()
    let asked = 0
    const moody = createServer({ keepAliveTimeout: kept }, ({ socket }, response) => {
      asked += 1
      // What a buyer meets whose request crosses the news that a kept connection is being closed.
      if (known.has(socket) && asked % 20 < 2) return socket.destroy()
      known.add(socket)
      // Named, so that no hint of the time goes with it.
      response.setHeader('connection', 'keep-alive').end('hello')
    })
    moody.listen(0, '127.0.0.1')
    await once(moody, 'listening')
    front.pass((moody.address() as AddressInfo).port)
    const statuses = new Map<number | undefined, number>()
    let [sent, hungUp] = [0, 0]

    /** As a browser does: a kept connection that is closed before a word of an answer costs another try on a new one. */
    async function insist(connections: Agent) {
      for (;;) {
        const outgoing = requestHttps({ hostname: 'localhost', port, agent: connections })
        outgoing.end()
        try {
          const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
          await once(response.resume(), 'close')
          return response.statusCode
        } catch (error) {
          if (!outgoing.reusedSocket) throw error
          hungUp += 1
        }
      }
    }

    async function visit() {
      const connections = new Agent({ ca: certificate.cert, keepAlive: true, maxSockets: 1 })
      while (sent < propertyRuns()) {
        sent += 1
        const status = await insist(connections)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        await delay(sent % (kept + 2))
      }
      connections.destroy()
    }

    try {
      await Promise.all(Array.from({ length: 40 }, visit))
      expect([...statuses]).toEqual([[200, propertyRuns()]])
      expect(hungUp).toBeGreaterThan(0)
    } finally {
      front.pass((shop.address() as AddressInfo).port)
      moody.closeAllConnections()
      moody.close()
    }
  },
)

describe('a visitor who keeps a connection open without sending is disconnected', () => {
  const strict = createServer({ headersTimeout: 100, connectionsCheckingInterval: 50 })
  let hasty: TlsFront
  let there: number

  beforeAll(async () => {
    strict.listen(0, '127.0.0.1')
    await once(strict, 'listening')
    there = await freePort()
    hasty = await startTlsFront({ port: there, ...certificate, timeout: 100 })
  })
  afterAll(async () => {
    await hasty.close()
    strict.close()
  })

  test.each([
    ['no byte', ''],
    ['the first byte of TLS', '\x16'],
    ['half a request in the clear', 'GET / HTTP/1.1\r\nHost: loc'],
  ])('%s', async (_, words) => {
    await speak(connect(there, '127.0.0.1'), words)
  })

  test.each([
    ['no request', '', undefined],
    ['half a request while there is no shop', 'GET / HTTP/1.1\r\nHost: loc', undefined],
    [
      'half a request to the shop',
      'GET / HTTP/1.1\r\nHost: loc',
      () => (strict.address() as AddressInfo).port,
    ],
  ])('TLS, then %s', async (_, words, target) => {
    hasty.pass(target?.())
    await speak(secretly({ port: there }), words)
  })

  test('a line that the shop has closed, and the visitor has not', async () => {
    hasty.pass((shop.address() as AddressInfo).port)
    const raw = connect({ port: there, host: '127.0.0.1', allowHalfOpen: true })
    const socket = secretly({ socket: raw, allowHalfOpen: true })
    socket.resume().write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    const closed = closing(socket)
    let writing: NodeJS.Timeout | undefined
    // Only a line that is gone refuses what is written to it. It may be gone before a busy machine has read its end.
    socket.once('end', () => {
      writing = setInterval(() => socket.write('x'), 20)
    })
    await closed
    clearInterval(writing)
  })
})

test('a visitor who hangs up or talks nonsense harms nobody', async () => {
  for (const words of ['\x16\x03\x01nonsense', 'nonsense\r\n\r\n', '']) {
    await closing(plainly().resume().end(words))
  }
  expect((await ask({ path: '/' })).response.statusCode).toBe(200)
})

test('a port that is taken is named', async () => {
  await expect(startTlsFront({ port, ...certificate })).rejects.toThrow(`Port ${port} is in use`)
})
