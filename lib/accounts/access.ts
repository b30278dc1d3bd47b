import type { Role } from '@/lib/generated/prisma/enums'

const rank: Record<Role, number> = { BUYER: 0, REVIEWER: 1, ADMIN: 2 }

/** Where somebody begins who has signed in and asked for no page. */
export function firstPage(user: { role: Role } | null): string {
  return user?.role === 'REVIEWER' ? '/admin/go-live/welcome' : '/account'
}

/** Whether a user has a role or one above it: an admin may do what a reviewer may, and a reviewer what a buyer may. */
export function hasRole(user: { role: Role }, role: Role): boolean {
  return rank[user.role] >= rank[role]
}
