import type { AccountUser } from '@/lib/accounts/mutations'
import { env } from '@/lib/env'
import { Prisma } from '@/lib/generated/prisma/client'

/** Who looks: an operator, or a command, whose uid is empty. */
export type Reader = Pick<AccountUser, 'role'> & { uid: string }

/** Whether an operator sees everything: an admin does, and a reviewer wherever no real customers are. */
export function seesAll({ role }: Pick<AccountUser, 'role'>): boolean {
  return role === 'ADMIN' || env().PAYMENTWALL_MODE !== 'live'
}

/** The orders that an operator may see: of a live shop a reviewer sees their own, and those paid by test payments. */
export function visibleOrders(reader: Reader): Prisma.OrderWhereInput {
  if (seesAll(reader)) return {}
  return { OR: [{ uid: reader.uid }, { payments: { some: { isTest: true } } }] }
}

/** The same for a statement in SQL, in which the orders are called `o`. */
export function visibleOrdersSql(reader: Reader): Prisma.Sql {
  if (seesAll(reader)) return Prisma.sql`TRUE`
  return Prisma.sql`o.id IN (
    SELECT id FROM orders WHERE uid = ${reader.uid}
    UNION SELECT order_id FROM payments WHERE is_test AND order_id IS NOT NULL)`
}

/** An e-mail address as an operator may read it: a reviewer sees its first letter and its host. */
export function shownEmail({ role }: Pick<AccountUser, 'role'>, email: string): string {
  return role === 'ADMIN' ? email : email.replace(/^(.).*@/, '$1…@')
}
