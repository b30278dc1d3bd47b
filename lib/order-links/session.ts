import { cookies } from 'next/headers'
import { notFound } from 'next/navigation'
import type { AccountUser } from '@/lib/accounts/mutations'
import { currentBuyer, currentBuyerWith, leadToSignIn } from '@/lib/accounts/session'
import { ownCookie } from '@/lib/http/own-cookie'
import type { OrderId, Uid } from '@/lib/ids'
import { findLinkedOrder, type LinkedOrder } from '@/lib/order-links/data'
import { orderTokenSchema } from '@/lib/order-links/schema'
import { findOrder, type OrderWithFacts, orderPart } from '@/lib/orders/data'

// A link's token goes from the address into a cookie at once, so that no other page, script or site sees it.

/** Orders that a browser remembers the links of; an older one opens again from its mail. */
const mostLinks = 10
const keptDays = 30

const cookie = () => ownCookie('links')

async function linkTokens(): Promise<string[]> {
  const text = (await cookies()).get(cookie().name)?.value ?? ''
  return text.split('.', mostLinks).filter((token) => orderTokenSchema.safeParse(token).success)
}

/** Lets this browser open the order of a link. Only in route handlers. */
export async function rememberOrderLink(token: string): Promise<void> {
  const { name, options } = cookie()
  const kept = [token, ...(await linkTokens()).filter((other) => other !== token)].slice(0, mostLinks)
  ;(await cookies()).set(name, kept.join('.'), { ...options, maxAge: keptDays * 86_400 })
}

/** The order, if this browser has opened a link to it that was sent to a guest. */
export async function linkedOrder(
  order: { id: OrderId } | { delivery: string },
): Promise<LinkedOrder | undefined> {
  const found = await findLinkedOrder(await linkTokens(), order)
  return found?.isOpen ? found : undefined
}

/** As whom somebody reads an order: as the buyer that they are, and as that of an order whose link was opened here. */
export async function readersOf(order: { id: OrderId } | { delivery: string }): Promise<Uid[]> {
  const [buyer, linked] = [await currentBuyer(), await linkedOrder(order)]
  return [...(buyer ? [buyer.uid] : []), ...(linked ? [linked.uid] : [])]
}

/** An order as somebody may see it. */
interface ShownOrder {
  order: OrderWithFacts
  /** The reader, if that is its buyer or the account that has it. */
  buyer: AccountUser | undefined
  /** Set if its link was opened here, so that the reader has proven the address. */
  linked: LinkedOrder | undefined
}

/**
 * An order as its pages show it, to its buyer and to whoever has opened its link. Anybody else who is not signed in is sent to
 * sign in, and then to `next`; for others it does not exist.
 */
export async function requireOrder(orderId: OrderId, next: string): Promise<ShownOrder> {
  const own = await currentBuyerWith({ order: orderPart(orderId) })
  if (own?.values.order && !own.user.isGuest) {
    return { order: own.values.order, buyer: own.user, linked: undefined }
  }
  const linked = await linkedOrder({ id: orderId })
  if (own?.values.order) return { order: own.values.order, buyer: own.user, linked }
  const order = linked && (await findOrder(orderId, linked.uid))
  if (order) return { order, buyer: undefined, linked }
  if (own && !own.user.isGuest) notFound()
  return leadToSignIn(next)
}
