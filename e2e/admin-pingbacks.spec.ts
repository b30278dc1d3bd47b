import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { exampleValues } from '@/scripts/settings'
import { enterAsDemo, enterAsNew, newPerson, placeOrder } from '../test/support/buyer'
import { type Database, type Emulator, expect, test } from '../test/support/fixtures'
import { expectToFit } from '../test/support/look'
import { newReference, pingbackQuery } from '../test/support/pingbacks'

// What an operator sees of pingbacks, and does about them: on the production build, with the emulator's own pingbacks.

const secret = exampleValues().PAYMENTWALL_SECRET_KEY ?? ''

interface Order {
  id: string
  uid: string
}

/** A buyer's order that nobody has paid yet. */
async function newOrder(product = 'whale'): Promise<Order> {
  const { uid } = await newPerson()
  return { id: await placeOrder({ uid }, product), uid }
}

/** Pays by the emulator, which sends its pingback; returns the payment. */
async function pay(emulator: Emulator, { uid, id }: Order): Promise<string> {
  const { payment } = await emulator.control<{ payment: { ref: string } }>('POST', '/payments', {
    uid,
    goodsId: id,
    amount: '8.00',
    currency: 'USD',
  })
  return payment.ref
}

/** Has the emulator send any pingback, and says what the shop answered. */
async function notify(emulator: Emulator, pingback: Record<string, unknown>): Promise<string[]> {
  const { answers } = await emulator.control<{ answers: Record<string, number> }>(
    'POST',
    '/pingbacks',
    pingback,
  )
  return Object.keys(answers)
}

/** A payment that fits no order, since its `goodsid` is none. */
async function putAside(emulator: Emulator, uid: string): Promise<string> {
  const ref = newReference()
  expect(await notify(emulator, { ref, type: 0, payment: { uid, goodsId: 'gone' } })).toEqual(['200 OK'])
  return ref
}

/** The newest row of the log that a condition finds; refused arrivals are written a little later. */
async function logged(database: Database, condition: string, ...parameters: unknown[]): Promise<string> {
  const find = async () =>
    (
      await database.query<{ id: string }>(
        `SELECT id FROM pingback_attempts WHERE ${condition} ORDER BY id DESC`,
        parameters,
      )
    )[0]?.id
  await expect.poll(find).toBeDefined()
  return (await find()) ?? ''
}

const held = async (database: Database, order: Order) =>
  (await database.query('SELECT FROM deliveries WHERE order_id = $1 AND withdrawn_at IS NULL', [order.id]))
    .length

/** Sends a form of an act, and returns what the page that follows says came of it. */
async function act(page: Page, button: string) {
  await page.getByRole('button', { name: button }).click()
  await page.waitForURL(/[?&]outcome=/)
  return page.locator('main').locator('[role=status], [role=alert]').first()
}

const enter = (page: Page) => enterAsDemo(page, 'admin')

test('the log, filtered; an arrival with its signature and effect; its twin, and both compared', async ({
  page,
  emulator,
}) => {
  const order = await newOrder()
  const ref = await pay(emulator, order)
  expect(await notify(emulator, { ref, type: 0 })).toEqual(['200 OK'])
  await enter(page)
  await page.goto('/admin/pingbacks')
  await page.getByLabel('Payment (ref)').fill(ref)
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.waitForURL(/[?&]ref=/)
  await expect(page.getByRole('row')).toHaveCount(3)
  await expectToFit(page)

  await page
    .getByRole('row', { name: /Applied/ })
    .getByRole('link')
    .first()
    .click()
  await expect(page.getByRole('heading', { name: /^Arrival \d+$/ })).toBeVisible()
  await expect(page.getByText('Recomputed from the ledger, the digest is the same')).toBeVisible()
  const signature = page.getByRole('region', { name: 'Signature' })
  await expect(signature.getByText(`goodsid=${order.id}`)).toBeVisible()
  await expect(signature.getByText('‹secret key›').first()).toBeVisible()
  await expect(page.getByRole('region', { name: 'Effect' })).toContainText(
    `${ref}: not known → PAID; PAID now`,
  )
  await expect(page.getByRole('region', { name: 'Effect' })).toContainText('delivered')
  expect(await page.content()).not.toContain(secret)
  await expectToFit(page)

  await page.getByRole('link', { name: /^Compare with/ }).click()
  await expect(page.getByRole('row', { name: /^Verdict applied duplicate Different/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /^uid .* Same$/ })).toBeVisible()
  await expectToFit(page)
  await page
    .getByRole('link', { name: /^Arrival/ })
    .last()
    .click()
  await expect(page.getByRole('region', { name: 'Effect' })).toContainText('Nothing.')
})

