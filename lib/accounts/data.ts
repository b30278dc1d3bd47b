import type { Part } from '@/lib/buyer-parts'
import { Prisma } from '@/lib/generated/prisma/client'

/** A session as its owner sees it. */
export interface OwnSession {
  /** Its digest, by which it can be ended and not used. */
  id: string
  createdAt: Date
  lastSeenAt: Date
  userAgent: string | null
  address: string | null
}

/** The sessions of an account that are still good, the one last used first, 50 at most. */
export const sessionsPart: Part<OwnSession[]> = {
  sql: Prisma.sql`
    SELECT coalesce(json_agg(s ORDER BY s."lastSeenAt" DESC, s.id), '[]') FROM (
      SELECT s.id, s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt", s.user_agent AS "userAgent", s.address
      FROM sessions s JOIN users o ON o.uid = s.uid AND o.session_version = s.version
      WHERE s.uid = u.uid AND s.expires_at > now() ORDER BY s.last_seen_at DESC LIMIT 50) s`,
}
