import { encode } from 'next-auth/jwt'
import { beginSession, createUser } from '@/lib/accounts/mutations'
import { sessionSeconds } from '@/lib/accounts/session-id'
import { addToCart } from '@/lib/cart/mutations'
import { productsForSale } from '@/lib/catalog/data'
import { env } from '@/lib/env'
import { hintText } from '@/lib/hints/hint'
import { ownCookie } from '@/lib/http/own-cookie'
import type { OrderId, Uid } from '@/lib/ids'
import { english } from '@/lib/languages/locale'
import { acceptTerms, createOrder } from '@/lib/orders/mutations'
import { orderWording } from '@/lib/orders/terms'
import { receivePingback } from '@/lib/pingbacks/receive'
import { policyVersion } from '@/lib/policies/policies'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'

/** A buyer who is signed in, and what they have. */
export interface BenchBuyer {
  /** The header of a request of theirs, as their browser sends it. */
  cookie: string
  /** Two products, paid and delivered. */
  paid: OrderId
  /** Two products, its terms accepted. */
  payable: OrderId
}

/**
 * Opens an account as a buyer of some time has it: ten orders, most of them paid, and two products in the cart. By the shop's
 * own code, in this process, whose environment names the database.
 */
export async function makeBuyer(): Promise<BenchBuyer> {
  const subject = await createUser({
    email: 'buyer@bench.example',
    password: 'paper whale lantern',
    name: 'Buyer',
  })
  const session = await beginSession(subject, { address: undefined, userAgent: undefined })
  const token = await encode({ token: { session }, secret: env().NEXTAUTH_SECRET, maxAge: sessionSeconds })
  const products = (await productsForSale()).filter(({ kind }) => kind !== 'MEMBERSHIP').map(({ id }) => id)
  const order = (n: number) =>
    placeOrder(
      subject.uid,
      [0, 1].map((more) => products[(2 * n + more) % products.length] ?? ''),
    )
  for (let n = 1; n <= 8; n++) await pay(await order(n), subject.uid)
  const payable = await order(9)
  const paid = await order(10)
  await pay(paid, subject.uid)
  for (const id of products.slice(0, 2)) await addToCart({ uid: subject.uid }, id)
  const hint = hintText({ signedIn: true, cartCount: 2 }, Date.now())
  const cookies = [`${ownCookie('session').name}=${token}`, `${ownCookie('hint').name}=${hint}`]
  return { cookie: cookies.join('; '), paid, payable }
}

async function placeOrder(uid: Uid, productIds: string[]): Promise<OrderId> {
  const order = await createOrder(uid, productIds)
  if (!order.ok) throw new Error(`No order was created: ${order.reason}.`)
  const wording = orderWording(english, { currency: 'USD', lines: [] }, new Date())
  await acceptTerms({
    orderId: order.orderId,
    uid,
    policyVersion,
    wording,
    language: 'en',
    address: undefined,
  })
  return order.orderId
}

async function pay(orderId: OrderId, uid: Uid): Promise<void> {
  const query = pingbackQuery({ uid, goodsid: orderId, type: 0, ref: newReference() })
  const { body } = await receivePingback(query, undefined)
  if (body !== 'OK') throw new Error(`A payment was answered with ${body}.`)
}
