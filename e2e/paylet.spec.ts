import type { Page, Route } from '@playwright/test'
import {
  acceptTerms,
  enterAsNew,
  headersOf,
  newPerson,
  openCheckout,
  openPaylet,
  openPayment,
  placeOrder,
  register,
} from '@/test/support/buyer'
import { hold } from '@/test/support/card-tests'
import { expect, test } from '@/test/support/fixtures'

test('a purchase through the Paylet, from registration to refund @phone', async ({
  page,
  emulator,
  request,
}) => {
  await register(page)
  const order = await openCheckout(page, 'fox')

  // Nothing that pays is there before the terms are accepted.
  await expect(page.locator('iframe')).toHaveCount(0)
  await expect(page.getByRole('checkbox', { name: /I have read and accept/ })).not.toBeChecked()
  await acceptTerms(page)

  await (await openPaylet(page)).getByRole('button', { name: 'Buy' }).click()
  await page.waitForURL(`**/orders/${order}`)
  await expect(page.getByRole('status')).toContainText('Paid and delivered')

  const link = await page.getByRole('link', { name: /Download/ }).getAttribute('href')
  const sheet = await page.request.get(link ?? '')
  expect(sheet.headers()['content-type']).toBe('application/pdf')
  expect((await sheet.body()).subarray(0, 5).toString()).toBe('%PDF-')
  // The link alone, without the buyer's session, opens nothing.
  expect((await request.get(link ?? '')).status()).toBe(404)
  await page.goto('/account/library')
  await expect(page.getByRole('heading', { name: 'Fox' })).toBeVisible()

  const payments = await emulator.control<{ ref: string; goodsId: string }[]>('GET', '/payments')
  const ref = payments.find((payment) => payment.goodsId === order)?.ref
  await emulator.control('POST', `/payments/${ref}/refund`, { reason: 9 })
  await page.goto(`/orders/${order}`)
  await expect(page.getByRole('status')).toContainText('This order was refunded')
  await expect(page.getByText('Withdrawn', { exact: true })).toBeVisible()
  expect((await page.request.get(link ?? '')).status()).toBe(404)
  await page.goto('/account/library')
  await expect(page.getByText('Nothing here yet.')).toBeVisible()
})

test('the payment page stays where it is when it has loaded, so that the first click meets its button @phone', async ({
  page,
}) => {
  const release = await hold(page, /\/api\/subscription/)
  await openPayment(page, await enterAsNew(page), 'fox')
  const paylet = await openPaylet(page)
  const frame = page.locator('iframe')
  await expect(page.getByText('The payment page is loading')).toBeVisible()
  const before = await frame.evaluate((element) => element.getBoundingClientRect().top + window.scrollY)
  release()
  await expect(paylet.getByRole('button', { name: 'Buy' })).toBeVisible()
  await expect(page.getByText('The payment page is loading')).toBeHidden()
  expect(await frame.evaluate((element) => element.getBoundingClientRect().top + window.scrollY)).toBe(before)
})

test('the order page follows a pingback that arrives long after the return', async ({
  page,
  emulator,
  database,
}) => {
  const order = await openPayment(page, await enterAsNew(page), 'commercial-licence')
  await openPaylet(page)
  const polls = countPolls(page, order)
  await page.goto(`/orders/${order}?ref=t123`)
  await expect(page.getByRole('status')).toContainText('Awaiting payment')
  await expect.poll(polls).toBeGreaterThan(1)

  const [buyer] = await database.query<{ uid: string }>('SELECT uid FROM orders WHERE id = $1', [order])
  await emulator.control('POST', '/payments', {
    uid: buyer?.uid,
    goodsId: order,
    amount: '49.00',
    currency: 'USD',
    productName: 'Commercial licence',
  })
  // Without a reload.
  await expect(page.getByRole('status')).toContainText('Paid and delivered')
  await expect(page.locator('code')).toHaveText(/^([0-9A-F]{5}-){4}[0-9A-F]{5}$/)
  await expectNoPoll(page, polls)
})

/** Counts how often the page asks for the state of an order, from now on. */
function countPolls(page: Page, order: string): () => number {
  let polls = 0
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === `/api/orders/${order}/state`) polls++
  })
  return () => polls
}

/** A page that follows its order polls at once when its reader comes back to it. */
async function expectNoPoll(page: Page, polls: () => number) {
  const before = polls()
  const marker = page.waitForRequest('**/api/health')
  await page.evaluate(async () => {
    window.dispatchEvent(new Event('focus'))
    document.dispatchEvent(new Event('visibilitychange'))
    await fetch('/api/health')
  })
  await marker
  expect(polls()).toBe(before)
}

test('credits from a purchase show in the library', async ({ page }) => {
  const order = await openPayment(page, await enterAsNew(page), 'studio-credits-10')
  await (await openPaylet(page)).getByRole('button', { name: 'Buy' }).click()
  await page.waitForURL(`**/orders/${order}`)
  await page.goto('/account/library')
  await expect(page.getByText('Studio credits: 10')).toBeVisible()
})

test('a failed attempt and a closed widget leave the order payable', async ({ page }) => {
  const order = await openPayment(page, await enterAsNew(page), 'heron')
  const widget = await openPaylet(page)
  await widget.getByRole('button', { name: 'Fail' }).click()
  await expect(widget.getByRole('alert')).toContainText('nothing was charged')
  await page.goto(`/orders/${order}`)
  await page.getByRole('link', { name: 'Continue to payment' }).click()
  await (await openPaylet(page)).getByRole('button', { name: 'Buy' }).click()
  await page.waitForURL(`**/orders/${order}`)
  await expect(page.getByRole('status')).toContainText('Paid and delivered')
})

