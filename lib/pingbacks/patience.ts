/** Thrown when something took longer than it may. */
export class OutOfPatience extends Error {}

/**
 * Calls `end` after so many milliseconds of this process's own time. They are counted in ten steps, each once however late
 * it comes: a process that is too busy to hear an answer does not take the other side for dead.
 *
 * @param isProgress asked at each step; when it says yes, the count begins again
 * @returns what stops the count
 */
export function countDown(
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

/** What the task comes to, or {@link OutOfPatience} if that takes too long; the task itself goes on. */
export async function withPatience<T>(milliseconds: number, task: Promise<T>): Promise<T> {
  let stop = () => {}
  const end = new Promise<never>((_, reject) => {
    stop = countDown(milliseconds, () => reject(new OutOfPatience()))
  })
  try {
    return await Promise.race([task, end])
  } finally {
    stop()
  }
}
