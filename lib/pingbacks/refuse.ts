import { env } from '@/lib/env'
import { countPingback } from '@/lib/metrics'
import { rejectedPingbacks } from '@/lib/pingbacks/rejected'
import type { Verification } from '@/lib/pingbacks/verify'
import { isOfProbe } from '@/lib/probe-orders/proof'

type Refused = Extract<Verification, { ok: false }>

interface Arrival {
  query: string
  address: string | undefined
  /** When the request reached this process, on the clock of `performance.now()`. */
  arrived: number
  probeProof: string | null
}

/**
 * Logs a pingback that is refused, and returns the headers of the answer. One that the go-live probe has forged is logged too,
 * but nobody is told of it, and no metric counts it.
 */
export function refusePingback(
  refused: Refused,
  { query, address, arrived, probeProof }: Arrival,
): Record<string, string> {
  if (isOfProbe(probeProof, query, env())) {
    rejectedPingbacks().add({ ...refused, recoverable: undefined }, address, query)
  } else {
    rejectedPingbacks().add(refused, address, query)
    countPingback('rejected', arrived)
  }
  // It was signed by one of the secrets: whoever sent it may know.
  return refused.reason === 'address_refused' ? { 'X-Pingback-Result': 'address_refused' } : {}
}
