import type { Locator, Page } from '@playwright/test'
import {
  acceptTerms,
  enterAsNew,
  openCheckout,
  openPaylet,
  openPayment,
  openTerms,
  paidOrder,
  password,
} from '../test/support/buyer'
import { brickForm, payButton } from '../test/support/cards'
import { type Emulator, expect, test } from '../test/support/fixtures'
import { expectAccessible } from '../test/support/look'

// The emulator's clock leaps ahead here, and the shop goes by it: so these tests have both to themselves.
test.use({ shopName: 'clock' })
test.describe.configure({ mode: 'default' })

test.beforeEach(async ({ emulator }) => {
  await emulator.control('POST', '/reset')
  await emulator.control('PATCH', '/settings', { strict: 'refuse' })
})

interface Subscription {
  id: string
  uid: string
  status: string
  dueAt: number
}

const day = 24 * 60 * 60

/** What only the emulator knows: the buyer's subscription there, and the time. */
function provider(emulator: Emulator, uid: string) {
  const subscription = async () => {
    const all = await emulator.control<Subscription[]>('GET', '/subscriptions')
    const own = all.filter((candidate) => candidate.uid === uid).at(-1)
    if (!own) throw new Error('the emulator knows no subscription of this buyer')
    return own
  }
  return {
    subscription,
    failNext: async (times: number) =>
      emulator.control('PATCH', `/subscriptions/${(await subscription()).id}`, { failNext: times }),
    toNextCharge: () => emulator.control('POST', '/clock', { to: 'next-charge' }),
    wait: (seconds: number) => emulator.control('POST', '/clock', { advance: seconds }),
    dueDay: async () => formatDate((await subscription()).dueAt),
  }
}

const formatDate = (time: number) =>
  new Date(time).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

const card = (page: Page) => page.getByRole('article').first()
const state = (page: Page) => card(page).getByRole('status')

/** What the account says of the newest membership, and what a member gets or does not get. The page is then there. */
async function expectMembership(page: Page, said: string | RegExp, access: boolean) {
  await expect(async () => {
    await page.goto('/account/memberships')
    await expect(state(page)).toContainText(said, { timeout: 500 })
  }).toPass({ timeout: 60_000 })
  expect((await page.request.get('/api/member-downloads/fox')).status()).toBe(access ? 200 : 404)
  const library = await (await page.request.get('/account/library')).text()
  expect(library.includes('Club models')).toBe(access)
}

/** One way to pay for a membership, and how its cancellation is confirmed. */
interface Way {
  name: string
  pay(page: Page): Promise<void>
  confirmCancellation(page: Page, emulator: Emulator): Promise<void>
}

const paylet: Way = {
  name: 'the Paylet',
  pay: async (page) => {
    await (await openPaylet(page)).getByRole('button', { name: 'Buy' }).click()
  },
  // A ticket is taken on at once, and done a minute later.
  confirmCancellation: async (page, emulator) => {
    await expect.poll(() => emulator.control<unknown[]>('GET', '/tickets')).toHaveLength(1)
    await expectMembership(page, 'Cancellation requested', true)
    await emulator.control('POST', '/clock', { advance: 2 * 60 })
  },
}

const brick: Way = {
  name: 'Brick, with 3-D Secure',
  pay: async (page) => {
    await brickForm.enter(page, { number: '4242424242424242', cvv: '123' })
    await page.getByRole('button', { name: 'Pay $1.00' }).click()
    await brickForm.bank(page).getByRole('button', { name: 'Approve' }).click()
  },
  // Brick's own call answers that the subscription is no longer active.
  confirmCancellation: async (_, emulator) => {
    await expect
      .poll(() => emulator.control<{ path: string }[]>('GET', '/requests'))
      .toContainEqual(
        expect.objectContaining({ path: expect.stringMatching(/^\/api\/brick\/subscription\/\w+\/cancel$/) }),
      )
  },
}

