import { countAttempt, personalKey } from '@/lib/accounts/rate-limit'
import { type Actor, type AuditedAct, recordAct } from '@/lib/audit'
import type { Uid } from '@/lib/ids'

// Anybody may open accounts and be refused, and the audit log stands for ever.
const perAccountAndHour = 20
const perHour = 500

/**
 * Writes to the audit log that something was refused to somebody who is no operator, or not enough of one: 20 times an hour for
 * each account, and 500 times in all. What is beyond is refused without an entry.
 *
 * @param uid the account that it is about
 */
export async function recordRefusal(
  uid: Uid,
  actor: Actor,
  refused: Omit<AuditedAct, 'allowed'>,
): Promise<void> {
  // Apart: what one account is refused too often must not use up what all have together.
  const own = await countAttempt([{ key: personalKey('refusal', uid), hits: perAccountAndHour }], 60)
  if (own !== undefined) return
  if ((await countAttempt([{ key: 'refusals', hits: perHour }], 60)) !== undefined) return
  await recordAct(actor, { ...refused, allowed: false })
}
