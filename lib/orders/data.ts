import { db } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { OrderId, Uid } from '@/lib/ids'

const withFacts = {
  lines: { orderBy: { position: 'asc' }, include: { product: true, delivery: true, keyWait: true } },
  payments: { orderBy: { createdAt: 'asc' } },
  charges: { orderBy: { createdAt: 'asc' } },
  acceptance: true,
  decisions: { orderBy: { id: 'desc' }, take: 1, select: { kind: true } },
} satisfies Prisma.OrderInclude

/** What an order's state is derived from, and no more. */
export const stateFacts = {
  expiresAt: true,
  payments: { select: { state: true, reversalReason: true, createdAt: true } },
  charges: { select: { state: true, createdAt: true } },
} satisfies Prisma.OrderSelect

export type OrderWithFacts = Prisma.OrderGetPayload<{ include: typeof withFacts }>

/** An order with all that its state is derived from; null when it isn't this buyer's or doesn't exist. */
export async function findOrder(orderId: OrderId, uid: Uid): Promise<OrderWithFacts | null> {
  return db().order.findFirst({ where: { id: orderId, uid }, include: withFacts })
}

/** A buyer's orders, newest first. */
export async function listOrders(uid: Uid): Promise<OrderWithFacts[]> {
  return db().order.findMany({
    where: { uid },
    include: withFacts,
    orderBy: { createdAt: 'desc' },
    take: 100,
  })
}

/** The facts from which an order's state is derived, and no more: what a waiting page polls. */
export async function findOrderFacts(orderId: OrderId, uid: Uid) {
  return db().order.findFirst({ where: { id: orderId, uid }, select: stateFacts })
}

/** The same facts with the order's buyer, for jobs, which act for no user. */
export async function findOrderForStatus(orderId: OrderId) {
  return db().order.findUnique({ where: { id: orderId }, select: { uid: true, ...stateFacts } })
}
