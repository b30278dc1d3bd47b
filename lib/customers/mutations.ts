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
  /** Reasons that operators gave for what they did. */
  reasons: number
  addresses: number
  /** Brand and last four digits of card charges. */
  digits: number
  notices: number
  /** Sealed originals of refused notices. */
  originals: number
  entries: number
  /** Addresses that mail was sent to. */
  mails: number
  /** Cancellations and withdrawals declared without signing in. */
  declarations: number
}

export type Erasure = { ok: true; erased: Erased } | { ok: false; why: 'missing' | 'operator' }

/**
 * Erases what is personal of a customer, all in one transaction. An account that is open is closed first. Orders, payments,
 * deliveries and decisions stay under the uid; what says who the person is goes or is replaced (docs/back-office.md). Again, it
 * erases what has come since.
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
  const guests = await transaction.user.findMany({ where: { accountId: uid }, select: { uid: true } })
  const people = []
  for (const person of [uid, ...guests.map((guest) => guest.uid)]) {
    people.push({ person, emails: await emailsOf(transaction, person) })
  }
  const closed = await closeWithin(transaction, uid, at)
  const { count: lateCards } = await transaction.savedCard.deleteMany({ where: { uid } })
  const erased: Erased = {
    closed: closed.closed,
    stopped: closed.closed ? closed.effects.stopped : [],
    cards: lateCards + (closed.closed ? closed.effects.cards : 0),
    ...nothingErased,
  }
  for (const { person, emails } of people) {
    const rows = await eraseRows(transaction, person, emails)
    for (const kind of rowKinds) erased[kind] += rows[kind]
  }
  return { ok: true, erased }
}

const nothingErased = {
  notes: 0,
  reasons: 0,
  addresses: 0,
  digits: 0,
  originals: 0,
  notices: 0,
  entries: 0,
  mails: 0,
  declarations: 0,
}
const rowKinds = Object.keys(nothingErased) as (keyof typeof nothingErased)[]

/** Erases what is personal in the rows about one uid, of which these addresses are known. */
async function eraseRows(transaction: Transaction, uid: Uid, emails: string[]) {
  const rows = {
    notes: await eraseNotes(transaction, uid),
    reasons: await eraseReasons(transaction, uid),
    addresses: await eraseAddresses(transaction, uid),
    digits: await eraseDigits(transaction, uid),
    originals: await eraseOriginals(transaction, uid),
    notices: await eraseNotices(transaction, uid),
    entries: await eraseEntries(transaction, uid, emails),
    mails: await eraseMails(transaction, uid),
    declarations: await eraseDeclarations(transaction, uid, emails),
  }
  await eraseActor(transaction, uid, emails)
  await transaction.user.updateMany({ where: { uid, erasedAt: null }, data: { erasedAt: new Date() } })
  return rows
}

/** The e-mail addresses that are known of somebody: their account's, and those under which they once acted. */
async function emailsOf(transaction: Transaction, uid: Uid): Promise<string[]> {
  const user = await transaction.user.findUnique({ where: { uid }, select: { email: true } })
  const acted = await transaction.auditEntry.findMany({
    where: { actorUid: uid, actor: { not: uid } },
    select: { actor: true },
    distinct: ['actor'],
  })
  return [...new Set([...(user ? [user.email] : []), ...acted.map(({ actor }) => actor)])]
}

const ordersOf = (uid: Uid) => Prisma.sql`order_id IN (SELECT id FROM orders WHERE uid = ${uid})`

/** The farewell that waits is still sent. */
async function eraseMails(transaction: Transaction, uid: Uid): Promise<number> {
  const { count } = await transaction.mail.updateMany({
    where: {
      uid,
      recipient: { not: '' },
      OR: [{ sentAt: { not: null } }, { gaveUpAt: { not: null } }, { kind: { not: 'ACCOUNT_CLOSED' } }],
    },
    data: { recipient: '' },
  })
  return count
}

/** What was declared of the person's orders, and under the person's addresses; with where its letters went. */
async function eraseDeclarations(transaction: Transaction, uid: Uid, emails: string[]): Promise<number> {
  const theirs = { OR: [{ order: { uid } }, { email: { in: emails } }], name: { not: erasedText } }
  const found = await transaction.declaration.findMany({ where: theirs, select: { id: true } })
  const ids = found.map(({ id }) => id)
  await transaction.mail.updateMany({
    where: { declarationId: { in: ids } },
    data: { recipient: '' },
  })
  const { count } = await transaction.declaration.updateMany({
    where: { id: { in: ids } },
    data: { name: erasedText, email: erasedText, contract: erasedText, part: '', reason: '' },
  })
  return count
}

async function eraseNotes(transaction: Transaction, uid: Uid): Promise<number> {
  const { count } = await transaction.note.updateMany({
    where: { OR: [{ uid }, { order: { uid } }], text: { not: erasedText } },
    data: { text: erasedText },
  })
  return count
}

/** An operator may have written anything of the person there, as in a note. */
async function eraseReasons(transaction: Transaction, uid: Uid): Promise<number> {
  const theirs = Prisma.sql`${ordersOf(uid)} AND reason NOT IN ('', ${erasedText})`
  await transaction.invitation.updateMany({
    where: { usedBy: uid, note: { not: '' } },
    data: { note: erasedText },
  })
  return (
    (await transaction.$executeRaw`UPDATE refund_requests SET reason = ${erasedText} WHERE ${theirs}`) +
    (await transaction.$executeRaw`UPDATE decisions SET reason = ${erasedText} WHERE ${theirs}`) +
    (await transaction.$executeRaw`UPDATE operator_acts SET reason = ${erasedText} WHERE ${theirs}`)
  )
}

