import { cookies } from 'next/headers'
import { currentBuyer, currentBuyerWith } from '@/lib/accounts/session'
import { type Cart, cartCountPart, cartOfLines, cartPart, countCart, readCart } from '@/lib/cart/data'
import { adoptCart, adoptCartOf } from '@/lib/cart/mutations'
import { type CartOwner, cartId, guestCartDays } from '@/lib/cart/schema'
import { writeHint } from '@/lib/hints/cookie'
import { chosenCurrency } from '@/lib/hints/currency'
import type { Hint } from '@/lib/hints/hint'
import { ownCookie } from '@/lib/http/own-cookie'
import type { Uid } from '@/lib/ids'
import { requestLocale } from '@/lib/languages/request-locale'

const cookie = () => ownCookie('cart')

async function guestCartId(): Promise<string | undefined> {
  return cartId.safeParse((await cookies()).get(cookie().name)?.value).data
}

/** The cart that this request is about, in the currency of its sender: of a user in one statement with who they are. */
export async function currentCart(): Promise<Cart> {
  const [currency, { language }] = await Promise.all([chosenCurrency(), requestLocale()])
  const shown = { currency, language }
  const session = await currentBuyerWith({ lines: cartPart(shown) })
  return session
    ? cartOfLines(session.values.lines, currency)
    : readCart({ cartId: await guestCartId() }, shown)
}

/** What the header shows of the sender of this request. */
export async function currentHint(): Promise<Hint> {
  const session = await currentBuyerWith({ cartCount: cartCountPart })
  if (session) return { signedIn: !session.user.isGuest, cartCount: session.values.cartCount }
  return { signedIn: false, cartCount: await countCart({ cartId: await guestCartId() }) }
}

/** Whose cart this request is about. */
export async function cartOwner(): Promise<CartOwner> {
  const user = await currentBuyer()
  return user ? { uid: user.uid } : { cartId: await guestCartId() }
}

/** Sets the cookie of a guest's cart. For actions and route handlers. */
export async function rememberGuestCart(id: string): Promise<void> {
  const { name, options } = cookie()
  ;(await cookies()).set(name, id, { ...options, maxAge: guestCartDays * 86_400 })
}

/**
 * Moves this browser's cart, if it has one, to a user who has just signed in or become a guest with an address. For actions
 * and route handlers.
 *
 * @param guest whom the browser was known as before
 */
export async function adoptGuestCart(uid: Uid, guest?: Uid): Promise<void> {
  if (guest !== undefined && guest !== uid) await adoptCartOf(guest, uid)
  const id = await guestCartId()
  if (id !== undefined) {
    await adoptCart(id, uid)
    const { name, options } = cookie()
    ;(await cookies()).set(name, '', { ...options, maxAge: 0 })
  }
  await hintAtCart({ uid })
}

/** Has the header show how many products an owner's cart holds now. For actions and route handlers. */
export async function hintAtCart(owner: CartOwner): Promise<void> {
  await writeHint({ cartCount: await countCart(owner) })
}
