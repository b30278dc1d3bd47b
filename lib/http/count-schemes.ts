import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import { env, isLoopbackAddress } from '@/lib/env'
import { isAddressListed } from '@/lib/http/client-address'
import { readAddress } from '@/lib/languages/address'
import { countToday } from '@/lib/tally/counts.mjs'

// Next's bundles each get a copy of this module, hence the global object.
const kept = globalThis as { countsSchemes?: boolean }

/** What shows or takes a payment: the checkout, and where its forms send. */
const paymentPage = /^\/(?:checkout\/|api\/brick\/)/

interface Arrival {
  peer: string | undefined
  isEncrypted: boolean
  forwarded: string | undefined
}

/**
 * Over which scheme a request came from its sender. A proxy tells, if it is one of ours; of several that it names, all must
 * be https. `unknown`: a proxy on this machine that is not in TRUSTED_PROXIES, or one that says nothing.
 */
export function schemeOf(
  { peer, isEncrypted, forwarded }: Arrival,
  trustedProxies: readonly string[],
): 'https' | 'http' | 'unknown' {
  if (peer !== undefined && isAddressListed(peer, trustedProxies)) {
    if (forwarded === undefined) return 'unknown'
    const named = forwarded.split(',').map((scheme) => scheme.trim().toLowerCase())
    return named.every((scheme) => scheme === 'https') ? 'https' : 'http'
  }
  if (isEncrypted) return 'https'
  return peer === undefined || isLoopbackAddress(peer) ? 'unknown' : 'http'
}

/** Counts by the day over which scheme requests to the payment pages come. Call once per process, before it listens. */
export function countSchemes(): void {
  if (kept.countsSchemes) return
  kept.countsSchemes = true
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    if (!paymentPage.test(readAddress(request.url ?? '').rest)) return
    // After an action that redirects, Next itself asks for the page, with the headers of its answer: no browser sends these.
    if (request.headers['content-security-policy'] !== undefined) return
    const arrival = {
      peer: request.socket.remoteAddress,
      isEncrypted: request.socket instanceof TLSSocket,
      forwarded: [request.headers['x-forwarded-proto']].flat().join() || undefined,
    }
    countToday(`payment page over ${schemeOf(arrival, env().TRUSTED_PROXIES)}`)
  })
}
