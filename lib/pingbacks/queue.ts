import { setTimeout as pause } from 'node:timers/promises'
import { KeyedQueue } from '@/lib/keyed-queue'
import { log } from '@/lib/log'
import { Coalescer } from '@/lib/pingbacks/coalescer'
import { isOwnFault, isWorthRetrying, whileWorthRetrying } from '@/lib/pingbacks/database'
import type { PingbackEvent } from '@/lib/pingbacks/event'
import {
  applyPingback,
  applyPingbacks,
  type PingbackArrival,
  type PingbackResult,
  recordFailedPingback,
} from '@/lib/pingbacks/mutations'
import { withDeadline } from '@/lib/timeout'

/** An arrival in the queue. How long it took is known only when its statement starts. */
export interface QueuedArrival extends Omit<PingbackArrival, 'elapsed_ms'> {
  /** When the request reached this process, on the clock of `performance.now()`. */
  arrived: number
}

/** An event with those of its arrivals that share a statement. */
interface QueuedEvent {
  event: PingbackEvent
  arrivals: readonly QueuedArrival[]
}

const perOrder = 2
/** How many events share a transaction at most, and how long it should take: the first of them waits for the last. */
const perBatch = { events: 16, milliseconds: 400 }
/**
 * While so many transactions run, the next waits for one of them, and what arrives meanwhile shares it: more would only get in
 * each other's way. Not for long, though: a busy order or a distant database may hold them up.
 */
const enoughAtOnce = 2
const patience = 25
/** How long an arrival may wait for its order. Including the last attempt, it is rejected within 2.5 s. */
const waitAtMost = 2000
/** When the last retry for a busy order may start: an attempt waits up to 250 ms for locks. */
const lastAttempt = waitAtMost - 300
/**
 * How long after its arrival it is rejected, whatever it waits for, so that the sender has an answer within 4.5 s. If it is
 * stored later, the next arrival is a duplicate.
 */
const answerWithin = 4000

/**
 * Where pingbacks wait for the database. At most two statements per order run at once, so that a stuck order leaves the
 * connections to the others. Arrivals of the same event share a statement, so that a thousand of them cost one; and events that
 * wait for a connection at the same time share a transaction.
 */
export class PingbackQueue {
  readonly #orders = new KeyedQueue({ width: perOrder, timeout: waitAtMost })
  readonly #same = new Coalescer<QueuedArrival, PingbackResult>()
  readonly #together = new Coalescer<QueuedEvent, PingbackResult[] | null>(() => this.#batchSize)
  readonly #connections: KeyedQueue
  readonly #running = new Set<Promise<unknown>>()
  readonly #patience: number
  #batchSize = perBatch.events

  /**
   * @param connections how many the listener may use
   * @param patienceMs how long a transaction waits at most until fewer run
   */
  constructor(connections: number, patienceMs = patience) {
    this.#patience = patienceMs
    // A wait here ends when nothing progresses; in the pool it would end after a fixed time.
    this.#connections = new KeyedQueue({ width: connections, timeout: waitAtMost })
  }

  /**
   * Applies an event in its turn. Stores it to be applied later if that fails because of a fault of ours. Rejects with a
   * TimeoutError or the database's error.
   */
  apply(event: PingbackEvent, arrival: QueuedArrival): Promise<PingbackResult> {
    return withDeadline(arrival.arrived + answerWithin, this.#applyOrKeep(event, arrival))
  }

  async #applyOrKeep(event: PingbackEvent, arrival: QueuedArrival): Promise<PingbackResult> {
    try {
      return await this.#applyInTurn(event, arrival)
    } catch (error) {
      if (!isOwnFault(error)) throw error
      log.error({ ref: event.ref, type: event.type, error: String(error) }, 'pingback could not be applied')
    }
    return this.#connected(() => recordFailedPingback(event, started(arrival), 'See the log for the fault.'))
  }

  #applyInTurn(event: PingbackEvent, arrival: QueuedArrival): Promise<PingbackResult> {
    const deadline = performance.now() + lastAttempt
    return this.#same.join(
      `${event.ref} ${event.type} ${event.part} ${event.digest}`,
      arrival,
      (start) => this.#orders.run(event.goodsid ?? event.ref, start),
      (arrivals) => this.#applyTogether({ event, arrivals }, deadline),
    )
  }

  async #applyTogether(queued: QueuedEvent, deadline: number): Promise<readonly PingbackResult[]> {
    const results = await this.#together.join(
      '',
      queued,
      (start) => this.#connected(() => this.#whenFewRun(start)),
      (batch) => this.#applyBatch(batch),
    )
    // By itself it tells what is wrong, and keeps nobody waiting while its order is busy.
    return results ?? whileWorthRetrying(deadline, () => this.#connected(() => applyAlone(queued)))
  }

  async #applyBatch(batch: readonly QueuedEvent[]): Promise<(PingbackResult[] | null)[]> {
    const began = performance.now()
    try {
      return await applyBatch(batch)
    } finally {
      const each = (performance.now() - began) / batch.length
      this.#batchSize = Math.max(1, Math.min(perBatch.events, Math.floor(perBatch.milliseconds / each)))
    }
  }

  async #whenFewRun<T>(start: () => Promise<T>): Promise<T> {
    const until = performance.now() + this.#patience
    while (this.#running.size >= enoughAtOnce && performance.now() < until) {
      const timeout = pause(until - performance.now(), undefined, { ref: false })
      // Whose transaction failed hears of it by itself.
      await Promise.race([...this.#running, timeout]).catch(() => {})
    }
    const result = start()
    this.#running.add(result)
    return result.finally(() => this.#running.delete(result))
  }

  #connected<T>(task: () => Promise<T>): Promise<T> {
    return this.#connections.run('', task)
  }
}

function started({ arrived, ...arrival }: QueuedArrival): PingbackArrival {
  return { ...arrival, elapsed_ms: performance.now() - arrived }
}

function applyAlone({ event, arrivals }: QueuedEvent): Promise<PingbackResult[]> {
  return applyPingback(event, arrivals.map(started))
}

/** The results of each event; null for one that is to be applied by itself. Rejects when the database can't be used. */
async function applyBatch(batch: readonly QueuedEvent[]): Promise<(PingbackResult[] | null)[]> {
  try {
    const [first, ...others] = batch
    if (first && others.length === 0) return [await applyAlone(first)]
    return await applyPingbacks(
      batch.map(({ event, arrivals }) => ({ event, arrivals: arrivals.map(started) })),
    )
  } catch (error) {
    if (!isOwnFault(error) && !isWorthRetrying(error)) throw error
    return batch.map(() => null)
  }
}
