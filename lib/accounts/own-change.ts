import type { AccountUser } from '@/lib/accounts/mutations'
import { actorOf } from '@/lib/accounts/session'
import { recordAct } from '@/lib/audit'
import { inTransaction } from '@/lib/db'

/**
 * Changes something about the account of the user who is signed in. Where it opens the back office, what was changed is written
 * to the audit log in the same transaction; of buyers, nothing.
 */
export async function ownChange<Result>(
  user: Pick<AccountUser, 'uid' | 'email' | 'role'>,
  act: string,
  sentence: string,
  work: () => Promise<Result>,
): Promise<Result> {
  if (user.role === 'BUYER') return work()
  const actor = await actorOf(user)
  return inTransaction(async () => {
    const result = await work()
    await recordAct(actor, { act, subject: user.uid, sentence })
    return result
  })
}
