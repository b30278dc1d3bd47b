import { db } from '@/lib/db'
import type { Declaration } from '@/lib/generated/prisma/client'
import type { OrderId, Uid } from '@/lib/ids'
import { orderIdSchema } from '@/lib/orders/schema'
import { findMembership, type Membership } from '@/lib/subscriptions/data'

/** What may be an order's number in what was typed, such as "Order 0abc…": a word may be as long. */
function orderNumbersIn(contract: string): OrderId[] {
  const found = contract.toLowerCase().match(/(?<![0-9a-z])[0-9a-z]{20}(?![0-9a-z])/g) ?? []
  return found.flatMap((number) => orderIdSchema.safeParse(number).data ?? [])
}

type Declared = Pick<Declaration, 'contract' | 'email'>

/**
 * The order that a declaration names by its number and by the e-mail address of its owner; undefined for any other. Both together
 * are what the owner knows. Which one is meant by the numbers of several orders, a person must see.
 */
export async function findDeclaredOrder({
  contract,
  email,
}: Declared): Promise<{ id: OrderId; uid: Uid } | undefined> {
  const [only, ...others] = await db().order.findMany({
    where: {
      id: { in: orderNumbersIn(contract) },
      user: { closedAt: null, OR: [{ email }, { account: { email } }] },
    },
    select: { id: true, uid: true },
  })
  return others.length === 0 ? only : undefined
}

/**
 * The running membership that a declaration names, then or when it was first looked at, by the order that began it; undefined for
 * any other.
 *
 * @param at the shop's time
 */
export async function findDeclaredMembership(
  declared: Declared & Pick<Declaration, 'orderId'>,
  at: Date,
): Promise<Membership | undefined> {
  const id = declared.orderId ?? (await findDeclaredOrder(declared))?.id
  const membership = id && (await findMembership(id, at))
  return membership && (membership.accessUntil !== null || membership.renews) ? membership : undefined
}

/** What was declared; null where there is none, or no longer. */
export function findDeclaration(id: string): Promise<Declaration | null> {
  return db().declaration.findUnique({ where: { id } })
}

const mostRows = 20

/** What was declared of an order, newest first. */
export function listDeclarations(orderId: OrderId): Promise<Declaration[]> {
  return db().declaration.findMany({
    where: { orderId },
    orderBy: { declaredAt: 'desc' },
    take: mostRows,
  })
}

/** What an operator decides about a withdrawal by. */
export type WithdrawalFacts = NonNullable<Awaited<ReturnType<typeof findWithdrawalFacts>>>

/** When an order was placed, paid, accepted, confirmed by its receipt, delivered and downloaded. */
export function findWithdrawalFacts(orderId: OrderId) {
  return db().order.findUnique({
    where: { id: orderId },
    select: {
      createdAt: true,
      acceptance: true,
      payments: {
        where: { everPaid: true },
        select: { paidAt: true },
        orderBy: { createdAt: 'asc' },
      },
      mails: { where: { kind: 'RECEIPT' }, select: { sentAt: true, gaveUpAt: true } },
      lines: {
        orderBy: { position: 'asc' },
        select: {
          id: true,
          name: true,
          delivery: {
            select: {
              grantedAt: true,
              withdrawnAt: true,
              downloads: { select: { at: true }, orderBy: { at: 'asc' }, take: 1 },
            },
          },
        },
      },
    },
  })
}
