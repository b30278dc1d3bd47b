import { z } from 'zod'
import { env, isLoopback } from '@/lib/env'

const clockSchema = z.object({ now: z.number().int().positive() })

/** Where the emulator tells its time; undefined in every mode but `local`, which serves this machine alone (lib/env.ts). */
function emulatorClock(): string | undefined {
  const { PAYMENTWALL_MODE, PAYMENTWALL_API_URL } = env()
  const local = PAYMENTWALL_MODE === 'local' && isLoopback(PAYMENTWALL_API_URL)
  return local ? `${PAYMENTWALL_API_URL}/control/clock` : undefined
}

/**
 * The time by which memberships run. It is this machine's; with the emulator alone it is the emulator's, so that a year of
 * a membership can be lived through in minutes (docs/memberships.md). Never earlier than this machine's.
 */
export async function shopTime(): Promise<Date> {
  const now = Date.now()
  const clock = emulatorClock()
  if (clock === undefined) return new Date(now)
  try {
    const response = await fetch(clock, { cache: 'no-store', signal: AbortSignal.timeout(500) })
    return new Date(Math.max(now, clockSchema.parse(await response.json()).now))
  } catch {
    return new Date(now)
  }
}

/**
 * When a pingback counts as received, if not now: the emulator dates what it sends by its own clock. Undefined in every
 * mode but `local`, where nobody but the sender's own machine could say.
 *
 * @param date the `Date` header
 */
export function emulatedArrival(date: string | null): Date | undefined {
  if (date === null || emulatorClock() === undefined) return undefined
  const time = Date.parse(date)
  return Number.isNaN(time) ? undefined : new Date(time)
}
