import type { ActOrder } from '@/lib/acts/order'
import { db } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { OrderId } from '@/lib/ids'
import { findMembership } from '@/lib/subscriptions/data'

const oldestFirst = { createdAt: 'asc' } as const

const actFacts = {
  id: true,
  uid: true,
  amount: true,
  currency: true,
  lines: {
    orderBy: { position: 'asc' },
    select: { id: true, name: true, kind: true, delivery: { select: { withdrawnAt: true } } },
  },
  payments: {
    orderBy: [oldestFirst, { ref: 'asc' }],
    select: { ref: true, state: true, price: true, refunded: true, initialRef: true, createdAt: true },
  },
  charges: {
    orderBy: [oldestFirst, { id: 'asc' }],
    select: { id: true, state: true, chargeId: true, last4: true, createdAt: true },
  },
  decisions: { orderBy: { id: 'desc' }, take: 1, select: { id: true, kind: true, actor: true } },
  cancellation: { select: { acceptedAt: true, stoppedAt: true, problem: true } },
  pingbacks: {
    where: { verdict: 'applied', type: { in: [2, 220] }, part: { not: '' } },
    select: { type: true, part: true, receivedAt: true },
  },
  acts: { orderBy: [{ requestedAt: 'asc' }, { id: 'asc' }] },
} satisfies Prisma.OrderSelect

/**
 * An order with all that acts on it depend on; undefined when there is none. Who may see it, the caller checks.
 *
 * @param at the shop's time
 */
export async function readActOrder(
  orderId: OrderId,
  at: Date,
  database: Pick<Prisma.TransactionClient, 'order'> = db(),
): Promise<ActOrder | undefined> {
  const order = await database.order.findUnique({ where: { id: orderId }, select: actFacts })
  if (!order) return undefined
  const recurs = order.lines.some(({ kind }) => kind === 'MEMBERSHIP')
  return { ...order, membership: recurs ? await findMembership(orderId, at, database) : undefined }
}