test('forged and re-cut arrivals, with hostile text that does nothing', { tag: '@thorough' }, async ({
  page,
  emulator,
  database,
  request,
}) => {
  const order = await newOrder()
  const ref = await pay(emulator, order)
  expect(await notify(emulator, { ref, type: 0, tamper: { uid: 'mallory' } })).toEqual(['403 NOK'])
  const forged = await logged(database, "verdict = 'rejected' AND parameters->>'uid' = 'mallory'")
  const hostile = `<img src=x onerror=alert(1)>`
  const query = new URLSearchParams({
    ag_name: 'x',
    uid: hostile,
    type: '0',
    ref: `"><script>alert(2)</script>`,
    sign_version: '3',
    sig: 'a'.repeat(64),
  })
  expect((await request.get(`/api/pingback?${query}`)).status()).toBe(400)
  const cut = await logged(database, "verdict = 'rejected' AND parameters->>'uid' = $1", hostile)

  await enter(page)
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await page.goto(`/admin/pingbacks/${forged}`)
  await expect(
    page.getByText(/A genuine notice of the same payment and type is in the ledger, and differs in "uid"/),
  ).toBeVisible()
  await page.goto(`/admin/pingbacks/${cut}`)
  await expect(page.getByText(/cut elsewhere to pass for a pingback/)).toBeVisible()
  await expect(page.getByText(hostile).first()).toBeVisible()
  await expectToFit(page)
  await page.goto(`/admin/pingbacks?${new URLSearchParams({ uid: hostile, verdict: 'rejected' })}`)
  await expect(page.getByRole('row')).toHaveCount(2)
  await expect(page.locator('main img, main script')).toHaveCount(0)
  expect(dialogs).toEqual([])
})

test('a quarantined pingback is matched to its order after a preview; a second operator reads that', async ({
  page,
  emulator,
  database,
}) => {
  const order = await newOrder()
  const ref = await putAside(emulator, order.uid)
  await enter(page)
  const key = encodeURIComponent(`${ref}:0`)
  await page.goto(`/admin/pingbacks/ledger/${key}`)
  await expect(page.getByRole('heading', { name: /^Arrival/ })).toBeVisible()
  await page.getByRole('link', { name: 'Match to an order' }).click()
  await expect(page.getByRole('row', { name: new RegExp(`${order.id}.*the same buyer`) })).toBeVisible()
  await expect(page.getByText(`Applied to order ${order.id}: effect`)).toBeVisible()
  await expect(page.getByText('It delivers 1 download. Payment: not known → PAID.')).toBeVisible()
  await expectToFit(page)
  expect(await held(database, order)).toBe(0)

  const other = await page.context().newPage()
  await other.goto(page.url())
  await expect(await act(page, 'Apply 1 pingback')).toContainText(
    `payment ${ref} of order ${order.id} is now PAID; 1 delivered`,
  )
  expect(await held(database, order)).toBe(1)

  await expect(await act(other, 'Apply 1 pingback')).toContainText('has already been applied')
  expect(await held(database, order)).toBe(1)
  const audit = await database.query<{ allowed: boolean }>(
    "SELECT allowed FROM audit_entries WHERE act = 'pingback.apply' AND order_id = $1 ORDER BY id",
    [order.id],
  )
  expect(audit).toEqual([{ allowed: true }, { allowed: false }])
})

test('several are applied by checkboxes with one preview and one act; one in another currency stays', async ({
  page,
  emulator,
  database,
}) => {
  const [first, second] = [await newOrder(), await newOrder('owl')]
  const refs = [await putAside(emulator, first.uid), await putAside(emulator, second.uid)]
  const foreign = await putAside(emulator, first.uid)
  // As a project sends that has the prices configured.
  await database.query(
    `UPDATE pingbacks SET parameters = parameters || '{"price": "9.90", "price_currency": "EUR"}' WHERE ref = $1`,
    [foreign],
  )
  await enter(page)
  await page.goto('/admin/pingbacks?verdict=quarantined')
  for (const ref of [...refs, foreign])
    await page.getByRole('checkbox', { name: `Select payment ${ref}` }).check()
  await page.getByRole('button', { name: 'Match selected to orders' }).click()
  await expect(page.getByRole('heading', { name: 'Match pingbacks to orders' })).toBeVisible()
  await expect(page.getByText(/It was paid in EUR, and order .* is in USD/).first()).toBeVisible()
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByRole('button', { name: 'Apply 2 pingbacks' })).toBeVisible()
  await expectToFit(page)
  await expect(await act(page, 'Apply 2 pingbacks')).toContainText('2 of 2 were applied')
  expect([await held(database, first), await held(database, second)]).toEqual([1, 1])

  // An order that was typed by hand is held against the currency too.
  const [row] = await database.query<{ id: string }>('SELECT id FROM pingbacks WHERE ref = $1', [foreign])
  await page.goto(`/admin/pingbacks/match?id=${row?.id}`)
  await page.getByLabel('Or another order ID').fill(first.id)
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByText(`Applied to order ${first.id}: no effect`)).toBeVisible()
  await expect(page.getByRole('button', { name: /^Apply/ })).toHaveCount(0)
})

