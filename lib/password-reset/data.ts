import { createHash } from 'node:crypto'
import { db } from '@/lib/db'

/** What is stored of the token in a link. */
export function resetDigest(token: string): string {
  return createHash('sha256').update(`password-reset ${token}`).digest('base64url')
}

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
