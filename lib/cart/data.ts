import { type Part, readParts } from '@/lib/buyer-parts'
import type { CartOwner } from '@/lib/cart/schema'
import { readRows } from '@/lib/db'
import { Prisma, type Product } from '@/lib/generated/prisma/client'
import { isProductSoldOut } from '@/lib/licence-keys/data'
import type { Money } from '@/lib/money'

export type Cart = {
  /** What can be bought, in the order in which it was added, at today's prices. */
  products: CartProduct[]
  /** What has left the shop since it was added. */
  unavailable: CartProduct[]
  /** What is for sale, but can't be bought before its licence keys are filled up. */
  soldOut: CartProduct[]
  /** The sum of `products`, which have one currency; undefined when nothing can be bought. */
  total: Money | undefined
}

/** The condition that finds an owner's cart; undefined when they can't have one. A guest's id opens no user's cart. */
export function cartOf(owner: CartOwner) {
  if (owner.uid !== undefined) return { uid: owner.uid }
  return owner.cartId === undefined ? undefined : { id: owner.cartId, uid: null }
}

/** What the cart's page shows of a product. */
export type CartProduct = Pick<
  Product,
  'id' | 'slug' | 'kind' | 'name' | 'artwork' | 'artworkFileId' | 'amount' | 'currency' | 'active'
>

type CartLine = CartProduct & { isSoldOut: boolean }

const guestsCart = (cartId: string) => Prisma.sql`c.id = ${cartId} AND c.uid IS NULL`
const usersCart = Prisma.sql`c.uid = u.uid`

// A line leaves the cart when an order placed since is paid, not when the order is placed: an abandoned payment must not
// empty the cart, and one that is confirmed minutes later must.
const isOpen = Prisma.sql`c.uid IS NULL OR NOT EXISTS (
  SELECT FROM order_lines l JOIN orders o ON o.id = l.order_id JOIN payments y ON y.order_id = o.id
  WHERE l.product_id = i.product_id AND o.uid = c.uid AND o.created_at >= i.added_at
    AND (y.ever_paid OR y.state IN ('REVIEW', 'PAID')))`

function openLines(cart: Prisma.Sql) {
  return Prisma.sql`
    SELECT coalesce(json_agg(json_build_object('id', p.id, 'slug', p.slug, 'kind', p.kind, 'name', p.name,
      'artwork', p.artwork, 'artworkFileId', p.artwork_file_id, 'amount', p.amount, 'currency', p.currency,
      'active', p.active, 'isSoldOut', ${isProductSoldOut}) ORDER BY i.added_at, p.id), '[]')
    FROM carts c JOIN cart_lines i ON i.cart_id = c.id JOIN products p ON p.id = i.product_id
    WHERE ${cart} AND (${isOpen})`
}

function countOpenLines(cart: Prisma.Sql) {
  return Prisma.sql`
    SELECT count(*)::int FROM carts c JOIN cart_lines i ON i.cart_id = c.id WHERE ${cart} AND (${isOpen})`
}

/** The lines of a user's cart, for `cartOfLines`. */
export const cartPart: Part<CartLine[]> = { sql: openLines(usersCart) }

/** How many products a user's cart holds. */
export const cartCountPart: Part<number> = { sql: countOpenLines(usersCart) }

/** A cart by its lines. */
export function cartOfLines(lines: readonly CartLine[]): Cart {
  const products = lines.filter(({ active, isSoldOut }) => active && !isSoldOut)
  const [first] = products
  return {
    products,
    unavailable: lines.filter(({ active }) => !active),
    soldOut: lines.filter(({ active, isSoldOut }) => active && isSoldOut),
    total: first && {
      amount: products.reduce((sum, product) => sum + product.amount, 0),
      currency: first.currency,
    },
  }
}

/** An owner's cart, live from the database; empty when there is none. */
export async function readCart(owner: CartOwner): Promise<Cart> {
  if (owner.uid !== undefined) return cartOfLines((await readParts(owner.uid, { lines: cartPart })).lines)
  if (owner.cartId === undefined) return cartOfLines([])
  const [row] = await readRows<{ lines: CartLine[] }>(
    Prisma.sql`SELECT (${openLines(guestsCart(owner.cartId))}) AS lines`,
  )
  return cartOfLines(row?.lines ?? [])
}

/** How many products an owner's cart holds. */
export async function countCart(owner: CartOwner): Promise<number> {
  if (owner.uid !== undefined) return (await readParts(owner.uid, { count: cartCountPart })).count
  if (owner.cartId === undefined) return 0
  const [row] = await readRows<{ count: number }>(
    Prisma.sql`SELECT (${countOpenLines(guestsCart(owner.cartId))}) AS count`,
  )
  return row?.count ?? 0
}
