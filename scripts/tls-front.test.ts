import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import { Agent, request as requestHttps } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Certificate, localCertificate } from './certificate'
import { freePort } from './postgres'
import { startTlsProxy, type TlsProxy } from './tls-proxy'

let directory: string
let certificate: Certificate
let proxy: TlsProxy
let shop: Server
let port: number
let agent: Agent
const seen: IncomingMessage[] = []

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'foldline-proxy-'))
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
  proxy = await startTlsProxy({ port, ...certificate })
  proxy.pass((shop.address() as AddressInfo).port)
})

afterAll(async () => {
  agent.destroy()
  await proxy.close()
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

test('the shop learns who asked, over what, and the address untouched', async () => {
  await ask({
    path: '/api/pingback?a=%FF&__proto__=1&a=2',
    headers: { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'http', host: `localhost:${port}` },
  })
  const request = seen.at(-1)
  expect(request?.url).toBe('/api/pingback?a=%FF&__proto__=1&a=2')
  expect(request?.headers).toMatchObject({
    host: `localhost:${port}`,
    'x-forwarded-for': expect.stringMatching(/^203\.0\.113\.9, (::ffff:)?(127\.0\.0\.1|::1)$/),
    'x-forwarded-proto': 'https',
    'x-forwarded-host': `localhost:${port}`,
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

test('http:// on the same port leads to https://', async () => {
  const [response] = (await once(get(`http://localhost:${port}/cart?a=1`), 'response')) as [IncomingMessage]
  expect([response.statusCode, response.headers.location]).toEqual([
    308,
    `https://localhost:${port}/cart?a=1`,
  ])
  response.resume()
})

test('while the shop is away a page says so, and the next request after its return succeeds', async () => {
  proxy.pass(1)
  const { response, text } = await ask({ path: '/' })
  expect([response.statusCode, text]).toEqual([502, expect.stringContaining('The shop is starting')])
  proxy.pass((shop.address() as AddressInfo).port)
  expect((await ask({ path: '/' })).response.statusCode).toBe(200)
})

test('a visitor who hangs up or talks nonsense harms nobody', async () => {
  for (const words of ['\x16\x03\x01nonsense', 'nonsense\r\n\r\n', '']) {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.resume().end(words)
    await once(socket, 'close')
  }
  expect((await ask({ path: '/' })).response.statusCode).toBe(200)
})

test('a port that is taken is named', async () => {
  await expect(startTlsProxy({ port, ...certificate })).rejects.toThrow(`Port ${port} is in use`)
})
