import { addressKey, countAttempt, type Limit, personalKey, uncountAttempt } from '@/lib/accounts/rate-limit'
import type { Uid } from '@/lib/ids'
import { log } from '@/lib/log'

// Enough for mistakes, too few to try out stolen cards. A guest can be another buyer each time, so what guests have in common
// is counted too: the network, the browser's fingerprint and the e-mail address. Nobody uses up an account's attempts by
// typing its address.
const windowMinutes = 15
const perBuyer = 20
const perNetwork = 60
const perFingerprint = 30
const perGuestAddress = 20

/** What others may have in common with an attempt. */
interface SharedAttempt {
  buyer: { email: string; isGuest: boolean }
  /** The browser's address, as far as it is known. */
  address: string | undefined
  /** What Brick.js made of the browser; a saved card has none. */
  fingerprint: string | undefined
}

function sharedLimits({ buyer, address, fingerprint }: SharedAttempt): Limit[] {
  return [
    ...(buyer.isGuest ? [{ key: personalKey('card-guest', buyer.email), hits: perGuestAddress }] : []),
    ...(fingerprint === undefined
      ? []
      : [{ key: personalKey('card-fingerprint', fingerprint), hits: perFingerprint }]),
    ...(address === undefined ? [] : [{ key: addressKey('card-network', address), hits: perNetwork }]),
  ]
}

/**
 * Counts an attempt to pay by card, whatever becomes of it.
 *
 * @returns the minutes to wait where it was one too many
 */
export async function countCardAttempt(
  attempt: SharedAttempt & { buyer: { uid: Uid } },
): Promise<number | undefined> {
  const own = { key: personalKey('card-payment', attempt.buyer.uid), hits: perBuyer }
  return countAttempt([own, ...sharedLimits(attempt)], windowMinutes)
}

/** What an attempt counts against beside its buyer's own limit: kept with it until it is known whether the card was good. */
export function sharedKeys(attempt: SharedAttempt): string[] {
  return sharedLimits(attempt).map(({ key }) => key)
}

/**
 * Takes back what an attempt counts for others, once its card was good: many may buy from one network. When the time in which
 * it was counted is over, there is nothing to take back.
 *
 * @param attempt.counted as `sharedKeys` told them
 */
export async function returnCardAttempt(
  { counted, createdAt }: { counted: string[]; createdAt: Date },
  now = new Date(),
): Promise<void> {
  const windowOf = (at: Date) => Math.floor(at.getTime() / (windowMinutes * 60_000))
  if (windowOf(createdAt) !== windowOf(now)) return
  try {
    await uncountAttempt({ reset: [], returned: counted })
  } catch (error) {
    log.warn({ error: String(error) }, 'an attempt to pay by card still counts, though the card was good')
  }
}
