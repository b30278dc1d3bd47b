import { setTimeout as delay } from 'node:timers/promises'
import { type Child, type ChildOptions, lastLines, startChild } from './children'
import { UserError } from './user-error'

/** A program of the shop that can be stopped or killed and started again. */
export interface Service {
  start(): Promise<void>
  stop(): Promise<void>
  kill(): Promise<void>
}

export interface Loss {
  fault: UserError
  /** Milliseconds for which it had run. */
  lasted: number
  start: () => Promise<void>
  /** True once it has been told something else. */
  isOver: () => boolean
}

interface ServiceOptions {
  name: string
  log: string
  child: Omit<ChildOptions, 'log'>
  /** Tells whether the program is ready; without it, it is as soon as it runs. What it throws ends the program. */
  isReady?: () => Promise<boolean>
  /** Gives up starting. */
  signal?: AbortSignal
  /** Told when the program was ready, and has ended though nobody has stopped it. */
  onLoss?: (loss: Loss) => void
}

const startTimeout = 180_000
const longestPause = 30_000
// A process that has run for so long did not fall at the first step: the next pause is short again.
const steadyAfter = 60_000

const lastWords = (log: string) => `Its last output, from ${log}:\n${lastLines(log) || '(none)'}`

/** Whether an address answers, whatever it says. */
export async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(5000), redirect: 'manual' })
    return true
  } catch {
    return false
  }
}

/** A program of which `onLoss` learns when it ends by itself. */
export function service({ name, log, child, isReady, signal, onLoss }: ServiceOptions): Service {
  let wanted: Child | undefined
  let orders = 0

  async function launch() {
    signal?.throwIfAborted()
    const started = startChild({ log, ...child })
    wanted = started
    let ready = false
    const began = performance.now()
    const ended = started.ended.then(async (reason) => {
      // What it had started itself may still hold its port.
      await started.kill()
      const fault = new UserError(`${name} ended unexpectedly (${reason}). ${lastWords(log)}`)
      if (ready && wanted === started) {
        const given = orders
        const lasted = performance.now() - began
        onLoss?.({ fault, lasted, start: launch, isOver: () => orders !== given })
      }
      return fault
    })
    try {
      while (isReady && !(await isReady())) {
        const fault = await Promise.race([ended, delay(50, undefined)])
        signal?.throwIfAborted()
        if (fault) throw fault
        if (performance.now() - began > startTimeout) {
          throw new UserError(`${name} did not become ready. ${lastWords(log)}`)
        }
      }
      ready = true
    } finally {
      if (!ready) await started.kill()
    }
  }

  const end = async (how: 'stop' | 'kill') => {
    orders += 1
    const leaving = wanted
    wanted = undefined
    await leaving?.[how]()
  }
  return {
    start: () => {
      orders += 1
      return launch()
    },
    stop: () => end('stop'),
    kill: () => end('kill'),
  }
}

interface RevivalOptions {
  name: string
  report: (line: string) => void
  /** Ends all tries. */
  signal: AbortSignal
  /** Milliseconds before the first try; it doubles from try to try, up to half a minute. */
  firstPause?: number
}

/** Starts a lost program again until it stays, with growing pauses, and says each time what happened. */
export function revival({ name, report, signal, firstPause = 1000 }: RevivalOptions) {
  let inARow = 0
  return async ({ fault, lasted, start, isOver }: Loss): Promise<void> => {
    if (lasted > steadyAfter) inARow = 0
    let reason = fault
    while (true) {
      inARow += 1
      const pause = Math.min(firstPause * 2 ** (inARow - 1), longestPause)
      const again = inARow === 1 ? '' : ` (lost ${inARow} times in a row)`
      report(reason.message)
      report(`${name} restarts in ${pause / 1000} s${again} …`)
      await delay(pause, undefined, { signal }).catch(() => {})
      if (signal.aborted || isOver()) return
      try {
        await start()
        report(`${name} is running again`)
        return
      } catch (error) {
        if (signal.aborted) return
        reason = error instanceof UserError ? error : new UserError(String(error))
      }
    }
  }
}
