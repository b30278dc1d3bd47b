import type { CartOwner } from '@/lib/cart/schema'
import { db } from '@/lib/db'
import type { Product } from '@/lib/generated/prisma/client'
import type { Uid } from '@/lib/ids'
import { listSoldOut } from '@/lib/licence-keys/data'
import type { Money } from '@/lib/money'

export type Cart = {
  /** What can be bought, in the order in which it was added, at today's prices. */
  products: Product[]
  /** What has left the shop since it was added. */
  unavailable: Product[]
  /** What is for sale, but can't be bought before its licence keys are filled up. */
  soldOut: Product[]
  /** The sum of `products`, which have one currency; undefined when nothing can be bought. */
  total: Money | undefined
}

/** The condition that finds an owner's cart; undefined when they can't have one. A guest's id opens no user's cart. */
export function cartOf(owner: CartOwner) {
  if (owner.uid !== undefined) return { uid: owner.uid }
  return owner.cartId === undefined ? undefined : { id: owner.cartId, uid: null }
}

function purchasesOf(uid: Uid, productIds: string[]) {
  return db().orderLine.findMany({
    where: {
      productId: { in: productIds },
      order: { uid, payments: { some: { OR: [{ everPaid: true }, { state: { in: ['REVIEW', 'PAID'] } }] } } },
    },
    select: { productId: true, order: { select: { createdAt: true } } },
  })
}

// A line leaves the cart when an order placed since is paid, not when the order is placed: an abandoned payment must not
// empty the cart, and one that is confirmed minutes later must.
async function openLines(owner: CartOwner) {
  const cart = cartOf(owner)
  if (!cart) return []
  const lines = await db().cartLine.findMany({
    where: { cart },
    orderBy: [{ addedAt: 'asc' }, { productId: 'asc' }],
    include: { product: true },
  })
  if (owner.uid === undefined || lines.length === 0) return lines
  const purchases = await purchasesOf(
    owner.uid,
    lines.map((line) => line.productId),
  )
  return lines.filter(
    (line) =>
      !purchases.some(
        ({ productId, order }) => productId === line.productId && order.createdAt >= line.addedAt,
      ),
  )
}

/** An owner's cart, live from the database; empty when there is none. */
export async function readCart(owner: CartOwner): Promise<Cart> {
  const all = (await openLines(owner)).map((line) => line.product)
  const isSoldOut = await listSoldOut(all.map(({ id }) => id))
  const products = all.filter(({ id, active }) => active && !isSoldOut.has(id))
  const [first] = products
  return {
    products,
    unavailable: all.filter((product) => !product.active),
    soldOut: all.filter(({ id, active }) => active && isSoldOut.has(id)),
    total: first && {
      amount: products.reduce((sum, product) => sum + product.amount, 0),
      currency: first.currency,
    },
  }
}

/** How many products an owner's cart holds. */
export async function countCart(owner: CartOwner): Promise<number> {
  return (await openLines(owner)).length
}
