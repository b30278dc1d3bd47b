import { db } from '@/lib/db'
import { createConfirmation } from '@/lib/email-confirmation/mutations'
import { env } from '@/lib/env'
import type { AlertKind } from '@/lib/generated/prisma/enums'
import type { OrderId } from '@/lib/ids'
import { log } from '@/lib/log'
import { composeMail } from '@/lib/mail/compose'
import {
  findDueMails,
  findMail,
  listAdmins,
  listDueMemberships,
  listNewAlerts,
  listOpenAlerts,
  type MailWithFacts,
} from '@/lib/mail/data'
import { isForGuest } from '@/lib/mail/letters'
import { farthestNotice, reminderOf } from '@/lib/mail/reminder'
import { mayResend } from '@/lib/mail/resend'
import { handOver } from '@/lib/mail/transport'
import { queueMail } from '@/lib/mail-queue'
import { renewInvitationLink } from '@/lib/operators/mutations'
import { createOrderLink } from '@/lib/order-links/mutations'
import { createPasswordReset } from '@/lib/password-reset/mutations'
import { dayOf } from '@/lib/time'

const dayMs = 86_400_000

/**
 * Queues what an order's buyer is to be told and was not told yet. Again, it queues nothing more.
 *
 * @param at the shop's time
 * @returns how many messages
 */
export async function mailOrder(orderId: OrderId, at: Date): Promise<number> {
  const found = await findDueMails(orderId, at)
  if (!found) return 0
  const { due, ...to } = found
  const queued = await db().$transaction(async (transaction) => {
    const ids = []
    for (const mail of due) ids.push(await queueMail(transaction, { ...mail, ...to, orderId }))
    return ids
  })
  return queued.filter((id) => id !== undefined).length
}

/**
 * Sends a queued message, unless it was sent or given up. A process that dies between the server's answer and its record
 * sends it twice, with one `Message-ID`.
 *
 * @throws when the server can't take it now, so that the job is tried again
 */
export async function sendMail(id: string): Promise<void> {
  const mail = await findMail(id)
  if (!mail || mail.sentAt || mail.gaveUpAt) return
  const moot = await whyMoot(mail)
  if (moot !== undefined) {
    await db().mail.update({ where: { id }, data: { gaveUpAt: new Date(), problem: moot } })
    return
  }
  const handed = await handOver(id, mail.recipient, await composeMail(mail, await makeSecretLink(mail)))
  if (handed.ok) {
    await db().mail.update({
      where: { id },
      data: { sentAt: new Date(), problem: null, ...(mail.user.erasedAt && { recipient: '' }) },
    })
    return
  }
  const { problem, final } = handed
  log.warn({ mail: id, kind: mail.kind, problem }, 'mail not sent')
  await db().mail.update({
    where: { id },
    data: { failures: { increment: 1 }, problem, ...(final && { gaveUpAt: new Date() }) },
  })
  if (!final) throw new Error(problem)
}

/** The link that opens something to who reads a message; undefined for one that holds none. */
async function makeSecretLink(mail: MailWithFacts): Promise<string | undefined> {
  const { SHOP_URL: shopUrl } = env()
  if (mail.kind === 'PASSWORD_RESET') return `${shopUrl}/reset/${await createPasswordReset(mail.user.uid)}`
  if (mail.invitation) {
    const token = await renewInvitationLink(mail.invitation.id)
    return token && `${shopUrl}/invitation/${token}`
  }
  if (mail.kind === 'EMAIL_CONFIRMATION') {
    return `${shopUrl}/confirm/${await createConfirmation(mail.user.uid, mail.recipient)}`
  }
  if (mail.order && isForGuest(mail)) return `${shopUrl}/o/${await createOrderLink(mail.order.id)}`
  return undefined
}

/** Domains for examples and tests (RFC 2606), such as that of the go-live probe's buyer. */
function isReserved(recipient: string): boolean {
  return /[@.](?:example(?:\.(?:com|net|org))?|invalid|test)$/.test(recipient)
}

