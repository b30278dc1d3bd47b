import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Bytes of a body that are read; longer ones are refused. */
const usualLimit = 64 * 1024

/** Bytes of a body with an uploaded file of 10 MB, and of the form around it. */
export const uploadLimit = 10 * 1024 * 1024 + 16 * 1024

/** Routes whose handlers ask for another limit. The one that takes files is outside the scan of bodies (proxy.ts). */
const limits: readonly [route: RegExp, bytes: number][] = [
  [/^\/api\/csp-report\/?$/, 20_000],
  [/^\/admin\/products\/[^/]+\/files\/?$/, uploadLimit],
]

/** Milliseconds that a connection stays for a client that is still sending, so that the answer is read before it is reset. */
const lingering = 2000

/** How many bytes a body for this path may have. */
export function bodyLimit(pathname: string): number {
  return limits.find(([route]) => route.test(pathname))?.[1] ?? usualLimit
}

/**
 * Ends a body as soon as it exceeds its path's limit, so that its reader sees that it is too long, and nothing waits for the
 * rest: Next answers a request only after its body has ended. The connection closes with the answer.
 */
export function capBody(request: IncomingMessage, response: ServerResponse): void {
  const limit = bodyLimit(request.url?.split('?', 1)[0] ?? '/')
  let push: (piece: Buffer | null) => boolean = request.push.bind(request)
  let received = 0
  let ended = false

  function end() {
    ended = true
    closeSlowly(request.socket)
    if (!response.headersSent) response.setHeader('Connection', 'close')
    else if (response.writableFinished) request.socket.destroySoon()
    else response.once('finish', () => request.socket.destroySoon())
    // Else the stream's end would count as a lost connection.
    request.complete = true
    push(null)
  }

  function take(piece: Buffer | null): boolean {
    if (ended) return true
    received += piece?.length ?? 0
    const wantsMore = push(piece)
    if (received > limit) end()
    return wantsMore || ended
  }

  // Node's parser hands each piece on by this method; true has it go on reading from the connection. Next, once it has read a
  // body to its end, puts another stream's methods in the place of the request's: those, too, are asked only until the end.
  Object.defineProperty(request, 'push', {
    configurable: true,
    get: () => take,
    set: (other: typeof push) => {
      push = other
    },
  })
  if (Number(request.headers['content-length'] ?? 0) > limit) end()
}

/** Has Node's way of closing after an answer end the connection, but not yet refuse what still comes. */
function closeSlowly(socket: Socket): void {
  socket.destroySoon = () => {
    socket.end()
    setTimeout(() => socket.destroy(), lingering).unref()
  }
}