async function eraseAddresses(transaction: Transaction, uid: Uid): Promise<number> {
  const theirs = ordersOf(uid)
  return (
    (await transaction.$executeRaw`
      UPDATE terms_acceptances SET address = NULL WHERE uid = ${uid} AND address IS NOT NULL`) +
    (await transaction.$executeRaw`
      UPDATE charge_attempts SET address = NULL, counted = '{}'
      WHERE ${theirs} AND (address IS NOT NULL OR counted <> '{}')`) +
    (await transaction.$executeRaw`
      UPDATE downloads SET address = NULL, user_agent = NULL
      WHERE ${theirs} AND (address IS NOT NULL OR user_agent IS NOT NULL)`)
  )
}

/** How the last digits of a card stand among what was so before and after an act (lib/acts/facts.ts). */
const cardEnding = ' of the card ending [0-9]{4}'

/** A charge is known by Brick's id, without the card's digits. */
function eraseDigits(transaction: Transaction, uid: Uid): Promise<number> {
  return transaction.$executeRaw`
    UPDATE charge_attempts SET brand = NULL, last4 = NULL
    WHERE ${ordersOf(uid)} AND (brand IS NOT NULL OR last4 IS NOT NULL)`
}

/**
 * The sealed originals of refused notices, but for those of which the ledger has nothing yet: one of them may be the only sign
 * of a payment. Such a one is deleted once it is applied.
 */
function eraseOriginals(transaction: Transaction, uid: Uid): Promise<number> {
  return transaction.$executeRaw`
    DELETE FROM refused_pingbacks r WHERE lower(r.parameters->>'uid') = ${uid} AND (
      coalesce(r.parameters->>'ref', '') = ''
      OR EXISTS (SELECT FROM pingbacks p WHERE p.ref = r.parameters->>'ref' AND p.type::text = r.parameters->>'type'))`
}

/** Names of parameters that a project may have added, and that say who somebody is. */
const personal = '(mail|phone|name|address|city|zip|postcode|birthday|(^|_)ip)$'

/**
 * Parameters of the person's notices, in the ledger and in the log: e-mail addresses, and what their names say is personal.
 * The digest by which a repetition is known stays.
 */
async function eraseNotices(transaction: Transaction, uid: Uid): Promise<number> {
  const unmatched = Prisma.sql`lower(parameters->>'uid') = ${uid}`
  const theirs = Prisma.sql`${ordersOf(uid)} OR (order_id IS NULL AND ${unmatched})`
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

/**
 * The audit log: what the person did once as an operator bears the uid alone; of what was done about them, the reasons and the
 * digits of their cards go; and their e-mail addresses, wherever they stand.
 */
async function eraseEntries(transaction: Transaction, uid: Uid, emails: readonly string[]): Promise<number> {
  await transaction.$queryRaw`SELECT set_config('shop.erasing', 'on', TRUE)`
  const about = Prisma.sql`(subject = ${uid} OR ${ordersOf(uid)})`
  const counts = [
    await transaction.$executeRaw`
      UPDATE audit_entries SET actor = actor_uid, address = NULL
      WHERE actor_uid = ${uid} AND (actor <> actor_uid OR address IS NOT NULL)`,
    // Somebody tried their password.
    await transaction.$executeRaw`
      UPDATE audit_entries SET address = NULL
      WHERE subject = ${uid} AND actor_uid IS NULL AND act = 'session.begin' AND address IS NOT NULL`,
    await transaction.$executeRaw`
      UPDATE audit_entries SET reason = ${erasedText} WHERE ${about} AND reason NOT IN ('', ${erasedText})`,
    await transaction.$executeRaw`
      UPDATE audit_entries SET before = regexp_replace(before::text, ${cardEnding}, '', 'g')::jsonb,
        after = regexp_replace(after::text, ${cardEnding}, '', 'g')::jsonb
      WHERE ${about} AND concat(before::text, after::text) ~ ${cardEnding}`,
  ]
  for (const email of emails) {
    const whole = wholeAddress(email)
    counts.push(
      await transaction.$executeRaw`
        UPDATE audit_entries SET sentence = regexp_replace(sentence, ${whole}, ${uid}, 'g'),
          reason = regexp_replace(reason, ${whole}, ${uid}, 'g'),
          before = regexp_replace(before::text, ${whole}, ${uid}, 'g')::jsonb,
          after = regexp_replace(after::text, ${whole}, ${uid}, 'g')::jsonb
        WHERE concat_ws(' ', sentence, reason, before::text, after::text) ~ ${whole}`,
    )
  }
  await transaction.$queryRaw`SELECT set_config('shop.erasing', 'off', TRUE)`
  return counts.reduce((sum, count) => sum + count, 0)
}

/** A pattern of PostgreSQL for an e-mail address that is no part of a longer one. */
function wholeAddress(email: string): string {
  return `(?<![[:alnum:]._%+-])${email.replace(/[!-/:-@[-`{-~]/g, '\\$&')}(?![[:alnum:]-])`
}

/** A person who once was an operator is named by the uid in what they did. */
async function eraseActor(transaction: Transaction, uid: Uid, emails: readonly string[]): Promise<void> {
  const names = { in: [...emails] }
  await transaction.decision.updateMany({ where: { actor: names }, data: { actor: uid } })
  await transaction.operatorAct.updateMany({ where: { actor: names }, data: { actor: uid } })
  await transaction.note.updateMany({ where: { author: names }, data: { author: uid } })
  await transaction.alert.updateMany({ where: { resolvedBy: names }, data: { resolvedBy: uid } })
}