test("another buyer's order does not exist, on its page, its checkout and its state", async ({ request }) => {
  const buyer = await newPerson()
  const order = await placeOrder(buyer, 'owl')
  const own = await headersOf(buyer)
  const others = await headersOf(await newPerson())
  for (const path of [`/orders/${order}`, `/checkout/${order}`, `/api/orders/${order}/state`]) {
    expect((await request.get(path, { headers: own })).status(), path).toBe(200)
    expect((await request.get(path, { headers: others })).status(), path).toBe(404)
  }
})

test('a tampered widget call is refused, and the emulator shows why', async ({ page }) => {
  await openPayment(page, await enterAsNew(page), 'whale')
  await openPaylet(page)
  const source = new URL((await page.locator('iframe').getAttribute('src')) ?? '')
  expect(source.searchParams.get('sign_version')).toBe('3')
  expect(source.searchParams.get('evaluation')).toBeNull()
  source.searchParams.set('amount', '0.50')
  await page.goto(source.href)
  await expect(page.getByText("It looks like you're not authorized to view this content.")).toBeVisible()
})

test('when the payment page can not be reached the checkout says so, and the order is kept', async ({
  page,
}) => {
  const order = await openPayment(page, await enterAsNew(page), 'lantern')
  await openPaylet(page)
  const { origin } = new URL((await page.locator('iframe').getAttribute('src')) ?? '')
  await page.route(`${origin}/**`, (route) => route.abort('connectionrefused'))
  await page.reload()
  await openPaylet(page)
  await expect(page.getByRole('alert').filter({ hasText: 'can’t be reached' })).toContainText(
    'your order is saved',
  )
  await page.unroute(`${origin}/**`)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect((await openPaylet(page)).getByRole('button', { name: 'Buy' })).toBeVisible()
  await page.goto(`/orders/${order}`)
  await expect(page.getByRole('status')).toContainText('Awaiting payment')
})

test('a payment frame that leads back to the shop inside itself gives way to the order page', async ({
  page,
}) => {
  const order = await openPayment(page, await enterAsNew(page), 'owl')
  await openPaylet(page)
  await page
    .locator('iframe')
    .evaluate((frame, path) => frame.setAttribute('src', path), `/orders/${order}?ref=t1`)
  await page.waitForURL(`**/orders/${order}?ref=t1`)
  await expect(page.getByRole('status')).toContainText('Awaiting payment')
})

const patience = { timeout: 60_000 }
const widget = (page: Page) => page.locator('iframe[title="Payment by Paymentwall"]')

/** A buyer before a Paylet whose address is answered like this. Returns the order and how to let it through again. */
async function beforePaylet(page: Page, product: string, address: RegExp, answer: (route: Route) => unknown) {
  let isAway = true
  await page.route(address, (route) => (isAway ? answer(route) : route.continue()))
  const order = await openPayment(page, await enterAsNew(page), product)
  await openPaylet(page)
  const letThrough = () => {
    isAway = false
  }
  return { order, letThrough }
}

for (const { how, answer, tag = '' } of [
  // To a small screen they look the same.
  { how: 'answers 503', answer: (route: Route) => route.fulfill({ status: 503 }), tag: ' @phone' },
  { how: 'breaks off', answer: (route: Route) => route.abort('connectionreset'), tag: ' @thorough' },
  { how: 'never answers', answer: () => {}, tag: ' @thorough' },
]) {
  test(`a Paylet that ${how} shows an error with other payment methods${tag}`, async ({ page }) => {
    const { order, letThrough } = await beforePaylet(page, 'fox', /\/api\/subscription\?/, answer)
    const notice = page
      .getByRole('status')
      .filter({ hasText: 'You have not been charged, and your order is saved' })
    await expect(notice).toBeVisible(patience)
    await expect(widget(page)).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)

    await notice.getByRole('button', { name: 'Pay by card' }).click()
    await expect(page.getByLabel('Card number')).toBeVisible()
    await expect(widget(page)).toBeHidden()
    await openPaylet(page)
    letThrough()
    await notice.getByRole('button', { name: 'Try again' }).click()
    await (await openPaylet(page)).getByRole('button', { name: 'Buy' }).click()
    await page.waitForURL(`**/orders/${order}`)
    await expect(page.getByRole('status')).toContainText('Paid and delivered')
  })
}

test('a Paylet that sends no messages, as before Paymentwall switches them on, pays in full view', {
  tag: '@thorough',
}, async ({ page }) => {
  const { order } = await beforePaylet(page, 'heron', /\/widget\.js/, (route) => route.abort())
  const notice = page
    .getByRole('status')
    .filter({ hasText: 'You have not been charged, and your order is saved' })
  await expect(notice).toBeVisible(patience)
  const [above, below] = [await notice.boundingBox(), await widget(page).boundingBox()]
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0)
  expect(below?.height).toBeGreaterThanOrEqual(800)
  await page.frameLocator('iframe').getByRole('button', { name: 'Buy' }).click()
  await page.waitForURL(`**/orders/${order}`)
  await expect(page.getByRole('status')).toContainText('Paid and delivered')
})

test('below a widget that was closed there is no empty strip, in light and dark', async ({ page }) => {
  await openPayment(page, await enterAsNew(page), 'owl')
  const frame = await openPaylet(page)
  await frame.getByRole('button', { name: 'Close' }).click()
  await frame.getByRole('button', { name: 'Close' }).waitFor({ state: 'detached' })
  const content = () =>
    frame.locator('html').evaluate((html) => Math.ceil(html.getBoundingClientRect().height))
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect
      .poll(async () => Number(await widget(page).getAttribute('height')) - (await content()))
      .toBe(0)
  }
  expect(await content()).toBeLessThan(300)
})
