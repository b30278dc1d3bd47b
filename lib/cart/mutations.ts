import { cartOf, readCart } from '@/lib/cart/data'
import type { CartOwner, Refusal } from '@/lib/cart/schema'
import { db, deleteInSteps } from '@/lib/db'
import { newId } from '@/lib/ids'

async function openCart(owner: CartOwner): Promise<string> {
  if (owner.uid !== undefined) {
    const { uid } = owner
    const cart = await db().cart.upsert({ where: { uid }, create: { id: newId(), uid }, update: { uid } })
    return cart.id
  }
  // An id that we did not issue, or that has become a user's, is not taken over.
  const [known] = owner.cartId
    ? await db().cart.updateManyAndReturn({ where: cartOf(owner), data: { uid: null }, select: { id: true } })
    : []
  return known?.id ?? (await db().cart.create({ data: { id: newId() } })).id
}

/**
 * Puts a product into an owner's cart (again: nothing changes), opening the cart if need be. Returns the cart's id, or why
 * not: the product is not for sale, is a membership (bought on its own), or has another currency than the cart.
 */
export async function addToCart(
  owner: CartOwner,
  productId: string,
): Promise<{ ok: true; cartId: string } | { ok: false; reason: Refusal }> {
  const product = await db().product.findUnique({ where: { id: productId } })
  if (!product?.active) return { ok: false, reason: 'unavailable' }
  if (product.kind === 'MEMBERSHIP') return { ok: false, reason: 'membership' }
  const { currency } = await readCart(owner)
  if (currency && currency !== product.currency) return { ok: false, reason: 'mixed' }
  const cartId = await openCart(owner)
  // The time is renewed, so that what was bought once can be bought again (see openLines in data.ts).
  const addedAt = new Date()
  await db().cartLine.upsert({
    where: { cartId_productId: { cartId, productId } },
    create: { cartId, productId, addedAt },
    update: { addedAt },
  })
  return { ok: true, cartId }
}

/** Takes a product out of an owner's cart; one that isn't there does no harm. */
export async function removeFromCart(owner: CartOwner, productId: string): Promise<void> {
  const cart = cartOf(owner)
  if (cart) await db().cartLine.deleteMany({ where: { cart, productId } })
}

/**
 * Gives a guest's cart to a user who has just signed in, adding its products to what the user's cart holds. A cart has one
 * currency: should they differ, the guest's products, which are the newer ones, replace the others.
 */
export async function adoptCart(cartId: string, uid: string): Promise<void> {
  const guest = cartOf({ cartId })
  await db().$transaction(async (transaction) => {
    const lines = await transaction.cartLine.findMany({
      where: { cart: guest },
      include: { product: { select: { currency: true } } },
    })
    if (lines.length > 0) {
      const currencies = lines.map((line) => line.product.currency)
      const { id } = await transaction.cart.upsert({
        where: { uid },
        create: { id: newId(), uid },
        update: { uid },
      })
      await transaction.cartLine.deleteMany({
        where: { cartId: id, product: { currency: { notIn: currencies } } },
      })
      await transaction.cartLine.createMany({
        data: lines.map(({ productId, addedAt }) => ({ cartId: id, productId, addedAt })),
        skipDuplicates: true,
      })
    }
    await transaction.cart.deleteMany({ where: guest })
  })
}

/** Deletes guests' carts that nothing was added to for `days`; returns how many. */
export async function deleteAbandonedCarts(days: number): Promise<number> {
  const before = new Date(Date.now() - days * 86_400_000)
  return deleteInSteps((limit) =>
    db().cart.deleteMany({ where: { uid: null, updatedAt: { lt: before } }, limit }),
  )
}
