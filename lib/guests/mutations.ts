import { AccountError, type AttemptOrigin, type SessionSubject } from '@/lib/accounts/mutations'
import { hashPassword, passwordFault } from '@/lib/accounts/password'
import { addressKey, countAttempt } from '@/lib/accounts/rate-limit'
import { adoptCartOf } from '@/lib/cart/mutations'
import { db, inTransaction } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import { newId, type Uid } from '@/lib/ids'
import type { Language } from '@/lib/languages/languages.mjs'
import { provenBy } from '@/lib/order-links/data'
import { waitInWords } from '@/lib/wait-in-words'

const windowMinutes = 60
const guestsPerAddress = 30

/**
 * A guest with a uid of their own. The address was typed by anybody, so nothing is looked up by it: whether or not an account
 * or another guest has it, the same is done. Throws AccountError when one client begins too many.
 *
 * @param address of the browser, kept as that of an account's registration is
 */
export async function beginGuest({
  email,
  address,
  language,
}: { email: string } & AttemptOrigin): Promise<SessionSubject> {
  if (address !== undefined) {
    const limit = { key: addressKey('guest', address), hits: guestsPerAddress }
    const minutes = await countAttempt([limit], windowMinutes)
    if (minutes !== undefined) {
      throw new AccountError('form', (t) => t('accounts.guest.many', { wait: waitInWords(t, minutes) }))
    }
  }
  return db().user.create({
    data: { uid: newId(), email, passwordHash: '', isGuest: true, language, registrationIp: address },
    select: { uid: true, sessionVersion: true },
  })
}

const taken = () => new AccountError('form', (t) => t('accounts.guest.taken'))

const tooOld = () => new AccountError('form', (t) => t('accounts.guest.old'))

/**
 * Makes a guest, who has proven the address by a link, an account with a password; the uid stays. Every session of the guest
 * ends, since whoever began it had proven nothing. Throws AccountError when the password won't do, when the guest belongs to an
 * account by now, when another account has the address, and when the link was sent too long ago.
 *
 * @param link the digest of the link
 */
export async function openGuestAccount({
  uid,
  email,
  password,
  link,
  language,
}: {
  uid: Uid
  email: string
  password: string
  link: string
  language?: Language | undefined
}): Promise<SessionSubject> {
  const fault = passwordFault(password, email)
  if (fault !== undefined) throw new AccountError('password', (t) => t(`accounts.password.${fault}`))
  const passwordHash = await hashPassword(password)
  const proven = provenBy(link)
  try {
    return await db().$transaction(async (transaction) => {
      if ((await transaction.user.count({ where: { uid, ...proven } })) === 0) throw tooOld()
      const [account] = await transaction.user.updateManyAndReturn({
        where: { uid, email, isGuest: true, accountId: null, closedAt: null },
        data: { isGuest: false, passwordHash, language, emailProvenAt: new Date() },
        select: { uid: true, sessionVersion: true },
      })
      if (!account) throw taken()
      await transaction.session.deleteMany({ where: { uid } })
      return account
    })
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') throw taken()
    throw error
  }
}

/**
 * Lets an account show what a guest has bought who has proven, by a link, the account's own address. The guest's uid stays what
 * it is towards Paymentwall; its sessions end. Again, it changes nothing.
 *
 * @param link the digest of the link
 * @returns whether the account has the guest now
 */
export async function joinGuest(guest: Uid, account: Uid, link: string): Promise<boolean> {
  return inTransaction(async () => {
    // In one order, so that two never wait for each other; closing an account takes the account first, too.
    const [owner] = await db().$queryRaw<{ email: string }[]>`
      SELECT email FROM users WHERE uid = ${account} AND NOT is_guest AND closed_at IS NULL FOR NO KEY UPDATE`
    if (!owner) return false
    const { email } = owner
    const { count } = await db().user.updateMany({
      where: { uid: guest, email, isGuest: true, accountId: null, closedAt: null, ...provenBy(link) },
      data: { accountId: account, sessionVersion: { increment: 1 } },
    })
    if (count === 0) return (await db().user.count({ where: { uid: guest, accountId: account } })) > 0
    await db().session.deleteMany({ where: { uid: guest } })
    await db().user.updateMany({
      where: { uid: account, email, emailProvenAt: null },
      data: { emailProvenAt: new Date() },
    })
    await adoptCartOf(guest, account)
    return true
  })
}
