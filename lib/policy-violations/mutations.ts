import { db } from '@/lib/db'
import type { SeenViolation } from '@/lib/policy-violations/schema'

/** Forgets a kind of violation that somebody has looked into, unless it was reported again since. */
export async function clearViolation({ count: seen, ...key }: SeenViolation) {
  const { count } = await db().policyViolation.deleteMany({ where: { ...key, count: seen } })
  const what = `${key.directive} ${key.blocked}`
  if (count > 0)
    return { ok: true, sentence: `The reports of ${what} are cleared. The next one starts a new count.` }
  const now = await db().policyViolation.findUnique({ where: { directive_blocked_page: key } })
  return {
    ok: false,
    sentence: now
      ? `${what} was reported again since this page was shown: ${now.count} times now. Nothing was cleared.`
      : `The reports of ${what} were cleared already.`,
  }
}