/** A query as the shop keeps it sealed, by hand: AES-256-GCM under the sample key, bound to its row. */
async function keepSealed(database: Database, query: string): Promise<void> {
  const fingerprint = createHash('sha256').update(query).digest('hex')
  const nonce = randomBytes(12)
  const cipher = createCipheriv(
    'aes-256-gcm',
    Buffer.from(exampleValues().DATA_ENCRYPTION_KEY ?? '', 'base64'),
    nonce,
  )
  cipher.setAAD(Buffer.from(`refused-pingback ${fingerprint}`))
  const content = Buffer.concat([cipher.update(query, 'utf8'), cipher.final()])
  await database.query(
    `INSERT INTO refused_pingbacks (fingerprint, reason, advice, parameters, sealed, received_at)
     VALUES ($1, 'unknown_parameter', 'Add it.', $2, $3, now())`,
    [
      fingerprint,
      Object.fromEntries(new URLSearchParams(query)),
      Buffer.concat([Buffer.of(1), nonce, cipher.getAuthTag(), content]),
    ],
  )
}

test('refused pingbacks are retried: what passes now is applied, what does not stays', {
  tag: '@thorough',
}, async ({ page, emulator, database }) => {
  const order = await newOrder()
  const refused = newReference()
  expect(
    await notify(emulator, {
      ref: refused,
      type: 0,
      extra: { colour: 'red' },
      payment: { uid: order.uid, goodsId: order.id },
    }),
  ).toEqual(['400 NOK'])
  await logged(database, "verdict = 'rejected' AND parameters->>'ref' = $1", refused)
  // One that was refused under a setting of before.
  const passes = newReference()
  await keepSealed(
    database,
    pingbackQuery({ uid: order.uid, goodsid: order.id, ref: passes, type: 0 }, { secret }),
  )

  await enter(page)
  await page.goto('/admin/pingbacks/refused')
  await expectToFit(page)
  await page.getByRole('checkbox', { name: `Select payment ${refused}` }).check()
  await expect(await act(page, 'Retry selected')).toContainText('PINGBACK_CUSTOM_PARAMETERS')
  expect(await held(database, order)).toBe(0)
  await page.goto('/admin/pingbacks/refused')
  await page.getByRole('checkbox', { name: `Select payment ${passes}` }).check()
  await expect(await act(page, 'Retry selected')).toContainText(
    `payment ${passes} of order ${order.id} is now PAID`,
  )
  await expect(page.getByRole('checkbox', { name: `Select payment ${passes}` })).toHaveCount(0)
  expect(await held(database, order)).toBe(1)

  // The arrival itself is explained from the sealed query.
  const id = await logged(database, "verdict = 'rejected' AND parameters->>'ref' = $1", refused)
  await page.goto(`/admin/pingbacks/${id}`)
  await expect(page.getByText('Its query was kept sealed')).toBeVisible()
})

test('a conflict is compared, and an arrival that the log has lost is shown from the ledger', async ({
  page,
  emulator,
  database,
}) => {
  const order = await newOrder()
  const ref = await pay(emulator, order)
  expect(await notify(emulator, { ref, type: 0, override: { slength: '1', speriod: 'month' } })).toEqual([
    '200 OK',
  ])
  const [alert] = await database.query<{ subject: string }>(
    "SELECT subject FROM alerts WHERE kind = 'conflict' AND subject LIKE $1",
    [`${ref}:%`],
  )
  await enter(page)
  await page.goto(`/admin/pingbacks/compare?key=${encodeURIComponent(alert?.subject ?? '')}`)
  await expect(page.getByRole('row', { name: /^slength \(empty\) 1 Different/ })).toBeVisible()
  await database.query(
    'DELETE FROM pingback_attempts WHERE pingback_id = (SELECT id FROM pingbacks WHERE ref = $1 AND type = 0)',
    [ref],
  )
  await page.goto(`/admin/pingbacks/ledger/${encodeURIComponent(`${ref}:0`)}`)
  await expect(page.getByText('The log entries for this pingback have expired.')).toBeVisible()
  await expect(page.getByText(`payment ${ref} of order ${order.id} is now PAID`)).toBeVisible()
  await expectToFit(page)
})

