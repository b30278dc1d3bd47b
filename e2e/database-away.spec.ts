import { expect, test } from '@playwright/test'
import { seedProducts } from '@/prisma/seed'
import { exampleValues } from '@/scripts/settings'
import { acceptTermsOf, enterAsNew, headersOf, newPerson, placeOrder } from '../test/support/buyer'
import { enterShop } from '../test/support/inside-shop'
import { type App, type Listeners, prepareListeners, send } from '../test/support/listener'
import { type Wire, wireTo } from '../test/support/wire'

// What people see of a database that vanishes without a word, on the production build.

// They share one app, and take turns.
test.describe.configure({ mode: 'default' })

let listeners: Listeners
let wire: Wire
let app: App

test.beforeAll(async () => {
  test.setTimeout(180_000)
  listeners = await prepareListeners()
  await seedProducts(listeners.databaseUrl)
  wire = await wireTo(listeners.databaseUrl)
  // People and orders are made by the shop's own functions, past the wire (test/support/buyer.ts).
  enterShop({ ...exampleValues(), DATABASE_URL: listeners.databaseUrl, SHOP_URL: 'http://localhost' })
  app = await listeners.app({ DATABASE_URL: wire.url, SHOP_URL: 'http://localhost' })
  await app.start()
})
test.afterAll(async () => {
  await listeners.stop()
  wire.stop()
})
test.beforeEach(() => test.setTimeout(180_000))

const thorough = { tag: '@thorough' }

// Reads wait, and are tried once more.
const patience = { timeout: 60_000 }

test('a signed-in user stays signed in in the header, the page says what to do, and a retry works', {
  tag: '@thorough',
}, async ({ browser }) => {
  const page = await browser.newPage({ baseURL: `http://localhost:${app.port}` })
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await enterAsNew(page)
  // Nothing has read the catalogue yet, which is kept for a minute.
  wire.cut()

  const header = page.getByRole('banner')
  const failure = page.getByRole('heading', { name: 'This page could not be loaded' })
  const answer = await page.goto('/', patience)
  expect(answer?.status()).toBe(503)
  expect(answer?.headers()['retry-after']).toBe('10')
  await expect(failure).toBeVisible()
  await expect(header.getByRole('link', { name: 'Account' })).toBeVisible()
  await expect(header.getByRole('link', { name: 'Sign in' })).toHaveCount(0)
  await expect(page.getByRole('main').getByRole('link', { name: 'Contact us' })).toBeVisible()

  // The way on: a page without data opens, one with data says the same when it is reached by a link.
  await page.getByRole('contentinfo').getByRole('link', { name: 'Terms' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /Terms/ })).toBeVisible(patience)
  await header.getByRole('link', { name: 'Account' }).click()
  await expect(failure).toBeVisible(patience)
  expect(new URL(page.url()).pathname).toBe('/account')

  wire.heal()
  await expect(async () => {
    await page.getByRole('link', { name: 'Try again' }).click()
    await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible(patience)
  }).toPass(patience)
  // A browser itself notes each answer of 503.
  expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([])
  await page.close()
})

test('a cached page goes on being served, a live one says what is wrong', { tag: '@thorough' }, async ({
  browser,
}) => {
  const page = await browser.newPage({ baseURL: `http://localhost:${app.port}` })
  await enterAsNew(page)
  for (const address of ['/', '/products/fox']) expect((await page.goto(address))?.status()).toBe(200)
  wire.cut()
  expect((await page.goto('/products/fox'))?.status()).toBe(200)
  await expect(page.getByRole('button', { name: 'Buy now' })).toBeVisible()
  await expect(page.getByRole('banner').getByRole('link', { name: 'Account' })).toBeVisible()
  expect((await page.goto('/account', patience))?.status()).toBe(503)
  wire.heal()
  await page.close()
})

test(
  'the page is whole without JavaScript, and leads on when the database is back',
  thorough,
  async ({ browser }) => {
    const context = await browser.newContext({
      baseURL: `http://localhost:${app.port}`,
      javaScriptEnabled: false,
    })
    const page = await context.newPage()
    await enterAsNew(page)
    wire.cut()
    await page.goto('/account', patience)
    await expect(page.getByRole('heading', { name: 'This page could not be loaded' })).toBeVisible()
    await expect(page.getByRole('banner').getByRole('link', { name: 'Account' })).toBeVisible()
    wire.heal()
    await expect(async () => {
      await page.getByRole('link', { name: 'Try again' }).click()
      await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
    }).toPass(patience)
    await context.close()
  },
)

/** Asks for an address as somebody new who is signed in; returns the answers' statuses and what they say. */
async function signedIn() {
  const headers = { ...(await headersOf(await newPerson())), host: `localhost:${app.port}` }
  return async (path: string) => {
    const { status, body } = await send(app.port, path, { headers })
    return { status, body: body.toString() }
  }
}

test('what a page asks in the background is answered 503', thorough, async () => {
  const ask = await signedIn()
  const address = '/api/orders/none/state'
  await expect.poll(async () => (await ask(address)).status, patience).toBe(404)
  wire.cut()
  const answer = await ask(address)
  expect([answer.status, JSON.parse(answer.body)]).toEqual([
    503,
    { error: 'The state of the order is temporarily unavailable.' },
  ])
  wire.heal()
  await expect.poll(async () => (await ask(address)).status, patience).toBe(404)
})

test('all connections recover after they were lost at once', thorough, async () => {
  const ask = await signedIn()
  const openMany = () => Promise.all(Array.from({ length: 20 }, async () => (await ask('/account')).status))
  await expect.poll(openMany, patience).toEqual(Array(20).fill(200))
  wire.cut()
  expect(await openMany()).toEqual(Array(20).fill(503))
  wire.heal()
  await expect.poll(openMany, patience).toEqual(Array(20).fill(200))
})

test('a card payment is answered in JSON also when the database is away', async ({ request }) => {
  const buyer = await newPerson()
  const order = await placeOrder(buyer, 'fox')
  await acceptTermsOf(order)
  const headers = { ...(await headersOf(buyer)), origin: 'http://localhost' }
  const at = `http://127.0.0.1:${app.port}`
  await listeners.postgres.stop()
  try {
    const answer = await request.post(`${at}/api/brick/charge?order=${order}`, {
      form: { brick_token: 'ot_12345678', brick_fingerprint: 'f'.repeat(32), cardholder: 'Ada Lovelace' },
      headers,
      ...patience,
    })
    expect(answer.status()).toBe(200)
    expect(await answer.json()).toEqual({
      success: 0,
      error: {
        message:
          'Card payments are temporarily unavailable. You have not been charged. Try again in a minute.',
      },
    })
    const back = await request.post(`${at}/api/brick/secure?state=none`, { form: {} })
    expect(back.status()).toBe(400)
  } finally {
    await listeners.postgres.restart()
  }
})

test('SIGTERM ends the shop in time while requests wait for a silent database', thorough, async () => {
  const ask = await signedIn()
  await expect.poll(async () => (await ask('/account')).status, patience).toBe(200)
  wire.cut()
  const waiting = Array.from({ length: 12 }, () => ask('/account').catch(() => {}))
  await expect.poll(() => send(app.port, '/api/health').then(({ status }) => status)).toBe(200)
  await app.child.stop()
  expect(await app.child.ended).toBe('exit code 143')
  await Promise.all(waiting)
})
