import { db } from '@/lib/db'
import { queueMail } from '@/lib/mail-queue'
import { listDueMemberships } from '@/lib/reminders/data'
import { farthestNotice, reminderOf } from '@/lib/reminders/reminder'

const dayMs = 86_400_000

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
