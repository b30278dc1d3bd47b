import { alertTarget } from '@/lib/alert-target'
import { audited, commandActor } from '@/lib/audit'
import { env } from '@/lib/env'
import type { Alert } from '@/lib/generated/prisma/client'
import { printableLine } from '@/lib/log-line.mjs'
import { listOpenAlerts } from '@/lib/open-alerts/data'
import { resolveOpenAlert } from '@/lib/open-alerts/mutations'
import { alertWords } from '@/lib/open-alerts/words'

/** Whoever runs commands on this machine sees everything. */
const reader = { role: 'ADMIN', uid: '' } as const

/** The open alerts as lines of text, newest first, each with its id and what resolves it; the newest 50. */
export async function openAlertsText(): Promise<string> {
  const { rows, older } = await listOpenAlerts({}, reader, undefined)
  if (rows.length === 0) return 'No alert is open.'
  const more = older === undefined ? [] : [`There are more: ${env().SHOP_URL}/admin/alerts`]
  const how = 'By hand, where nothing else resolves it: npm run alerts -- resolve <id> "<why>"'
  return [...rows.map(alertText), ...more, how].join('\n')
}

function alertText(alert: Alert): string {
  const { href, title } = alertTarget(alert)
  const lines = [
    `${alert.id}  ${alert.createdAt.toISOString()}  ${alertWords(alert.kind)}`,
    // What a stranger sent may stand in it.
    `    ${printableLine(alert.message).trimEnd()}`,
    `    ${title}: ${env().SHOP_URL}${href}`,
  ]
  return `${lines.join('\n')}\n`
}

/**
 * Resolves an alert by a command, as the back office does by a form, recorded under the command and who ran it.
 *
 * @param by who says so, if not who is signed in to this machine
 */
export async function resolveByCommand(id: bigint, reason: string, by?: string) {
  const actor = commandActor('alerts', by)
  const { result } = await audited(actor, 'alert.resolve', async () => ({
    subject: String(id),
    reason,
    ...(await resolveOpenAlert(id, actor.name)),
  }))
  return { ok: result.ok, sentence: result.sentence }
}
