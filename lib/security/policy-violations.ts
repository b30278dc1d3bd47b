import { z } from 'zod'
import { db } from '@/lib/db'
import { maskCardNumbers } from '@/lib/security/card-numbers'

const text = z.string().max(4000).default('')

/** A report as browsers send it for `report-uri`. */
const reportSchema = z.object({
  'csp-report': z.object({
    'effective-directive': text,
    'violated-directive': text,
    'blocked-uri': text,
    'document-uri': text,
  }),
})

/** An address without what is personal or endless: no query, and ids replaced. */
function pageOf(address: string): string {
  const path = URL.canParse(address) ? new URL(address).pathname : address
  return path.replace(/\/[0-9a-z]{20}(?=\/|$)/g, '/[id]').slice(0, 200)
}

function blockedOf(address: string): string {
  const place =
    URL.canParse(address) && /^https?:/.test(address)
      ? `${new URL(address).origin}${new URL(address).pathname}`
      : address
  return maskCardNumbers(place).slice(0, 200)
}

/**
 * Counts one report of a blocked script, style or connection. Bounded whatever is sent: alike ones share a row, and after
 * 500 kinds no new ones are kept.
 *
 * @returns whether it was a report at all
 */
export async function recordPolicyViolation(body: unknown): Promise<boolean> {
  const parsed = reportSchema.safeParse(body)
  if (!parsed.success) return false
  const report = parsed.data['csp-report']
  const directive = (
    report['effective-directive'] ||
    report['violated-directive'].split(' ')[0] ||
    'unknown'
  ).slice(0, 60)
  const blocked = blockedOf(report['blocked-uri'])
  const page = pageOf(report['document-uri'])
  await db().$executeRaw`
    INSERT INTO policy_violations (directive, blocked, page)
    SELECT ${directive}, ${blocked}, ${page}
    WHERE (SELECT count(*) FROM policy_violations) < 500
      OR EXISTS (SELECT FROM policy_violations WHERE (directive, blocked, page) = (${directive}, ${blocked}, ${page}))
    ON CONFLICT (directive, blocked, page)
      DO UPDATE SET count = policy_violations.count + 1, last_at = now()`
  return true
}
