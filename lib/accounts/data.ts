import { db } from '@/lib/db'
import type { Role } from '@/lib/generated/prisma/enums'

export type AccountUser = {
  uid: string
  email: string
  name: string
  role: Role
  registeredAt: Date
  registrationIp: string | null
}

/**
 * The user whose session carries this uid and version; null once the account is closed, or once its password, e-mail
 * address or role changed, which raises the version.
 */
export async function findSessionUser(session: {
  uid: string
  version: number
}): Promise<AccountUser | null> {
  const row = await db().user.findUnique({ where: { uid: session.uid } })
  if (row === null || row.closedAt !== null || row.sessionVersion !== session.version) return null
  const { uid, email, name, role, registeredAt, registrationIp } = row
  return { uid, email, name, role, registeredAt, registrationIp }
}
