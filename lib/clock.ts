import { z } from 'zod'
import { env, isLoopback } from '@/lib/env'
import { boundedRequest } from '@/lib/http/bounded-request'
import { log } from '@/lib/log'

/** The range of an emulator's clock: PostgreSQL can't store much later dates. */
const time = z.number().int().positive().max(Date.UTC(2200))

const clockSchema = z.object({ now: time })

/** The address of the emulator's clock; undefined in every mode but `local`, which serves this machine alone (lib/env.ts). */
function emulatorClock(): string | undefined {
  const { PAYMENTWALL_MODE, PAYMENTWALL_API_URL } = env()
  const local = PAYMENTWALL_MODE === 'local' && isLoopback(PAYMENTWALL_API_URL)
  return local ? `${PAYMENTWALL_API_URL}/control/clock` : undefined
}

const timeoutMs = 2000
const attemptsWhileUnknown = 3

// Next's bundles each get a copy of this module, so what they must agree on lies on the process's global object.
const kept = globalThis as { emulatorClock?: { aheadMs?: number; isSilent: boolean } }
kept.emulatorClock ??= { isSilent: false }
const known = kept.emulatorClock

async function askEmulator(clock: string): Promise<number | undefined> {
  try {
    // Next's own fetch would make a page that asks for the time one that can't be cached.
    const { body } = await boundedRequest(new URL(clock), {}, { timeout: timeoutMs, size: 1000 }, 'the clock')
    return clockSchema.parse(JSON.parse(body)).now
  } catch {
    return undefined
  }
}

/**
 * How far the emulator's clock is ahead of this machine's, in milliseconds. While it doesn't answer, the
 * last known difference: otherwise a busy machine would send members to another day and back. If nothing is known yet, it is
 * asked a few more times, and then assumed to be correct.
 */
async function emulatorAhead(clock: string): Promise<number> {
  let said: number | undefined
  let attempts = known.aheadMs === undefined ? attemptsWhileUnknown : 1
  while (said === undefined && attempts-- > 0) said = await askEmulator(clock)
  if (said !== undefined) known.aheadMs = Math.max(0, said - Date.now())
  else if (!known.isSilent) {
    const assumed = known.aheadMs === undefined ? 'it is correct' : 'the last known difference'
    log.warn({ clock }, `the emulator does not answer: assuming ${assumed}`)
  }
  known.isSilent = said === undefined
  known.aheadMs ??= 0
  return known.aheadMs
}

/**
 * The time by which memberships run. It is this machine's; with the emulator alone it is the emulator's, so that a year of
 * a membership can be lived through in minutes (docs/memberships.md). Never earlier than this machine's.
 */
export async function shopTime(): Promise<Date> {
  const clock = emulatorClock()
  const ahead = clock === undefined ? 0 : await emulatorAhead(clock)
  return new Date(Date.now() + ahead)
}

/**
 * When a pingback counts as received, if not now: the emulator dates what it sends by its own clock. Undefined in every
 * mode but `local`, where nothing vouches for it, and for a date out of range.
 *
 * @param date the `Date` header
 */
export function emulatedArrival(date: string | null): Date | undefined {
  if (date === null || emulatorClock() === undefined) return undefined
  const parsed = time.safeParse(Date.parse(date))
  return parsed.success ? new Date(parsed.data) : undefined
}
