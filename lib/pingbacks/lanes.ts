/** Thrown when an order let nobody through for too long. */
export class LaneTimeout extends Error {}

interface Lane {
  running: number
  waiting: { start: () => void; since: number }[]
  lastProgress: number
}

/**
 * Lets at most `width` tasks of one key run at once; the others queue. One stuck order can so hold no more than `width`
 * connections, and every other order finds the pool free. A task waits at most `patience` ms without any progress in its
 * lane.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>()

  constructor(
    readonly width: number,
    readonly patience: number,
  ) {}

  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(key) ?? { running: 0, waiting: [], lastProgress: performance.now() }
    this.#lanes.set(key, lane)
    if (lane.running >= this.width) await this.#turn(lane)
    else lane.running++
    try {
      const result = await task()
      lane.lastProgress = performance.now()
      return result
    } finally {
      const next = lane.waiting.shift()
      if (next) next.start()
      else if (--lane.running === 0) this.#lanes.delete(key)
    }
  }

  #turn(lane: Lane): Promise<void> {
    return new Promise((resolve, reject) => {
      const since = performance.now()
      let timer: NodeJS.Timeout
      const waiter = {
        since,
        start: () => {
          clearTimeout(timer)
          resolve()
        },
      }
      const check = () => {
        const left = Math.max(lane.lastProgress, since) + this.patience - performance.now()
        if (left > 0) {
          timer = setTimeout(check, left)
          return
        }
        lane.waiting.splice(lane.waiting.indexOf(waiter), 1)
        reject(new LaneTimeout())
      }
      timer = setTimeout(check, this.patience)
      lane.waiting.push(waiter)
    })
  }
}
