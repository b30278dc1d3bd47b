import { type Page, request } from '@playwright/test'
import { main as payment } from '@/scripts/payment'
import { runProgram } from '@/scripts/programs'
import { acceptTerms, enterAsNew, openPaylet, openPayment, openTerms, password } from '../test/support/buyer'
import { beforePaying, chargesOf, hold, said, testCardForm, testCards } from '../test/support/card-tests'
import { cardOutcomes, cardRows, goodCard, payButton, shopForm } from '../test/support/cards'
import { type Database, expect, test } from '../test/support/fixtures'
import { runInside } from '../test/support/inside-shop'
import type { Shop } from '../test/support/shop'
import { isThorough } from '../test/support/thoroughness'

test.use({ shopName: 'custom' })
test.describe.configure({ mode: 'default' })

/** Runs the command `payment` as a merchant does. */
const command = (shop: Shop, ...args: string[]) =>
  runProgram(['scripts/run.mjs', 'payment', ...args], { ...process.env, ...shop.values })

/** The same in this process, where the exit code says enough. */
const commandInside = (...args: string[]) => runInside(() => payment(args))

/** A buyer whose card has an amount reserved and not charged. Returns the order's id. */
async function authorise(page: Page, database: Database): Promise<string> {
  await database.query("UPDATE products SET capture = false WHERE slug = 'lantern'")
  const order = await beforePaying(page, shopForm, 'lantern')
  await payButton(page).click()
  await expect(said(page)).toContainText('Payment authorised')
  return order
}

testCards(shopForm, { off: cardRows, on: isThorough ? cardRows : cardOutcomes })
testCardForm(shopForm)

