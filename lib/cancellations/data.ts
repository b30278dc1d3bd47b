import { db } from '@/lib/db'
import type { DeclaredCancellation } from '@/lib/generated/prisma/client'
import type { OrderId } from '@/lib/ids'
import { orderIdSchema } from '@/lib/orders/schema'
import { findMembership, type Membership } from '@/lib/subscriptions/data'

/** What may be an order's number in what was typed, such as "Order 0abc…": a word may be as long. */
function orderNumbersIn(contract: string): OrderId[] {
  const found = contract.toLowerCase().match(/(?<![0-9a-z])[0-9a-z]{20}(?![0-9a-z])/g) ?? []
  return found.flatMap((number) => orderIdSchema.safeParse(number).data ?? [])
}

async function findDeclaredOrder({ contract, email }: Declared): Promise<OrderId | undefined> {
  const [only, ...others] = await db().order.findMany({
    where: {
      id: { in: orderNumbersIn(contract) },
      user: { closedAt: null, OR: [{ email }, { account: { email } }] },
    },
    select: { id: true },
  })
  return others.length === 0 ? only?.id : undefined
}

type Declared = Pick<DeclaredCancellation, 'contract' | 'email' | 'orderId'>

/**
 * The running membership that a declaration names by its order's number and by the e-mail address of its owner, then or when it
 * was first looked at; undefined for any other. Both together are what the owner knows, and a name of a membership is not. Which one
 * is meant by the numbers of several orders, a person must see.
 *
 * @param at the shop's time
 */
export async function findDeclaredMembership(declared: Declared, at: Date): Promise<Membership | undefined> {
  const id = declared.orderId ?? (await findDeclaredOrder(declared))
  const membership = id && (await findMembership(id, at))
  return membership && (membership.accessUntil !== null || membership.renews) ? membership : undefined
}

/** A declared cancellation; null where there is none, or no longer. */
export function findDeclaration(id: string): Promise<DeclaredCancellation | null> {
  return db().declaredCancellation.findUnique({ where: { id } })
}

const mostRows = 20

/** The cancellations declared of the membership that an order began, newest first. */
export function listDeclarations(orderId: OrderId): Promise<DeclaredCancellation[]> {
  return db().declaredCancellation.findMany({
    where: { orderId },
    orderBy: { declaredAt: 'desc' },
    take: mostRows,
  })
}
