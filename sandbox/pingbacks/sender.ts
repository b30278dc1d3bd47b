import type { Clock } from '../core/clock'
import { Limiter } from '../core/limiter'
import type { Scheduler } from '../core/scheduler'
import type { Pingback, PingbackAttempt } from '../core/state'
import type { Store } from '../core/store'

const okay = Buffer.from('OK')
const bodyKept = 2_000
const attemptsKept = 100
const parallelSends = 32

/** Delivers recorded pingbacks: at once, then every `retryMinutes` of the emulated clock until the shop answers 200 and exactly `OK`. */
export class PingbackSender {
  readonly #underWay = new Map<string, Promise<PingbackAttempt | null>>()
  readonly #limiter = new Limiter(parallelSends)
  #stop = new AbortController()

  constructor(
    private readonly store: Store,
    private readonly clock: () => Clock,
    private readonly scheduler: Scheduler,
  ) {
    scheduler.handle('pingback', (id) =>
      this.#limiter.run(async () => {
        const dueAt = scheduler.dueAt('pingback', id)
        if (dueAt !== null && dueAt <= clock().now()) await this.attempt(id)
      }),
    )
  }

  /** Records a pingback and has it sent at once, without waiting for the answer. */
  enqueue(pingback: Pingback): void {
    this.store.state.pingbacks.push(pingback)
    this.scheduler.schedule('pingback', pingback.id, this.clock().now())
  }

  find(id: string): Pingback | undefined {
    return this.store.state.pingbacks.find((pingback) => pingback.id === id)
  }

  waiting(): Pingback[] {
    return this.store.state.pingbacks.filter((pingback) => pingback.status === 'sending')
  }

  nextAttemptAt(pingback: Pingback): number | null {
    return this.scheduler.dueAt('pingback', pingback.id)
  }

  /** Sends now and waits for the answer; joins an attempt that is already under way. Null if the emulator was stopped or reset. */
  attempt(id: string): Promise<PingbackAttempt | null> {
    const underWay = this.#underWay.get(id)
    if (underWay) return underWay
    const attempt = this.#attempt(id).finally(() => this.#underWay.delete(id))
    this.#underWay.set(id, attempt)
    return attempt
  }

  /** Sends several now, at most `parallel` at a time, and waits for all answers. */
  async attemptAll(pingbacks: readonly Pingback[], parallel = parallelSends): Promise<void> {
    const limiter = new Limiter(parallel)
    await Promise.all(pingbacks.map(({ id }) => limiter.run(() => this.attempt(id))))
  }

  /** Breaks off every attempt under way; its job stays stored, so that it is made again after a restart. */
  abort(): void {
    this.#stop.abort()
    this.#stop = new AbortController()
  }

  async #attempt(id: string): Promise<PingbackAttempt | null> {
    const pingback = this.find(id)
    if (!pingback) return null
    const stop = this.#stop.signal
    const { answerTimeoutSeconds, retryMinutes } = this.store.state.settings
    const attempt = await callListener(pingback, this.clock(), answerTimeoutSeconds, stop)
    if (stop.aborted) return null

    pingback.attempts.push(attempt)
    if (pingback.attempts.length > attemptsKept) pingback.attempts.shift()
    if (attempt.isAcknowledged) pingback.status = 'acknowledged'
    this.scheduler.cancel('pingback', id)
    if (pingback.status === 'sending') {
      if (pingback.retries) {
        this.scheduler.schedule('pingback', id, attempt.at + retryMinutes * 60_000)
      } else {
        pingback.status = 'not retried'
      }
    }
    this.store.changed()
    return attempt
  }
}

/** Makes one call to a shop's listener and judges the answer. */
export async function callListener(
  message: Pick<Pingback, 'url' | 'method' | 'headers'>,
  clock: Pick<Clock, 'now'>,
  timeoutSeconds: number,
  stop: AbortSignal,
): Promise<PingbackAttempt> {
  const at = clock.now()
  const started = performance.now()
  const attempt = (answer: Partial<PingbackAttempt>): PingbackAttempt => ({
    at,
    durationMs: Math.round(performance.now() - started),
    isAcknowledged: false,
    status: null,
    body: '',
    result: null,
    error: null,
    ...answer,
  })
  try {
    const response = await fetch(message.url, {
      method: message.method,
      // A shop that runs on this machine may take its time from the emulated clock.
      headers: { date: new Date(at).toUTCString(), ...message.headers },
      redirect: 'manual',
      signal: AbortSignal.any([stop, AbortSignal.timeout(timeoutSeconds * 1000)]),
    })
    const body = Buffer.from(await response.arrayBuffer())
    return attempt({
      isAcknowledged: response.status === 200 && body.equals(okay),
      status: response.status,
      body: body.toString('utf8').slice(0, bodyKept),
      result: response.headers.get('x-pingback-result'),
    })
  } catch (error) {
    return attempt({ error: explain(error, timeoutSeconds) })
  }
}

function explain(error: unknown, timeoutSeconds: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `No answer within ${timeoutSeconds} s`
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error)) return String(cause)
  return cause.message || (cause as NodeJS.ErrnoException).code || cause.name
}
