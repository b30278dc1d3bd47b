import type { Check, Fact } from '@/lib/golive/check'
import { judgementOf } from '@/lib/golive/judgement'
import { namedLanguage } from '@/lib/languages/languages.mjs'
import { localeOf } from '@/lib/languages/locale'
import { acceptedTitles } from '@/lib/policies/acceptance'

interface Acceptance {
  orderId: string
  at: Date
  policyVersion: string | null
  wording: string | null
  /** In which the wording was read. */
  language: string | null
  isLate: boolean
}

function faultOf({ wording, language, isLate, policyVersion }: Acceptance): string | undefined {
  if (wording === null || policyVersion === null) return 'charged to a card without an acceptance'
  if (isLate) return 'charged to a card before the acceptance'
  const read = namedLanguage(language)
  // What the policies are called is known of the shop's languages alone, and it may have had another.
  if (read === undefined) return undefined
  const { t } = localeOf(read)
  const missing = acceptedTitles(t).filter((title) => !wording.includes(title))
  return missing.length > 0 ? `accepted without ${missing.join(', ')}` : undefined
}

/** F4: buyers accept the three policies before they pay. */
export const acceptance: Check = {
  id: 'F4',
  version: 2,
  title: 'Buyers accept the policies before they pay',
  asked:
    'The three policies are disclosed by a checkbox or similar before the final checkout, or beside the pay button.',
  sources: [{ document: 'website standards', number: '4' }],
  criterion:
    'Buyers accepted the three policies by a checkbox, stored with time and version, and no card was charged before that.',
  rationale: 'In a dispute the merchant has to show what the buyer agreed to.',
  limits:
    'The widget is shown only after the acceptance. A payment without one, as from Paymentwall’s test tool, is not counted, and neither are orders of the probe and of reports. Only the newest 200 orders are checked.',
  fix: 'Place an order, tick the box and pay.',
  freshDays: 90,
  judge: async ({ database, since }) => {
    const rows = await database.$queryRaw<Acceptance[]>`
      SELECT o.id AS "orderId", coalesce(t.accepted_at, o.created_at) AS at, t.policy_version AS "policyVersion", t.wording,
        t.language,
        EXISTS (SELECT FROM charge_attempts c WHERE c.order_id = o.id AND c.created_at < t.accepted_at
          AND c.created_at >= ${since}) AND NOT EXISTS (
          SELECT FROM order_lines l WHERE l.order_id = o.id AND l.kind = 'MEMBERSHIP') AS "isLate"
      FROM (SELECT * FROM orders WHERE created_at >= ${since} AND NOT is_probe ORDER BY created_at DESC, id DESC LIMIT 200) o
      LEFT JOIN terms_acceptances t ON t.order_id = o.id
      WHERE t.order_id IS NOT NULL OR EXISTS (SELECT FROM charge_attempts c WHERE c.order_id = o.id)`
    const facts = rows.map((row): Fact => {
      const fault = faultOf(row)
      return {
        kind: fault ? 'fault' : 'proof',
        what: `Order ${row.orderId}`,
        seen: fault ?? `accepted by a checkbox, policies of ${row.policyVersion}`,
        at: row.at,
        subject: { kind: 'order', id: row.orderId },
      }
    })
    return judgementOf(
      facts,
      {
        notYet: 'No buyer has accepted the policies yet.',
        proven: 'Buyers accepted the three policies by a checkbox before they paid.',
      },
      { passed: facts.filter(({ kind }) => kind === 'proof').length, of: facts.length },
    )
  },
}
