import { addressKey, countAttempt, personalKey } from '@/lib/accounts/rate-limit'
import { raiseAlert } from '@/lib/alerts'
import { findDeclaration, findDeclaredMembership } from '@/lib/cancellations/data'
import type { Declaration } from '@/lib/cancellations/schema'
import { db } from '@/lib/db'
import type { DeclaredCancellation } from '@/lib/generated/prisma/client'
import { newId } from '@/lib/ids'
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
export type Declared = { ok: true; declared: DeclaredCancellation } | { ok: false; minutes: number }

/**
 * Stores a cancellation as it was declared, and has a job carry it out. It does the same whether or not there is such a
 * membership, so that neither answer nor time tells. The same form, sent again, changes nothing. More than three letters an hour
 * to one address are dropped in silence, unless they are about its owner's membership; what was declared is carried out all the same.
 *
 * @param key of the form
 * @param address of the client
 */
export async function declareCancellation(
  key: string,
  declaration: Declaration,
  { language, address }: { language: Language; address: string | undefined },
): Promise<Declared> {
  const { kind, reason, endsOn, ...given } = declaration
  const isExtraordinary = kind === 'extraordinary'
  const row = {
    ...given,
    isExtraordinary,
    reason: isExtraordinary ? reason : '',
    endsOn: endsOn === '' ? null : new Date(endsOn),
  }
  const before = await findDeclaration(key)
  if (before && isSame(before, row)) return { ok: true, declared: before }
  if (address !== undefined) {
    const byAddress = { key: addressKey('cancel-address', address), hits: declarationsPerAddress }
    const minutes = await countAttempt([byAddress], windowMinutes)
    if (minutes !== undefined) return { ok: false, minutes }
  }
  const byRecipient = { key: personalKey('cancel-letter', given.email), hits: lettersPerAddress }
  const isToConfirm = (await countAttempt([byRecipient], windowMinutes)) === undefined
  // Somebody went back and changed it: that is another one.
  const id = before ? newId() : key
  await db().$transaction(async (transaction) => {
    const { count } = await transaction.declaredCancellation.createMany({
      data: { ...row, id, language },
      skipDuplicates: true,
    })
    if (count === 0) return
    await planJob(transaction, 'carry-out-cancellation', id, { declarationId: id, isToConfirm }, 0)
  })
  const declared = await db().declaredCancellation.findUniqueOrThrow({ where: { id } })
  return { ok: true, declared }
}

type Row = Pick<DeclaredCancellation, 'contract' | 'name' | 'email' | 'isExtraordinary' | 'reason' | 'endsOn'>

function isSame(stored: Row, row: Row): boolean {
  return (
    stored.contract === row.contract &&
    stored.name === row.name &&
    stored.email === row.email &&
    stored.isExtraordinary === row.isExtraordinary &&
    stored.reason === row.reason &&
    stored.endsOn?.getTime() === row.endsOn?.getTime()
  )
}

const daySeconds = 24 * 60 * 60

/**
 * Carries out a declared cancellation: the renewals of the membership that it names are stopped, as if cancelled in the account.
 * One to a later day waits, and is looked at daily, until the period runs that the day lies in. What names no running membership,
 * and every extraordinary one, alerts the operators. A letter confirms it. All of that happens once, however often it runs.
 *
 * @param isToConfirm whether a letter may be sent to an address that has named no membership of its owner
 * @param at the shop's time
 */
export async function carryOutCancellation(id: string, isToConfirm: boolean, at: Date): Promise<void> {
  const declared = await findDeclaration(id)
  if (!declared || declared.outcome === 'STOPPED' || declared.outcome === 'UNMATCHED') return
  const membership = await findDeclaredMembership(declared, at)
  const outcome = outcomeOf(declared, membership)
  if (membership && outcome === 'STOPPED') await cancelMembership(membership.orderId, membership.uid, at)
  await db().$transaction(async (transaction) => {
    const orderId = membership?.orderId ?? declared.orderId
    await transaction.declaredCancellation.update({ where: { id }, data: { outcome, orderId } })
    const why = whyToLook(declared, outcome)
    if (why !== undefined) {
      await raiseAlert(transaction, {
        kind: 'cancellation_declared',
        subject: id,
        message: `A cancellation was declared without signing in${orderId ? ` of the membership of order ${orderId}` : ''}. ${why}`,
        ...(orderId && { orderId }),
      })
    }
    if (isToConfirm || membership) {
      await queueMail(transaction, {
        kind: 'CANCELLATION_DECLARED',
        subject: id,
        recipient: declared.email,
        declaredCancellationId: id,
        ...(membership && { uid: membership.uid, orderId: membership.orderId }),
      })
    }
    if (outcome === 'WAITING') {
      await planJob(transaction, 'carry-out-cancellation', id, { declarationId: id, isToConfirm }, daySeconds)
    }
  })
  log.info({ declaration: id, outcome, orderId: membership?.orderId }, 'a declared cancellation was handled')
}

function outcomeOf(
  { isExtraordinary, endsOn, outcome }: DeclaredCancellation,
  membership: Membership | undefined,
): 'STOPPED' | 'WAITING' | 'UNMATCHED' {
  // One that waited has come to its end meanwhile.
  if (!membership) return outcome === 'WAITING' ? 'STOPPED' : 'UNMATCHED'
  const isLater = endsOn !== null && membership.paidUntil !== null && endsOn > membership.paidUntil
  return isLater && !isExtraordinary && membership.renews && !membership.cancellation ? 'WAITING' : 'STOPPED'
}

function whyToLook({ isExtraordinary }: DeclaredCancellation, outcome: string): string | undefined {
  if (outcome === 'UNMATCHED') {
    return 'It matches no running membership by order number and e-mail address. Find it, cancel it, and reply to the sender; then resolve this alert.'
  }
  return isExtraordinary
    ? 'The renewals are being stopped. A reason for ending it at once was given: decide on a refund, and reply to the sender; then resolve this alert.'
    : undefined
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
  const { count } = await db().declaredCancellation.deleteMany({
    where: { declaredAt: { lt: before }, NOT: { outcome: 'WAITING' } },
  })
  return count
}
