import type { AccountUser } from '@/lib/accounts/mutations'
import { attemptOrigin } from '@/lib/accounts/session'
import { recordAct } from '@/lib/audit'

/** Writes to the audit log what an operator changed about the account that opens the back office; of buyers, nothing. */
export async function recordOwnChange(
  { uid, email, role }: Pick<AccountUser, 'uid' | 'email' | 'role'>,
  act: string,
  sentence: string,
): Promise<void> {
  if (role === 'BUYER') return
  const { address } = await attemptOrigin()
  await recordAct({ uid, name: email, address }, { act, subject: uid, sentence })
}
