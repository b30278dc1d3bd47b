import { lockWithAdmins } from '@/lib/accounts/admins'
import { closeWithin } from '@/lib/closing/mutations'
import { db } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import type { OrderId, Uid } from '@/lib/ids'

type Transaction = Prisma.TransactionClient

/**
 * Flags a customer, for operators to look at, or takes the flag off. Returns whether it did: somebody else may have done it.
 */
export async function flagCustomer(uid: Uid, isFlagged: boolean): Promise<boolean> {
  const { count } = await db().user.updateMany({
    where: { uid, flaggedAt: isFlagged ? null : { not: null } },
    data: { flaggedAt: isFlagged ? new Date() : null },
  })
  return count > 0
}

/** What stands in the place of what was erased. */
export const erasedText = '[erased]'

/** What was erased of a customer, in rows. */
export interface Erased {
  /** Whether the account was closed for it. */
  closed: boolean
  /** The orders whose memberships are being stopped. */
  stopped: OrderId[]
  cards: number
  notes: number
  addresses: number
  notices: number
  entries: number
}

export type Erasure = { ok: true; erased: Erased } | { ok: false; why: 'missing' | 'operator' }

/**
 * Erases what is personal of a customer, all in one transaction. An account that is open is closed first. Orders, payments,
 * deliveries and decisions stay under the uid; notes, addresses, browsers' names and what notices of Paymentwall say of the
 * person are replaced. Again, it erases what has come since.
 *
 * @param at the shop's time
 */
export function eraseCustomer(uid: Uid, at: Date): Promise<Erasure> {
  return db().$transaction((transaction) => eraseWithin(transaction, uid, at))
}

/** The same within a transaction, so that it can be tried and rolled back. */
export async function eraseWithin(transaction: Transaction, uid: Uid, at: Date): Promise<Erasure> {
  const { account } = await lockWithAdmins(transaction, uid)
  if (!account) return { ok: false, why: 'missing' }
  if (account.role !== 'BUYER' && account.closedAt === null) return { ok: false, why: 'operator' }
  const closed = await closeWithin(transaction, uid, at)
  const { count: lateCards } = await transaction.savedCard.deleteMany({ where: { uid } })
  const erased = {
    closed: closed.closed,
    stopped: closed.closed ? closed.effects.stopped : [],
    cards: lateCards + (closed.closed ? closed.effects.cards : 0),
    notes: await eraseNotes(transaction, uid),
    addresses: await eraseAddresses(transaction, uid),
    notices: await eraseNotices(transaction, uid),
    entries: await eraseActor(transaction, uid),
  }
  await transaction.user.updateMany({ where: { uid, erasedAt: null }, data: { erasedAt: new Date() } })
  return { ok: true, erased }
}

async function eraseNotes(transaction: Transaction, uid: Uid): Promise<number> {
  const { count } = await transaction.note.updateMany({
    where: { OR: [{ uid }, { order: { uid } }], text: { not: erasedText } },
    data: { text: erasedText },
  })
  return count
}

async function eraseAddresses(transaction: Transaction, uid: Uid): Promise<number> {
  const theirs = Prisma.sql`order_id IN (SELECT id FROM orders WHERE uid = ${uid})`
  return (
    (await transaction.$executeRaw`
      UPDATE terms_acceptances SET address = NULL WHERE uid = ${uid} AND address IS NOT NULL`) +
    (await transaction.$executeRaw`
      UPDATE charge_attempts SET address = NULL WHERE ${theirs} AND address IS NOT NULL`) +
    (await transaction.$executeRaw`
      UPDATE downloads SET address = NULL, user_agent = NULL
      WHERE ${theirs} AND (address IS NOT NULL OR user_agent IS NOT NULL)`)
  )
}

/** Names of parameters that a project may have added, and that say who somebody is. */
const personal = '(mail|phone|name|address|city|zip|postcode|birthday|(^|_)ip)$'

/**
 * Parameters of the person's notices, in the ledger and in the log: e-mail addresses, and what their names say is personal.
 * The digest by which a repetition is known stays.
 */
async function eraseNotices(transaction: Transaction, uid: Uid): Promise<number> {
  const unmatched = Prisma.sql`lower(parameters->>'uid') = ${uid}`
  const theirs = Prisma.sql`order_id IN (SELECT id FROM orders WHERE uid = ${uid}) OR (order_id IS NULL AND ${unmatched})`
  return (
    (await replaceParameters(transaction, Prisma.sql`pingbacks`, theirs)) +
    (await replaceParameters(transaction, Prisma.sql`pingback_attempts`, theirs)) +
    (await replaceParameters(transaction, Prisma.sql`refused_pingbacks`, unmatched))
  )
}

function replaceParameters(transaction: Transaction, table: Prisma.Sql, where: Prisma.Sql): Promise<number> {
  return transaction.$executeRaw`
    UPDATE ${table} t SET parameters = replaced.parameters FROM (
      SELECT id, jsonb_object_agg(key, CASE
        WHEN value LIKE '%@%' OR key ~* ${personal} THEN ${erasedText}::text ELSE value END) AS parameters
      FROM ${table}, jsonb_each_text(parameters) WHERE ${where}
      GROUP BY id) replaced
    WHERE t.id = replaced.id AND t.parameters <> replaced.parameters`
}

/** Who once was an operator is named by the uid in what they did; the addresses that they had are in the audit log. */
async function eraseActor(transaction: Transaction, uid: Uid): Promise<number> {
  const known = await transaction.auditEntry.findMany({
    where: { actorUid: uid, actor: { not: uid } },
    select: { actor: true },
    distinct: ['actor'],
  })
  const actor = { in: known.map((entry) => entry.actor) }
  if (known.length > 0) {
    await transaction.decision.updateMany({ where: { actor }, data: { actor: uid } })
    await transaction.operatorAct.updateMany({ where: { actor }, data: { actor: uid } })
    await transaction.note.updateMany({ where: { author: actor }, data: { author: uid } })
  }
  return transaction.$executeRaw`
    UPDATE audit_entries SET actor = actor_uid, address = NULL
    WHERE actor_uid = ${uid} AND (actor <> actor_uid OR address IS NOT NULL)`
}
