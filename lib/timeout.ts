/** Thrown when something took longer than it may. */
export class TimeoutError extends Error {}

/**
 * Calls `end` after so many milliseconds of this process's own time. They are counted in ten steps, each once however late
 * it comes: a process that is too busy to hear an answer does not take the other side for dead.
 *
 * @param isProgress asked at each step; when it says yes, the count starts from the beginning
 * @returns what stops the timer
 */
export function startTimeout(
  milliseconds: number,
  end: () => void,
  isProgress: () => boolean = () => false,
): () => void {
  let stepsLeft = 10
  const clock = setInterval(() => {
    stepsLeft = isProgress() ? 10 : stepsLeft - 1
    if (stepsLeft > 0) return
    clearInterval(clock)
    end()
  }, milliseconds / 10)
  return () => clearInterval(clock)
}

const lookEvery = 100
const leastLooks = 5

/**
 * What the task comes to, or {@link TimeoutError} from the deadline on; the task itself goes on. A process that is too busy
 * to keep up does not take the other side for dead: what has come is heard before the deadline is, and who was begun with
 * late is still given half a second of the process's own time, in which most are done.
 *
 * @param deadline on the clock of `performance.now()`
 */
export async function withDeadline<T>(deadline: number, task: Promise<T>): Promise<T> {
  let clock: NodeJS.Timeout | undefined
  const end = new Promise<never>((_, reject) => {
    let looks = 0
    clock = setInterval(() => {
      looks++
      if (looks < leastLooks || performance.now() < deadline) return
      clearInterval(clock)
      // Timers run before sockets are read, immediates after.
      setImmediate(reject, new TimeoutError())
    }, lookEvery)
  })
  try {
    return await Promise.race([task, end])
  } finally {
    clearInterval(clock)
  }
}
