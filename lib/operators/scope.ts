import type { AccountUser } from '@/lib/accounts/mutations'
import { env } from '@/lib/env'
import type { Prisma } from '@/lib/generated/prisma/client'

/** Whether an operator sees everything: an admin does, and a reviewer wherever no real customers are. */
export function seesAll({ role }: Pick<AccountUser, 'role'>): boolean {
  return role === 'ADMIN' || env().PAYMENTWALL_MODE !== 'live'
}

/** The orders that an operator may see: of a live shop a reviewer sees their own, and those paid by test payments. */
export function visibleOrders(operator: Pick<AccountUser, 'role' | 'uid'>): Prisma.OrderWhereInput {
  if (seesAll(operator)) return {}
  return { OR: [{ uid: operator.uid }, { payments: { some: { isTest: true } } }] }
}

/** An e-mail address as an operator may read it: a reviewer sees its first letter and its host. */
export function shownEmail({ role }: Pick<AccountUser, 'role'>, email: string): string {
  return role === 'ADMIN' ? email : email.replace(/^(.).*@/, '$1…@')
}
