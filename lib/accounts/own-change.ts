import type { AccountUser } from '@/lib/accounts/mutations'
import { actorOf } from '@/lib/accounts/session'
import { recordAct } from '@/lib/audit'

/** Writes to the audit log what an operator changed about the account that opens the back office; of buyers, nothing. */
export async function recordOwnChange(
  user: Pick<AccountUser, 'uid' | 'email' | 'role'>,
  act: string,
  sentence: string,
): Promise<void> {
  if (user.role === 'BUYER') return
  await recordAct(await actorOf(user), { act, subject: user.uid, sentence })
}