for (const { way, details } of [
  { way: paylet, details: {} },
  { way: brick, details: { tag: '@thorough' } },
]) {
  test(`a year of a membership, paid through ${way.name}`, details, async ({ page, emulator, database }) => {
    const buyer = await enterAsNew(page)
    const there = provider(emulator, buyer.uid)

    await test.step('the conditions stand beside the button, and are stored as they were read', async () => {
      await openCheckout(page, 'club-half-year')
      await expect(page.getByText('A trial of 14 days for $1.00, then $30.00 every 6 months.')).toBeVisible()
      await expect(page.getByText(/^The first charge is \$1\.00, today/)).toBeVisible()
      await expect(page.getByText(/^The next charge is \$30\.00 on/)).toBeVisible()
      await expect(page.getByText(/until you cancel\.$/)).toBeVisible()
      await expect(
        page.getByText(/^You can cancel at any time in your account, under Memberships/),
      ).toBeVisible()
      if (way === paylet) await expectAccessible(page)

      const order = await openTerms(page, buyer, 'club-half-year')
      const shown = page.getByRole('region', { name: 'Your membership' }).getByRole('listitem')
      await expect(shown).toHaveCount(5)
      const terms = await shown.allInnerTexts()
      await expect(
        page.getByRole('main').getByRole('link', { name: 'Refunds and cancellation' }).first(),
      ).toBeVisible()
      if (way === paylet) await expectAccessible(page)
      await acceptTerms(page)
      await expect(page.getByRole('region', { name: 'The terms of your membership' })).toBeVisible()
      const [stored] = await database.query<{ wording: string }>(
        'SELECT wording FROM terms_acceptances WHERE order_id = $1',
        [order],
      )
      for (const sentence of terms) expect(stored?.wording).toContain(sentence)
      await way.pay(page)
      await page.waitForURL(`**/orders/${order}`)
      await expect(page.getByRole('status')).toContainText('Paid and delivered')
      await page.getByText('What you accepted').click()
      for (const sentence of terms)
        await expect(page.getByRole('group').filter({ hasText: 'What you accepted' })).toContainText(sentence)
    })

    await test.step('trial', async () => {
      await expectMembership(page, 'On trial', true)
      await expect(card(page)).toContainText(`Paid until${await there.dueDay()}`)
      await expect(card(page)).toContainText(`Next charge$30.00 on ${await there.dueDay()}`)
      if (way === paylet) await expectAccessible(page)
      const sheet = await page.request.get('/api/member-downloads/fox')
      expect((await sheet.body()).subarray(0, 5).toString()).toBe('%PDF-')
    })

    await test.step('first charge', async () => {
      await there.toNextCharge()
      await expectMembership(page, /Active.*It renews on/, true)
      await expect(card(page)).toContainText(`Paid until${await there.dueDay()}`)
      await card(page).getByText('Payments (2)').click()
      await expect(card(page).getByRole('row').nth(1)).toContainText('$30.00')
      await expect(card(page).getByRole('row').nth(2)).toContainText('$1.00')
    })

    await test.step('renewal', async () => {
      await there.toNextCharge()
      await expectMembership(page, 'Active', true)
      await expect(card(page)).toContainText(`Paid until${await there.dueDay()}`)
    })

    await test.step('a renewal that fails is tried again: access goes on, and another one is warned of', async () => {
      await there.failNext(2)
      await there.toNextCharge()
      await there.wait(60)
      await expectMembership(page, 'Payment is being retried', true)
      await there.toNextCharge()
      await there.wait(60 * 60)
      await expectMembership(page, 'Payment is being retried', true)
      await expect(card(page).getByRole('link', { name: 'Rejoin' })).toHaveCount(0)
      await openTerms(page, buyer, 'club-half-year')
      const warning = page.getByRole('status').filter({ hasText: 'You are already a member' })
      await expect(warning).toContainText('is being retried, so it may still renew')
      await expect(warning.getByRole('link', { name: 'Cancel it first' })).toBeVisible()
      if (way === paylet) await expectAccessible(page)
    })

    await test.step('recovered by the third attempt', async () => {
      await there.toNextCharge()
      await expectMembership(page, 'Active', true)
      await expect(card(page).getByText('Payments (4)')).toBeVisible()
    })

    await test.step('cancelled: asked first, “requested” until Paymentwall confirms, access to the end', async () => {
      await card(page).getByRole('link', { name: 'Cancel' }).click()
      const dialog = page.getByRole('dialog')
      await expect(dialog).toContainText('You remain a member until')
      if (way === paylet) await expectAccessible(page)
      await dialog.getByRole('button', { name: 'Keep membership' }).click()
      await expect(dialog).toBeHidden()
      expect((await there.subscription()).status).toBe('active')

      await card(page).getByRole('link', { name: 'Cancel' }).click()
      await dialog.getByRole('button', { name: 'Cancel membership' }).click()
      await page.waitForURL('**/account/memberships?requested')
      await expect(page.getByText('We have received your cancellation request')).toBeVisible()
      await way.confirmCancellation(page, emulator)
      await expectMembership(page, /Cancelled.*You will not be charged again/, true)
      expect((await there.subscription()).status).toBe('cancelled')
    })

    await test.step('ended', async () => {
      await there.wait(190 * day)
      await expectMembership(page, 'Ended', false)
      await expect(card(page).getByText('Payments (4)')).toBeVisible()
      await card(page).getByRole('link', { name: 'Rejoin' }).click()
      await page.waitForURL('**/products/club-half-year')
    })
  })
}

