import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { NextRequest } from 'next/server'
import type { ComponentProps, ReactNode } from 'react'
import { prerender } from 'react-dom/static'
import { describe, expect, test } from 'vitest'
import CheckoutPage from '@/app/(checkout)/checkout/[order]/page'
import { POST } from '@/app/api/brick/charge/route'
import { createUser } from '@/lib/accounts/mutations'
import { startSession } from '@/lib/accounts/session'
import { payButton } from '@/lib/checkout/card-offer'
import { payletUrl } from '@/lib/checkout/paylet'
import { db } from '@/lib/db'
import type { Language } from '@/lib/languages/languages.mjs'
import { languageHeader } from '@/lib/languages/languages.mjs'
import { localeOf } from '@/lib/languages/locale'
import { acceptOrderTerms, placeOrder } from '@/lib/orders/actions'
import { dayName } from '@/lib/orders/schema'
import { proxy } from '@/proxy'
import { Browser } from '@/test/support/next-request'
import { newProduct as makeProduct } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

process.env.BRICK_FORM = 'custom'
const database = await testDatabase()
const newProduct = (kind: 'LICENCE' | 'MEMBERSHIP' = 'LICENCE') =>
  makeProduct(database, kind, { prices: { EUR: 900 } })
let made = 0

function form(entries: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(entries)) data.set(name, value)
  return data
}

const on = (language: Language) => ({ headers: { [languageHeader]: language } })

async function signedIn() {
  const browser = new Browser()
  const user = await createUser({
    email: `b${++made}@example.com`,
    password: 'a long password',
    name: 'Zoë Dyk',
  })
  await browser.run(() => startSession(user))
  return { browser, uid: user.uid }
}

async function press(browser: Browser, product: string, language: Language, currency = 'EUR') {
  const sent = { method: 'POST' as const, ...on(language) }
  return (await browser.run(() => placeOrder(form({ product, currency, from: '/products/fox' })), sent))
    .location
}

async function accept(browser: Browser, order: string, language: Language) {
  const sent = { method: 'POST' as const, ...on(language) }
  const entries = form({ order, accept: 'yes', day: dayName(new Date()) })
  return (await browser.run(() => acceptOrderTerms(entries), sent)).location
}

const idIn = (location: string | null) => /\/checkout\/([0-9a-z]+)/.exec(location ?? '')?.[1] ?? ''

const router = {} as ComponentProps<typeof AppRouterContext>['value']

/** What the checkout says in a language. */
async function read(browser: Browser, order: string, language: Language): Promise<string> {
  const page = () =>
    CheckoutPage({
      params: Promise.resolve({ order }),
      searchParams: Promise.resolve({}),
    }) as Promise<ReactNode>
  const { result } = await browser.run(
    async () => {
      const drawn = await prerender(<AppRouterContext value={router}>{await page()}</AppRouterContext>)
      return new Response(drawn.prelude).text()
    },
    { method: 'GET', ...on(language) },
  )
  return result ?? ''
}

const textOf = (html: string) => html.replace(/<script.*?<\/script>|<[^>]*>/gs, ' ').replace(/\s+/g, ' ')

