import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, createServer, type Socket } from 'node:net'
import { createServer as createTlsServer, type TLSSocket } from 'node:tls'
import { errorCode, UserError } from './user-error'

export interface TlsFront {
  /** Names the port of the loopback interface on which the shop listens; undefined while there is none. */
  pass(port: number | undefined): void
  close(): Promise<void>
}

interface FrontOptions {
  /** The port to serve, on every address of the loopback interface. */
  port: number
  key: string
  cert: string
  /** Milliseconds for each step that a visitor may keep this program waiting: what never comes is hung up on. */
  timeout?: number
}

const loopback = ['127.0.0.1', '::1']
const firstByteOfTls = 0x16

function sayStarting(incoming: IncomingMessage, response: ServerResponse) {
  incoming.resume()
  response.writeHead(503, {
    'content-type': 'text/html; charset=utf-8',
    'retry-after': '1',
    'cache-control': 'no-store',
    connection: 'close',
  })
  response.end(`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="2"><title>The shop is starting</title>
<style>body{font:1.125rem/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem;color-scheme:light dark}</style>
<h1>The shop is starting</h1><p>This page reloads every two seconds. The terminal shows the progress.</p></html>`)
}

/** The same page on https://, at one of this machine's own names whatever host or absolute address was asked for. */
function secureAddress({ headers, url = '' }: IncomingMessage, port: number): string {
  const host = (headers.host ?? '').replace(/:\d*$/, '')
  const name = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(host) ? host : 'localhost'
  const address = new URL(`https://${name}:${port}`)
  if (URL.canParse(url, address)) {
    const { pathname, search } = new URL(url, address)
    Object.assign(address, { pathname, search })
  }
  return address.href
}

/**
 * Ends TLS for the shop on this machine: `next start` speaks plain HTTP only. Each connection is tied to one of its own
 * to the shop and its bytes are passed on as they come, so that framing, time-outs and retries are the shop's and the
 * browser's. Browsers that ask for http:// on the same port are sent to https://.
 */
export async function startTlsFront({ port, key, cert, timeout = 60_000 }: FrontOptions): Promise<TlsFront> {
  let target: number | undefined
  const sockets = new Set<Socket>()

  /** Hangs up unless what is awaited comes in time; call what it returns when it has. */
  function hurry(socket: Socket): () => void {
    const timer = setTimeout(() => socket.destroy(), timeout)
    const stop = () => clearTimeout(timer)
    socket.once('close', stop)
    return stop
  }

  function whenSpeaking(socket: Socket, next: (firstByte: number) => void) {
    const arrived = hurry(socket)
    socket.on('error', () => socket.destroy())
    socket.once('readable', () => {
      const start: Buffer | null = socket.read()
      if (!start) return socket.destroy()
      arrived()
      socket.unshift(start)
      next(start[0] ?? 0)
    })
  }

  // Neither server listens: each is handed connections, which it has to answer and close in time.
  const starting = createHttpServer(sayStarting)
  const plain = createHttpServer((incoming, response) => {
    incoming.resume()
    response.writeHead(308, { location: secureAddress(incoming, port), connection: 'close' })
    response.end()
  })
  const answerBy = (server: typeof plain, socket: Socket) => {
    hurry(socket)
    server.emit('connection', socket)
  }

  function passOn(visitor: TLSSocket) {
    if (target === undefined) return answerBy(starting, visitor)
    const shop = connect(target, '127.0.0.1')
    sockets.add(shop)
    let connected = false
    shop.on('connect', () => {
      connected = true
      visitor.pipe(shop).pipe(visitor)
    })
    shop.on('error', () => {})
    shop.on('close', () => {
      sockets.delete(shop)
      if (visitor.destroyed) return
      if (!connected) return answerBy(starting, visitor)
      // The rest of an answer is on its way; who takes none of it, or keeps the line, is hung up on.
      if (visitor.writableEnded) hurry(visitor)
      else visitor.destroy()
    })
    visitor.on('close', () => shop.destroy())
  }

  const secure = createTlsServer(
    { key, cert, ALPNProtocols: ['http/1.1'], handshakeTimeout: timeout },
    (visitor) => whenSpeaking(visitor, () => passOn(visitor)),
  )
  secure.on('tlsClientError', (_, socket) => socket.destroy())

  // The first byte tells a browser that speaks TLS from one that doesn't.
  const welcome = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    whenSpeaking(socket, (firstByte) => {
      if (firstByte === firstByteOfTls) secure.emit('connection', socket)
      else answerBy(plain, socket)
    })
  }

  const servers = loopback.map(() => createServer(welcome))
  const close = async () => {
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
        throw new UserError(
          `Port ${port} is in use: stop the program that uses it, or choose another with PORT=…`,
        )
      }
      if (code === 'EACCES') {
        throw new UserError(`Port ${port} may not be used by this user: choose one above 1023 with PORT=…`)
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