test('a renewal that fails for good ends a membership; bought again and refunded, it is stopped', async ({
  page,
  emulator,
}) => {
  const buyer = await enterAsNew(page)
  const there = provider(emulator, buyer.uid)
  await paidOrder(emulator, buyer, 'club-monthly')
  await there.failNext(3)
  for (const _ of [1, 2, 3]) await there.toNextCharge()
  await expectMembership(page, 'Not renewed: payment failed', false)
  expect((await there.subscription()).status).toBe('failed')

  await card(page).getByRole('link', { name: 'Rejoin' }).click()
  await page.waitForURL('**/products/club-monthly')
  const { ref } = await paidOrder(emulator, buyer, 'club-monthly')
  await expectMembership(page, 'Active', true)
  await expect(page.getByRole('article')).toHaveCount(2)

  await emulator.control('POST', `/payments/${ref}/refund`, { reason: 9 })
  await expectMembership(page, 'which ended the membership', false)
  await expect(async () => {
    const tickets = await emulator.control<{ ref: string; type: number }[]>('GET', '/tickets')
    expect(tickets).toContainEqual(expect.objectContaining({ ref, type: 2 }))
  }).toPass()
  await there.wait(2 * 60)
  await expectMembership(page, 'You will not be charged again', false)
  expect((await there.subscription()).status).toBe('cancelled')
})

test('a membership whose last planned charge is made runs out', async ({ page, emulator }) => {
  const buyer = await enterAsNew(page)
  const there = provider(emulator, buyer.uid)
  await paidOrder(emulator, buyer, 'club-monthly')
  await emulator.control('PATCH', `/subscriptions/${(await there.subscription()).id}`, { remaining: 0 })
  await there.wait(32 * day)
  await expectMembership(page, 'Not renewed', false)
  expect((await there.subscription()).status).toBe('ended')
})

