import { createHash } from 'node:crypto'
import { db } from '@/lib/db'
import type { Role } from '@/lib/generated/prisma/enums'

export type AccountUser = {
  uid: string
  email: string
  name: string
  role: Role
  registeredAt: Date
  registrationIp: string | null
  /** When the session by which they were found ends by itself. */
  signedInUntil: Date
}

/** How long a session lasts, in seconds. */
export const sessionSeconds = 30 * 24 * 60 * 60

/** What is stored of a session's id. */
export function sessionDigest(id: string): string {
  return createHash('sha256').update(id).digest('base64url')
}

/**
 * The user whose session has this id; null once the session was ended or has expired, once the account is closed, and once
 * its password, e-mail address or role changed, which raises its version. Notes, at most once an hour, that the session was
 * seen, all in one statement.
 */
export async function findSessionUser(sessionId: string): Promise<AccountUser | null> {
  const id = sessionDigest(sessionId)
  const [user] = await db().$queryRaw<AccountUser[]>`
    WITH seen AS (
      UPDATE sessions SET last_seen_at = now()
      WHERE id = ${id} AND last_seen_at < now() - interval '1 hour' AND expires_at > now()
    )
    SELECT u.uid, u.email, u.name, u.role, u.registered_at AS "registeredAt", u.registration_ip AS "registrationIp",
      s.expires_at AS "signedInUntil"
    FROM sessions s JOIN users u ON u.uid = s.uid AND u.session_version = s.version
    WHERE s.id = ${id} AND s.expires_at > now() AND u.closed_at IS NULL`
  return user ?? null
}
