import type { Prisma } from '@/lib/generated/prisma/client'
import type { Role } from '@/lib/generated/prisma/enums'
import type { Uid } from '@/lib/ids'

interface LockedAccount {
  uid: Uid
  role: Role
  closedAt: Date | null
}

/**
 * Locks an account, and if it is an admin's all the others too, until the transaction ends: of two admins who remove each
 * other at once, the second finds that only one is left.
 */
export async function lockWithAdmins(
  transaction: Prisma.TransactionClient,
  uid: Uid,
): Promise<{ account: LockedAccount | undefined; isLastAdmin: boolean }> {
  const read = await transaction.user.findUnique({ where: { uid }, select: { role: true } })
  const admins = read?.role === 'ADMIN' ? await listAdmins(transaction) : []
  const locked = await transaction.$queryRaw<LockedAccount[]>`
    SELECT uid, role, closed_at AS "closedAt" FROM users WHERE uid = ANY(${[...admins, uid]}::text[])
    ORDER BY uid FOR NO KEY UPDATE`
  const account = locked.find((row) => row.uid === uid)
  const others = locked.filter((row) => row.uid !== uid && row.role === 'ADMIN' && row.closedAt === null)
  return { account, isLastAdmin: account?.role === 'ADMIN' && others.length === 0 }
}

async function listAdmins(transaction: Prisma.TransactionClient): Promise<string[]> {
  const rows = await transaction.$queryRaw<{ uid: Uid }[]>`
    SELECT uid FROM users WHERE role = 'ADMIN' AND closed_at IS NULL`
  return rows.map(({ uid }) => uid)
}
