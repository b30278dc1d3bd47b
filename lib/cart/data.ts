import { type Part, readParts } from '@/lib/buyer-parts'
import type { CartOwner } from '@/lib/cart/schema'
import type { Currency } from '@/lib/currencies.mjs'
import { readRows } from '@/lib/db'
import { Prisma, type Product } from '@/lib/generated/prisma/client'
import type { Language } from '@/lib/languages/languages.mjs'
import { isProductSoldOut } from '@/lib/licence-keys/data'
import type { Money } from '@/lib/money'

export type Cart = {
  /** The one in which it is shown, and would be paid. */
  currency: Currency
  /** What can be bought, in the order in which it was added, at today's prices. */
  products: (CartProduct & Money)[]
  /** What has left the shop since it was added. */
  unavailable: CartProduct[]
  /** What is for sale, but can't be bought before its licence keys are filled up. */
  soldOut: CartProduct[]
  /** What is for sale in other currencies alone. */
  unpriced: CartProduct[]
  /** The sum of `products`; undefined when nothing can be bought. */
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
  'id' | 'slug' | 'kind' | 'name' | 'artwork' | 'artworkFileId' | 'active'
>

/** A product with its price in the currency of the cart; null where it has none. */
type CartLine = CartProduct & { isSoldOut: boolean; amount: number | null }

/** For whom a cart is read. */
interface ShownTo {
  currency: Currency
  language: Language
}

const guestsCart = (cartId: string) => Prisma.sql`c.id = ${cartId} AND c.uid IS NULL`
const usersCart = Prisma.sql`c.uid = u.uid`

// A line leaves the cart when an order placed since is paid, not when the order is placed: an abandoned payment must not
// empty the cart, and one that is confirmed minutes later must.
const isOpen = Prisma.sql`c.uid IS NULL OR NOT EXISTS (
  SELECT FROM order_lines l JOIN orders o ON o.id = l.order_id JOIN payments y ON y.order_id = o.id
  WHERE l.product_id = i.product_id AND o.uid = c.uid AND o.created_at >= i.added_at
    AND (y.ever_paid OR y.state IN ('REVIEW', 'PAID')))`

function openLines(cart: Prisma.Sql, { currency, language }: ShownTo) {
  return Prisma.sql`
    SELECT coalesce(json_agg(json_build_object('id', p.id, 'slug', p.slug, 'kind', p.kind, 'name', coalesce(said.name, p.name),
      'artwork', p.artwork, 'artworkFileId', p.artwork_file_id, 'amount', price.amount,
      'active', p.active, 'isSoldOut', ${isProductSoldOut}) ORDER BY i.added_at, p.id), '[]')
    FROM carts c JOIN cart_lines i ON i.cart_id = c.id JOIN products p ON p.id = i.product_id
      LEFT JOIN list_prices price ON price.product_id = p.id AND price.currency = ${currency}
      LEFT JOIN product_texts said ON said.product_id = p.id AND said.language = ${language}
    WHERE ${cart} AND (${isOpen})`
}

function countOpenLines(cart: Prisma.Sql) {
  return Prisma.sql`
    SELECT count(*)::int FROM carts c JOIN cart_lines i ON i.cart_id = c.id WHERE ${cart} AND (${isOpen})`
}

/** The lines of a user's cart, for `cartOfLines`. */
export function cartPart(shown: ShownTo): Part<CartLine[]> {
  return { sql: openLines(usersCart, shown) }
}

/** How many products a user's cart holds. */
export const cartCountPart: Part<number> = { sql: countOpenLines(usersCart) }

/** A cart by its lines. */
export function cartOfLines(lines: readonly CartLine[], currency: Currency): Cart {
  const products = lines.flatMap(({ amount, ...line }) =>
    line.active && !line.isSoldOut && amount !== null ? [{ ...line, amount, currency }] : [],
  )
  return {
    currency,
    products,
    unavailable: lines.filter(({ active }) => !active),
    soldOut: lines.filter(({ active, isSoldOut }) => active && isSoldOut),
    unpriced: lines.filter(({ active, isSoldOut, amount }) => active && !isSoldOut && amount === null),
    total:
      products.length === 0
        ? undefined
        : { amount: products.reduce((sum, product) => sum + product.amount, 0), currency },
  }
}

/** An owner's cart in a currency and a language, live from the database; empty when there is none. */
export async function readCart(owner: CartOwner, shown: ShownTo): Promise<Cart> {
  const { currency } = shown
  if (owner.uid !== undefined) {
    const { lines } = await readParts(owner.uid, { lines: cartPart(shown) })
    return cartOfLines(lines, currency)
  }
  if (owner.cartId === undefined) return cartOfLines([], currency)
  const [row] = await readRows<{ lines: CartLine[] }>(
    Prisma.sql`SELECT (${openLines(guestsCart(owner.cartId), shown)}) AS lines`,
  )
  return cartOfLines(row?.lines ?? [], currency)
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
