import { forget } from '@/lib/cache'
import { env } from '@/lib/env'
import { stockTag } from '@/lib/licence-keys/data'
import { log } from '@/lib/log'
import { countPingback } from '@/lib/metrics'
import { isOwnFault, isWorthRetrying } from '@/lib/pingbacks/database'
import { type PingbackEvent, readEvent } from '@/lib/pingbacks/event'
import { maskParameters } from '@/lib/pingbacks/mask'
import type { PingbackResult } from '@/lib/pingbacks/mutations'
import { PingbackQueue, type QueuedArrival } from '@/lib/pingbacks/queue'
import { refusePingback } from '@/lib/pingbacks/refuse'
import { verifyPingback } from '@/lib/pingbacks/verify'
import { isOfProbe } from '@/lib/probe-orders/proof'
import { TimeoutError } from '@/lib/timeout'

export interface PingbackAnswer {
  status: number
  body: string
  headers: Record<string, string>
}

const later: PingbackAnswer = { status: 503, body: 'NOK', headers: { 'Retry-After': '30' } }

let queue: PingbackQueue | undefined

/**
 * Receives one pingback: verifies it, applies it in one statement, and returns the answer. `OK` only after the commit; any
 * other answer makes the provider send it again (docs/pingbacks.md). What is not genuine is answered without waiting.
 *
 * @param query the raw query string
 * @param address who sent it, as far as it can be known
 * @param receivedAt when it counts as received, if not now (lib/clock.ts)
 * @param arrived when the request reached this process, on the clock of `performance.now()`: from then on it waits
 * @param probeProof what the go-live probe sends along, whose pingbacks are in no metrics
 */
export function receivePingback(
  query: string,
  address: string | undefined,
  receivedAt?: Date,
  arrived = performance.now(),
  probeProof: string | null = null,
): PingbackAnswer | Promise<PingbackAnswer> {
  const settings = env()
  const verified = verifyPingback(query, address, settings)
  if (!verified.ok) {
    const headers = refusePingback(verified, { query, address, arrived, probeProof })
    return { status: verified.status, body: 'NOK', headers }
  }

  const count = isOfProbe(probeProof, query, settings) ? () => {} : countPingback
  const arrival = {
    address: address ?? null,
    sign_version: verified.signVersion,
    secret: verified.secret,
    arrived,
    received_at: receivedAt?.toISOString(),
    parameters: maskParameters(verified.parameters),
  }
  return applied(readEvent(verified.parameters, settings.PAYMENTWALL_MODE === 'live'), arrival, count)
}

async function applied(
  event: PingbackEvent,
  arrival: QueuedArrival,
  count: typeof countPingback,
): Promise<PingbackAnswer> {
  queue ??= new PingbackQueue(env().PINGBACK_CONNECTIONS)
  try {
    return accepted(await queue.apply(event, arrival), arrival.arrived, count)
  } catch (error) {
    count('not_stored', arrival.arrived)
    const isBusy = error instanceof TimeoutError || isWorthRetrying(error)
    const why = isBusy ? 'its order or the database is busy' : String(error)
    log.error({ ref: event.ref, type: event.type, why }, 'pingback not stored, so it comes again')
    return isOwnFault(error) ? { status: 500, body: 'NOK', headers: {} } : later
  }
}

function accepted(result: PingbackResult, arrived: number, count: typeof countPingback): PingbackAnswer {
  const { verdict, orderId, sentence } = result
  // It may have taken a licence key.
  forget(stockTag)
  count(verdict, arrived)
  const ms = Math.round((performance.now() - arrived) * 10) / 10
  log.info({ verdict, orderId, ms }, sentence)
  return {
    status: 200,
    body: 'OK',
    headers: verdict === 'duplicate' ? { 'X-Pingback-Result': 'duplicate' } : {},
  }
}
