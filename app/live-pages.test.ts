import { beforeAll, describe, expect, test } from 'vitest'
import CheckoutPage from '@/app/(checkout)/checkout/[order]/page'
import AccountLayout from '@/app/(site)/[variant]/(live)/account/layout'
import OrdersPage from '@/app/(site)/[variant]/(live)/account/orders/page'
import AccountPage from '@/app/(site)/[variant]/(live)/account/page'
import CartPage from '@/app/(site)/[variant]/(live)/cart/page'
import OrderPage from '@/app/(site)/[variant]/(live)/orders/[order]/page'
import ProductsPage from '@/app/(site)/[variant]/(live)/products/page'
import { startSession } from '@/lib/accounts/session'
import { addToCart } from '@/lib/cart/mutations'
import { currentHint, rememberGuestCart } from '@/lib/cart/session'
import { productsForSale } from '@/lib/catalog/data'
import { english } from '@/lib/languages/locale'
import { acceptTerms } from '@/lib/orders/mutations'
import { orderWording } from '@/lib/orders/terms'
import { receivePingback } from '@/lib/pingbacks/receive'
import { Browser } from '@/test/support/next-request'
import { newOrder, newProduct } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'
import { wireTo } from '@/test/support/wire'

const database = await testDatabase()
const wire = await wireTo(database.url)
process.env.DATABASE_URL = wire.url

const nothing = Promise.resolve({})
const of = (order: string) => ({ params: Promise.resolve({ order }), searchParams: nothing })

/** A page with what is drawn around it: what the header shows, and for the account whether an operator is there. */
async function whole(page: () => Promise<unknown>) {
  return Promise.all([currentHint(), AccountLayout({ children: null }), page()])
}

describe('a page of the buyer asks the database', () => {
  const buyer = new Browser()
  const guest = new Browser()
  const stranger = new Browser()
  const orders = { paid: '', payable: '' }

  beforeAll(async () => {
    const paid = await newOrder(database, { kinds: ['LICENCE', 'DOWNLOAD', 'CREDITS'] })
    const { uid } = paid
    const payable = await newOrder(database, { uid, kinds: ['LICENCE', 'DOWNLOAD'] })
    for (const { id } of [paid, payable]) {
      const wording = orderWording(english, { currency: 'USD', lines: [] }, new Date())
      await acceptTerms({ orderId: id, uid, policyVersion: '1', wording, language: 'en', address: undefined })
    }
    await receivePingback(pingbackQuery({ uid, goodsid: paid.id, type: 0, ref: newReference() }), undefined)
    await addToCart({ uid }, await newProduct(database, 'DOWNLOAD'))
    await buyer.run(() => startSession({ uid, sessionVersion: 1 }))
    const cart = await addToCart({ cartId: undefined }, await newProduct(database, 'DOWNLOAD'))
    if (cart.ok) await guest.run(() => rememberGuestCart(cart.cartId))
    await productsForSale()
    Object.assign(orders, { paid: paid.id, payable: payable.id })
  })

  test.each<[string, number, Browser, () => Promise<unknown>, shows: () => string]>([
    ['for the cart', 1, buyer, () => CartPage({ searchParams: nothing }), () => 'Fox (DOWNLOAD)'],
    ['for a guest’s cart', 1, guest, () => CartPage({ searchParams: nothing }), () => 'Fox (DOWNLOAD)'],
    ['for a stranger’s cart', 0, stranger, () => CartPage({ searchParams: nothing }), () => 'is empty'],
    ['for the checkout', 1, buyer, () => CheckoutPage(of(orders.payable)), () => orders.payable],
    ['for a paid order', 1, buyer, () => OrderPage(of(orders.paid)), () => 'licenceKey'],
    ['for an unpaid order', 1, buyer, () => OrderPage(of(orders.payable)), () => 'Continue to payment'],
    [
      'for a search',
      1,
      stranger,
      () => ProductsPage({ searchParams: Promise.resolve({ q: 'fox' }) }),
      () => 'Fox (DOWNLOAD)',
    ],
    ['for the list of orders', 1, buyer, () => OrdersPage(), () => orders.payable],
    ['for the account', 1, buyer, () => AccountPage({ searchParams: nothing }), () => 'Registered on'],
    ['for the header of a buyer', 1, buyer, currentHint, () => '"signedIn":true,"cartCount":1'],
    ['for the header of a guest with a cart', 1, guest, currentHint, () => '"signedIn":false,"cartCount":1'],
    ['for the header of a stranger', 0, stranger, currentHint, () => '"signedIn":false,"cartCount":0'],
    [
      'for the cart and what is around it',
      1,
      buyer,
      () => whole(() => CartPage({ searchParams: nothing })),
      () => 'Fox (DOWNLOAD)',
    ],
    [
      'for an order and what is around it',
      1,
      buyer,
      () => whole(() => OrderPage(of(orders.paid))),
      () => 'licenceKey',
    ],
    [
      'for the account and what is around it',
      1,
      buyer,
      () => whole(() => AccountPage({ searchParams: nothing })),
      () => 'Registered on',
    ],
  ])('%s: %d times', async (_, budget, browser, page, shows) => {
    const before = wire.roundTrips()
    const { result } = await browser.run(page, { method: 'GET' })
    expect(JSON.stringify(result)).toContain(shows())
    expect(wire.roundTrips() - before).toBe(budget)
  })
})
