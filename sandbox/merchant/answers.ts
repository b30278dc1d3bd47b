import type { Context } from 'hono'
import type { Emulator } from '../emulator'

const timeoutMs = 3_000

/** Waits for what was sent, but not so long that a page seems to hang. */
export async function answeredSoon(sending: Promise<unknown>): Promise<void> {
  await Promise.race([sending, new Promise((resolve) => setTimeout(resolve, timeoutMs).unref())])
}

/** Waits for the shop's first answer to each pingback about a payment. */
export async function firstAnswers(emulator: Emulator, ref: string): Promise<void> {
  const unanswered = emulator.pingbacks
    .waiting()
    .filter((pingback) => pingback.ref === ref && pingback.attempts.length === 0)
  await answeredSoon(emulator.pingbacks.attemptAll(unanswered))
}

/** Moves the clock to a moment, unless there is none; what is due on the way has happened when it is over. */
export async function moveClock({ scheduler }: Emulator, moment: number | null): Promise<void> {
  if (moment !== null) await scheduler.advanceTo(moment)
  scheduler.arm()
}

export function notFound(c: Context) {
  return c.text('There is no such record here. It may have been reset.', 404)
}
