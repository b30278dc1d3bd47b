import { cartOf } from '@/lib/cart/data'
import type { CartOwner, Refusal } from '@/lib/cart/schema'
import { db, deleteInSteps, inTransaction } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'
import { newId, type Uid } from '@/lib/ids'
import { listSoldOut } from '@/lib/licence-keys/data'

type Transaction = Prisma.TransactionClient

/** The id of an owner's cart, whose row is locked until the transaction ends. */
async function openCart(transaction: Transaction, owner: CartOwner): Promise<string> {
  if (owner.uid !== undefined) {
    const { uid } = owner
    const create = { id: newId(), uid }
    return (await transaction.cart.upsert({ where: { uid }, create, update: { uid } })).id
  }
  // An id that we did not issue, or that now belongs to a user, is not accepted.
  const [known] = owner.cartId
    ? await transaction.cart.updateManyAndReturn({
        where: cartOf(owner),
        data: { uid: null },
        select: { id: true },
      })
    : []
  return known?.id ?? (await transaction.cart.create({ data: { id: newId() } })).id
}

/**
 * Puts a product into an owner's cart (again: nothing changes), opening the cart if need be. Returns the cart's id, or why
 * not: the product is not for sale, is sold out, or is a membership (bought on its own).
 */
export async function addToCart(
  owner: CartOwner,
  productId: string,
): Promise<{ ok: true; cartId: string } | { ok: false; reason: Refusal }> {
  const product = await db().product.findUnique({ where: { id: productId } })
  if (!product?.active) return { ok: false, reason: 'unavailable' }
  if (product.kind === 'MEMBERSHIP') return { ok: false, reason: 'membership' }
  if ((await listSoldOut([productId])).has(productId)) return { ok: false, reason: 'sold-out' }
  return db().$transaction(async (transaction) => {
    const cartId = await openCart(transaction, owner)
    // The time is renewed, so that what was bought once can be bought again (see openLines in data.ts).
    const addedAt = new Date()
    await transaction.cartLine.upsert({
      where: { cartId_productId: { cartId, productId } },
      create: { cartId, productId, addedAt },
      update: { addedAt },
    })
    return { ok: true, cartId }
  })
}

/** Takes a product out of an owner's cart; one that isn't there does no harm. */
export async function removeFromCart(owner: CartOwner, productId: string): Promise<void> {
  const cart = cartOf(owner)
  if (cart) await db().cartLine.deleteMany({ where: { cart, productId } })
}

/**
 * Gives a guest's cart to a user who has just signed in, adding its lines to what the user's cart holds; of a product in
 * both, the later addition counts.
 */
export async function adoptCart(cartId: string, uid: Uid): Promise<void> {
  await db().$transaction(async (transaction) => {
    // A second request waits here, and then finds no guest's cart.
    const [guest] = await transaction.$queryRaw<unknown[]>`
      SELECT 1 FROM carts WHERE id = ${cartId} AND uid IS NULL FOR UPDATE`
    if (!guest) return
    const id = await openCart(transaction, { uid })
    await transaction.$executeRaw`
      INSERT INTO cart_lines (cart_id, product_id, added_at)
      SELECT ${id}, product_id, added_at FROM cart_lines WHERE cart_id = ${cartId}
      ON CONFLICT (cart_id, product_id) DO UPDATE SET added_at = greatest(cart_lines.added_at, excluded.added_at)`
    await transaction.cart.delete({ where: { id: cartId } })
  })
}

/** The same with the cart of a guest who has an address. */
export async function adoptCartOf(guest: Uid, uid: Uid): Promise<void> {
  await inTransaction(async () => {
    const carts = await db().cart.updateManyAndReturn({
      where: { uid: guest, user: { isGuest: true } },
      data: { uid: null },
      select: { id: true },
    })
    for (const { id } of carts) await adoptCart(id, uid)
  })
}

/** Deletes guests' carts that nothing was added to for `days`, also of guests with an address; returns how many. */
export async function deleteAbandonedCarts(days: number): Promise<number> {
  const before = new Date(Date.now() - days * 86_400_000)
  return deleteInSteps((limit) =>
    db().cart.deleteMany({
      where: { OR: [{ uid: null }, { user: { isGuest: true } }], updatedAt: { lt: before } },
      limit,
    }),
  )
}
