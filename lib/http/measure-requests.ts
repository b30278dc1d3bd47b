import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { routeOfAddress } from '@/lib/http/built-routes'
import { readAddress } from '@/lib/languages/address'
import { countRequest } from '@/lib/metrics'

// Next's bundles each get a copy of this module, hence the global object.
const kept = globalThis as { measuresRequests?: boolean }

/** What a request counts as: files together, pages and handlers by their route, in all languages. */
function routeOf(url: string): string {
  const [path = ''] = readAddress(url).rest.split('?', 1)
  return path.startsWith('/_next/') || path.startsWith('/artwork/')
    ? 'files'
    : (routeOfAddress(path) ?? 'other')
}

/** Measures how long each request takes, by its route. Call once per process, before it listens. */
export function measureRequests(): void {
  if (kept.measuresRequests) return
  kept.measuresRequests = true
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    const { url = '', method = '' } = request
    const arrived = performance.now()
    response.once('close', () => {
      const status = response.writableFinished ? `${Math.floor(response.statusCode / 100)}xx` : 'given_up'
      const kind = method === 'GET' || method === 'POST' ? method : 'other'
      countRequest(routeOf(url), kind, status, (performance.now() - arrived) / 1000)
    })
  })
}