/** Why nobody needs a message any more. */
async function whyMoot({
  recipient,
  kind,
  alertId,
  user,
  invitation,
}: MailWithFacts): Promise<string | undefined> {
  if (recipient === '') return 'The address was erased.'
  if (isReserved(recipient) && env().PAYMENTWALL_MODE !== 'local')
    return 'Nobody has an address of this domain.'
  if (kind === 'EMAIL_CONFIRMATION' && (user.emailProvenAt || user.email !== recipient)) {
    return 'The address was confirmed or changed before.'
  }
  if (invitation && (invitation.usedAt || invitation.expiresAt <= new Date())) {
    return 'The invitation was used or has ended.'
  }
  if (kind !== 'ALERT' || alertId === null) return undefined
  return (await listOpenAlerts(alertId)).length === 0 ? 'The alert was resolved before.' : undefined
}

/**
 * Queues a message again, to the customer's address of today. For an operator: each time it is another message.
 *
 * @param key of the form, so that the same press queues one
 * @returns the new message's id, or why there is none
 */
export async function resendMail(id: string, key: string): Promise<{ id: string } | 'gone' | 'repeated'> {
  const mail = await findMail(id)
  if (!mail || !mayResend(mail)) return 'gone'
  const { kind, uid, orderId, ref, user } = mail
  const queued = await db().$transaction((transaction) =>
    queueMail(transaction, {
      kind,
      uid,
      recipient: user.account?.email ?? user.email,
      ...(orderId && { orderId }),
      ...(ref && { ref }),
      subject: `${id}:again:${key}`,
    }),
  )
  return queued === undefined ? 'repeated' : { id: queued }
}

/** How long after the day of a charge a member is told that it is being retried. */
const retriedDays = 3

/**
 * Queues what members are to be told of the charges ahead and of those that are late, once for each charge.
 *
 * @param at the shop's time
 * @returns how many messages
 */
export async function mailReminders(at: Date): Promise<number> {
  const from = new Date(at.getTime() - retriedDays * dayMs)
  const until = new Date(at.getTime() + farthestNotice)
  let queued = 0
  for (const { membership, email } of await listDueMemberships(from, until, at)) {
    const kind = reminderOf(membership, at)
    if (!kind) continue
    const { orderId, uid, paidUntil } = membership
    const subject = `${orderId}:${paidUntil?.toISOString()}`
    const id = await db().$transaction((transaction) =>
      queueMail(transaction, { kind, subject, uid, recipient: email, orderId }),
    )
    if (id !== undefined) queued++
  }
  return queued
}

/** What may cost money, or goods, while nobody looks. */
const urgent: readonly AlertKind[] = [
  'accept_after_decline',
  'chargeback_after_refund',
  'charge_unknown',
  'closed_account',
  'conflict',
  'failed',
  'money_returned',
  'overpaid',
  'partial_refund',
  'quarantined',
  'refused_pingback',
  'renewal_after_end',
]

/** An alert that is older is in the digest. */
const urgentHours = 1

/** Tells the admins at once of the alerts that cost money; returns how many messages. */
export async function mailAlerts(): Promise<number> {
  const alerts = await listNewAlerts(urgent, new Date(Date.now() - urgentHours * 3_600_000))
  return alerts.length === 0
    ? 0
    : mailAdmins(alerts.map(({ id }) => ({ kind: 'ALERT', subject: String(id), alertId: id })))
}

/** Tells the admins once a day of all that is open; returns how many messages. */
export async function mailDigest(now = new Date()): Promise<number> {
  const open = await listOpenAlerts()
  return open.length === 0 ? 0 : mailAdmins([{ kind: 'ALERT_DIGEST', subject: dayOf(now) }])
}

async function mailAdmins(
  about: readonly { kind: 'ALERT' | 'ALERT_DIGEST'; subject: string; alertId?: bigint }[],
): Promise<number> {
  const admins = await listAdmins()
  return db().$transaction(async (transaction) => {
    let queued = 0
    for (const { uid, email } of admins) {
      for (const { subject, ...mail } of about) {
        const message = { ...mail, subject: `${subject}:${uid}`, uid, recipient: email }
        if ((await queueMail(transaction, message)) !== undefined) queued++
      }
    }
    return queued
  })
}