test('a partial refund of an unknown amount is entered, after what that would do', {
  tag: '@thorough',
}, async ({ page, emulator, database }) => {
  const order = await newOrder()
  const ref = await pay(emulator, order)
  expect(await notify(emulator, { ref, type: 2, reason: 10 })).toEqual(['200 OK'])
  await enter(page)
  await page.goto(`/admin/pingbacks/refunded?ref=${ref}`)
  await page.getByLabel('Amount, such as 3.00').fill('99.00')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByText('is left to be refunded')).toBeVisible()
  await page.getByLabel('Amount, such as 3.00').fill('8.00')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByText('It takes back 1 download.')).toBeVisible()
  await expectToFit(page)
  expect(await held(database, order)).toBe(1)
  await expect(await act(page, 'Enter 8.00')).toContainText('is now REVERSED')
  expect(await held(database, order)).toBe(0)
  expect(
    await database.query(
      "SELECT FROM alerts WHERE kind = 'partial_refund' AND order_id = $1 AND resolved_at IS NULL",
      [order.id],
    ),
  ).toEqual([])
})

test('an address that was pasted is explained, and nothing of it is kept', async ({ page, database }) => {
  const ref = newReference()
  const address = `https://shop.example/api/pingback?${pingbackQuery({ uid: 'u-1', goodsid: 'o-1', ref, type: 2 }, { secret: 'another-secret' })}`
  await enter(page)
  await page.goto('/admin/pingbacks/explain')
  const explain = async (url: string, key: string) => {
    await page.getByLabel('URL or query string').fill(url)
    await page.getByLabel('Secret key').fill(key)
    await page.getByRole('button', { name: 'Explain' }).click()
  }
  await explain(address, 'another-secret')
  await expect(page.getByText('The signature is valid')).toBeVisible()
  await expectToFit(page)
  await explain(address.replace('type=2', 'type=0'), 'another-secret')
  await expect(page.getByText('The value of "type" was changed after signing: "2" was signed.')).toBeVisible()
  expect(await page.content()).not.toContain('another-secret')
  await explain(address, '')
  await expect(page.getByText('The signature is invalid')).toBeVisible()
  for (const table of ['audit_entries', 'pingback_attempts', 'refused_pingbacks', 'pingbacks']) {
    expect(await database.query(`SELECT FROM ${table} t WHERE t::text LIKE $1`, [`%${ref}%`])).toEqual([])
  }
})

test('without JavaScript an address is explained too', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await enter(page)
  await page.goto('/admin/pingbacks/explain')
  await page
    .getByLabel('URL or query string')
    .fill(pingbackQuery({ uid: 'u-1', ref: 'b1', type: 0 }, { secret }))
  await page.getByRole('button', { name: 'Explain' }).click()
  await expect(page.getByText('The signature is valid')).toBeVisible()
  await context.close()
})

test('a reviewer sees the log and changes nothing; a buyer and a stranger see no such page', async ({
  page,
  browser,
  emulator,
  database,
}) => {
  const order = await newOrder()
  const ref = await putAside(emulator, order.uid)
  const [row] = await database.query<{ id: string }>('SELECT id FROM pingbacks WHERE ref = $1', [ref])
  await enterAsDemo(page, 'reviewer')
  await page.goto(`/admin/pingbacks?ref=${ref}`)
  await expect(page.getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('checkbox')).toHaveCount(0)
  await page.goto(`/admin/pingbacks/ledger/${row?.id}`)
  await expect(page.getByRole('link', { name: 'Match to an order' })).toHaveCount(0)
  expect((await page.goto(`/admin/pingbacks/match?id=${row?.id}`))?.status()).toBe(404)
  const buyer = await browser.newContext()
  const buyersPage = await buyer.newPage()
  await buyersPage.goto(`/admin/pingbacks/ledger/${row?.id}`)
  expect(new URL(buyersPage.url()).pathname).toBe('/login')
  await enterAsNew(buyersPage)
  for (const path of [
    '',
    `/ledger/${row?.id}`,
    '/match',
    '/refused',
    '/refunded',
    '/explain',
    '/compare',
    '/1',
  ]) {
    expect((await buyersPage.goto(`/admin/pingbacks${path}`))?.status()).toBe(404)
  }
  await buyer.close()
})
