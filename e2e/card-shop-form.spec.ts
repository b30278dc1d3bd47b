import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { OpenShop } from '@/scripts/open-shop'
import { runProgram } from '@/scripts/programs'
import { acceptTerms, openCheckout, openPaylet, register } from './support/buyer'
import { testEveryCard } from './support/card-tests'
import { payButton, shopForm } from './support/cards'
import { type Emulator, expect, testWithOwnShop } from './support/fixtures'

const test = testWithOwnShop({ variables: { BRICK_FORM: 'custom', BRICK_SECURE: '20' } })
const goodCard = { number: '4242424242424242', cvv: '123' }

testEveryCard(test, shopForm)

/** A new buyer before the card form, its card entered. */
async function beforePaying(page: Page, product: string, card = goodCard): Promise<string> {
  await register(page)
  const order = await openCheckout(page, product)
  await acceptTerms(page)
  await shopForm.enter(page, card)
  return order
}

async function chargesOf(emulator: Emulator, order: string): Promise<number> {
  const calls = await emulator.control<{ body: [name: string, value: string][] }[]>(
    'GET',
    '/requests?path=/api/brick/charge&method=POST',
  )
  return calls.filter(({ body }) => body.some(([name, value]) => name === 'plan' && value === order)).length
}

const said = (page: Page) => page.getByRole('main').getByRole('status').first()

test.describe('3-D Secure', () => {
  test('a bank that declines leaves the order to be paid again', async ({ page }) => {
    const order = await beforePaying(page, 'commercial-licence')
    await payButton(page).click()
    await page.getByRole('button', { name: 'Decline' }).click()
    await page.waitForURL(`**/orders/${order}`)
    await expect(said(page)).toContainText('Your bank declined the payment')
    await page.getByRole('link', { name: 'Continue to payment' }).click()
    await shopForm.enter(page, goodCard)
    await payButton(page).click()
    await page.getByRole('button', { name: 'Approve' }).click()
    await expect(said(page)).toContainText('Paid, delivered')
  })

  test('a buyer who walks away from the bank can pay in another way at once', async ({ page }) => {
    const order = await beforePaying(page, 'commercial-licence')
    await payButton(page).click()
    await page.getByRole('button', { name: 'Walk away' }).click()
    await page.goto(`/checkout/${order}`)
    await page.waitForURL(`**/orders/${order}`)
    await expect(said(page)).toContainText('Your bank is waiting for you')
    await page.getByRole('button', { name: 'pay in another way' }).click()
    await page.waitForURL(`**/checkout/${order}`)
    await expect(page.getByText('was not confirmed with your bank')).toBeVisible()
    await (await openPaylet(page)).getByRole('button', { name: 'Buy' }).click()
    await page.waitForURL(`**/orders/${order}`)
    await expect(said(page)).toContainText('Paid, delivered')
  })

  test('a return from the bank that comes again charges nothing more', async ({ page, emulator }) => {
    const order = await beforePaying(page, 'commercial-licence')
    await payButton(page).click()
    const [back] = await Promise.all([
      page.waitForRequest((request) => request.url().includes('/api/brick/secure?')),
      page.getByRole('button', { name: 'Approve' }).click(),
    ])
    await expect(said(page)).toContainText('Paid, delivered')
    const again = await page.request.post(back.url(), {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      data: back.postData() ?? '',
      maxRedirects: 0,
    })
    expect([again.status(), again.headers().location]).toEqual([
      303,
      expect.stringMatching(`/orders/${order}$`),
    ])
    expect(await chargesOf(emulator, order)).toBe(2)
  })
})