test('while Paymentwall can’t be reached, the buyer reads that, and never “cancelled”', {
  tag: '@thorough',
}, async ({ page, emulator }) => {
  const buyer = await enterAsNew(page)
  const there = provider(emulator, buyer.uid)
  await paidOrder(emulator, buyer, 'club-monthly')
  await emulator.control('POST', '/faults', {
    path: '/developers/api/ticket',
    kind: 'status',
    status: 503,
    times: 2,
  })
  await page.goto('/account/memberships')
  await card(page).getByRole('link', { name: 'Cancel' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel membership' }).click()
  // By itself the page follows: told in vain, told again, and confirmed.
  await expect(state(page)).toContainText('have not been able to reach Paymentwall yet')
  await expect(state(page)).toContainText('Paymentwall has received our request')
  await there.wait(2 * 60)
  await expect(state(page)).toContainText('You will not be charged again')
})

test('a first payment under review begins the membership once it is approved, and none when it is declined', async ({
  page,
  emulator,
}) => {
  const buyer = await enterAsNew(page)
  const payWith = async (cvv: string) => {
    const order = await openPayment(page, buyer, 'club-monthly')
    await brickForm.enter(page, { number: '4242424242424242', cvv })
    await payButton(page).click()
    await page.waitForURL(`**/orders/${order}`)
    await expect(page.getByRole('status').first()).toContainText('under review')
    return order
  }
  const reviewIsOver = () => emulator.control('POST', '/clock', { advance: 3 * 60 })

  const declined = await payWith('556')
  await page.goto('/account/memberships')
  await expect(page.getByRole('status')).toContainText('Foldline Club, monthly: the payment is under review')
  await expectAccessible(page)
  await reviewIsOver()
  await expect(page.getByText('You are not a member.')).toBeVisible()
  await page.goto(`/orders/${declined}`)
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Payment failed')

  await payWith('555')
  expect((await page.request.get('/api/member-downloads/fox')).status()).toBe(404)
  await reviewIsOver()
  await expectMembership(page, 'Active', true)
})

test('closing the account has the renewals stopped first', async ({ page, emulator }) => {
  const buyer = await enterAsNew(page)
  await paidOrder(emulator, buyer, 'club-monthly')
  await page.goto('/account/close')
  await expect(
    page.getByText(/^Foldline Club, monthly\. It is paid until .* We stop its renewals first/),
  ).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Close account permanently' }).click()
  await expect(page.getByRole('status')).toContainText('Your account has been closed')
  expect((await page.request.get('/api/member-downloads/fox')).status()).toBe(404)
  const { subscription } = provider(emulator, buyer.uid)
  await expect(async () => {
    await emulator.control('POST', '/clock', { advance: 2 * 60 })
    expect((await subscription()).status).toBe('cancelled')
  }).toPass({ timeout: 60_000 })
})

test('a card that is declined can be followed by another one', { tag: '@thorough' }, async ({ page }) => {
  const order = await openPayment(page, await enterAsNew(page), 'club-monthly')
  await brickForm.enter(page, { number: '4242424242424242', cvv: '222' })
  await payButton(page).click()
  await expect(brickForm.fault(page)).toBeVisible()
  await brickForm.enter(page, { number: '4000000000000002', cvv: '123' })
  await payButton(page).click()
  await page.waitForURL(`**/orders/${order}`)
  await expectMembership(page, 'Active', true)
  await expect(card(page).getByText('Payments (1)')).toBeVisible()
})

test('the terms are shown above the payment form, and are accepted again on another day @phone', async ({
  page,
  emulator,
  database,
}) => {
  const order = await openPayment(page, await enterAsNew(page), 'club-half-year')
  const terms = page.getByRole('region', { name: 'The terms of your membership' })
  const top = async (locator: Locator) => (await locator.boundingBox())?.y ?? Number.NaN
  expect(await top(terms)).toBeLessThan(await top(payButton(page)))
  await expect(terms.getByRole('link', { name: 'Refunds and cancellation' })).toBeVisible()

  await emulator.control('POST', '/clock', { advance: 2 * day })
  const { now } = await emulator.control<{ now: number }>('GET', '/clock')
  const late = await page.request.post(`/api/brick/charge?order=${order}`, {
    headers: { origin: new URL(page.url()).origin },
    form: { brick_token: `ot_${'1'.repeat(32)}`, brick_fingerprint: 'f'.repeat(32) },
  })
  expect(await late.json()).toMatchObject({ success: 0, error: { message: /dates .* have changed/ } })
  await page.reload()
  await expect(page.getByRole('status')).toContainText('The dates have changed')
  await expect(payButton(page)).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Your membership' })).toContainText(
    `The first charge is $1.00, today, ${formatDate(now)}.`,
  )
  await acceptTerms(page)
  await paylet.pay(page)
  await page.waitForURL(`**/orders/${order}`)
  const [stored] = await database.query<{ wording: string }>(
    'SELECT wording FROM terms_acceptances WHERE order_id = $1',
    [order],
  )
  expect(stored?.wording).toContain(`today, ${formatDate(now)}.`)
})

test('by keyboard: the question before a cancellation begins at “Keep membership”, and Escape cancels nothing', async ({
  page,
  emulator,
}) => {
  await paidOrder(emulator, await enterAsNew(page), 'club-monthly')
  await page.goto('/account/memberships')
  const ask = card(page).getByRole('link', { name: 'Cancel Foldline Club, monthly' })
  const dialog = page.getByRole('dialog', { name: 'Cancel Foldline Club, monthly?' })
  await ask.focus()
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: 'Keep membership' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(ask).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(state(page)).toContainText('Active')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/account/memberships?requested')
  await expect(state(page)).toContainText('Cancel')
})

test('without JavaScript a page of its own asks before the membership is cancelled', async ({
  page,
  browser,
  baseURL,
  emulator,
}) => {
  const { id: order } = await paidOrder(emulator, await enterAsNew(page), 'club-monthly')
  await page.goto(`/account/memberships/${order}/cancel`)
  await expectAccessible(page)
  const plain = await browser.newContext({
    baseURL,
    javaScriptEnabled: false,
    ignoreHTTPSErrors: true,
    storageState: await page.context().storageState(),
  })
  const other = await plain.newPage()
  await other.goto('/account/memberships')
  await card(other).getByRole('link', { name: 'Cancel' }).click()
  await expect(other.getByRole('heading', { name: 'Cancel Foldline Club, monthly?' })).toBeVisible()
  await other.getByRole('button', { name: 'Cancel membership' }).click()
  await expect(other.getByText('We have received your cancellation request')).toBeVisible()
  await expect(state(other)).toContainText('Cancellation requested')
  await plain.close()
})

test('a renewal without an outcome: cancelled first, then bought again', { tag: '@thorough' }, async ({
  page,
  emulator,
}) => {
  const buyer = await enterAsNew(page)
  const there = provider(emulator, buyer.uid)
  await paidOrder(emulator, buyer, 'club-monthly')
  await emulator.control('PATCH', '/settings', { subscriptionEvents: false })
  await there.failNext(3)
  for (const _ of [1, 2, 3]) await there.toNextCharge()
  await there.wait(2 * day)
  await expectMembership(page, 'No renewal has been paid since', false)
  await expect(card(page).getByRole('link', { name: 'Rejoin' })).toHaveCount(0)

  await openTerms(page, buyer, 'club-monthly')
  await expect(page.getByText('may still charge a renewal, and it would then continue.')).toBeVisible()
  await page.getByRole('link', { name: 'Cancel it first' }).click()
  await page.getByRole('button', { name: 'Cancel membership' }).click()
  await page.waitForURL('**/account/memberships?requested')
  await card(page).getByRole('link', { name: 'Rejoin' }).click()
  await openCheckout(page, 'club-monthly')
  await expect(page.getByRole('checkbox')).toBeVisible()
  await expect(page.getByText('Cancel it first')).toHaveCount(0)
})

test('of two open checkouts of one membership the second asks, once the first is paid, whether a second one is wanted', {
  tag: '@thorough',
}, async ({ page, context, emulator, database }) => {
  const buyer = await enterAsNew(page)
  const first = await openTerms(page, buyer, 'club-monthly')
  await acceptTerms(page)
  const other = await context.newPage()
  const second = await openTerms(other, buyer, 'club-monthly')
  await acceptTerms(other)
  await expect(payButton(other)).toBeVisible()
  await paylet.pay(page)
  await page.waitForURL(`**/orders/${first}`)

  await expect(payButton(other)).toHaveCount(0)
  await expect(other.getByText('The terms have changed')).toBeVisible()
  await expect(other.getByText('You are already a member')).toBeVisible()
  await expect(other.locator('iframe')).toHaveCount(0)
  const late = await other.request.post(`/api/brick/charge?order=${second}`, {
    headers: { origin: new URL(page.url()).origin },
    form: { brick_token: `ot_${'1'.repeat(32)}`, brick_fingerprint: 'f'.repeat(32) },
  })
  expect(await late.json()).toMatchObject({ success: 0, error: { message: /since become a member/ } })
  await expectAccessible(other)

  await acceptTerms(other)
  await paylet.pay(other)
  await other.waitForURL(`**/orders/${second}`)
  await page.goto('/account/memberships')
  const twice = page.getByRole('status').filter({ hasText: 'You have 2 memberships that renew' })
  await expect(twice.getByRole('link', { name: /^Cancel this one/ })).toHaveCount(2)
  for (const order of [first, second]) await expect(twice).toContainText(order)
  await expectAccessible(page)
  const told = await database.query('SELECT kind FROM alerts WHERE order_id = $1', [second])
  expect(told).toEqual([{ kind: 'overpaid' }])
  const [stored] = await database.query<{ wording: string }>(
    'SELECT wording FROM terms_acceptances WHERE order_id = $1',
    [second],
  )
  expect(stored?.wording).toContain('I understand that I already have a membership')
  expect(await emulator.control<unknown[]>('GET', '/subscriptions')).toHaveLength(2)
})

test('another buyer’s membership can’t be cancelled, and a second of one’s own is not bought unawares', async ({
  page,
  browser,
  baseURL,
  emulator,
}) => {
  const buyer = await enterAsNew(page)
  const { id: order } = await paidOrder(emulator, buyer, 'club-monthly')
  await openTerms(page, buyer, 'club-half-year')
  await expect(page.getByText('You are already a member')).toBeVisible()

  const stranger = await browser.newContext({ baseURL, ignoreHTTPSErrors: true })
  const other = await stranger.newPage()
  await enterAsNew(other)
  expect((await other.goto(`/account/memberships/${order}/cancel`))?.status()).toBe(404)
  await other.goto('/account/memberships')
  await expect(other.getByText('You are not a member.')).toBeVisible()
  await stranger.close()
})
