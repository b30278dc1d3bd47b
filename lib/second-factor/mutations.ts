import { AccountError } from '@/lib/accounts/mutations'
import { countAttempt, personalKey, uncountAttempt } from '@/lib/accounts/rate-limit'
import { sessionDigest } from '@/lib/accounts/session-id'
import { db } from '@/lib/db'
import type { Uid } from '@/lib/ids'
import { base32, enrolmentUri, newSecret, stepOf } from '@/lib/second-factor/totp'
import { seal, unseal } from '@/lib/security/seal'
import { waitInWords } from '@/lib/wait-in-words'

// One in 300,000 guesses is right, since three codes count at a time.
const attempts = 10
const windowMinutes = 30

const placeOf = (uid: Uid) => `second-factor ${uid}`

/** An operator's second factor: none, one that is being set up, with what an authenticator is to be given, or one that counts. */
export type SecondFactor =
  | { state: 'none' }
  | { state: 'pending'; secret: string; uri: string }
  | { state: 'on'; since: Date }

/** The second factor of an account; an authenticator names it by the shop. */
export async function findSecondFactor(uid: Uid, shop: string): Promise<SecondFactor> {
  const user = await db().user.findUniqueOrThrow({
    where: { uid },
    select: { email: true, totpSealed: true, totpConfirmedAt: true },
  })
  if (user.totpConfirmedAt) return { state: 'on', since: user.totpConfirmedAt }
  const secret = user.totpSealed && openSecret(uid, user.totpSealed)
  if (!secret) return { state: 'none' }
  return { state: 'pending', secret: base32(secret), uri: enrolmentUri(secret, shop, user.email) }
}

/** Begins to set up a second factor, with a new secret; nothing while one counts. Returns whether it did. */
export async function beginSecondFactor(uid: Uid): Promise<boolean> {
  const totpSealed = seal(newSecret().toString('base64'), placeOf(uid))
  const { count } = await db().user.updateMany({
    where: { uid, totpConfirmedAt: null },
    data: { totpSealed, totpLastStep: null },
  })
  return count > 0
}

/** Has a second factor count from now on, given a code of it, which counts for this session. Throws AccountError. */
export async function confirmSecondFactor(
  uid: Uid,
  sessionId: string | undefined,
  code: string,
  at = new Date(),
): Promise<void> {
  await takeCode({ uid, sessionId, code, at, isConfirming: true })
}

/** Opens the back office to this session, given a code that was not taken before. Throws AccountError. */
export async function enterCode(
  uid: Uid,
  sessionId: string | undefined,
  code: string,
  at = new Date(),
): Promise<void> {
  await takeCode({ uid, sessionId, code, at, isConfirming: false })
}

/** Takes the second factor off an account, whatever it was; the password alone opens the back office then. */
export async function removeSecondFactor(uid: Uid): Promise<boolean> {
  const { count } = await db().user.updateMany({
    where: { uid, totpSealed: { not: null } },
    data: { totpSealed: null, totpConfirmedAt: null, totpLastStep: null },
  })
  return count > 0
}

interface GivenCode {
  uid: Uid
  sessionId: string | undefined
  code: string
  at: Date
  /** Whether it confirms a second factor that does not count yet. */
  isConfirming: boolean
}

/** Takes a code, once for ever: of two that come at once with the same, one is refused. The session then has passed. */
async function takeCode({ uid, sessionId, code, at, isConfirming }: GivenCode): Promise<void> {
  const limit = { key: personalKey('second-factor', uid), hits: attempts }
  const minutes = await countAttempt([limit], windowMinutes)
  if (minutes !== undefined) {
    throw new AccountError('code', (t) => t('accounts.code.many', { wait: waitInWords(t, minutes) }))
  }
  const user = await db().user.findUniqueOrThrow({ where: { uid }, select: { totpSealed: true } })
  const secret = user.totpSealed && openSecret(uid, user.totpSealed)
  if (!secret) {
    throw new AccountError('code', (t) => t('accounts.code.unreadable'))
  }
  const step = stepOf(secret, code, at)
  if (step === undefined) {
    throw new AccountError('code', (t) => t('accounts.code.wrong'))
  }
  await db().$transaction(async (transaction) => {
    const { count } = await transaction.user.updateMany({
      where: {
        uid,
        totpSealed: user.totpSealed,
        totpConfirmedAt: isConfirming ? null : { not: null },
        OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }],
      },
      data: { totpLastStep: step, ...(isConfirming && { totpConfirmedAt: at }) },
    })
    if (count === 0) {
      throw new AccountError('code', (t) => t('accounts.code.used'))
    }
    if (sessionId === undefined) return
    const session = { id: sessionDigest(sessionId), uid }
    await transaction.session.updateMany({ where: session, data: { secondFactorAt: at } })
  })
  await uncountAttempt({ reset: [limit.key], returned: [] })
}

function openSecret(uid: Uid, sealed: Uint8Array): Buffer | undefined {
  const text = unseal(sealed, placeOf(uid))
  return text === undefined ? undefined : Buffer.from(text, 'base64')
}
