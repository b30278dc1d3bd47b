const firstPause = 1000
const growth = 1.25
const longestPause = 15_000

/**
 * Milliseconds from one look to the next. Each pause is a quarter longer than the one before, so that what comes later is
 * seen later by no more than a quarter of the time that was waited for it.
 *
 * @param looks how many there were
 */
export function pauseAfter(looks: number): number {
  return Math.min(firstPause * growth ** (looks - 1), longestPause)
}

/**
 * Looks at once, and then again and again, ever more seldom, while the page is in view. Whoever comes back to it sees what
 * is new at once.
 *
 * @param look is told by the signal that it counts no more
 * @returns what ends it
 */
export function keepLooking(look: (signal: AbortSignal) => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let looking = new AbortController()

  async function lookOn(looks: number, signal: AbortSignal) {
    await look(signal)
    if (!signal.aborted) timer = setTimeout(lookOn, pauseAfter(looks), looks + 1, signal)
  }

  function stop() {
    looking.abort()
    clearTimeout(timer)
  }

  function startOver() {
    stop()
    if (document.visibilityState !== 'visible') return
    looking = new AbortController()
    lookOn(1, looking.signal)
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
