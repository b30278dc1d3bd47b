import type { IncomingMessage, ServerResponse } from 'node:http'
import { env } from '@/lib/env'
import { putGate } from '@/lib/http/before-next'
import { rawUrlHeader } from '@/lib/http/raw-request'
import { isHeadClean } from '@/lib/security/card-guard'
import { isPaymentPage, newPaymentPagePolicy } from '@/lib/security/payment-policy'

/** The header that spares a request the proxy, whose matcher names it (proxy.ts). A client's own never arrives. */
export const plainHeader = 'x-plain-request'

function* pairsOf(headers: IncomingMessage['headers']): Iterable<[string, string]> {
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) yield [name, String(value)]
  }
}

/** From these Next would take a nonce for any page; a client has no say in it. */
const policyHeaders = ['content-security-policy', 'content-security-policy-report-only']

/** A gate: marks what has no body, and in its head nothing like a card number; the payment pages among it get their policy. */
function mark(request: IncomingMessage, response: ServerResponse): boolean {
  const { headers, method, url = '/' } = request
  for (const name of [plainHeader, ...policyHeaders]) delete headers[name]
  const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined
  if ((method !== 'GET' && method !== 'HEAD') || hasBody) return false
  const target = String(headers[rawUrlHeader] ?? url)
  if (!isHeadClean(target, pairsOf(headers), new URL(env().SHOP_URL).origin)) return false
  headers[plainHeader] = '1'
  if (isPaymentPage(url.split('?', 1)[0] ?? '')) {
    const policy = newPaymentPagePolicy()
    // Next takes the nonce for its own scripts from the policy of the request.
    headers['content-security-policy'] = policy
    response.setHeader('Content-Security-Policy', policy)
  }
  return false
}

/**
 * Looks through the heads of requests before Next, so that those without a body, nearly all, need no proxy: it alone takes as
 * long as a cached page. Call once per process, before it listens, after `keepRawRequests`.
 */
export function markPlainRequests(): void {
  putGate('plain requests', mark)
}
