import type { Browser, Page } from '@playwright/test'
import {
  enterAs,
  enterAsNew,
  newPerson,
  openPayment,
  type Person,
  paidOrder,
  password,
} from '@/test/support/buyer'
import { brickForm, goodCard, payButton } from '@/test/support/cards'
import { type Database, type Emulator, expect, test } from '@/test/support/fixtures'
import { expectToFit } from '@/test/support/look'

// The emulator's clock leaps ahead here, so that it carries tickets out.
test.use({ shopName: 'clock' })
test.describe.configure({ mode: 'default' })

test.beforeEach(async ({ emulator }) => {
  await emulator.control('POST', '/reset')
  await emulator.control('PATCH', '/settings', { strict: 'refuse' })
})

/** A new buyer with a browser beside the operator's. */
async function newBuyer(
  browser: Browser,
  baseURL: string | undefined,
): Promise<{ page: Page; person: Person }> {
  const context = await browser.newContext({ baseURL, ignoreHTTPSErrors: true })
  const person = await newPerson()
  await enterAs(context, person)
  return { page: await context.newPage(), person }
}

/** Buys a product and pays by card. Returns the order's id. */
async function payByCard({ page, person }: { page: Page; person: Person }, product: string): Promise<string> {
  const order = await openPayment(page, person, product)
  await brickForm.enter(page, goodCard)
  await payButton(page).click()
  await page.waitForURL(`**/orders/${order}`)
  return order
}

const status = (page: Page) => page.getByRole('main').getByRole('status').first()

const pages = [
  'refund',
  'partial-refund',
  'capture',
  'void',
  'resolve',
  'cancel',
  'grant',
  'withdraw',
] as const

/** Opens the page of an act by the order's page; the password is asked for before money moves. */
async function openAct(page: Page, order: string, link: string) {
  await page.goto(`/admin/orders/${order}`)
  await page.getByRole('link', { name: link, exact: true }).click()
  await confirm(page, link)
}

/** Gives the password if it is asked for before a page with this heading. */
async function confirm(page: Page, title: string) {
  const asked = page.getByRole('heading', { level: 1, name: 'Confirm it’s you' })
  const heading = page.getByRole('heading', { level: 1, name: title, exact: true })
  await expect(asked.or(heading)).toBeVisible()
  if (await asked.isVisible()) {
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Continue' }).click()
  }
  await expect(heading).toBeVisible()
}

const effect = (page: Page) => page.getByRole('region', { name: 'What this will do' })

/** What the page says that the act will do. A preview gives up within a second, which a busy machine may take. */
async function expectEffect(page: Page, ...sentences: (string | RegExp)[]) {
  await expect(async () => {
    if ((await effect(page).count()) === 0) await page.reload()
    await expect(effect(page).getByRole('listitem')).toHaveText(sentences, { timeout: 2000 })
  }).toPass({ timeout: 60_000 })
}

async function send(page: Page, button: string, reason = 'The customer asked for it.') {
  await page.getByLabel('Reason').fill(reason)
  await page.getByRole('button', { name: button, exact: true }).click()
}

/** What has become of the act whose page is open, however long it takes. */
async function expectStanding(page: Page, label: string) {
  await page.waitForURL(/\/acts\/\w+/)
  await expect(async () => {
    await page.goto(page.url().split('?')[0] ?? '')
    await expect(page.getByRole('main')).toContainText(label, { timeout: 1000 })
  }).toPass({ timeout: 60_000 })
}

/** What the order's buyer reads. */
async function expectOrder(page: Page, order: string, said: string) {
  await expect(async () => {
    await page.goto(`/orders/${order}`)
    await expect(status(page)).toContainText(said, { timeout: 1000 })
  }).toPass({ timeout: 60_000 })
}

