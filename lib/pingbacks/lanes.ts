import { countDown, OutOfPatience } from '@/lib/pingbacks/patience'

interface Lane {
  running: number
  waiting: (() => void)[]
  /** How many tasks have succeeded. */
  succeeded: number
}

/**
 * Lets at most `width` tasks of one key run at once; the others queue. One stuck order can so hold no more than `width`
 * connections, and every other order finds the pool free. A task waits at most `patience` ms without any progress in its
 * lane, then it is sent away with {@link OutOfPatience}.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>()

  constructor(
    readonly width: number,
    readonly patience: number,
  ) {}

  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(key) ?? { running: 0, waiting: [], succeeded: 0 }
    this.#lanes.set(key, lane)
    if (lane.running >= this.width) await this.#turn(lane)
    else lane.running++
    try {
      const result = await task()
      lane.succeeded++
      return result
    } finally {
      const next = lane.waiting.shift()
      if (next) next()
      else if (--lane.running === 0) this.#lanes.delete(key)
    }
  }

  #turn(lane: Lane): Promise<void> {
    return new Promise((resolve, reject) => {
      let seen = lane.succeeded
      const isProgress = () => {
        const before = seen
        seen = lane.succeeded
        return seen > before
      }
      const leave = () => {
        lane.waiting.splice(lane.waiting.indexOf(start), 1)
        reject(new OutOfPatience())
      }
      const stop = countDown(this.patience, leave, isProgress)
      const start = () => {
        stop()
        resolve()
      }
      lane.waiting.push(start)
    })
  }
}
