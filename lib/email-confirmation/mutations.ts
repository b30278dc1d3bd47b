import { AccountError } from '@/lib/accounts/mutations'
import { countAttempt, personalKey } from '@/lib/accounts/rate-limit'
import { db } from '@/lib/db'
import { confirmationDigest } from '@/lib/email-confirmation/data'
import { newId, type Uid } from '@/lib/ids'
import type { Language } from '@/lib/languages/languages.mjs'
import { queueMail } from '@/lib/mail-queue'
import { waitInWords } from '@/lib/wait-in-words'

const goodDays = 3

const windowMinutes = 60
const linksPerAccount = 3

/**
 * Makes a link's token for an account's address.
 *
 * @returns the token, which is stored nowhere
 */
export async function createConfirmation(uid: Uid, email: string): Promise<string> {
  const token = newId()
  const expiresAt = new Date(Date.now() + goodDays * 86_400_000)
  await db().emailConfirmation.create({ data: { id: confirmationDigest(token), uid, email, expiresAt } })
  return token
}

/**
 * Queues another message with a link, at its owner's request, in the language of the page. Throws AccountError when it is asked
 * for too often.
 */
export async function requestConfirmation({
  uid,
  email,
  language,
}: {
  uid: Uid
  email: string
  language?: Language | undefined
}): Promise<void> {
  const limit = { key: personalKey('confirm-email', uid), hits: linksPerAccount }
  const minutes = await countAttempt([limit], windowMinutes)
  if (minutes !== undefined) {
    throw new AccountError('form', (t) => t('accounts.email.links', { wait: waitInWords(t, minutes) }))
  }
  await db().$transaction(async (transaction) => {
    await transaction.user.update({ where: { uid }, data: { language } })
    await queueMail(transaction, { kind: 'EMAIL_CONFIRMATION', subject: newId(), uid, recipient: email })
  })
}

/** Records that an address belongs to the account's owner, by a link, which then no longer works. Returns whether it did. */
export async function confirmEmail(token: string): Promise<boolean> {
  return db().$transaction(async (transaction) => {
    const [link] = await transaction.$queryRaw<{ uid: Uid; email: string }[]>`
      DELETE FROM email_confirmations WHERE id = ${confirmationDigest(token)} AND expires_at > now() RETURNING uid, email`
    if (!link) return false
    const { count } = await transaction.user.updateMany({
      where: { ...link, isGuest: false, closedAt: null },
      data: { emailProvenAt: new Date() },
    })
    if (count > 0) await transaction.emailConfirmation.deleteMany({ where: { uid: link.uid } })
    return count > 0
  })
}

/** Deletes links that have expired; returns how many. */
export async function deleteEndedConfirmations(): Promise<number> {
  const { count } = await db().emailConfirmation.deleteMany({ where: { expiresAt: { lt: new Date() } } })
  return count
}