const audited = (database: Database, order: string) =>
  database.query<{ act: string; allowed: boolean; actor: string; reason: string }>(
    'SELECT act, allowed, actor, reason FROM audit_entries WHERE order_id = $1 ORDER BY id',
    [order],
  )

const refundsSent = (emulator: Emulator) =>
  emulator.control<{ path: string }[]>('GET', '/requests').then((all) => {
    return all.filter(({ path }) =>
      /^\/(api\/brick\/charge\/\w+\/refund|developers\/api\/ticket)$/.test(path),
    )
  })

const card = '(the card ending 4242|the card that was charged|the card)'

test('a card payment is refunded: shown first, asked for once, closed by its pingback', async ({
  page,
  browser,
  baseURL,
  emulator,
  database,
}) => {
  const buyer = await newBuyer(browser, baseURL)
  const order = await payByCard(buyer, 'studio-credits-10')
  await expect(status(buyer.page)).toContainText('Paid and delivered')
  await database.query(
    `INSERT INTO credit_spends (id, uid, key, credits, purpose) SELECT id, uid, 'print', 5, 'Print' FROM orders WHERE id = $1`,
    [order],
  )

  const admin = await enterAsNew(page, 'ADMIN')
  await openAct(page, order, 'Refund')
  await expectEffect(
    page,
    /^Takes back \d+ credits, of which 5 are spent\.$/,
    new RegExp(`^10\\.00 USD go back to ${card}\\.$`),
  )
  // Nothing has happened yet.
  expect(await refundsSent(emulator)).toEqual([])
  await expectOrder(buyer.page, order, 'Paid and delivered')

  const second = await page.context().newPage()
  await second.goto(page.url())
  await expectEffect(second, /^Takes back/, /go back to/)
  const [form] = await Promise.all([
    page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/refund')),
    send(page, 'Refund'),
  ])
  await expectStanding(page, 'Done')
  await expectOrder(buyer.page, order, 'This order was refunded')

  await test.step('the second operator is told what changed', async () => {
    await send(second, 'Refund')
    await expect(second.getByRole('main').getByRole('alert')).toContainText(
      'Nothing was done: the order has changed since this page was loaded',
    )
    await expect(second.getByRole('main').getByRole('alert')).toContainText('REVERSED (was: PAID')
    await expect(second.getByRole('main')).toContainText('has already been reversed')
  })

  await test.step('the same form again does nothing more, and shows the same act', async () => {
    const act = new URL(page.url()).pathname
    const sent = await form.allHeaders()
    const answer = await page.request.post(form.url(), {
      headers: Object.fromEntries(
        ['accept', 'content-type', 'next-action', 'origin'].map((name) => [name, sent[name] ?? '']),
      ),
      data: form.postDataBuffer() ?? '',
      maxRedirects: 0,
    })
    expect(answer.headers()['x-action-redirect']).toContain(`${act}?outcome=`)
  })

  expect(await refundsSent(emulator)).toHaveLength(1)
  // Of the refund there is an entry from before Paymentwall was asked, and one with the answer.
  expect(await audited(database, order)).toMatchObject([
    {
      act: 'order.refund',
      allowed: true,
      actor: admin.email,
      reason: 'The customer asked for it.',
    },
    { act: 'order.refund', allowed: true, reason: 'The customer asked for it.' },
    { act: 'order.refund', allowed: false },
    { act: 'order.refund', allowed: true, reason: 'The customer asked for it.' },
  ])
})