test.describe('3-D Secure', () => {
  test('a buyer who leaves the bank can use another payment method at once', async ({ page }) => {
    const order = await beforePaying(page, shopForm, 'commercial-licence')
    await payButton(page).click()
    await page.getByRole('button', { name: 'Leave without answering' }).click()
    await page.getByText('You left without answering.').waitFor()
    await page.goto(`/checkout/${order}`)
    await page.waitForURL(`**/orders/${order}`)
    await expect(said(page)).toContainText('Confirm the payment with your bank')
    await page.getByRole('button', { name: 'use another payment method' }).click()
    await page.waitForURL(`**/checkout/${order}`)
    await expect(page.getByText('was not confirmed with your bank')).toBeVisible()
    await (await openPaylet(page)).getByRole('button', { name: 'Buy' }).click()
    await page.waitForURL(`**/orders/${order}`)
    await expect(said(page)).toContainText('Paid and delivered')
  })

  test('a buyer who leaves the bank’s page can return to it, by the back button and in a new tab @phone', async ({
    page,
    context,
    browser,
    baseURL,
    emulator,
  }) => {
    const order = await beforePaying(page, shopForm, 'commercial-licence')
    await payButton(page).click()
    await page.getByRole('button', { name: 'Approve' }).waitFor()
    await page.goBack()
    await page.waitForURL(`**/orders/${order}`)
    await expect(said(page)).toContainText('Confirm the payment with your bank')
    await page.getByRole('link', { name: 'Continue at your bank' }).click()
    await page.getByRole('button', { name: 'Approve' }).waitFor()
    const bank = page.url()
    expect(new URL(bank).origin).toBe(new URL(emulator.url).origin)

    const stranger = await browser.newContext({ baseURL, ignoreHTTPSErrors: true })
    const other = await stranger.newPage()
    await enterAsNew(other)
    const answer = await other.goto(`/orders/${order}`)
    expect(answer?.status()).toBe(404)
    expect(await other.content()).not.toContain(new URL(bank).pathname)
    await stranger.close()

    const tab = await context.newPage()
    await page.close()
    await tab.goto(`/orders/${order}`)
    await expect(tab.getByRole('link', { name: 'Continue at your bank' })).toHaveAttribute('href', bank)
    await tab.getByRole('link', { name: 'Continue at your bank' }).click()
    await tab.getByRole('button', { name: 'Approve' }).click()
    await tab.waitForURL(`**/orders/${order}`)
    await expect(said(tab)).toContainText('Paid and delivered')
    await expect(tab.getByRole('link', { name: 'Continue at your bank' })).toHaveCount(0)
    expect(await chargesOf(emulator, order)).toHaveLength(2)
  })

  test('a repeated return from the bank charges nothing more', { tag: '@thorough' }, async ({
    page,
    emulator,
  }) => {
    const order = await beforePaying(page, shopForm, 'commercial-licence')
    await payButton(page).click()
    const [back] = await Promise.all([
      page.waitForRequest((request) => request.url().includes('/api/brick/secure?')),
      page.getByRole('button', { name: 'Approve' }).click(),
    ])
    await expect(said(page)).toContainText('Paid and delivered')
    const again = await page.request.post(back.url(), {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      data: back.postData() ?? '',
      maxRedirects: 0,
    })
    expect([again.status(), again.headers().location]).toEqual([
      303,
      expect.stringMatching(`/orders/${order}$`),
    ])
    expect(await chargesOf(emulator, order)).toHaveLength(2)
  })

  test('while one tab is at the bank, another one offers nothing that pays', async ({ page, context }) => {
    const order = await beforePaying(page, shopForm, 'commercial-licence')
    const other = await context.newPage()
    await other.goto(`/checkout/${order}`)
    await openPaylet(other)
    await payButton(page).click()
    await page.getByRole('button', { name: 'Approve' }).waitFor()
    await other.waitForURL(`**/orders/${order}`)
    await expect(said(other)).toContainText('Confirm the payment with your bank')
    await expect(other.locator('iframe')).toHaveCount(0)
    await page.getByRole('button', { name: 'Approve' }).click()
    await expect(said(other)).toContainText('Paid and delivered')
  })

  test('a return without a session asks to sign in, and the order is paid in the meantime', async ({
    page,
    context,
  }) => {
    const buyer = await enterAsNew(page)
    const order = await openPayment(page, buyer, 'commercial-licence')
    await shopForm.enter(page, goodCard)
    await payButton(page).click()
    await page.getByRole('button', { name: 'Approve' }).waitFor()
    await context.clearCookies()
    await page.getByRole('button', { name: 'Approve' }).click()
    await page.waitForURL('**/login?next=*')
    await expect(said(page)).toContainText('Sign in to see your order')
    await page.getByLabel('E-mail address').fill(buyer.email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(`**/orders/${order}`)
    await expect(said(page)).toContainText('Paid and delivered')
  })

  test('identifiers of the provider that could be card numbers reach Paymentwall', async ({
    page,
    emulator,
  }) => {
    const order = await beforePaying(page, shopForm, 'commercial-licence')
    await page.route('**/api/brick/secure?*', (route) => route.abort())
    await payButton(page).click()
    const [back] = await Promise.all([
      page.waitForRequest('**/api/brick/secure?*'),
      page.getByRole('button', { name: 'Approve' }).click(),
    ])
    // As a bank's page elsewhere sends it: without any cookie.
    const stranger = await request.newContext({ ignoreHTTPSErrors: true })
    const answer = await stranger.post(back.url(), {
      form: { brick_charge_id: '4242424242424242', brick_secure_token: '4000000000000002' },
      maxRedirects: 0,
    })
    await stranger.dispose()
    expect(answer.status()).toBe(303)
    const [, second] = await chargesOf(emulator, order)
    expect([second?.get('charge_id'), second?.get('secure_token')]).toEqual([
      '4242424242424242',
      '4000000000000002',
    ])
  })
})

test('what went wrong with the last payment is not said while the next one is being taken', async ({
  page,
}) => {
  await beforePaying(page, shopForm, 'fox', { number: goodCard.number, cvv: '222' })
  await payButton(page).click()
  await expect(shopForm.fault(page)).toBeVisible()
  await page.reload()
  const lastPayment = page.getByText('The last payment did not go through')
  await expect(lastPayment).toBeVisible()
  await shopForm.enter(page, goodCard)
  const release = await hold(page, '**/api/brick/charge?*')
  await payButton(page).click()
  await expect(lastPayment).toBeHidden()
  release()
  await expect(said(page)).toContainText('Paid and delivered')
})

test('a box that is ticked before the page has its scripts counts', async ({ page }) => {
  await beforePaying(page, shopForm, 'fox')
  const release = await hold(page, '**/_next/static/**/*.js')
  await page.reload({ waitUntil: 'commit' })
  await page.getByRole('checkbox', { name: /Save this card/ }).check()
  release()
  await shopForm.enter(page, goodCard)
  await payButton(page).click()
  await expect(said(page)).toContainText('Paid and delivered')
  await page.goto('/account/cards')
  await expect(page.getByText('Visa •••• 4242, expires 12/31').first()).toBeVisible()
})

test('a membership: by way of the bank, then another one by a saved card, and cancelled', {
  tag: '@thorough',
}, async ({ page, emulator }) => {
  const buyer = await enterAsNew(page)
  await openPayment(page, buyer, 'fox')
  await shopForm.enter(page, goodCard)
  await page.getByRole('checkbox', { name: /Save this card/ }).check()
  await payButton(page).click()
  await expect(said(page)).toContainText('Paid and delivered')

  await openPayment(page, buyer, 'club-half-year')
  await page.getByRole('radio', { name: 'Another card' }).check()
  await expect(page.getByRole('checkbox', { name: /Save this card/ })).toHaveCount(0)
  await shopForm.enter(page, goodCard)
  await page.getByRole('button', { name: 'Pay $1.00' }).click()
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(said(page)).toContainText('Paid and delivered')

  await openTerms(page, buyer, 'club-monthly')
  await expect(page.getByText('You are already a member')).toBeVisible()
  await acceptTerms(page)
  await page.getByRole('radio', { name: /4242/ }).check()
  await page.getByRole('button', { name: 'Pay $6.00' }).click()
  await expect(said(page)).toContainText('Paid and delivered')
  await page.goto('/account/memberships')
  await expect(page.getByRole('article')).toHaveCount(2)
  const begun = await emulator.control<{ path: string }[]>('GET', '/requests?method=POST')
  expect(begun.filter(({ path }) => path === '/api/brick/subscription')).toHaveLength(3)

  await page.getByRole('article').first().getByRole('link', { name: 'Cancel' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel membership' }).click()
  await page.waitForURL('**/account/memberships?requested')
  await expect
    .poll(() => emulator.control<{ path: string }[]>('GET', '/requests?method=POST'))
    .toContainEqual(
      expect.objectContaining({ path: expect.stringMatching(/^\/api\/brick\/subscription\/\w+\/cancel$/) }),
    )
})

test.describe('after the sale', () => {
  test('a refund by command withdraws the goods', { tag: '@thorough' }, async ({ page, shop }) => {
    const order = await beforePaying(page, shopForm, 'fox')
    await payButton(page).click()
    await expect(said(page)).toContainText('Paid and delivered')
    expect(await command(shop, 'refund', order)).toMatchObject({
      code: 0,
      output: expect.stringContaining(`The card charge of order ${order} is refunded in full`),
    })
    // The page of a paid order follows nothing by itself; the notice of the refund may still be on its way.
    await expect(async () => {
      await page.reload()
      await expect(said(page)).toContainText('This order was refunded', { timeout: 1000 })
    }).toPass({ timeout: 60_000 })
    expect(await commandInside('refund', order)).toBe(1)
    await expect(commandInside('refund', 'no order')).rejects.toThrow('Usage')
  })

  test('a product that is only authorised is delivered when it is captured', async ({ page, database }) => {
    const order = await authorise(page, database)
    await expect(page.getByText('has not been charged')).toBeVisible()
    expect(await commandInside('capture', order)).toBe(0)
    await expect(said(page)).toContainText('Paid and delivered')
  })

  test('an authorised amount that is voided is released and can be paid again; one that is not captured in seven days ends with its order', {
    tag: '@thorough',
  }, async ({ page, emulator, database }) => {
    const order = await authorise(page, database)
    expect(await commandInside('void', order)).toBe(0)
    await expect(page.getByRole('main').getByRole('alert')).toContainText(
      'has been released. You have not been charged',
    )

    await page.getByRole('link', { name: 'Continue to payment' }).click()
    await shopForm.enter(page, goodCard)
    await payButton(page).click()
    await expect(said(page)).toContainText('Payment authorised')
    await emulator.control('POST', '/clock', { advance: 7 * 86_400 })
    await expect(page.getByRole('button', { name: 'Order again' })).toBeVisible()
    await expect(said(page)).toContainText('You owe nothing')
  })
})

test('a charge with an unknown outcome is resolved by the merchant’s command', { tag: '@thorough' }, async ({
  page,
  shop,
  emulator,
}) => {
  const order = await beforePaying(page, shopForm, 'fox')
  await emulator.control('POST', '/faults', {
    path: '/api/brick/charge',
    kind: 'status',
    status: 502,
    times: 1,
  })
  await payButton(page).click()
  await page.waitForURL(`**/orders/${order}`)
  await expect(said(page)).toContainText('We are checking your payment')
  await expect(commandInside('resolve', order, 'perhaps')).rejects.toThrow('Usage')
  expect(await command(shop, 'resolve', order, 'not-charged')).toMatchObject({
    code: 0,
    output: expect.stringContaining('the buyer can pay it again'),
  })
  await page.getByRole('link', { name: 'Continue to payment' }).click()
  await shopForm.enter(page, goodCard)
  await payButton(page).click()
  await expect(said(page)).toContainText('Paid and delivered')
  expect(await commandInside('resolve', order, 'charged')).toBe(1)
})

test('the form says what is missing, one input at a time, and pays by keyboard alone', async ({ page }) => {
  const order = await openPayment(page, await enterAsNew(page), 'fox')
  await payButton(page).click()
  await expect(page.getByLabel('Name on card')).toBeFocused()
  await expect(page.getByText('Enter your name as it appears on the card.')).toBeVisible()
  await page.keyboard.type('Ada Lovelace')
  await expect(page.getByText('Enter your name as it appears on the card.')).toHaveCount(0)
  await page.keyboard.press('Tab')
  await page.keyboard.type('4242424242424241')
  await expect(page.getByText('Visa', { exact: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Card number')).toBeFocused()
  await expect(page.getByText('One of the digits is wrong.')).toBeVisible()
  await page.keyboard.press('Backspace')
  await page.keyboard.type('2')
  await expect(page.getByLabel('Card number')).toHaveValue('4242 4242 4242 4242')
  for (const text of ['12', '31', '123']) {
    await page.keyboard.press('Tab')
    await page.keyboard.type(text)
  }
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/orders/${order}`)
  await expect(said(page)).toContainText('Paid and delivered')
})

test('a tokenizer that never answers frees the form, and a blocked fingerprint does not stop a payment', async ({
  page,
}) => {
  await page.clock.install()
  const order = await beforePaying(page, shopForm, 'fox')
  await page.route('**/api/brick/token', () => {})
  await payButton(page).click()
  await expect(page.getByText('Paymentwall is checking your card…')).toBeVisible()
  await expect(page.getByRole('button', { name: 'One moment…' })).toBeDisabled()
  await page.clock.runFor(21_000)
  await expect(shopForm.fault(page)).toContainText('Paymentwall could not process the card')
  await page.unroute('**/api/brick/token')
  await page.clock.resume()

  await page.evaluate(() => {
    if (window.Brick) window.Brick.getFingerprint = () => fail()
    const fail = () => {
      throw new Error('blocked')
    }
  })
  await page.getByLabel('Security code').fill(goodCard.cvv)
  await payButton(page).click()
  await page.waitForURL(`**/orders/${order}`)
  await expect(said(page)).toContainText('Paid and delivered')
})

test('inputs for a card have no name', async ({ page }) => {
  await openPayment(page, await enterAsNew(page), 'fox')
  await payButton(page).click()
  const named = await page
    .locator('form', { has: page.getByLabel('Card number') })
    .locator('input')
    .evaluateAll((inputs) => inputs.filter((input) => input.hasAttribute('name')).map((input) => input.id))
  expect(named).toEqual([])
})

test('a charge is refused from another site, signed out, for another’s order, and before the terms', async ({
  page,
  browser,
  baseURL,
}) => {
  const order = await openTerms(page, await enterAsNew(page), 'fox')
  const form = { brick_token: `ot_${'1'.repeat(32)}`, brick_fingerprint: 'f'.repeat(32) }
  const charge = (from: Page, origin: string | undefined, id: string = order) =>
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
  await enterAsNew(other)
  expect((await charge(other, baseURL)).status()).toBe(404)
  await stranger.close()

  expect((await page.request.get(`/api/brick/charge?order=${order}`)).status()).toBe(405)
  const forged = await page.request.post('/api/brick/secure?state=forged', { form: { brick_charge_id: '1' } })
  expect(forged.status()).toBe(400)
})
