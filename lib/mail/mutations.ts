import { shopTime } from '@/lib/clock'
import { db } from '@/lib/db'
import { createConfirmation } from '@/lib/email-confirmation/mutations'
import { env } from '@/lib/env'
import type { OrderId } from '@/lib/ids'
import { log } from '@/lib/log'
import { composeMail } from '@/lib/mail/compose'
import { findDueMails, findMail, findOpenAlert, type MailWithFacts } from '@/lib/mail/data'
import { isForGuest, mailLocale } from '@/lib/mail/letters'
import { mayResend } from '@/lib/mail/resend'
import { handOver } from '@/lib/mail/transport'
import { queueMail } from '@/lib/mail-queue'
import { createInvitationLink } from '@/lib/operators/mutations'
import { createOrderLink } from '@/lib/order-links/mutations'
import { createPasswordReset } from '@/lib/password-reset/mutations'
import { findMembership, isRenewing } from '@/lib/subscriptions/data'

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
      data: {
        sentAt: new Date(),
        problem: null,
        language: mailLocale(mail).language,
        ...(mail.user?.erasedAt && { recipient: '' }),
      },
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

/** The link that opens something to whoever reads a message; undefined for one that holds none. */
async function makeSecretLink(mail: MailWithFacts): Promise<string | undefined> {
  const { SHOP_URL: shopUrl } = env()
  const { path } = mailLocale(mail)
  if (mail.kind === 'PASSWORD_RESET' && mail.user)
    return `${shopUrl}${path('/reset')}/${await createPasswordReset(mail.user.uid, mail.recipient)}`
  if (mail.invitation) {
    const token = await createInvitationLink(mail.invitation.id)
    return token && `${shopUrl}/invitation/${token}`
  }
  if (mail.kind === 'EMAIL_CONFIRMATION' && mail.user) {
    return `${shopUrl}${path('/confirm')}/${await createConfirmation(mail.user.uid, mail.recipient)}`
  }
  // What was declared is acknowledged to whoever declared it.
  if (mail.order && !mail.declaration && isForGuest(mail))
    return `${shopUrl}/o/${await createOrderLink(mail.order.id)}`
  return undefined
}

/** Domains for examples and tests (RFC 2606), such as that of the go-live probe's buyer. */
function isReserved(recipient: string): boolean {
  return /[@.](?:example(?:\.(?:com|net|org))?|invalid|test)$/.test(recipient)
}

/** Why nobody needs a message any more. */
async function whyMoot(mail: MailWithFacts): Promise<string | undefined> {
  const { recipient, kind, alertId, user, invitation } = mail
  if (recipient === '') return 'The address was erased.'
  if (isReserved(recipient) && env().PAYMENTWALL_MODE !== 'local')
    return 'This domain is reserved for examples and tests.'
  if (kind === 'EMAIL_CONFIRMATION' && (user?.emailProvenAt || user?.email !== recipient)) {
    return 'The address has since been confirmed or changed.'
  }
  if (kind === 'PASSWORD_RESET' && user?.email !== recipient) return 'The address was changed before.'
  if (invitation && (invitation.usedAt || invitation.expiresAt <= new Date())) {
    return 'The invitation was used or has ended.'
  }
  if (kind === 'PRICE_CHANGE') return whyUntold(mail)
  if (kind === 'PRICE_CHANGE_WITHDRAWN') return whyNothingWithdrawn(mail)
  if (kind !== 'ALERT' || alertId === null) return undefined
  return (await findOpenAlert(alertId)) ? undefined : 'The alert was resolved before.'
}

async function whyUntold({ priceChange, orderId }: MailWithFacts): Promise<string | undefined> {
  if (priceChange?.withdrawnAt) return 'The new price has been withdrawn.'
  const membership = orderId && (await findMembership(orderId, await shopTime()))
  return membership && isRenewing(membership) ? undefined : 'The membership no longer renews.'
}

/** Only those who were told of a new price are told that it was withdrawn. */
async function whyNothingWithdrawn({ uid, priceChangeId }: MailWithFacts): Promise<string | undefined> {
  const first = { uid, priceChangeId, kind: 'PRICE_CHANGE' } as const
  if ((await db().mail.count({ where: { ...first, sentAt: { not: null } } })) > 0) return undefined
  if ((await db().mail.count({ where: { ...first, gaveUpAt: null } })) > 0)
    throw new Error('The message about the new price has been neither sent nor given up yet.')
  return 'The customer was not told of the new price.'
}

/**
 * Queues a message again, to the customer's current address. For an operator: each time it is another message.
 *
 * @param key of the form, so that the same press queues one
 * @returns the new message's id, or why there is none
 */
export async function resendMail(id: string, key: string): Promise<{ id: string } | 'gone' | 'repeated'> {
  const mail = await findMail(id)
  if (!mail?.user || !mayResend(mail)) return 'gone'
  const { kind, orderId, ref, priceChangeId, declarationId, user } = mail
  const queued = await db().$transaction((transaction) =>
    queueMail(transaction, {
      kind,
      uid: user.uid,
      recipient: user.account?.email ?? user.email,
      ...(orderId && { orderId }),
      ...(ref && { ref }),
      ...(priceChangeId && { priceChangeId }),
      ...(declarationId && { declarationId }),
      subject: `${id}:again:${key}`,
    }),
  )
  return queued === undefined ? 'repeated' : { id: queued }
}
