import {
  Agent,
  createServer as createHttpServer,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { createServer, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { errorCode, Fault } from './fault'

export interface TlsProxy {
  /** Names the port of the loopback interface on which the shop listens; undefined while there is none. */
  pass(port: number | undefined): void
  close(): Promise<void>
}

interface ProxyOptions {
  /** The port to serve, on every address of the loopback interface. */
  port: number
  key: string
  cert: string
}

const loopback = ['127.0.0.1', '::1']
const firstByteOfTls = 0x16
const silence = 60_000

// What concerns one connection and not the message (RFC 9110, section 7.6.1).
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

function pairs(rawHeaders: string[]): [string, string][] {
  const result: [string, string][] = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    result.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? ''])
  }
  return result
}

function endToEnd(message: IncomingMessage): [string, string][] {
  const named = (message.headers.connection ?? '').toLowerCase().split(/\s*,\s*/)
  return pairs(message.rawHeaders).filter(([name]) => {
    const lower = name.toLowerCase()
    return !hopByHop.has(lower) && !named.includes(lower)
  })
}

function forwarded(message: IncomingMessage): string[] {
  const own = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'x-forwarded-port', 'forwarded']
  const before = message.headers['x-forwarded-for']
  const peer = message.socket.remoteAddress ?? ''
  return [
    ...endToEnd(message).filter(([name]) => !own.includes(name.toLowerCase())),
    ['x-forwarded-for', [before, peer].flat().filter(Boolean).join(', ')],
    ['x-forwarded-proto', 'https'],
    ['x-forwarded-host', message.headers.host ?? 'localhost'],
  ].flat() as string[]
}

function unavailable(response: ServerResponse) {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.writeHead(502, {
    'content-type': 'text/html; charset=utf-8',
    'retry-after': '1',
    'cache-control': 'no-store',
  })
  response.end(`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="2"><title>The shop is starting</title>
<style>body{font:1.125rem/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem;color-scheme:light dark}</style>
<h1>The shop is starting</h1><p>This page tries again by itself every two seconds. The terminal says what is happening.</p></html>`)
}

/**
 * Ends TLS for the shop on this machine: `next start` speaks plain HTTP only. Browsers that ask for http:// on the same
 * port are sent to https://.
 */
export async function startTlsProxy({ port, key, cert }: ProxyOptions): Promise<TlsProxy> {
  let target: number | undefined
  const sockets = new Set<Duplex>()
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 32 })

  function pass(incoming: IncomingMessage, response: ServerResponse, again = true) {
    if (target === undefined) return unavailable(response)
    const readOnly = incoming.method === 'GET' || incoming.method === 'HEAD'
    const outgoing = request({
      host: '127.0.0.1',
      port: target,
      method: incoming.method,
      path: incoming.url,
      headers: forwarded(incoming),
      setHost: false,
      // A kept connection may close under a request; only one without effects may be sent again.
      agent: readOnly ? agent : false,
    })
    outgoing.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer).flat())
      response.flushHeaders()
      answer.pipe(response)
      answer.on('error', () => response.destroy())
    })
    outgoing.on('error', () => {
      if (response.destroyed) return
      if (again && readOnly && outgoing.reusedSocket && !response.headersSent) pass(incoming, response, false)
      else unavailable(response)
    })
    response.on('close', () => outgoing.destroy())
    if (readOnly && !again) outgoing.end()
    else incoming.pipe(outgoing)
  }

  function passUpgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer) {
    if (target === undefined) return socket.destroy()
    const outgoing = request({
      host: '127.0.0.1',
      port: target,
      method: incoming.method,
      path: incoming.url,
      headers: [...forwarded(incoming), 'connection', 'upgrade', 'upgrade', incoming.headers.upgrade ?? ''],
      setHost: false,
      agent: false,
    })
    outgoing.on('upgrade', (answer, upstream, rest) => {
      const lines = pairs(answer.rawHeaders).map(([name, value]) => `${name}: ${value}\r\n`)
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('')}\r\n`)
      if (rest.length > 0) socket.write(rest)
      if (head.length > 0) upstream.write(head)
      upstream.pipe(socket).pipe(upstream)
      upstream.on('error', () => socket.destroy())
      upstream.on('close', () => socket.destroy())
      socket.on('close', () => upstream.destroy())
    })
    outgoing.on('response', () => socket.destroy())
    outgoing.on('error', () => socket.destroy())
    socket.on('error', () => outgoing.destroy())
    outgoing.end()
  }

  const secure = createHttpsServer({ key, cert, requestTimeout: 0 }, (incoming, response) =>
    pass(incoming, response),
  )
  secure.on('upgrade', passUpgrade)
  secure.on('tlsClientError', (_, socket) => socket.destroy())

  const plain = createHttpServer((incoming, response) => {
    const host = (incoming.headers.host ?? '').replace(/:\d*$/, '')
    const name = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(host) ? host : 'localhost'
    response.writeHead(308, {
      location: `https://${name}:${port}${incoming.url ?? '/'}`,
      connection: 'close',
    })
    response.end()
  })

  // The first byte tells a browser that speaks TLS from one that doesn't.
  const welcome = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.setTimeout(silence, () => socket.destroy())
    socket.once('readable', () => {
      const start: Buffer | null = socket.read()
      if (!start) return socket.destroy()
      socket.setTimeout(0)
      socket.removeAllListeners('timeout')
      socket.unshift(start)
      const server = start[0] === firstByteOfTls ? secure : plain
      server.emit('connection', socket)
    })
  }

  const servers = loopback.map(() => createServer(welcome))
  const close = async () => {
    agent.destroy()
    for (const socket of sockets) socket.destroy()
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  }
  for (const [index, server] of servers.entries()) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, loopback[index], resolve)
      })
    } catch (error) {
      const code = errorCode(error)
      // A machine without IPv6 has no ::1.
      if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') continue
      await close()
      if (code === 'EADDRINUSE') {
        throw new Fault(
          `Port ${port} is in use: stop the program that holds it, or choose another with PORT=…`,
        )
      }
      if (code === 'EACCES') {
        throw new Fault(`Port ${port} may not be used by this user: choose one above 1023 with PORT=…`)
      }
      throw error
    }
  }
  return {
    pass: (next) => {
      target = next
    },
    close,
  }
}
