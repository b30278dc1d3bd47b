import { lockWithAdmins } from '@/lib/accounts/admins'
import { openDemoAccountsOfAnyBrand } from '@/lib/accounts/demo'
import { AccountError, type AttemptOrigin, confirmPassword } from '@/lib/accounts/mutations'
import { db } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { OrderId, Uid } from '@/lib/ids'
import type { Language } from '@/lib/languages/languages.mjs'
import { queueMail } from '@/lib/mail-queue'
import { cancelAllMemberships } from '@/lib/subscriptions/mutations'

/** What came of closing an account. */
export type Closed =
  | { closed: true; effects: ClosedEffects }
  /** `already`: it is closed. `last_admin`: then nobody could run the back office. */
  | { closed: false; why: 'missing' | 'already' | 'last_admin' }

/** What ended with an account. */
export interface ClosedEffects {
  /** The orders whose memberships are being stopped. */
  stopped: OrderId[]
  sessions: number
  cards: number
}

/**
 * Closes an account for good, all in one transaction: its memberships are cancelled, of which
 * a job tells Paymentwall; its sessions end, nobody can sign in, and name, e-mail address, password, saved cards and
 * cart are erased, also of guests that belong to the account. The uid stays with its orders and is never reused; the e-mail address may open a new account. Repeating
 * it changes nothing.
 *
 * @param at the shop's time
 * @param language that of the page where it was asked for, which the owner's letter is in
 */
export function closeAccount(uid: Uid, at: Date, language?: Language): Promise<Closed> {
  return db().$transaction(async (transaction) => {
    const closed = await closeWithin(transaction, uid, at)
    if (closed.closed) await transaction.user.update({ where: { uid }, data: { language } })
    return closed
  })
}

/** The same within a transaction, so that it can be tried and rolled back. */
export async function closeWithin(
  transaction: Prisma.TransactionClient,
  uid: Uid,
  at: Date,
  mayEndAdmins = false,
): Promise<Closed> {
  // One at a time, and no order is placed meanwhile (`createOrder`).
  const { account, isLastAdmin } = await lockWithAdmins(transaction, uid)
  if (!account) return { closed: false, why: 'missing' }
  if (account.closedAt) return { closed: false, why: 'already' }
  if (isLastAdmin && !mayEndAdmins) return { closed: false, why: 'last_admin' }
  const stopped = await cancelAllMemberships(transaction, uid, at)
  const { email, isGuest, guests } = await transaction.user.findUniqueOrThrow({
    where: { uid },
    select: { email: true, isGuest: true, guests: { select: { uid: true }, where: { closedAt: null } } },
  })
  // A guest's address was typed by anybody, and there was no account.
  if (!isGuest) await queueMail(transaction, { kind: 'ACCOUNT_CLOSED', subject: uid, uid, recipient: email })
  const ended = { sessions: 0, cards: 0 }
  for (const one of [uid, ...guests.map((guest) => guest.uid)]) {
    const { sessions, cards } = await endAccess(transaction, one)
    ended.sessions += sessions
    ended.cards += cards
  }
  return { closed: true, effects: { stopped, ...ended } }
}

/** Ends all by which somebody gets at a uid's orders, and erases who it was. */
async function endAccess(transaction: Prisma.TransactionClient, uid: Uid) {
  const sessions = await transaction.session.deleteMany({ where: { uid } })
  const cards = await transaction.savedCard.deleteMany({ where: { uid } })
  await transaction.cart.deleteMany({ where: { uid } })
  await transaction.orderLink.deleteMany({ where: { order: { uid } } })
  await transaction.emailConfirmation.deleteMany({ where: { uid } })
  await transaction.user.update({
    where: { uid },
    data: {
      closedAt: new Date(),
      email: `${uid}@closed.invalid`,
      emailProvenAt: null,
      name: '',
      passwordHash: '',
      registrationIp: null,
      role: 'BUYER',
      totpSealed: null,
      totpConfirmedAt: null,
      totpLastStep: null,
    },
  })
  return { sessions: sessions.count, cards: cards.count }
}

/**
 * Closes an account at its owner's request, given the password; does nothing when it is already closed. Throws AccountError.
 *
 * @param at the shop's time
 */
export async function closeOwnAccount(
  input: { uid: Uid; password: string } & AttemptOrigin,
  at: Date,
): Promise<void> {
  try {
    await confirmPassword(input, 'password', input.password)
  } catch (error) {
    // Of two simultaneous requests the second finds no password to compare with: the first has closed it.
    if ((await db().user.count({ where: { uid: input.uid, closedAt: { not: null } } })) > 0) return
    throw error
  }
  const closed = await closeAccount(input.uid, at, input.language)
  if (!closed.closed && closed.why === 'last_admin') {
    throw new AccountError('form', (t) => t('accounts.lastAdmin'))
  }
}

/** How long a guest may come back to order. The session has ended by then. */
const guestDays = 30
const guestsInStep = 100

/**
 * Closes guests who have ordered nothing, so that no address is kept that nothing was bought with; each in a transaction of its
 * own. Returns how many.
 *
 * @param at the shop's time
 * @param step how many are looked for at once
 */
export async function closeIdleGuests(at: Date, step = guestsInStep): Promise<number> {
  const before = new Date(Date.now() - guestDays * 86_400_000)
  let [after, closed]: [{ registeredAt: Date; uid: string }, number] = [
    { registeredAt: new Date(0), uid: '' },
    0,
  ]
  for (;;) {
    const idle = await db().$queryRaw<{ registeredAt: Date; uid: Uid }[]>`
      SELECT registered_at AS "registeredAt", uid FROM users u
      WHERE is_guest AND closed_at IS NULL AND registered_at < ${before}
        AND (registered_at, uid) > (${after.registeredAt}, ${after.uid})
        AND NOT EXISTS (SELECT FROM orders o WHERE o.uid = u.uid)
      ORDER BY registered_at, uid LIMIT ${step}`
    for (const { uid } of idle) if (await closeIdleGuest(uid, at)) closed++
    const last = idle.at(-1)
    if (!last || idle.length < step) return closed
    after = last
  }
}

function closeIdleGuest(uid: Uid, at: Date): Promise<boolean> {
  return db().$transaction(async (transaction) => {
    // No order is placed meanwhile (`createOrder`).
    await lockWithAdmins(transaction, uid)
    if ((await transaction.order.count({ where: { uid } })) > 0) return false
    return (await closeWithin(transaction, uid, at)).closed
  })
}

/**
 * Closes the demo accounts of this database for good, the last admin among them too: whoever runs a command can make another.
 * Returns the e-mail addresses they had.
 */
export async function closeDemoAccounts(): Promise<string[]> {
  const open = await openDemoAccountsOfAnyBrand()
  for (const { uid } of open) {
    await db().$transaction((transaction) => closeWithin(transaction, uid, new Date(), true))
  }
  return open.map(({ email }) => email)
}
