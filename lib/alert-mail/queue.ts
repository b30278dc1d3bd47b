import { listAdmins, listNewAlerts } from '@/lib/alert-mail/data'
import { db } from '@/lib/db'
import type { AlertKind } from '@/lib/generated/prisma/enums'
import { listOpenAlerts } from '@/lib/mail/data'
import { queueMail } from '@/lib/mail-queue'
import { dayOf } from '@/lib/time'

/** What may cost money, or goods, while nobody looks, and what somebody was promised an answer to within a working day. */
const urgent: readonly AlertKind[] = [
  'accept_after_decline',
  'cancellation_declared',
  'chargeback_after_refund',
  'charge_unknown',
  'closed_account',
  'conflict',
  'failed',
  'money_returned',
  'overpaid',
  'partial_refund',
  'price_change_stuck',
  'quarantined',
  'refused_pingback',
  'renewal_after_end',
  'withdrawal_declared',
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
