import { startTimeout, TimeoutError } from '@/lib/timeout'

interface Queue {
  running: number
  waiting: (() => void)[]
  /** How many tasks have succeeded. */
  succeeded: number
}

interface Limits {
  /** How many tasks of one key may run at once. */
  width: number
  /** How many milliseconds a task may wait without any progress in its queue; unlimited by default. */
  timeout?: number
}

/**
 * One queue per key: at most `width` tasks of a key run at once, and the others wait in order of arrival. Keys do not wait
 * for each other. A task that waits for `timeout` while no task of its key succeeds is rejected with {@link TimeoutError}
 * and never runs.
 */
export class KeyedQueue {
  readonly #limits: Limits
  readonly #queues = new Map<string, Queue>()

  constructor(limits: Limits) {
    this.#limits = limits
  }

  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const queue = this.#queues.get(key) ?? { running: 0, waiting: [], succeeded: 0 }
    this.#queues.set(key, queue)
    if (queue.running >= this.#limits.width) await this.#turn(queue)
    else queue.running++
    try {
      const result = await task()
      queue.succeeded++
      return result
    } finally {
      const next = queue.waiting.shift()
      if (next) next()
      else if (--queue.running === 0) this.#queues.delete(key)
    }
  }

  #turn(queue: Queue): Promise<void> {
    const { timeout } = this.#limits
    return new Promise((resolve, reject) => {
      let stop = () => {}
      const start = () => {
        stop()
        resolve()
      }
      queue.waiting.push(start)
      if (timeout === undefined) return
      let seen = queue.succeeded
      const isProgress = () => {
        const before = seen
        seen = queue.succeeded
        return seen > before
      }
      const leave = () => {
        queue.waiting.splice(queue.waiting.indexOf(start), 1)
        reject(new TimeoutError())
      }
      stop = startTimeout(timeout, leave, isProgress)
    })
  }
}
