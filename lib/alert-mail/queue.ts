import { listAdmins, listFirstAlerts, listNewAlerts } from '@/lib/alert-mail/data'
import { db } from '@/lib/db'
import { declaredAlerts } from '@/lib/declarations/alert-kinds'
import type { AlertKind } from '@/lib/generated/prisma/enums'
import { countOpenAlerts } from '@/lib/mail/data'
import { queueMail } from '@/lib/mail-queue'
import { dayOf } from '@/lib/time'

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
  'price_change_stuck',
  'quarantined',
  'refused_pingback',
  'renewal_after_end',
]

/**
 * Who declared something was promised an answer. They must neither fill a mailbox nor keep the others from it; the digest counts
 * the rest, and the back office has them.
 */
const mostDeclaredAnHour = 10

/** An alert that is older is in the digest. */
const urgentHours = 1

/** Tells the admins at once of the alerts that cost money, and of what was declared; returns how many messages. */
export async function mailAlerts(): Promise<number> {
  const since = new Date(Date.now() - urgentHours * 3_600_000)
  const alerts = [
    ...(await listNewAlerts(urgent, since)),
    ...(await listFirstAlerts(declaredAlerts, since, mostDeclaredAnHour)),
  ]
  return alerts.length === 0
    ? 0
    : mailAdmins(alerts.map(({ id }) => ({ kind: 'ALERT', subject: String(id), alertId: id })))
}

/** Tells the admins once a day of all that is open; returns how many messages. */
export async function mailDigest(now = new Date()): Promise<number> {
  return (await countOpenAlerts()) === 0 ? 0 : mailAdmins([{ kind: 'ALERT_DIGEST', subject: dayOf(now) }])
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