test('a payment through the Paylet goes back in parts, by tickets; a lost ticket is looked for first', {
  tag: '@thorough',
}, async ({ page, browser, baseURL, emulator }) => {
  const buyer = await newBuyer(browser, baseURL)
  const { id: order } = await paidOrder(emulator, buyer.person, 'commercial-licence')
  await enterAsNew(page, 'ADMIN')

  await openAct(page, order, 'Partial refund')
  for (const [amount, reason] of [
    ['50', '50.00 USD is more than is left of payment'],
    ['3 EUR', 'The order was paid in USD: it can’t be refunded in EUR.'],
    ['<b>3</b>', 'is not an amount in USD'],
  ] as const) {
    await page.getByLabel('Amount in USD').fill(amount)
    await page.getByRole('button', { name: 'Preview' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'This action isn’t possible' })).toContainText(
      reason,
    )
  }
  await page.getByLabel('Amount in USD').fill('9')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expectEffect(
    page,
    'No goods are delivered or withdrawn.',
    /^A ticket asks Paymentwall to return 9\.00 USD/,
  )
  await expect(effect(page)).toContainText('With test keys, Paymentwall answers as if')
  await send(page, 'Refund this amount')
  await expectStanding(page, 'Waiting for Paymentwall’s pingback')
  await emulator.control('POST', '/clock', { advance: 120 })
  await expectStanding(page, 'Done')
  await expectOrder(buyer.page, order, 'Paid and delivered')

  await test.step('the answer to the second ticket is lost', async () => {
    await emulator.control('POST', '/faults', {
      path: '/developers/api/ticket',
      kind: 'status',
      status: 502,
      times: 1,
    })
    await openAct(page, order, 'Partial refund')
    await page.getByLabel('Amount in USD').fill('10.00')
    await page.getByRole('button', { name: 'Preview' }).click()
    await expectEffect(page, 'No goods are delivered or withdrawn.', /return 10\.00 USD/)
    await send(page, 'Refund this amount')
    await expectStanding(page, 'Outcome unknown')
    await expectToFit(page)
    await page.getByRole('button', { name: 'There is no ticket: try again' }).click()
    await expectStanding(page, 'Waiting for Paymentwall’s pingback')
    await emulator.control('POST', '/clock', { advance: 120 })
    await expectStanding(page, 'Done')
  })

  await openAct(page, order, 'Refund')
  await expectEffect(page, 'Takes back 1 licence.', /^A ticket asks Paymentwall to return 30\.00 USD/)
  await send(page, 'Refund')
  await expectStanding(page, 'Waiting for Paymentwall’s pingback')
  await emulator.control('POST', '/clock', { advance: 120 })
  await expectStanding(page, 'Done')
  await expectOrder(buyer.page, order, 'This order was refunded')
})

test('authorised charges are captured and voided, a lost charge is resolved', { tag: '@thorough' }, async ({
  page,
  browser,
  baseURL,
  emulator,
  database,
}) => {
  await database.query("UPDATE products SET capture = false WHERE slug = 'lantern'")
  const buyer = await newBuyer(browser, baseURL)
  await enterAsNew(page, 'ADMIN')

  const captured = await payByCard(buyer, 'lantern')
  await expect(status(buyer.page)).toContainText('Payment authorised')
  await openAct(page, captured, 'Capture')
  await expectEffect(page, 'Gives 1 download.', new RegExp(`^4\\.50 USD are taken from ${card}\\.$`))
  await send(page, 'Capture')
  await expectStanding(page, 'Done')
  await expectOrder(buyer.page, captured, 'Paid and delivered')

  const other = await newBuyer(browser, baseURL)
  const voided = await payByCard(other, 'lantern')
  await expect(status(other.page)).toContainText('Payment authorised')
  await openAct(page, voided, 'Void')
  await expectEffect(
    page,
    'No goods are delivered or withdrawn.',
    /^4\.50 USD are no longer reserved on the card/,
  )
  await send(page, 'Void')
  await expectStanding(page, 'Done')
  await page.goto(`/admin/orders/${voided}`)
  await expect(page.getByRole('link', { name: 'Capture' })).toHaveCount(0)

  await emulator.control('POST', '/faults', {
    path: '/api/brick/charge',
    kind: 'status',
    status: 502,
    times: 1,
  })
  const lost = await payByCard(other, 'fox')
  await expect(status(other.page)).toContainText('We are checking your payment')
  await openAct(page, lost, 'Resolve a lost charge')
  await page.getByLabel('In Paymentwall’s merchant area').selectOption('The card was not charged')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expectEffect(
    page,
    'No goods are delivered or withdrawn.',
    /^No money moves: the card counts as not charged/,
  )
  await send(page, 'Resolve')
  await expectStanding(page, 'Done')
  await other.page.goto(`/checkout/${lost}`)
  await expect(payButton(other.page)).toBeVisible()
})

