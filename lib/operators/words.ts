import type { Role } from '@/lib/generated/prisma/enums'

/** A role in a sentence: "is now a reviewer". */
export const roleWords: Record<Role, string> = {
  BUYER: 'a customer',
  REVIEWER: 'a reviewer',
  ADMIN: 'an admin',
}

/** A role as a title of its own. */
export const roleTitles: Record<Role, string> = { BUYER: 'Customer', REVIEWER: 'Reviewer', ADMIN: 'Admin' }
