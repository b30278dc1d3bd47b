import { addressKey, countAttempt, personalKey } from '@/lib/accounts/rate-limit'
import { raiseAlert } from '@/lib/alerts'
import { db } from '@/lib/db'
import { findDeclaration, findDeclaredMembership, findDeclaredOrder } from '@/lib/declarations/data'
import type { Cancellation, Withdrawal } from '@/lib/declarations/schema'
import type { Declaration, Prisma } from '@/lib/generated/prisma/client'
import type { DeclarationKind, MailKind } from '@/lib/generated/prisma/enums'
import { newId, type OrderId, type Uid } from '@/lib/ids'
import type { Language } from '@/lib/languages/languages.mjs'
import { log } from '@/lib/log'
import { queueMail } from '@/lib/mail-queue'
import { planJob } from '@/lib/outbox'
import type { Membership } from '@/lib/subscriptions/data'
import { cancelMembership } from '@/lib/subscriptions/mutations'

const windowMinutes = 60
const declarationsPerAddress = 30
const lettersPerAddress = 3

/** What came of a declaration: it is stored, or this network has sent too many. */
export type Declared = { ok: true; declared: Declaration } | { ok: false; minutes: number }

/** Where a declaration comes from: the language of the page, and the address of the client. */
export interface Origin {
  language: Language
  address: string | undefined
}

/**
 * Stores a cancellation as it was declared, and has a job carry it out. It does the same whether or not there is such a
 * membership, so that neither answer nor time tells. The same form, sent again, changes nothing. More than three letters an hour
 * to one address are dropped, and not promised, but for the first that is about its owner's contract; what was declared is acted on
 * all the same.
 *
 * @param key of the form
 */
export function declareCancellation(
  key: string,
  { kind, reason, endsOn, ...given }: Cancellation,
  origin: Origin,
): Promise<Declared> {
  const isExtraordinary = kind === 'extraordinary'
  const row = {
    ...given,
    kind: 'CANCELLATION' as const,
    part: '',
    isExtraordinary,
    reason: isExtraordinary ? reason : '',
    endsOn: endsOn === '' ? null : new Date(endsOn),
  }
  return declare(key, row, origin)
}

/**
 * Stores a withdrawal as it was declared, in the same way; a job acknowledges it, and tells the operators.
 *
 * @param key of the form
 */
export function declareWithdrawal(key: string, given: Withdrawal, origin: Origin): Promise<Declared> {
  const row = { ...given, kind: 'WITHDRAWAL' as const, isExtraordinary: false, reason: '', endsOn: null }
  return declare(key, row, origin)
}

type Row = Omit<Declaration, 'id' | 'language' | 'declaredAt' | 'isToConfirm' | 'outcome' | 'orderId'>

const jobs = { CANCELLATION: 'carry-out-cancellation', WITHDRAWAL: 'acknowledge-withdrawal' } as const

async function declare(key: string, row: Row, { language, address }: Origin): Promise<Declared> {
  const before = await findDeclaration(key)
  if (before && isSame(before, row)) return { ok: true, declared: before }
  if (address !== undefined) {
    const byAddress = { key: addressKey('declare-address', address), hits: declarationsPerAddress }
    const minutes = await countAttempt([byAddress], windowMinutes)
    if (minutes !== undefined) return { ok: false, minutes }
  }
  const byRecipient = { key: personalKey('declare-letter', row.email), hits: lettersPerAddress }
  const isToConfirm = (await countAttempt([byRecipient], windowMinutes)) === undefined
  // Somebody went back and changed it: that is another one.
  const id = before ? newId() : key
  await db().$transaction(async (transaction) => {
    const { count } = await transaction.declaration.createMany({
      data: { ...row, id, language, isToConfirm },
      skipDuplicates: true,
    })
    if (count === 0) return
    await planJob(transaction, jobs[row.kind], id, { declarationId: id }, 0)
  })
  const declared = await db().declaration.findUniqueOrThrow({ where: { id } })
  return { ok: true, declared }
}

function isSame(stored: Row, row: Row): boolean {
  const names = Object.keys(row) as (keyof Row)[]
  return names.every((name) => stored[name]?.valueOf() === row[name]?.valueOf())
}

const letters = {
  CANCELLATION: 'CANCELLATION_DECLARED',
  WITHDRAWAL: 'WITHDRAWAL_DECLARED',
} as const satisfies Record<DeclarationKind, MailKind>

/** Whether a letter about an order was queued within the hour: whoever knows its owner's address must not fill the mailbox. */
async function wasTold(
  transaction: Pick<Prisma.TransactionClient, 'mail'>,
  kind: MailKind,
  orderId: OrderId,
): Promise<boolean> {
  const queuedAt = { gt: new Date(Date.now() - windowMinutes * 60_000) }
  return (await transaction.mail.count({ where: { kind, orderId, queuedAt } })) > 0
}