test('a subscription is cancelled; goods are granted and withdrawn by hand, with a reason that is inert', {
  tag: '@thorough',
}, async ({ page, browser, baseURL, emulator, database }) => {
  const buyer = await newBuyer(browser, baseURL)
  await enterAsNew(page, 'ADMIN')

  const { id: club } = await paidOrder(emulator, buyer.person, 'club-monthly')
  await openAct(page, club, 'Cancel subscription')
  await expectEffect(
    page,
    /^Access to .* lasts until/,
    'Its renewals are stopped.',
    /^No money goes back; Paymentwall is asked/,
  )
  await send(page, 'Cancel subscription')
  await expectStanding(page, 'Waiting for Paymentwall’s pingback')
  await emulator.control('POST', '/clock', { advance: 120 })
  await expectStanding(page, 'Done')

  const { id: order } = await paidOrder(emulator, buyer.person, 'commercial-licence')
  const reason = '<img src=x onerror="document.title=\'hostile\'">'
  await openAct(page, order, 'Withdraw manually')
  await expectEffect(page, 'Takes back 1 licence.', 'No money moves.')
  await send(page, 'Withdraw', reason)
  await expectStanding(page, 'Done')
  await expect(page.getByRole('main')).toContainText(reason)
  await expect(page).not.toHaveTitle('hostile')
  expect(await page.locator('main img').count()).toBe(0)
  const withdrawn = buyer.page.getByText('Withdrawn', { exact: true })
  await buyer.page.goto(`/orders/${order}`)
  await expect(withdrawn).toBeVisible()

  await openAct(page, order, 'Grant manually')
  await expectEffect(page, 'Gives 1 licence.', 'No money moves.')
  await send(page, 'Grant')
  await expectStanding(page, 'Done')
  await buyer.page.goto(`/orders/${order}`)
  await expect(buyer.page.locator('code')).toHaveText(/^([0-9A-F]{5}-){4}[0-9A-F]{5}$/)
  await expect(withdrawn).toHaveCount(0)
  expect(await database.query('SELECT kind FROM decisions WHERE order_id = $1 ORDER BY id', [order])).toEqual(
    [{ kind: 'WITHDRAW' }, { kind: 'GRANT' }],
  )
})

test('the pages of all acts have no faults that a machine finds, and are not there for reviewers and buyers', {
  tag: '@thorough',
}, async ({ page, browser, baseURL, emulator }) => {
  const buyer = await newBuyer(browser, baseURL)
  const { id: order } = await paidOrder(emulator, buyer.person, 'fox')
  for (const name of pages) {
    expect((await buyer.page.request.get(`/admin/orders/${order}/${name}`)).status(), name).toBe(404)
  }

  await enterAsNew(page, 'REVIEWER')
  for (const name of pages) {
    expect((await page.request.get(`/admin/orders/${order}/${name}`)).status(), name).toBe(404)
  }
  await page.goto(`/admin/orders/${order}`)
  await expect(page.getByRole('link', { name: 'Refund' })).toHaveCount(0)

  await page.context().clearCookies()
  await enterAsNew(page, 'ADMIN')
  await page.goto(`/admin/orders/${order}/refund`)
  await confirm(page, 'Refund')
  for (const name of pages) {
    await page.goto(`/admin/orders/${order}/${name}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectToFit(page)
  }
  await page.goto(`/admin/orders/${order}`)
  await expectToFit(page)
})
