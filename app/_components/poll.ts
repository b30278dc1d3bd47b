const firstDelay = 1000
const growth = 1.25
const longestDelay = 15_000

/**
 * Milliseconds from one poll to the next. Each delay is a quarter longer than the one before, so a change is noticed late by
 * at most a quarter of the time waited for it.
 *
 * @param polls how many there have been
 */
export function pollDelay(polls: number): number {
  return Math.min(firstDelay * growth ** (polls - 1), longestDelay)
}

/**
 * Polls immediately, then at growing intervals, while the page is visible. Starts over when somebody returns to the page.
 *
 * @param poll its signal aborts once the result is no longer wanted
 * @returns stops the polling
 */
export function pollWhileVisible(poll: (signal: AbortSignal) => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let polling = new AbortController()

  async function next(polls: number, signal: AbortSignal) {
    await poll(signal)
    if (!signal.aborted) timer = setTimeout(next, pollDelay(polls), polls + 1, signal)
  }

  function stop() {
    polling.abort()
    clearTimeout(timer)
  }

  function startOver() {
    stop()
    if (document.visibilityState !== 'visible') return
    polling = new AbortController()
    next(1, polling.signal)
  }

  startOver()
  document.addEventListener('visibilitychange', startOver)
  window.addEventListener('focus', startOver)
  return () => {
    stop()
    document.removeEventListener('visibilitychange', startOver)
    window.removeEventListener('focus', startOver)
  }
}
