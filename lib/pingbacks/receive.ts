import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { isOwnFault, isWorthRetrying } from '@/lib/pingbacks/database'
import { type PingbackEvent, readEvent } from '@/lib/pingbacks/event'
import { Gather } from '@/lib/pingbacks/gather'
import { Lanes } from '@/lib/pingbacks/lanes'
import { maskParameters } from '@/lib/pingbacks/mask'
import {
  applyPingback,
  type PingbackArrival,
  type PingbackResult,
  recordFailedPingback,
} from '@/lib/pingbacks/mutations'
import { OutOfPatience, withPatience } from '@/lib/pingbacks/patience'
import { rejectedPingbacks } from '@/lib/pingbacks/rejected'
import { verifyPingback } from '@/lib/pingbacks/verify'

export interface PingbackAnswer {
  status: number
  body: string
  headers: Record<string, string>
}

/** How long an arrival may wait for its order: with the last attempt, it is sent away with 503 within 2.5 s. */
const patience = 2000
/**
 * How long after its arrival it is sent away with 503, whatever it waits for, so that this is heard within 4.5 s; what comes
 * of it later, the next arrival will find.
 */
const answerWithin = 4000

const lanes = new Lanes(2, patience)
let connections: Lanes | undefined
const alike = new Gather<() => PingbackArrival, PingbackResult>()

const now = <T>(value: () => T) => value()

const later: PingbackAnswer = { status: 503, body: 'NOK', headers: { 'Retry-After': '30' } }

/**
 * Receives one pingback: verifies it, applies it in one statement, and says what to answer. `OK` only after the commit;
 * an answer other than that makes the provider send again (docs/pingbacks.md).
 *
 * @param query the raw query string
 * @param address who sent it, as far as it can be known
 * @param receivedAt when it counts as received, if not now (lib/clock.ts)
 * @param arrived when the request reached this process, on the clock of `performance.now()`: from then on it waits
 */
export async function receivePingback(
  query: string,
  address: string | undefined,
  receivedAt?: Date,
  arrived = performance.now(),
): Promise<PingbackAnswer> {
  const settings = env()
  const verified = verifyPingback(query, address, settings)
  if (!verified.ok) {
    rejectedPingbacks().add(verified, address, query)
    return { status: verified.status, body: 'NOK', headers: {} }
  }

  const event = readEvent(verified.parameters, settings.PAYMENTWALL_MODE === 'live')
  const arrival = (): PingbackArrival => ({
    address: address ?? null,
    sign_version: verified.signVersion,
    secret: verified.secret,
    elapsed_ms: performance.now() - arrived,
    received_at: receivedAt?.toISOString(),
    parameters: maskParameters(verified.parameters),
  })
  try {
    return accepted(await withPatience(arrived + answerWithin, store(event, arrival)), arrived)
  } catch (error) {
    const why =
      error instanceof OutOfPatience || isWorthRetrying(error)
        ? 'its order or the database is busy'
        : String(error)
    log.error({ ref: event.ref, type: event.type, why }, 'pingback not stored, so it comes again')
    return isOwnFault(error) ? { status: 500, body: 'NOK', headers: {} } : later
  }
}

/** Applies an event, or keeps it to be applied later when that fails through a fault of our own. */
async function store(event: PingbackEvent, arrival: () => PingbackArrival): Promise<PingbackResult> {
  const deadline = performance.now() + patience
  try {
    // A thousand of the same at once are one statement's work, not a thousand's.
    return await alike.join(
      `${event.ref} ${event.type} ${event.part} ${event.digest}`,
      arrival,
      (start) => lanes.run(event.goodsid ?? event.ref, start),
      (arrivals) => untilFree(() => connected(() => applyPingback(event, arrivals.map(now))), deadline),
    )
  } catch (error) {
    if (!isOwnFault(error)) throw error
    log.error({ ref: event.ref, type: event.type, error: String(error) }, 'pingback could not be applied')
  }
  return connected(() => recordFailedPingback(event, arrival(), 'See the log for the fault.'))
}

/** Waits here for a connection, where waiting ends when nothing moves, and not in the pool, where it ends by the clock. */
function connected<T>(task: () => Promise<T>): Promise<T> {
  connections ??= new Lanes(env().PINGBACK_CONNECTIONS, patience)
  return connections.run('', task)
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

function accepted(result: PingbackResult, arrived: number): PingbackAnswer {
  const { verdict, orderId, sentence } = result
  const ms = Math.round((performance.now() - arrived) * 10) / 10
  log.info({ verdict, orderId, ms }, sentence)
  return {
    status: 200,
    body: 'OK',
    headers: verdict === 'duplicate' ? { 'X-Pingback-Result': 'duplicate' } : {},
  }
}
