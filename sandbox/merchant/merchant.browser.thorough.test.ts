import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { brickClient } from '../testing/brick'
import { launchBrowser } from '../testing/browser'
import { ButtonInventory } from '../testing/buttons'
import { type Sandbox, startSandbox, widgetPath } from '../testing/sandbox'

let browser: Browser
let sandbox: Sandbox
let page: Page
let buttons: ButtonInventory

beforeAll(async () => {
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 360, height: 720 } })
  buttons = new ButtonInventory(page)
  sandbox = await startSandbox()
})
afterAll(async () => {
  await browser.close()
  sandbox.stop()
})
beforeEach(async () => {
  await sandbox.control('POST', '/reset')
})

const press = (name: string) => buttons.press(page.getByRole('button', { name, exact: true }).first())
const state = () => page.locator('dl.facts .badge').first()
const openPath = async (path: string) => {
  await page.goto(sandbox.url + path)
  await buttons.look()
}
const open = (path = '') => openPath(`/merchant${path}`)

async function charge(cvv: string, changes: Record<string, string> = {}): Promise<string> {
  const brick = brickClient(sandbox)
  const { token } = await brick.tokenize({ 'card[cvv]': cvv })
  const { json } = await brick.charge(token, changes)
  return `/payments/b${json.id}`
}

async function pay(period = 'never') {
  await open()
  await page.getByLabel('Billed again every').selectOption({ label: period })
  await press('Pay')
  await state().waitFor()
}

describe('every button of a payment does what it says', () => {
  it('refunds, in parts and as a whole, and charges back', async () => {
    await pay()
    await page.getByLabel('Part to refund, in USD').fill('2.50')
    await press('Refund in part')
    await page.getByText('220 partial refund').first().waitFor()
    await press('Refund')
    await expect.poll(() => state().textContent()).toBe('refunded')
    await pay()
    await page.getByLabel('Reason for the chargeback').selectOption('2')
    await press('Charge back')
    await expect.poll(() => state().textContent()).toBe('charged back')
  })

  it('sends any pingback, and the same again', async () => {
    await pay()
    const payment = page.url()
    await press('Resend')
    await expect.poll(() => page.locator('tbody tr').count()).toBe(2)
    await page.goto(payment)
    await page.getByRole('spinbutton', { name: 'Type', exact: true }).fill('202')
    await press('Send this pingback')
    await page.getByRole('link', { name: '202 review declined' }).first().click()
    await press('Send again now')
    await expect.poll(() => page.locator('tbody tr').count()).toBe(2)
    await press('Take the signature apart')
    await page.getByText('The signature is valid.').waitFor()
    await page.getByLabel('Secret to check with').fill('another')
    await press('Explain')
    await page.getByText('The signature is not valid.').waitFor()
  })

  it.each([
    ['Accept', '556', {}, 'paid'],
    ['Decline', '555', {}, 'declined'],
    ['Capture', '123', { 'options[capture]': '0' }, 'paid'],
    ['Void', '123', { 'options[capture]': '0' }, 'voided'],
    ['Let it expire', '123', { 'options[capture]': '0' }, 'voided'],
  ])('%s', async (button, cvv, changes, status) => {
    await open(await charge(cvv, changes))
    await press(button)
    await expect.poll(() => state().textContent()).toBe(status)
  })
})

it('bills a subscription by its buttons', async () => {
  await pay('month')
  await open('/subscriptions')
  await press('Fail once')
  await page.getByText('the next attempt will fail').waitFor()
  await press('To its next charge')
  await page.getByText('1 failed attempt').waitFor()
  await press('1 day forward')
  await press('To the next charge')
  await press('1 period forward')
  await expect.poll(() => sandbox.emulator.state.payments.length).toBeGreaterThan(1)
  await press('Fail for good')
  await page.getByText('the next 3 attempts will fail').waitFor()
  await press('Last period')
  await page.getByText('the last period').waitFor()
  await press('Cancel')
  await expect.poll(() => sandbox.emulator.state.subscriptions[0]?.status).toBe('cancelled')
})

it('finds payments, and shows charges that were refused', async () => {
  await pay()
  await charge('111')
  await open()
  await page.getByRole('link', { name: '3014 The security code is wrong' }).waitFor()
  await page.getByLabel('Search').fill('no such thing')
  await press('Show')
  await page.getByText('No payments match.').waitFor()
  await page.getByRole('link', { name: 'Show all' }).click()
  await page.getByLabel('State').selectOption('paid')
  await press('Show')
  expect(await page.getByRole('region', { name: 'Table of payments' }).locator('tbody tr').count()).toBe(1)
})

