import { db } from '@/lib/db'
import { env } from '@/lib/env'
import type { OrderId } from '@/lib/ids'
import { log } from '@/lib/log'
import { composeMail } from '@/lib/mail/compose'
import { findDueMails, findMail } from '@/lib/mail/data'
import { mayResend } from '@/lib/mail/resend'
import { handOver } from '@/lib/mail/transport'
import { queueMail } from '@/lib/mail-queue'
import { createPasswordReset } from '@/lib/password-reset/mutations'

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
  if (mail.recipient === '') {
    await db().mail.update({
      where: { id },
      data: { gaveUpAt: new Date(), problem: 'The address was erased.' },
    })
    return
  }
  const resetLink =
    mail.kind === 'PASSWORD_RESET'
      ? `${env().SHOP_URL}/reset/${await createPasswordReset(mail.user.uid)}`
      : undefined
  const handed = await handOver(id, mail.recipient, await composeMail(mail, resetLink))
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
      recipient: user.email,
      ...(orderId && { orderId }),
      ...(ref && { ref }),
      subject: `${id}:again:${key}`,
    }),
  )
  return queued === undefined ? 'repeated' : { id: queued }
}