describe('an order that is placed on a German page', () => {
  test('is in German, and so are the letters to its buyer from then on', async () => {
    const { browser, uid } = await signedIn()
    const product = await newProduct()
    const location = await press(browser, product, 'de')
    expect(location).toMatch(/^\/de\/checkout\//)
    const order = await db().order.findUniqueOrThrow({
      where: { id: idIn(location) },
      include: { user: true },
    })
    expect([order.language, order.user.language]).toEqual(['de', 'de'])
    await press(browser, product, 'en')
    expect((await db().user.findUniqueOrThrow({ where: { uid } })).language).toBe('en')
    expect((await db().order.findUniqueOrThrow({ where: { id: order.id } })).language).toBe('de')
  })

  test('has the products as they are called in German', async () => {
    const { browser } = await signedIn()
    const product = await newProduct()
    await database.query(
      `INSERT INTO product_texts (product_id, language, name, summary, description) VALUES ($1, 'de', 'Fuchs', '', '')`,
      [product],
    )
    const lineOf = async (location: string | null) =>
      (await db().orderLine.findFirstOrThrow({ where: { orderId: idIn(location) } })).name
    expect(await lineOf(await press(browser, product, 'de'))).toBe('Fuchs')
    expect(await lineOf(await press(browser, product, 'en'))).toBe('Fox (LICENCE)')
  })

  test('by a stranger leads to the German page on which to sign in', async () => {
    const location = await press(new Browser(), await newProduct(), 'de')
    expect(location).toMatch(/^\/de\/login\?next=%2Fproducts%2Ffox&/)
  })

  test('has its terms stored as they were read', async () => {
    const { browser } = await signedIn()
    const id = idIn(await press(browser, await newProduct(), 'de'))
    expect(textOf(await read(browser, id, 'de'))).toContain('mein Widerrufsrecht verliere')
    expect(await accept(browser, id, 'de')).toBe(`/de/checkout/${id}`)
    const { language, wording } = await db().termsAcceptance.findUniqueOrThrow({ where: { orderId: id } })
    expect(language).toBe('de')
    expect(wording).toContain('mein Widerrufsrecht verliere')
  })

  test('sends the payment page its language, and the buyer back to the German page', async () => {
    const { browser } = await signedIn()
    const id = idIn(await press(browser, await newProduct('MEMBERSHIP'), 'de'))
    const order = await db().order.findUniqueOrThrow({ where: { id }, include: { user: true, lines: true } })
    const sent = new URL((await payletUrl(localeOf('de'), order, order.user)) ?? '').searchParams
    expect(sent.get('lang')).toBe('de')
    expect(sent.get('success_url')).toBe(`${process.env.SHOP_URL}/de/orders/${id}?ref=$ref`)
    expect(sent.get('ag_name')).toMatch(/, Probezeit$/)
  })
})

describe('the checkout in German', () => {
  test('asks for a binding order, with what it binds to right above the button', async () => {
    const { browser } = await signedIn()
    const id = idIn(await press(browser, await newProduct('MEMBERSHIP'), 'de'))
    await accept(browser, id, 'de')
    const html = await read(browser, id, 'de')
    const [summary = ''] = /<section aria-label="Sie bestellen".*?<\/section><button /.exec(html) ?? []
    expect(textOf(summary)).toContain('Fox (MEMBERSHIP)')
    expect(textOf(summary)).toContain('Gesamtpreis heute 1,00 € Inkl. MwSt.')
    expect(textOf(summary)).toContain('verlängert sich automatisch jeden Monat für 9,00 €')
    expect(textOf(summary)).toContain('jederzeit')
    expect(html).not.toMatch(/<input[^>]*type="checkbox"[^>]*checked/)
    expect(textOf(html)).not.toMatch(/\b(?:your|the|card|payment)\b/i)
  })

  test('has the binding button before the Paylet, whose own buttons are Paymentwall’s', async () => {
    const { browser } = await signedIn()
    const tooSmallForCards = await makeProduct(database, 'LICENCE', { amount: 40 })
    const id = idIn(await press(browser, tooSmallForCards, 'de', 'USD'))
    await accept(browser, id, 'de')
    const german = await read(browser, id, 'de')
    expect(german).toMatch(/<\/section><button[^>]*>Zahlungspflichtig bestellen<\/button>/)
    expect(german).not.toContain('<iframe')
    const english = await read(browser, id, 'en')
    expect(english).toContain('<iframe')
    expect(english).not.toContain('obligation to pay')
  })

  test('says on the button that it binds, whatever is paid today', () => {
    const prices = [900, 0].map((amount) => ({ amount, currency: 'EUR' }))
    expect(prices.map((price) => payButton(localeOf('de'), price))).toEqual(
      Array(2).fill('Zahlungspflichtig bestellen'),
    )
    expect(prices.map((price) => payButton(localeOf('en'), price))).toEqual(['Pay €9.00', 'Start the trial'])
  })

  test('and in English, in two tabs, goes on with what the other has accepted', async () => {
    const { browser } = await signedIn()
    const id = idIn(await press(browser, await newProduct('MEMBERSHIP'), 'de'))
    await accept(browser, id, 'de')
    const english = textOf(await read(browser, id, 'en'))
    expect(english).toContain('Name on card')
    expect(english).toContain('Expiry Month')
    expect(english).not.toContain('Before you pay')
    expect(await accept(browser, id, 'en')).toBe(`/checkout/${id}`)
    expect(textOf(await read(browser, id, 'de'))).toContain('Name auf der Karte')
    expect(await db().termsAcceptance.findUniqueOrThrow({ where: { orderId: id } })).toMatchObject({
      language: 'en',
    })
  })
})

describe('a charge that is refused is told', () => {
  const charge = async (browser: Browser, query: string) => {
    const answer = await browser.send(POST, {
      method: 'POST',
      path: `/api/brick/charge?${query}`,
      headers: { origin: process.env.SHOP_URL ?? '' },
      body: new URLSearchParams({ brick_token: 'ot_12345678' }),
    })
    return (await answer.json()).error.message
  }

  test.each([
    ['in the language of the page', 'language=en', 'Please accept the terms'],
    ['in that of the order where the page names none', '', 'Bitte stimmen Sie'],
    ['in that of the order where the language is made up', 'language=xx', 'Bitte stimmen Sie'],
  ])('%s', async (_, query, told) => {
    const { browser } = await signedIn()
    const id = idIn(await press(browser, await newProduct(), 'de'))
    expect(await charge(browser, `order=${id}&${query}`)).toContain(told)
  })

  test('to a buyer who was signed out, too', async () => {
    const browser = new Browser()
    expect(await charge(browser, 'order=0k3vd9slq0zxt7wry2np&language=de')).toContain(
      'Melden Sie sich erneut an',
    )
  })
})

test('a card number where none belongs is refused in the language of the page', async () => {
  const answer = await proxy(
    new NextRequest(`${process.env.SHOP_URL}/cart`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...on('de').headers },
      body: 'number=4242424242424242',
    }),
  )
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('Kartennummern gehören nur in das Zahlungsformular.')
})
