import { sessionDigest } from '@/lib/accounts/session-id'
import { db } from '@/lib/db'
import type { Uid } from '@/lib/ids'

/** A session as its owner sees it. */
export interface OwnSession {
  /** Its digest, by which it can be ended and not used. */
  id: string
  isCurrent: boolean
  createdAt: Date
  lastSeenAt: Date
  userAgent: string | null
  address: string | null
}

const mostRows = 50

/**
 * The sessions of an account that are still good, the one last used first.
 *
 * @param current the id of the session that asks
 */
export async function listSessions(uid: Uid, current: string | undefined): Promise<OwnSession[]> {
  const { sessionVersion: version } = await db().user.findUniqueOrThrow({
    where: { uid },
    select: { sessionVersion: true },
  })
  const rows = await db().session.findMany({
    where: { uid, version, expiresAt: { gt: new Date() } },
    select: { id: true, createdAt: true, lastSeenAt: true, userAgent: true, address: true },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }],
    take: mostRows,
  })
  const own = current && sessionDigest(current)
  return rows.map((row) => ({ ...row, isCurrent: row.id === own }))
}
