import { db } from '@/lib/db'

/** How many kinds are shown; no more than 500 are kept. */
const shown = 100

/** What the payment pages' policy blocked, the kinds that were reported last first. */
export function listPolicyViolations() {
  return db().policyViolation.findMany({ orderBy: { lastAt: 'desc' }, take: shown })
}
