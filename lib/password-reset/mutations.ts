import { AccountError } from '@/lib/accounts/mutations'
import { hashPassword, passwordFault } from '@/lib/accounts/password'
import { addressKey, countAttempt, personalKey } from '@/lib/accounts/rate-limit'
import { db } from '@/lib/db'
import { newId, type Uid } from '@/lib/ids'
import type { Language } from '@/lib/languages/languages.mjs'
import { queueMail } from '@/lib/mail-queue'
import { planJob } from '@/lib/outbox'
import { resetDigest } from '@/lib/password-reset/data'
import { waitInWords } from '@/lib/wait-in-words'

const goodMinutes = 30

const windowMinutes = 60
const requestsPerAccount = 3
const requestsPerAddress = 30

/**
 * Takes a request for a link that sets a new password. It does the same whether or not there is such an account: a job looks,
 * so that neither answer nor time tells. The message is in the language of the page. More than three an hour for one account are dropped in silence. Throws AccountError
 * when one client asks too often.
 */
export async function requestPasswordReset(input: {
  email: string
  address: string | undefined
  language?: Language | undefined
}): Promise<void> {
  const { email, address, language } = input
  if (address !== undefined) {
    const byAddress = { key: addressKey('reset-address', address), hits: requestsPerAddress }
    const minutes = await countAttempt([byAddress], windowMinutes)
    if (minutes !== undefined) {
      throw new AccountError('form', (t) => t('accounts.reset.many', { wait: waitInWords(t, minutes) }))
    }
  }
  const byAccount = { key: personalKey('reset-account', email), hits: requestsPerAccount }
  const tooMany = (await countAttempt([byAccount], windowMinutes)) !== undefined
  await planJob(db(), 'request-password-reset', newId(), { email: tooMany ? '' : email, language }, 0)
}

/**
 * Queues the message with the link, if there is an account with this address. Anybody may have asked: the language is that of this
 * message alone.
 */
export async function queuePasswordReset(email: string, language?: Language): Promise<void> {
  const user = await db().user.findFirst({
    where: { email, isGuest: false, closedAt: null },
    select: { uid: true },
  })
  if (!user) return
  const { uid } = user
  await db().$transaction((transaction) =>
    queueMail(transaction, {
      kind: 'PASSWORD_RESET',
      subject: newId(),
      uid,
      recipient: email,
      ...(language && { language }),
    }),
  )
}

/**
 * Makes a link's token for an account, to be sent to an address. Throws when that is no longer the account's: a change of it
 * ends the links that it finds, and waits for one that is being made.
 *
 * @returns the token, which is stored nowhere
 */
export async function createPasswordReset(uid: Uid, email: string): Promise<string> {
  const token = newId()
  const expiresAt = new Date(Date.now() + goodMinutes * 60_000)
  const count = await db().$executeRaw`
    INSERT INTO password_resets (id, uid, expires_at)
    SELECT ${resetDigest(token)}, uid, ${expiresAt} FROM users WHERE uid = ${uid} AND email = ${email} FOR SHARE`
  if (count === 0) throw new Error(`The address of ${uid} has changed.`)
  return token
}

/**
 * Sets a new password by a link, which then no longer works, nor does any other of the account. All sessions end, and the owner
 * is told by mail. Throws AccountError when the password won't do or the link is no longer good.
 */
export async function resetPassword({
  token,
  password,
  language,
}: {
  token: string
  password: string
  language?: Language | undefined
}): Promise<void> {
  const gone = new AccountError('form', (t) => t('accounts.reset.gone'))
  const found = await db().passwordReset.findUnique({
    where: { id: resetDigest(token) },
    select: { user: { select: { uid: true, email: true } } },
  })
  if (!found) throw gone
  const { uid, email } = found.user
  const fault = passwordFault(password, email)
  if (fault !== undefined) throw new AccountError('password', (t) => t(`accounts.password.${fault}`))
  const passwordHash = await hashPassword(password)
  await db().$transaction(async (transaction) => {
    // The account first, as a change of its address does, which then has ended the link.
    await transaction.$queryRaw`SELECT 1 FROM users WHERE uid = ${uid} FOR NO KEY UPDATE`
    const { count } = await transaction.passwordReset.updateMany({
      where: {
        id: resetDigest(token),
        usedAt: null,
        expiresAt: { gt: new Date() },
        user: { closedAt: null },
      },
      data: { usedAt: new Date() },
    })
    if (count === 0) throw gone
    await transaction.passwordReset.updateMany({ where: { uid, usedAt: null }, data: { usedAt: new Date() } })
    // The link was sent to the current address: a change of it ends all links.
    await transaction.user.update({
      where: { uid },
      data: { passwordHash, language, emailProvenAt: new Date() },
    })
    await transaction.session.deleteMany({ where: { uid } })
    await queueMail(transaction, { kind: 'PASSWORD_CHANGED', subject: newId(), uid, recipient: email })
  })
}

/** Deletes links that have ended; returns how many. */
export async function deleteEndedResets(): Promise<number> {
  const { count } = await db().passwordReset.deleteMany({ where: { expiresAt: { lt: new Date() } } })
  return count
}
