import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { isOwnFault, isWorthRetrying } from '@/lib/pingbacks/database'
import { readEvent } from '@/lib/pingbacks/event'
import { Gather } from '@/lib/pingbacks/gather'
import { Lanes, LaneTimeout } from '@/lib/pingbacks/lanes'
import { maskParameters } from '@/lib/pingbacks/mask'
import {
  applyPingback,
  type PingbackArrival,
  type PingbackResult,
  recordFailedPingback,
} from '@/lib/pingbacks/mutations'
import { RejectedLog } from '@/lib/pingbacks/rejected'
import { verifyPingback } from '@/lib/pingbacks/verify'

export interface PingbackAnswer {
  status: number
  body: string
  headers: Record<string, string>
}

/** How long an arrival may wait for its order before it is sent away with 503. */
const patience = 2500
const lanes = new Lanes(2, patience)
const alike = new Gather<() => PingbackArrival, PingbackResult>()
const rejected = new RejectedLog()

const now = <T>(value: () => T) => value()

const later: PingbackAnswer = { status: 503, body: 'NOK', headers: { 'Retry-After': '30' } }

/**
 * Receives one pingback: verifies it, applies it in one statement, and says what to answer. `OK` only after the commit;
 * an answer other than that makes the provider send again (docs/pingbacks.md).
 *
 * @param query the raw query string
 * @param address who sent it, as far as it can be known
 * @param receivedAt when it counts as received, if not now (lib/clock.ts)
 */
export async function receivePingback(
  query: string,
  address: string | undefined,
  receivedAt?: Date,
): Promise<PingbackAnswer> {
  const started = performance.now()
  const settings = env()
  const verified = verifyPingback(query, address, settings)
  if (!verified.ok) {
    const { status, reason, parameter } = verified
    rejected.add({ reason, parameter }, address, query)
    return { status, body: 'NOK', headers: {} }
  }

  const event = readEvent(verified.parameters, settings.PAYMENTWALL_MODE === 'live')
  const arrival = (): PingbackArrival => ({
    address: address ?? null,
    sign_version: verified.signVersion,
    secret: verified.secret,
    elapsed_ms: performance.now() - started,
    received_at: receivedAt?.toISOString(),
    parameters: maskParameters(verified.parameters),
  })

  try {
    // A thousand of the same at once are one statement's work, not a thousand's.
    const result = await alike.join(
      `${event.ref} ${event.type} ${event.part} ${event.digest}`,
      arrival,
      (start) => lanes.run(event.goodsid ?? event.ref, start),
      (arrivals) => untilFree(() => applyPingback(event, arrivals.map(now)), started + patience),
    )
    return accepted(result, started)
  } catch (error) {
    if (!isOwnFault(error)) {
      const why = error instanceof LaneTimeout || isWorthRetrying(error) ? 'its order is busy' : String(error)
      log.error(
        { ref: event.ref, type: event.type, why },
        'pingback not stored: answered 503, so it comes again',
      )
      return later
    }
    log.error({ ref: event.ref, type: event.type, error: String(error) }, 'pingback could not be applied')
  }

  try {
    return accepted(await recordFailedPingback(event, arrival(), 'See the log for the fault.'), started)
  } catch (error) {
    log.error({ ref: event.ref, type: event.type, error: String(error) }, 'pingback not stored')
    return isOwnFault(error) ? { status: 500, body: 'NOK', headers: {} } : later
  }
}

async function untilFree<T>(task: () => Promise<T>, deadline: number): Promise<T> {
  for (;;) {
    try {
      return await task()
    } catch (error) {
      const retry = isWorthRetrying(error) && performance.now() + 300 < deadline
      if (!retry) throw error
    }
  }
}

function accepted(result: PingbackResult, started: number): PingbackAnswer {
  const { verdict, orderId, sentence } = result
  const ms = Math.round((performance.now() - started) * 10) / 10
  log.info({ verdict, orderId, ms }, sentence)
  return {
    status: 200,
    body: 'OK',
    headers: verdict === 'duplicate' ? { 'X-Pingback-Result': 'duplicate' } : {},
  }
}
