import { db } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { OrderId, Uid } from '@/lib/ids'
import { type Language, languageOf } from '@/lib/languages/languages.mjs'
import { linkDigest } from '@/lib/link-token'

/** What is stored of the token in a link. */
export const orderLinkDigest = (token: string) => linkDigest('order-link', token)

/** How long after its mail was sent a link proves that its reader has the address; later it shows the order alone. */
const provingDays = 7

const provesSince = () => new Date(Date.now() - provingDays * 86_400_000)

/** A guest whose address a link proves, as a condition for where that is written. */
export function provenBy(link: string) {
  const now = new Date()
  const links = { some: { id: link, createdAt: { gt: provesSince() }, expiresAt: { gt: now } } }
  return { orders: { some: { links } } } satisfies Prisma.UserWhereInput
}

/** An order with the buyer whom a link to it was sent to. */
export interface LinkedOrder {
  id: OrderId
  /** Of the page on which it was placed. */
  language: Language
  uid: Uid
  email: string
  /** False once the guest has an account: then its owner signs in. */
  isOpen: boolean
  /** The digest of the newest of the links. */
  link: string
  provesAddress: boolean
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
    orderBy: { createdAt: 'desc' },
    select: {
      id: true,
      createdAt: true,
      order: {
        select: {
          id: true,
          language: true,
          user: { select: { uid: true, email: true, isGuest: true, accountId: true } },
        },
      },
    },
  })
  if (!link) return null
  const { uid, email, isGuest, accountId } = link.order.user
  return {
    id: link.order.id,
    language: languageOf(link.order.language).name,
    uid,
    email,
    isOpen: isGuest && accountId === null,
    link: link.id,
    provesAddress: link.createdAt > provesSince(),
  }
}
