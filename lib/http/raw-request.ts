import { randomBytes } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { capBody } from '@/lib/http/body-limit'
import { tolerateLostConnection } from '@/lib/http/lost-connection'

// Next's bundles each get a copy of this module, so what they must agree on lies on the process's global object.
const kept = globalThis as { rawRequest?: { suffix: string; subscribed: boolean } }
kept.rawRequest ??= { suffix: randomBytes(16).toString('hex'), subscribed: false }

/** The header that holds the request target as it came over the wire. No client can guess its name. */
export const rawUrlHeader = `x-raw-url-${kept.rawRequest.suffix}`

/** The header that holds the address of the connected socket. No client can guess its name. */
export const peerHeader = `x-peer-${kept.rawRequest.suffix}`

/** The header that holds when the request arrived, on the clock of `performance.now()`. No client can guess its name. */
export const arrivalHeader = `x-arrival-${kept.rawRequest.suffix}`

/**
 * The path and query of a target. A server is sent others than these two only as a proxy is (RFC 9112, section 3.2), and
 * Next would redirect to the host in them.
 */
function pathOf(target = '/'): string {
  const rest = target.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '')
  return rest.startsWith('/') ? rest : `/${rest.startsWith('?') ? rest : ''}`
}

/**
 * Keeps the raw request target, the peer's address and the time of arrival of every request in the headers above, before
 * Next rewrites the first, hides the second and takes its time; and ends bodies that are too long. Call once per process,
 * before it listens.
 */
export function keepRawRequests(): void {
  if (kept.rawRequest?.subscribed !== false) return
  kept.rawRequest.subscribed = true
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    request.url = pathOf(request.url)
    request.headers[rawUrlHeader] = request.url
    request.headers[peerHeader] = request.socket.remoteAddress
    request.headers[arrivalHeader] = String(performance.now())
    capBody(request, response)
    tolerateLostConnection(request)
  })
}
