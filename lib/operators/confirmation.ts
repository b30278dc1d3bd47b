import { currentUser } from '@/lib/accounts/session'

/** For how many minutes a password that was asked for again is good. */
export const confirmationMinutes = 15

/** Whether the operator of this session has given the password in the last 15 minutes. */
export async function isRecentlyConfirmed(now = new Date()): Promise<boolean> {
  const user = await currentUser()
  const since = user?.confirmedAt?.getTime() ?? 0
  return now.getTime() - since < confirmationMinutes * 60_000
}
