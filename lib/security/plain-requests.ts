import type { IncomingMessage } from 'node:http'
import { env } from '@/lib/env'
import { putGate } from '@/lib/http/before-next'
import { rawUrlHeader } from '@/lib/http/raw-request'
import { isHeadClean } from '@/lib/security/card-guard'

/** The header that spares a request the proxy, whose matcher names it (proxy.ts). A client's own never arrives. */
export const plainHeader = 'x-plain-request'

function* pairsOf(headers: IncomingMessage['headers']): Iterable<[string, string]> {
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) yield [name, String(value)]
  }
}

/** A gate: marks what has no body, and in its head nothing like a card number. */
function mark(request: IncomingMessage): boolean {
  const { headers, method, url = '/' } = request
  delete headers[plainHeader]
  const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined
  if ((method !== 'GET' && method !== 'HEAD') || hasBody) return false
  const target = String(headers[rawUrlHeader] ?? url)
  if (isHeadClean(target, pairsOf(headers), new URL(env().SHOP_URL).origin)) headers[plainHeader] = '1'
  return false
}

/**
 * Looks through the heads of requests before Next, so that those without a body, nearly all, need no proxy: it alone would
 * halve the rate of cached pages. Call once per process, before it listens, after `keepRawRequests`.
 */
export function markPlainRequests(): void {
  putGate('plain requests', mark)
}