/** Queues the letter about what was declared, where one may be sent: to an owner about each order once an hour. */
async function queueLetter(
  transaction: Prisma.TransactionClient,
  { id, kind: declaredKind, email, isToConfirm }: Declaration,
  about: { uid: Uid; orderId: OrderId } | undefined,
): Promise<void> {
  const kind = letters[declaredKind]
  if (!isToConfirm && (!about || (await wasTold(transaction, kind, about.orderId)))) return
  await queueMail(transaction, { kind, subject: id, recipient: email, declarationId: id, ...about })
}

const daySeconds = 24 * 60 * 60

/**
 * Carries out a declared cancellation: the renewals of the membership that it names are stopped, as if cancelled in the account.
 * One to a later day waits, and is looked at daily, until the period runs that the day lies in. What names no running membership,
 * and every extraordinary one, alerts the operators. A letter confirms it. All of that happens once, however often it runs.
 *
 * @param at the shop's time
 */
export async function carryOutCancellation(id: string, at: Date): Promise<void> {
  const declared = await findDeclaration(id)
  if (!declared || declared.outcome === 'STOPPED' || declared.outcome === 'UNMATCHED') return
  const membership = await findDeclaredMembership(declared, at)
  const outcome = outcomeOf(declared, membership)
  if (membership && outcome === 'STOPPED') await cancelMembership(membership.orderId, membership.uid, at)
  await db().$transaction(async (transaction) => {
    const orderId = membership?.orderId ?? declared.orderId
    await transaction.declaration.update({ where: { id }, data: { outcome, orderId } })
    const why = whyToLook(declared, outcome)
    if (why !== undefined) {
      await raiseAlert(transaction, {
        kind: 'cancellation_declared',
        subject: id,
        message: `A cancellation was declared without signing in${orderId ? ` of the membership of order ${orderId}` : ''}. ${why}`,
        ...(orderId && { orderId }),
      })
    }
    const about = membership && { uid: membership.uid, orderId: membership.orderId }
    await queueLetter(transaction, declared, about)
    if (outcome === 'WAITING') {
      await planJob(transaction, 'carry-out-cancellation', id, { declarationId: id }, daySeconds)
    }
  })
  log.info({ declaration: id, outcome, orderId: membership?.orderId }, 'a declared cancellation was handled')
}

function outcomeOf(
  { isExtraordinary, endsOn, outcome }: Declaration,
  membership: Membership | undefined,
): 'STOPPED' | 'WAITING' | 'UNMATCHED' {
  // One that waited has come to its end meanwhile.
  if (!membership) return outcome === 'WAITING' ? 'STOPPED' : 'UNMATCHED'
  const isLater = endsOn !== null && membership.paidUntil !== null && endsOn > membership.paidUntil
  return isLater && !isExtraordinary && membership.renews && !membership.cancellation ? 'WAITING' : 'STOPPED'
}

function whyToLook({ isExtraordinary }: Declaration, outcome: string): string | undefined {
  if (outcome === 'UNMATCHED') {
    return 'It matches no running membership by order number and e-mail address. Find it, cancel it, and reply to the sender; then resolve this alert.'
  }
  return isExtraordinary
    ? 'The renewals are being stopped. A reason for ending it at once was given: decide on a refund, and reply to the sender; then resolve this alert.'
    : undefined
}

/**
 * Acknowledges a declared withdrawal by a letter, and alerts the operators, who decide: nothing is refunded by a declaration. All of
 * that happens once, however often it runs.
 */
export async function acknowledgeWithdrawal(id: string): Promise<void> {
  const declared = await findDeclaration(id)
  if (!declared || declared.outcome !== null) return
  const order = await findDeclaredOrder(declared)
  await db().$transaction(async (transaction) => {
    const { count } = await transaction.declaration.updateMany({
      where: { id, outcome: null },
      data: { outcome: order ? 'MATCHED' : 'UNMATCHED', orderId: order?.id ?? null },
    })
    if (count === 0) return
    await raiseAlert(transaction, {
      kind: 'withdrawal_declared',
      subject: id,
      message: order
        ? `A withdrawal from the contract of order ${order.id} was declared without signing in. Decide on the refund by the facts on the alert’s page, and reply to the sender within two working days; then resolve this alert.`
        : 'A withdrawal was declared without signing in. It matches no order by order number and e-mail address. Find the order, decide on the refund, and reply to the sender within two working days; then resolve this alert.',
      ...(order && { orderId: order.id }),
    })
    const about = order && { uid: order.uid, orderId: order.id }
    await queueLetter(transaction, declared, about)
  })
  log.info({ declaration: id, orderId: order?.id }, 'a declared withdrawal was acknowledged')
}

/** Years of the calendar, after that of a declaration, for which it is kept: claims from it can be made for as long. */
const keptYears = 3

/**
 * Deletes declarations that need no longer be kept, with the records of their letters; returns how many.
 *
 * @param now this machine's time
 */
export async function deleteOldDeclarations(now = new Date()): Promise<number> {
  const before = new Date(Date.UTC(now.getUTCFullYear() - keptYears, 0))
  const { count } = await db().declaration.deleteMany({
    // Null, where no job has ever looked, is neither equal nor unequal to anything.
    where: { declaredAt: { lt: before }, OR: [{ outcome: null }, { outcome: { not: 'WAITING' } }] },
  })
  return count
}
