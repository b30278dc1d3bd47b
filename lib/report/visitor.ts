import { encode } from 'next-auth/jwt'
import { beginSession, finishSession } from '@/lib/accounts/mutations'
import { sessionSeconds } from '@/lib/accounts/session-id'
import { listProducts } from '@/lib/catalog/data'
import { type PricedProduct, pricedIn } from '@/lib/catalog/prices'
import { shopTime } from '@/lib/clock'
import { defaultCurrency } from '@/lib/currencies.mjs'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { ownCookie } from '@/lib/http/own-cookie'
import type { OrderId, Uid } from '@/lib/ids'
import { english } from '@/lib/languages/locale'
import { acceptTerms, createOrder } from '@/lib/orders/mutations'
import { orderWording } from '@/lib/orders/terms'
import { addPeriod } from '@/lib/plans/period'
import { policies, policyVersion } from '@/lib/policies/policies'
import { markOwnOrder, renewProbeOrder, visitorAccount } from '@/lib/report/mutations'
import type { Sight } from '@/lib/report/pictures'

/** A buyer who is there to be shown the checkout: signed in, with orders that nobody pays and that count in no figures. */
interface Visitor {
  sights: Sight[]
  cookie: { name: string; value: string }
  /** What could not be prepared, in sentences. */
  faults: string[]
  leave: () => Promise<void>
}

/** Signs the report's own buyer in, with the orders whose pages the report shows: those of the last report, if they still fit. */
export async function enterAsVisitor(): Promise<Visitor> {
  const account = await visitorAccount()
  const session = await beginSession(account, { address: undefined, userAgent: 'the go-live report' })
  const { NEXTAUTH_SECRET: secret } = env()
  const value = await encode({ token: { session }, secret, maxAge: sessionSeconds })
  const { sights, faults } = await prepareOrders(account.uid)
  return {
    sights,
    faults,
    cookie: { name: ownCookie('session').name, value },
    leave: () => finishSession(session),
  }
}

async function prepareOrders(uid: Uid): Promise<Pick<Visitor, 'sights' | 'faults'>> {
  const products = (await listProducts()).flatMap(
    (product) => (product.active && pricedIn(product, defaultCurrency)) || [],
  )
  const sights: Sight[] = []
  const faults: string[] = []
  const kinds = [
    { page: 'checkout', title: 'Checkout', accepted: true, isKind: (kind: string) => kind !== 'MEMBERSHIP' },
    {
      page: 'subscription',
      title: 'Subscription terms at the checkout',
      accepted: false,
      isKind: (kind: string) => kind === 'MEMBERSHIP',
    },
  ]
  for (const { page, title, accepted, isKind } of kinds) {
    const order = await prepareOrder(
      uid,
      products.filter(({ kind }) => isKind(kind)),
    )
    if (!order.ok) faults.push(`${title}: no order could be placed (${order.why}).`)
    else {
      if (accepted) await accept(order.id, uid)
      sights.push({ page, title, path: `/checkout/${order.id}`, shownPath: '/checkout/…' })
    }
  }
  const shown = policies.map(({ name, title, path }) => ({ page: name, title, path, shownPath: path }))
  return { sights: [...sights, ...shown], faults }
}

/** An order of the first of some products that can be ordered, others may be sold out: an earlier one, as long as it has its price. */
async function prepareOrder(
  uid: Uid,
  products: readonly PricedProduct[],
): Promise<{ ok: true; id: OrderId } | { ok: false; why: string }> {
  let why = 'nothing of this kind is for sale'
  for (const product of products.slice(0, 5)) {
    const { id, name } = product
    const at = await shopTime()
    const known = await renewProbeOrder(
      uid,
      product,
      addPeriod(at, { length: env().ORDER_DAYS, unit: 'day' }),
    )
    if (known) return { ok: true, id: known }
    const made = await createOrder(uid, [id], at)
    if (made.ok) {
      await markOwnOrder(uid, made.orderId)
      return { ok: true, id: made.orderId }
    }
    why = made.reason === 'too_many' ? 'too many reports within the hour' : `${name}: ${made.reason}`
  }
  return { ok: false, why }
}

async function accept(orderId: OrderId, uid: Uid): Promise<void> {
  const order = await db().order.findUniqueOrThrow({ where: { id: orderId }, include: { lines: true } })
  const wording = orderWording(english, order, await shopTime())
  await acceptTerms({ orderId, uid, policyVersion, wording, language: 'en', address: undefined })
}
