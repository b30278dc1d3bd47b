import { describe, expect, test } from 'vitest'
import { createUser } from '@/lib/accounts/mutations'
import { startSession } from '@/lib/accounts/session'
import { addToCart } from '@/lib/cart/mutations'
import { currentCart } from '@/lib/cart/session'
import { payletUrl } from '@/lib/checkout/paylet'
import { db } from '@/lib/db'
import { continueAsGuestAction } from '@/lib/guests/actions'
import { rememberCurrency } from '@/lib/hints/currency'
import { english } from '@/lib/languages/locale'
import { placeOrder } from '@/lib/orders/actions'
import { Browser } from '@/test/support/next-request'
import { newProduct, setPrice } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const prices = { EUR: 900, JPY: 1500, KWD: 3100 }
let made = 0

function form(entries: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(entries)) data.set(name, value)
  return data
}

/** A buyer's browser, in which they may have chosen a currency. */
async function buyer(currency?: Parameters<typeof rememberCurrency>[0]) {
  const browser = new Browser()
  const user = await createUser({
    email: `reader${++made}@example.com`,
    password: 'a long password',
    name: '',
  })
  await browser.run(() => startSession(user))
  if (currency) await browser.run(() => rememberCurrency(currency))
  return { browser, uid: user.uid }
}

async function press(browser: Browser, product: string, more: Record<string, string> = {}) {
  const { location } = await browser.run(() => placeOrder(form({ product, from: '/products/fox', ...more })))
  return location
}

/** Says who buys, on the page where "Buy now" has led a guest. */
async function goOn(browser: Browser, page: string | null) {
  expect(page).toMatch(/^\/login\?/)
  const buy = new URL(page ?? '', 'https://shop.example').searchParams.get('buy') ?? ''
  const entries = form({ email: `guest${++made}@example.com`, buy })
  return (await browser.run(() => continueAsGuestAction(undefined, entries))).location
}

async function orderAt(location: string | null) {
  const [, id = ''] = /^\/checkout\/([0-9a-z]+)/.exec(location ?? '') ?? []
  return db().order.findUniqueOrThrow({ where: { id }, include: { lines: true, user: true } })
}

describe('an order is in the currency', () => {
  test('of the page on which it was pressed, whatever another tab has chosen since', async () => {
    const product = await newProduct(database, 'LICENCE', { prices })
    const { browser } = await buyer('JPY')
    const location = await press(browser, product, { currency: 'EUR', shown: `${product}:900` })
    expect(location).not.toContain('price=changed')
    expect(await orderAt(location)).toMatchObject({ currency: 'EUR', amount: 900 })
  })

  test.each([
    ['a page that names none', {}],
    ['one that is made up', { currency: 'XXX' }],
    ['one that the shop does not have', { currency: 'CHF' }],
  ])('that its reader has chosen, for %s', async (_, more: Record<string, string>) => {
    const product = await newProduct(database, 'LICENCE', { prices: { ...prices, CHF: 1 } })
    const { browser } = await buyer('KWD')
    expect(await orderAt(await press(browser, product, more))).toMatchObject({
      currency: 'KWD',
      amount: 3100,
    })
  })

  test('in which a guest pressed it, who says first who buys', async () => {
    const product = await newProduct(database, 'LICENCE', { prices })
    const browser = new Browser()
    const pressed = await press(browser, product, { currency: 'JPY', shown: `${product}:1500` })
    await browser.run(() => rememberCurrency('EUR'))
    const location = await goOn(browser, pressed)
    expect(location).not.toContain('price=changed')
    expect(await orderAt(location)).toMatchObject({ currency: 'JPY', amount: 1500 })
  })

  test('of each of two tabs in which a guest pressed it for the same product', async () => {
    const product = await newProduct(database, 'LICENCE', { prices })
    const browser = new Browser()
    const dollars = await press(browser, product, { currency: 'USD', shown: `${product}:1000` })
    const euros = await press(browser, product, { currency: 'EUR', shown: `${product}:900` })
    expect(await orderAt(await goOn(browser, dollars))).toMatchObject({ currency: 'USD' })
    expect(await orderAt(await goOn(browser, euros))).toMatchObject({ currency: 'EUR', amount: 900 })
  })
})

test('a price that has changed since is told; one in another currency is no change', async () => {
  const product = await newProduct(database, 'LICENCE', { prices })
  const { browser } = await buyer()
  await setPrice(database, product, 1, { currency: 'EUR' })
  const shown = `${product}:1500`
  expect(await press(browser, product, { currency: 'JPY', shown })).not.toContain('price=changed')
  await setPrice(database, product, 1600, { currency: 'JPY' })
  const location = await press(browser, product, { currency: 'JPY', shown })
  expect(location).toContain('price=changed')
  expect(await orderAt(location)).toMatchObject({ amount: 1600 })
})

test('what lost its price, or left the shop, before the payment leads to the cart, where it still lies', async () => {
  const product = await newProduct(database, 'LICENCE', { prices })
  const { browser, uid } = await buyer('JPY')
  await addToCart({ uid }, product)
  await database.query(`DELETE FROM list_prices WHERE product_id = $1 AND currency = 'JPY'`, [product])
  expect(await press(browser, product, { currency: 'JPY' })).toBe('/cart?problem=no-price')
  const shown = (await browser.run(currentCart, { method: 'GET' })).result
  expect(shown).toMatchObject({
    currency: 'JPY',
    products: [],
    unpriced: [{ id: product }],
    total: undefined,
  })
  await browser.run(() => rememberCurrency('EUR'))
  expect((await browser.run(currentCart, { method: 'GET' })).result?.total).toEqual({
    amount: 900,
    currency: 'EUR',
  })
  await database.query('UPDATE products SET active = false WHERE id = $1', [product])
  expect(await press(browser, product, { currency: 'EUR' })).toBe('/cart?problem=unavailable')
})

test('more than one payment can be leads to the cart', async () => {
  const most = { prices: { JPY: 2_147_483_647 } }
  const products = [await newProduct(database, 'LICENCE', most), await newProduct(database, 'LICENCE', most)]
  const { browser } = await buyer('JPY')
  const sent = form({ from: '/cart', currency: 'JPY' })
  for (const product of products) sent.append('product', product)
  expect((await browser.run(() => placeOrder(sent))).location).toBe('/cart?problem=large')
})

test.each([
  ['JPY', 1500, '1500', 100, '100'],
  ['KWD', 3100, '3.100', 100, '0.100'],
  ['EUR', 900, '9.00', 100, '1.00'],
] as const)(
  'the payment page is called with the decimals of %s, for a trial and the plan after it',
  async (currency, amount, sent, trial, trialSent) => {
    const { browser } = await buyer(currency)
    const club = await newProduct(database, 'MEMBERSHIP', { prices })
    await setPrice(database, club, amount, { currency, trial })
    const order = await orderAt(await press(browser, club))
    const url = new URL((await payletUrl(english, order, order.user)) ?? '')
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      amount: trialSent,
      currencyCode: currency,
      post_trial_amount: sent,
      post_trial_currencyCode: currency,
    })
  },
)
