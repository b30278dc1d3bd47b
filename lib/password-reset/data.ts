import { db } from '@/lib/db'
import { linkDigest } from '@/lib/link-token'

/** What is stored of the token in a link. */
export const resetDigest = (token: string) => linkDigest('password-reset', token)

/** Whether a link still sets a password. */
export async function isResetOpen(token: string): Promise<boolean> {
  const where = {
    id: resetDigest(token),
    usedAt: null,
    expiresAt: { gt: new Date() },
    user: { closedAt: null },
  }
  return (await db().passwordReset.count({ where })) > 0
}
