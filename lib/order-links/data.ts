import { createHash } from 'node:crypto'
import { db } from '@/lib/db'
import type { OrderId, Uid } from '@/lib/ids'

/** What is stored of the token in a link. */
export function orderLinkDigest(token: string): string {
  return createHash('sha256').update(`order-link ${token}`).digest('base64url')
}

/** An order with the buyer whom a link to it was sent to. */
export interface LinkedOrder {
  id: OrderId
  uid: Uid
  email: string
  /** False once the guest has an account: then its owner signs in. */
  isOpen: boolean
}

/** The order that one of some tokens leads to; null where none of them is good for the order. */
export async function findLinkedOrder(
  tokens: readonly string[],
  order?: { id: OrderId } | { delivery: string },
): Promise<LinkedOrder | null> {
  if (tokens.length === 0) return null
  const link = await db().orderLink.findFirst({
    where: {
      id: { in: tokens.map(orderLinkDigest) },
      expiresAt: { gt: new Date() },
      order: {
        user: { closedAt: null },
        ...(order && ('id' in order ? order : { deliveries: { some: { id: order.delivery } } })),
      },
    },
    select: {
      order: {
        select: {
          id: true,
          user: { select: { uid: true, email: true, isGuest: true, accountId: true } },
        },
      },
    },
  })
  if (!link) return null
  const { uid, email, isGuest, accountId } = link.order.user
  return { id: link.order.id, uid, email, isOpen: isGuest && accountId === null }
}
