import { db } from '@/lib/db'

/** Whether an open account has an address. Only for a reader who has proven to be its owner. */
export async function hasAccount(email: string): Promise<boolean> {
  return (await db().user.count({ where: { email, isGuest: false, closedAt: null } })) > 0
}
