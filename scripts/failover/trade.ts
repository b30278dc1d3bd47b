import { setTimeout as pause } from 'node:timers/promises'
import { pingbackQuery } from '@/test/support/pingbacks'
import type { Front } from './balancer'

const everyMilliseconds = 50
/** Sent again sooner, those of a long outage would keep the machine busy. */
const retryAfter = 1000

/** Sends a genuine pingback for another order every 50 ms, and each again until it is acknowledged; keeps the books. */
export class Trade {
  readonly acknowledged: { ref: string; at: number }[] = []
  refused = 0
  /** What was answered besides 200 and 503. */
  readonly wrongStatuses = new Set<number>()
  #isOver = false
  readonly #sending = new Set<Promise<void>>()
  readonly #ended: Promise<void>

  constructor(
    orders: readonly string[],
    private readonly front: Front,
    private readonly secret: string,
  ) {
    this.#ended = this.#run(orders)
  }

  async #run(orders: readonly string[]): Promise<void> {
    for (const order of orders) {
      if (this.#isOver) return
      const sending = this.#pay(order).finally(() => this.#sending.delete(sending))
      this.#sending.add(sending)
      await pause(everyMilliseconds)
    }
    throw new Error('There were too few orders for the drill.')
  }

  async #pay(order: string): Promise<void> {
    const ref = `b${order}`
    const query = pingbackQuery({ uid: order, goodsid: order, type: 0, ref }, { secret: this.secret })
    for (;;) {
      const status = await this.front.get(`/api/pingback?${query}`).catch(() => undefined)
      if (status === 200) break
      this.refused++
      if (status !== undefined && status !== 503) this.wrongStatuses.add(status)
      await pause(retryAfter)
    }
    this.acknowledged.push({ ref, at: performance.now() })
  }

  /** Begins no more, and returns once all that was begun is acknowledged. */
  async end(): Promise<void> {
    this.#isOver = true
    await this.#ended
    await Promise.all(this.#sending)
  }

  /** Until one more is acknowledged. */
  async untilNext(): Promise<void> {
    const count = this.acknowledged.length
    while (this.acknowledged.length === count) await pause(10)
  }
}
