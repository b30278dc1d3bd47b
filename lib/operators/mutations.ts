import { sessionDigest } from '@/lib/accounts/session-id'
import { db } from '@/lib/db'

/** Notes that the owner of a session has given the password again. Nothing for a session that is not there. */
export async function markConfirmed(sessionId: string | undefined, at = new Date()): Promise<void> {
  if (sessionId === undefined) return
  await db().session.updateMany({ where: { id: sessionDigest(sessionId) }, data: { confirmedAt: at } })
}
