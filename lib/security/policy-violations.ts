import { z } from 'zod'
import { raiseAlert } from '@/lib/alerts'
import { db } from '@/lib/db'
import { readAddress } from '@/lib/languages/address'
import { maskCardNumbers } from '@/lib/security/card-numbers'

const kindsKept = 500

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

const directives = new Set([
  'default-src',
  ...['script-src', 'style-src'].flatMap((name) => [name, `${name}-elem`, `${name}-attr`]),
  ...['img-src', 'font-src', 'connect-src', 'media-src', 'object-src', 'manifest-src', 'worker-src'],
  ...['frame-src', 'child-src', 'form-action', 'base-uri', 'frame-ancestors'],
])

/** The payment pages are the only ones that bring reports; any other page is made up, or was reached from one. */
function pageOf(address: string): string {
  const { rest } = readAddress(URL.canParse(address) ? new URL(address).pathname : '')
  const isCheckout = /^\/checkout\/[^/]+$/.test(rest)
  return isCheckout ? '/checkout/[id]' : 'another page'
}

/** Who is behind what was blocked: its host with the scheme; its scheme alone; or the word that browsers have for it. */
function hostOf(blocked: string): string {
  if (!URL.canParse(blocked)) return /^[a-z-]{1,40}$/.exec(blocked)?.[0] ?? 'other'
  const { origin, protocol } = new URL(blocked)
  return maskCardNumbers(origin === 'null' ? protocol.slice(0, -1) : origin).slice(0, 200)
}

/** An address without what is personal or endless: no query, no card number. */
function exampleOf(blocked: string): string {
  const place = URL.canParse(blocked) ? new URL(blocked) : undefined
  return place?.host ? maskCardNumbers(`${place.origin}${place.pathname}`).slice(0, 200) : ''
}

/**
 * Counts one report of a blocked script, style or connection. Alike ones share a row. Bounded whatever is sent: when a new kind
 * comes after 500, the one reported least often and longest ago is removed, and the merchant is alerted.
 *
 * @returns whether it was a report at all
 */
export async function recordPolicyViolation(body: unknown): Promise<boolean> {
  const parsed = reportSchema.safeParse(body)
  if (!parsed.success) return false
  const report = parsed.data['csp-report']
  const reported = report['effective-directive'] || (report['violated-directive'].split(' ')[0] ?? '')
  const directive = directives.has(reported) ? reported : 'unknown'
  const blocked = hostOf(report['blocked-uri'])
  const example = exampleOf(report['blocked-uri'])
  const page = pageOf(report['document-uri'])
  const [counted] = await db().$queryRaw<{ evicted: number }[]>`
    WITH known AS (
      SELECT FROM policy_violations WHERE (directive, blocked, page) = (${directive}, ${blocked}, ${page})
    ), evicted AS (
      DELETE FROM policy_violations WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM policy_violations WHERE NOT EXISTS (SELECT FROM known)
        ORDER BY count, last_at
        LIMIT greatest(0, (SELECT count(*) FROM policy_violations) + 1 - ${kindsKept}::int)
        FOR UPDATE SKIP LOCKED
      )) RETURNING 1
    )
    INSERT INTO policy_violations (directive, blocked, page, example)
    VALUES (${directive}, ${blocked}, ${page}, ${example})
    ON CONFLICT (directive, blocked, page)
      DO UPDATE SET count = policy_violations.count + 1, last_at = now(), example = excluded.example
    RETURNING (SELECT count(*) FROM evicted)::int AS evicted`
  if (counted && counted.evicted > 0) await alertOfFullness()
  return true
}

async function alertOfFullness(): Promise<void> {
  await raiseAlert(db(), {
    kind: 'policy_violations_full',
    subject: new Date().toISOString().slice(0, 10),
    message: `Browsers report more than ${kindsKept} kinds of violations of the payment pages’ policy, so the rarest are dropped. Someone may be hiding a real one among fake ones: look through the table policy_violations.`,
  })
}