test.describe('one charge at a time', () => {
  test('a double click and Enter pressed twice make one charge', async ({ page, emulator }) => {
    const order = await beforePaying(page, 'fox')
    await payButton(page).dblclick()
    await page.waitForURL(`**/orders/${order}`)
    await expect(said(page)).toContainText('Paid, delivered')
    expect(await chargesOf(emulator, order)).toBe(1)

    const next = await openCheckout(page, 'owl')
    await acceptTerms(page)
    await shopForm.enter(page, goodCard)
    await page.getByLabel('Security code').press('Enter')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/orders/${next}`)
    await expect(said(page)).toContainText('Paid, delivered')
    expect(await chargesOf(emulator, next)).toBe(1)
  })

  test('going back after paying leads to the order, not to a second payment', async ({ page, emulator }) => {
    const order = await beforePaying(page, 'fox')
    await payButton(page).click()
    await expect(said(page)).toContainText('Paid, delivered')
    await page.goBack()
    await page.waitForURL(`**/orders/${order}`)
    expect(await chargesOf(emulator, order)).toBe(1)
  })

  test('while one tab is at the bank, another one offers nothing that pays', async ({ page, context }) => {
    const order = await beforePaying(page, 'commercial-licence')
    const other = await context.newPage()
    await other.goto(`/checkout/${order}`)
    await openPaylet(other)
    await payButton(page).click()
    await page.getByRole('button', { name: 'Approve' }).waitFor()
    await other.waitForURL(`**/orders/${order}`)
    await expect(said(other)).toContainText('Your bank is waiting for you')
    await expect(other.locator('iframe')).toHaveCount(0)
    await page.getByRole('button', { name: 'Approve' }).click()
    await expect(said(other)).toContainText('Paid, delivered')
  })
})

test.describe('a lost answer', () => {
  test('after the card was charged: "checking", then delivered, and one charge', async ({
    page,
    emulator,
    database,
  }) => {
    const order = await beforePaying(page, 'fox')
    await emulator.control('POST', '/faults', {
      path: '/api/brick/charge',
      kind: 'reset',
      when: 'after',
      times: 1,
    })
    await payButton(page).click()
    await page.waitForURL(`**/orders/${order}`)
    await expect(said(page)).toContainText('Paid, delivered', { timeout: 30_000 })
    expect(await chargesOf(emulator, order)).toBe(1)
    await expect
      .poll(() => database.query('SELECT state FROM charge_attempts WHERE order_id = $1', [order]), {
        timeout: 30_000,
      })
      .toEqual([{ state: 'SUCCEEDED' }])
  })

  test('before anything was charged: "checking", and nothing that pays', async ({ page, emulator }) => {
    const order = await beforePaying(page, 'fox')
    await emulator.control('POST', '/faults', { path: '/api/brick/charge', kind: 'reset', times: 1 })
    await payButton(page).click()
    await page.waitForURL(`**/orders/${order}`)
    await expect(said(page)).toContainText('We are checking your payment')
    await page.goto(`/checkout/${order}`)
    await page.waitForURL(`**/orders/${order}`)
    await expect(page.getByRole('link', { name: 'Continue to payment' })).toHaveCount(0)
  })
})

test('a membership: by way of the bank, then another one by a saved card', async ({ page, emulator }) => {
  await register(page)
  await openCheckout(page, 'fox')
  await acceptTerms(page)
  await shopForm.enter(page, goodCard)
  await page.getByRole('checkbox', { name: /Save this card/ }).check()
  await payButton(page).click()
  await expect(said(page)).toContainText('Paid, delivered')

  await openCheckout(page, 'club-half-year')
  await acceptTerms(page)
  await page.getByRole('radio', { name: 'Another card' }).check()
  await expect(page.getByRole('checkbox', { name: /Save this card/ })).toHaveCount(0)
  await shopForm.enter(page, goodCard)
  await page.getByRole('button', { name: 'Pay $1.00' }).click()
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(said(page)).toContainText('Paid, delivered')

  await openCheckout(page, 'club-monthly')
  await expect(page.getByText('You are a member already')).toBeVisible()
  await acceptTerms(page)
  await page.getByRole('radio', { name: /4242/ }).check()
  await page.getByRole('button', { name: 'Pay $6.00' }).click()
  await expect(said(page)).toContainText('Paid, delivered')
  await page.goto('/account/memberships')
  await expect(page.getByRole('article')).toHaveCount(2)
  const begun = await emulator.control<{ path: string }[]>('GET', '/requests?method=POST')
  expect(begun.filter(({ path }) => path === '/api/brick/subscription')).toHaveLength(3)
})

test('a saved card: kept when asked, paid with again, and deleted', async ({ page, emulator }) => {
  await beforePaying(page, 'fox')
  await page.getByLabel(/Save this card/).check()
  await payButton(page).click()
  await expect(said(page)).toContainText('Paid, delivered')

  const next = await openCheckout(page, 'owl')
  await acceptTerms(page)
  await expect(page.getByLabel('Visa •••• 4242, expires 12/31')).toBeChecked()
  await payButton(page).click()
  await page.waitForURL(`**/orders/${next}`)
  await expect(said(page)).toContainText('Paid, delivered')
  expect(await chargesOf(emulator, next)).toBe(1)

  const third = await openCheckout(page, 'heron')
  await acceptTerms(page)
  await page.getByLabel('Another card').check()
  await expect(page.getByLabel('Card number')).toBeVisible()
  await expect(page.getByLabel('Save this card')).not.toBeChecked()
  await page.goto('/account/cards')
  await expect(page.getByText('Visa •••• 4242, expires 12/31').first()).toBeVisible()
  await page.getByRole('button', { name: 'Delete Visa' }).click()
  await expect(page.getByText('The card is deleted.')).toBeVisible()
  await expect(page.getByText('No card is saved.')).toBeVisible()
  await page.goto(`/checkout/${third}`)
  await expect(page.getByLabel('Card number')).toBeVisible()
})

test.describe('after the sale', () => {
  const command = (shop: OpenShop, name: string, order: string) =>
    runProgram(['scripts/run.mjs', name, order], { ...process.env, ...shop.values })

  test('a refund by command withdraws the goods', async ({ page, shop }) => {
    const order = await beforePaying(page, 'fox')
    await payButton(page).click()
    await expect(said(page)).toContainText('Paid, delivered')
    expect(await command(shop, 'payment-refund', order)).toMatchObject({
      code: 0,
      output: expect.stringContaining(`The card charge of order ${order} is refunded in full`),
    })
    await expect(said(page)).toContainText('This order was refunded')
    expect(await command(shop, 'payment-refund', order)).toMatchObject({ code: 1 })
    expect((await command(shop, 'payment-refund', 'no order')).output).toContain('Say which order')
  })

  test('a product that is only authorised is delivered when it is captured', async ({
    page,
    shop,
    database,
  }) => {
    await database.query("UPDATE products SET capture = false WHERE slug = 'lantern'")
    const order = await beforePaying(page, 'lantern')
    await payButton(page).click()
    await expect(said(page)).toContainText('Payment authorised')
    await expect(page.getByText('has not been charged')).toBeVisible()
    expect(await command(shop, 'payment-capture', order)).toMatchObject({ code: 0 })
    await expect(said(page)).toContainText('Paid, delivered')
  })
})

test('when Brick.js can not be loaded the page says so and offers the Paylet @phone', async ({ page }) => {
  await register(page)
  const order = await openCheckout(page, 'fox')
  await page.route(/\/brick\/.*\.js$/, (route) => route.abort())
  await acceptTerms(page)
  const notice = page.getByRole('alert').filter({ hasText: 'The card form can’t be loaded' })
  await expect(notice).toContainText('Nothing was charged')
  await page.unroute(/\/brick\/.*\.js$/)
  await notice.getByRole('button', { name: 'Try again' }).click()
  await expect(payButton(page)).toBeEnabled()

  await page.route(/\/brick\/.*\.js$/, (route) => route.abort())
  await page.reload()
  await notice.getByRole('button', { name: 'Pay in another way' }).click()
  await page.frameLocator('iframe').getByRole('button', { name: 'Buy' }).click()
  await page.waitForURL(`**/orders/${order}`)
  await expect(said(page)).toContainText('Paid, delivered')
})

test('the form tells what is missing, one input at a time, and pays by keyboard alone', async ({ page }) => {
  await register(page)
  const order = await openCheckout(page, 'fox')
  await acceptTerms(page)
  await payButton(page).click()
  await expect(page.getByLabel('Name on card')).toBeFocused()
  await expect(page.getByText('Enter your name as it stands on the card.')).toBeVisible()
  await page.keyboard.type('Ada Lovelace')
  await expect(page.getByText('Enter your name as it stands on the card.')).toHaveCount(0)
  await page.keyboard.press('Tab')
  await page.keyboard.type('4242424242424241')
  await expect(page.getByText('Visa', { exact: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Card number')).toBeFocused()
  await expect(page.getByText('This is not a complete card number.')).toBeVisible()
  await page.keyboard.press('Backspace')
  await page.keyboard.type('2')
  await expect(page.getByLabel('Card number')).toHaveValue('4242 4242 4242 4242')
  for (const text of ['12', '31', '123']) {
    await page.keyboard.press('Tab')
    await page.keyboard.type(text)
  }
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/orders/${order}`)
  await expect(said(page)).toContainText('Paid, delivered')
})

test('inputs for a card have no name, and the page says what is wrong to everybody', async ({ page }) => {
  await register(page)
  await openCheckout(page, 'fox')
  await acceptTerms(page)
  await payButton(page).click()
  const named = await page
    .locator('form', { has: page.getByLabel('Card number') })
    .locator('input')
    .evaluateAll((inputs) => inputs.filter((input) => input.hasAttribute('name')).map((input) => input.id))
  expect(named).toEqual([])
  await page.locator('summary', { hasText: 'Test cards' }).click()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
})

test('a charge is refused from another site, signed out, for another’s order, and before the terms', async ({
  page,
  browser,
  baseURL,
}) => {
  await register(page)
  const order = await openCheckout(page, 'fox')
  const form = { brick_token: `ot_${'1'.repeat(32)}`, brick_fingerprint: 'f'.repeat(32) }
  const charge = (from: Page, origin: string | undefined, id = order) =>
    from.request.post(`/api/brick/charge?order=${id}`, { form, headers: origin ? { origin } : {} })

  const early = await charge(page, baseURL)
  expect(await early.json()).toMatchObject({
    success: 0,
    error: { message: expect.stringContaining('terms') },
  })
  await acceptTerms(page)
  for (const origin of [undefined, 'null', 'https://evil.example', `${baseURL}.evil.example`]) {
    expect((await charge(page, origin)).status(), origin).toBe(403)
  }
  expect((await charge(page, baseURL, 'nosuchorder12345')).status()).toBe(404)

  const stranger = await browser.newContext({ baseURL, ignoreHTTPSErrors: true })
  const other = await stranger.newPage()
  const signedOut = await charge(other, baseURL)
  expect(await signedOut.json()).toMatchObject({
    success: 0,
    error: { message: expect.stringContaining('signed out') },
  })
  await register(other)
  expect((await charge(other, baseURL)).status()).toBe(404)
  await stranger.close()

  expect((await page.request.get(`/api/brick/charge?order=${order}`)).status()).toBe(405)
  const forged = await page.request.post('/api/brick/secure?state=forged', { form: { brick_charge_id: '1' } })
  expect(forged.status()).toBe(400)
})
