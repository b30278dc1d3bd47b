/** Thrown when something took longer than it may. */
export class TimeoutError extends Error {}

/**
 * Calls `end` after so many milliseconds of this process's own time. They are counted in ten steps, and a step that comes
 * late counts once: a process that is too busy to read an answer does not conclude that none came.
 *
 * @param isProgress called at each step; while it returns true, the timeout starts again
 * @returns a function that stops the timeout
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

const checkEvery = 100
const minChecks = 5

/**
 * The task's result, or {@link TimeoutError} after the deadline; the task itself continues. On a busy process an answer that
 * has arrived is read before the deadline is checked, and a task that starts late still gets half a second of the process's
 * own time, which is enough for most.
 *
 * @param deadline on the clock of `performance.now()`
 */
export async function withDeadline<T>(deadline: number, task: Promise<T>): Promise<T> {
  let clock: NodeJS.Timeout | undefined
  const end = new Promise<never>((_, reject) => {
    let checks = 0
    clock = setInterval(() => {
      checks++
      if (checks < minChecks || performance.now() < deadline) return
      clearInterval(clock)
      // Timers run before sockets are read, immediates after.
      setImmediate(reject, new TimeoutError())
    }, checkEvery)
  })
  try {
    return await Promise.race([task, end])
  } finally {
    clearInterval(clock)
  }
}
