import type { Page } from '@playwright/test'
import { enterAs, enterAsNew, newPerson, paidOrder } from '../test/support/buyer'
import { type Database, expect, test } from '../test/support/fixtures'
import { expectToFit } from '../test/support/look'
import { metricsToken } from '../test/support/shop'

/** An alert that no pingback could raise, with a text that must stay a text. */
async function raiseAlert(database: Database): Promise<string> {
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO alerts (kind, subject, message)
     VALUES ('buyer_flagged', $1, $2) RETURNING id`,
    [crypto.randomUUID(), 'Look at <img src=x onerror="document.title=1"> and "=1+1".'],
  )
  return row?.id ?? ''
}

const outcome = (page: Page, text: string) =>
  expect(page.getByRole('status').or(page.getByRole('alert')).filter({ hasText: text })).toBeVisible()

test('today shows sales by day, the last pingbacks and what needs somebody @phone', async ({
  page,
  emulator,
  database,
}) => {
  const buyer = await newPerson()
  await paidOrder(emulator, buyer, 'fox')
  await raiseAlert(database)
  await enterAsNew(page, 'ADMIN')
  await page.goto('/admin')
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
  await expect(page.getByRole('heading', { name: /^Buyers flagged for fraud: \d+$/ })).toBeVisible()
  await expect(
    page.getByText('Look at <img src=x onerror="document.title=1"> and "=1+1".').first(),
  ).toBeVisible()

  const today = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
  await expect(
    page.getByRole('img', { name: new RegExp(`^${today}: sales .*[1-9].*, refunds`) }).first(),
  ).toBeAttached()
  await page.getByText('View as a table').first().click()
  await expect(page.getByRole('table', { name: /by day, newest first/ }).first()).toContainText(today)
  await expect(page.getByText(/The last valid pingback arrived/)).toBeVisible()
  const log = page.getByRole('table', { name: 'The ten most recent pingbacks, newest first' })
  await expect(log.getByRole('link').first()).toBeVisible()
  await expectToFit(page)
})

test('an alert leads to its act, is resolved by hand once, and the second operator reads that @phone', async ({
  page,
  browser,
  shop,
  database,
}) => {
  const id = await raiseAlert(database)
  const { email } = await enterAsNew(page, 'ADMIN')
  await page.goto('/admin/alerts?kind=buyer_flagged')
  await page.getByRole('link', { name: `Alert ${id}`, exact: true }).click()
  await page.waitForURL(`**/admin/alerts/${id}`)
  await expect(page.getByRole('link', { name: 'View pingbacks' })).toBeVisible()
  await expectToFit(page)

  const context = await browser.newContext({ baseURL: shop.url })
  const other = await context.newPage()
  await enterAsNew(other, 'ADMIN')
  await other.goto(`/admin/alerts/${id}`)

  await page.getByLabel('Reason').fill('I rang them: <b>it was them</b>')
  await page.getByRole('button', { name: 'Resolve manually' }).click()
  await outcome(page, `Alert ${id} is resolved.`)
  await expect(page.getByRole('button', { name: 'Resolve manually' })).toBeHidden()

  await other.getByLabel('Reason').fill('me too')
  await other.getByRole('button', { name: 'Resolve manually' }).click()
  await outcome(other, `Alert ${id} was already resolved`)
  await expect(other.getByText(email).first()).toBeVisible()
  await context.close()

  await page.goto(`/admin/audit?subject=${id}`)
  await expect(page.getByText('I rang them: <b>it was them</b>')).toBeVisible()
})

test('the settings show keys masked, the worker alive, and jobs that can be retried or given up @phone', async ({
  page,
  shop,
  database,
}) => {
  const secret = shop.values.PAYMENTWALL_SECRET_KEY ?? 'none'
  const addJob = async () => {
    const [job] = await database.query<{ id: string }>(
      "SELECT id FROM graphile_worker.add_job('prune-log', '{}', run_at := now() + interval '1 day')",
    )
    await database.query(
      `UPDATE graphile_worker._private_jobs SET attempts = 3, last_error = 'Error: <i>away</i>' WHERE id = $1`,
      [job?.id],
    )
    return job?.id ?? ''
  }
  const [retried, givenUp] = [await addJob(), await addJob()]
  const host = `https://${crypto.randomUUID()}.example`
  await database.query(
    "INSERT INTO policy_violations (directive, blocked, page) VALUES ('script-src-elem', $1, '/checkout/[id]')",
    [host],
  )
  await enterAsNew(page, 'ADMIN')
  await page.goto('/admin/settings')
  await expect(page.getByText('local: the emulator on this machine')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Worker' })).toBeVisible()
  await expect(page.getByText('The worker is not running')).toBeHidden()
  expect(await page.content()).not.toContain(secret)
  await expect(page.getByText('Error: <i>away</i>').first()).toBeVisible()
  await expectToFit(page)

  const row = (text: string) => page.getByRole('row').filter({ hasText: text })
  const job = (id: string) => row(`prune-log ${id}`)
  await job(retried).getByRole('button', { name: 'Retry' }).click()
  await outcome(page, `Job ${retried} (prune-log) will run again now.`)
  await job(givenUp).getByRole('button', { name: 'Cancel job' }).click()
  await outcome(page, `Job ${givenUp} (prune-log) was cancelled.`)
  await expect(async () => {
    const left = await database.query('SELECT FROM graphile_worker.jobs WHERE id = ANY($1::bigint[])', [
      [retried, givenUp],
    ])
    expect(left).toEqual([])
  }).toPass()

  await row(host).getByRole('button', { name: 'Clear' }).click()
  await outcome(page, `The reports of script-src-elem ${host} are cleared.`)
  await expect(row(host)).toHaveCount(0)
})

