import { openDemoAccounts } from '@/lib/accounts/demo'
import { type AttemptOrigin, confirmPassword } from '@/lib/accounts/mutations'
import { db } from '@/lib/db'
import { cancelAllMemberships } from '@/lib/subscriptions/mutations'

/**
 * Closes an account for good, all in one transaction: its memberships are cancelled, of which
 * a job tells Paymentwall; its sessions end, nobody can sign in, and name, e-mail address, password, saved cards and
 * cart are erased. The uid stays with its orders and is never reused; the e-mail address may open a new account. Repeating
 * it changes nothing.
 *
 * @param at the shop's time
 */
export async function closeAccount(uid: string, at: Date): Promise<void> {
  await db().$transaction(async (transaction) => {
    // One at a time, and without an order being placed at the same time (`createOrder`).
    const open = await transaction.$queryRaw<unknown[]>`
      SELECT FROM users WHERE uid = ${uid} AND closed_at IS NULL FOR NO KEY UPDATE`
    if (open.length === 0) return
    await cancelAllMemberships(transaction, uid, at)
    await transaction.session.deleteMany({ where: { uid } })
    await transaction.savedCard.deleteMany({ where: { uid } })
    await transaction.cart.deleteMany({ where: { uid } })
    await transaction.user.update({
      where: { uid },
      data: {
        closedAt: new Date(),
        email: `${uid}@closed.invalid`,
        name: '',
        passwordHash: '',
        registrationIp: null,
      },
    })
  })
}

/**
 * Closes an account at its owner's request, given the password; does nothing when it is already closed. Throws AccountError.
 *
 * @param at the shop's time
 */
export async function closeOwnAccount(
  input: { uid: string; password: string } & AttemptOrigin,
  at: Date,
): Promise<void> {
  try {
    await confirmPassword(input, 'password', input.password)
  } catch (error) {
    // Of two simultaneous requests the second finds no password to compare with: the first has closed it.
    if ((await db().user.count({ where: { uid: input.uid, closedAt: { not: null } } })) > 0) return
    throw error
  }
  await closeAccount(input.uid, at)
}

/** Closes the demo accounts of this database for good; returns the e-mail addresses they had. */
export async function closeDemoAccounts(): Promise<string[]> {
  const open = await openDemoAccounts()
  for (const { uid } of open) await closeAccount(uid, new Date())
  return open.map(({ email }) => email)
}
