import type { CartOwner } from '@/lib/cart/schema'
import { db } from '@/lib/db'
import type { Product } from '@/lib/generated/prisma/client'

export type Cart = {
  /** What can be bought, in the order in which it was added, at today's prices. */
  products: Product[]
  /** What has left the shop since it was added. */
  unavailable: Product[]
  /** The sum of `products` in minor units. */
  amount: number
  /** One for the whole cart; undefined when nothing can be bought. */
  currency: string | undefined
}

/** The condition that finds an owner's cart; undefined when they can't have one. A guest's id opens no user's cart. */
export function cartOf(owner: CartOwner) {
  if (owner.uid !== undefined) return { uid: owner.uid }
  return owner.cartId === undefined ? undefined : { id: owner.cartId, uid: null }
}

/** An owner's cart, live from the database; empty when there is none. */
export async function readCart(owner: CartOwner): Promise<Cart> {
  const cart = cartOf(owner)
  const lines = cart
    ? await db().cartLine.findMany({
        where: { cart },
        orderBy: [{ addedAt: 'asc' }, { productId: 'asc' }],
        select: { product: true },
      })
    : []
  const products = lines.map((line) => line.product).filter((product) => product.active)
  return {
    products,
    unavailable: lines.map((line) => line.product).filter((product) => !product.active),
    amount: products.reduce((sum, product) => sum + product.amount, 0),
    currency: products[0]?.currency,
  }
}

/** How many products an owner's cart holds. */
export async function countCart(owner: CartOwner): Promise<number> {
  const cart = cartOf(owner)
  return cart ? db().cartLine.count({ where: { cart } }) : 0
}