it('refreshes itself when something happens', async () => {
  await open()
  await page.getByText('No payments yet.').waitFor()
  await page.waitForResponse((response) => response.url().endsWith('/merchant/changes'))
  await sandbox.control('POST', '/payments', {
    ref: 'b777',
    uid: 'u',
    goodsId: 'o',
    amount: '1.00',
    currency: 'USD',
  })
  await page.getByRole('link', { name: 'b777' }).waitFor()
})

it('saves the settings as they were when nothing was changed, moves the clock, plays faults, and starts over', async () => {
  const { json: before } = await sandbox.control('GET', '/settings')
  await open('/settings')
  await page.getByLabel('Days until an authorised amount expires').fill('8')
  await press('Save')
  await expect.poll(() => sandbox.emulator.state.settings.holdDays).toBe(8)
  expect((await sandbox.control('GET', '/settings')).json).toEqual({ ...before, holdDays: 8 })

  for (const [jump, days] of [
    ['30 minutes', 1 / 48],
    ['1 day', 1],
    ['7 days', 7],
    ['30 days', 30],
  ] as const) {
    const now = sandbox.emulator.clock.now()
    await press(jump)
    await expect.poll(() => sandbox.emulator.clock.now() - now).toBeGreaterThanOrEqual(days * 86_400_000)
  }
  for (const speed of ['1800 times', 'real', '60 times']) {
    await press(speed)
    await page.locator('[aria-pressed=true]', { hasText: speed }).waitFor()
  }

  await page.getByLabel('Seconds late').fill('7')
  await page.getByRole('combobox', { name: 'The emulator' }).selectOption('slow')
  await press('Add fault')
  await page.getByText('answers late by 7 s, once more').waitFor()
  await press('Remove all faults')
  await page.getByText('No faults set.').waitFor()

  await page.getByLabel('Delete everything').check()
  await press('Reset')
  await page.getByText('No payments yet.').waitFor()
  expect(sandbox.emulator.clock.scale).toBe(1)
})

it('runs the drills', async () => {
  await open('/drills')
  await page.getByLabel('Orders that the shop knows, one per line').fill('order-1')
  await press('Run all drills')
  await page.getByRole('link', { name: 'as JUnit' }).waitFor()
})

describe('a project of another API', () => {
  it.each([
    ['virtual-currency', 'Virtual currency', '250', { credits: 250 }],
    ['cart', 'Products, one per line', 'fox\nowl', { cart: ['fox', 'owl'] }],
  ])('makes payments of %s', async (apiType, label, value, expected) => {
    await sandbox.control('PATCH', '/settings', { apiType })
    await open()
    await page.getByLabel(label).fill(value)
    await press('Pay')
    await state().waitFor()
    expect((await sandbox.control('GET', '/payments')).json).toMatchObject([expected])
  })
})

it('pays, fails, closes and starts again on the payment page', async () => {
  await openPath(widgetPath())
  await press('Fail')
  await page.getByText('nothing was charged').waitFor()
  await press('Close')
  await press('Start again')
  await press('Buy')
  await page.getByText('Payment accepted.').waitFor()
})

it.each([
  ['Approve', 'approved'],
  ['Decline', 'declined'],
  ['Leave without answering', 'open'],
])('answers at the bank: %s', async (button, answer) => {
  const brick = brickClient(sandbox)
  const { json } = await brick.charge((await brick.tokenize()).token, {
    secure: '1',
    secure_return_method: 'url',
    secure_redirect_url: sandbox.shop.url,
  })
  await openPath(new URL(json.secure.redirect).pathname)
  await press(button)
  await expect.poll(() => sandbox.emulator.state.challenges[0]?.state).toBe(answer)
  // The browser is on its way until then, and would break off the next test's.
  if (answer === 'open') await page.getByText('The shop has not been told').waitFor()
  else await page.waitForURL((url) => url.href.startsWith(sandbox.shop.url))
})

// Last: it knows what the tests above have pressed.
it('has no button that none of these tests has pressed', async () => {
  await sandbox.control('POST', '/subscriptions', {
    uid: 'u-1',
    goodsId: 'plan',
    amount: '9.90',
    currency: 'USD',
    period: { length: 1, unit: 'month' },
  })
  for (const [cvv, changes] of [
    ['556', {}],
    ['111', {}],
    ['123', { 'options[capture]': '0' }],
  ] as const) {
    await charge(cvv, changes)
  }
  const waiting = ['/merchant']
  const seen = new Set(waiting)
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    await openPath(path)
    const links = await page
      .locator('a[href^="/merchant"]')
      .evaluateAll((anchors) => anchors.map((anchor) => anchor.getAttribute('href')?.split('#')[0] ?? ''))
    for (const link of links.filter((candidate) => !seen.has(candidate))) {
      seen.add(link)
      waiting.push(link)
    }
  }
  expect(seen.size).toBeGreaterThan(12)
  expect(buttons.seen.size).toBeGreaterThan(40)
  expect([...buttons.seen].filter((button) => !buttons.pressed.has(button))).toEqual([])
})
