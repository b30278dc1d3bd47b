import type { Role } from '@/lib/generated/prisma/enums'

const rank: Record<Role, number> = { BUYER: 0, REVIEWER: 1, ADMIN: 2 }

/** Whether a user has a role or one above it: an admin may do what a reviewer may, and a reviewer what a buyer may. */
export function hasRole(user: { role: Role }, role: Role): boolean {
  return rank[user.role] >= rank[role]
}
