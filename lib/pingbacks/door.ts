import type { IncomingMessage, ServerResponse } from 'node:http'
import { emulatedArrival } from '@/lib/clock'
import { putGate } from '@/lib/http/before-next'
import { clientAddress } from '@/lib/http/client-address'
import { arrivalHeader } from '@/lib/http/raw-request'
import { log } from '@/lib/log'
import { type PingbackAnswer, receivePingback } from '@/lib/pingbacks/receive'
import { probeHeader } from '@/lib/probe-orders/proof'

/** The framework would send other spellings on by 308, which the provider takes for a failure, for ever. */
const spellings = /^\/+api\/+pingback\/*$/

function answer(response: ServerResponse, { status, body, headers }: PingbackAnswer): true {
  response.writeHead(status, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store', ...headers })
  response.end(body)
  return true
}

/** Answers a request to the listener; returns whether, or when, it did. */
function isAnswered(request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean> {
  const { url = '' } = request
  const [path = ''] = url.split('?', 1)
  if (!spellings.test(path)) return false
  if (request.method !== 'GET')
    return answer(response, { status: 405, body: 'NOK', headers: { Allow: 'GET' } })

  const headers = { get: (name: string) => request.headers[name]?.toString() ?? null }
  const result = receivePingback(
    url.slice(path.length + 1),
    clientAddress(headers, request.socket.remoteAddress),
    emulatedArrival(headers.get('date')),
    Number(headers.get(arrivalHeader)) || undefined,
    headers.get(probeHeader),
  )
  if (!(result instanceof Promise)) return answer(response, result)
  return result
    .catch((error: unknown): PingbackAnswer => {
      log.error({ error: String(error) }, 'a pingback could not be answered')
      return { status: 500, body: 'NOK', headers: {} }
    })
    .then((done) => answer(response, done))
}

/**
 * Answers pingbacks before they reach Next, by the same function as the route, which is there for servers that are not ours.
 * What is not genuine is answered without awaiting anything, at a twentieth of the cost, so that a flood of it leaves room for
 * what is; and that costs half as much as through the route. Call once per process, before it listens.
 */
export function answerPingbacksFirst(): void {
  putGate('pingbacks', isAnswered)
}