test('a list is exported with its filters, to operators alone', async ({ page, emulator, browser, shop }) => {
  const buyer = await newPerson()
  const { id } = await paidOrder(emulator, buyer, 'fox')
  await enterAsNew(page, 'ADMIN')
  const day = new Date().toISOString().slice(0, 10)
  const file = await page.request.get(`/admin/exports/orders?from=${day}&to=${day}`)
  expect(file.headers()['content-type']).toBe('text/csv; charset=utf-8')
  expect(file.headers()['content-disposition']).toMatch(
    /^attachment; filename="orders-\d{4}-\d{2}-\d{2}\.csv"$/,
  )
  expect(file.headers()['cache-control']).toBe('private, no-store')
  const text = await file.text()
  expect(text).toMatch(/^"order","placed","state",/)
  expect(text).toContain(`"${id}"`)
  for (const [list, what] of [
    [`/admin/orders?buyer=${buyer.email}`, 'orders'],
    [`/admin/pingbacks?order=${id}`, 'pingbacks'],
    [`/admin/customers?email=${buyer.email}`, 'customers'],
  ] as const) {
    await page.goto(list)
    const href = await page.getByRole('link', { name: `Export ${what} as CSV` }).getAttribute('href')
    const narrowed = await (await page.request.get(href ?? '')).text()
    const [, ...rows] = narrowed.trimEnd().split('\r\n')
    expect(rows.length, what).toBeGreaterThan(0)
    for (const row of rows) expect(row, what).toContain(what === 'customers' ? `"${buyer.email}"` : `"${id}"`)
  }
  for (const what of ['payments', 'pingbacks', 'customers']) {
    const other = await page.request.get(`/admin/exports/${what}`)
    expect(await other.text(), what).toContain(what === 'customers' ? `"${buyer.email}"` : `"${id}"`)
  }
  expect((await page.request.get('/admin/exports/orders?none=1')).status()).toBe(400)
  expect((await page.request.get('/admin/exports/sessions')).status()).toBe(404)
  await page.goto('/admin/audit?act=export.orders')
  await expect(page.getByText('An export of orders began.').first()).toBeVisible()

  const context = await browser.newContext({ baseURL: shop.url })
  const refused = await context.request.get('/admin/exports/orders', { maxRedirects: 0 })
  expect([refused.status(), refused.headers().location]).toEqual([
    307,
    '/login?next=%2Fadmin%2Fexports%2Forders',
  ])
  await enterAs(context, buyer)
  for (const path of [
    '/admin',
    '/admin/alerts',
    '/admin/alerts/1',
    '/admin/settings',
    '/admin/exports/orders',
  ]) {
    expect((await context.request.get(path)).status(), path).toBe(404)
  }
  await context.clearCookies()
  await enterAs(context, await newPerson('REVIEWER'))
  expect((await context.request.get('/admin')).status()).toBe(200)
  expect((await context.request.get('/admin/settings')).status()).toBe(404)
  const shown = await (await context.request.get('/admin/exports/customers')).text()
  expect(shown).toContain(`"b…@example.com"`)
  expect(shown).not.toContain(buyer.email)
  await context.close()
})

test('the metrics count what this process answers, and need the token', async ({ request, emulator }) => {
  await paidOrder(emulator, await newPerson(), 'fox')
  await request.get('/api/pingback?uid=forged')
  await request.get(`/orders/${crypto.randomUUID()}`)
  expect((await request.get('/api/metrics')).status()).toBe(404)
  const answer = await request.get('/api/metrics', { headers: { authorization: `Bearer ${metricsToken}` } })
  expect(answer.status()).toBe(200)
  const text = await answer.text()
  expect(text).toMatch(/^shop_pingback_seconds_count\{verdict="applied"\} [1-9]/m)
  expect(text).toMatch(/^shop_pingback_seconds_count\{verdict="rejected"\} [1-9]/m)
  expect(text).toMatch(
    /^shop_http_seconds_count\{route="\/orders\/\[order\]",method="GET",status="\dxx"\} [1-9]/m,
  )
  expect(text).toMatch(/^shop_database_connections\{pool="pingbacks",state="in_use"\} \d/m)
  expect(text).toMatch(/^shop_worker_seen_seconds \d/m)
  expect(text).toMatch(/^process_cpu_seconds_total \d/m)
})
