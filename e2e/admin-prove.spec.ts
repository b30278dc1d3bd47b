import { enterAsNew } from '../test/support/buyer'
import { expect, test } from '../test/support/fixtures'
import { expectToFit } from '../test/support/look'
import { watchRun } from '../test/support/prove'

test.use({ shopName: 'prove' })

test.setTimeout(480_000)

test('“Prove all” walks from an empty database through every case, while one watches', {
  tag: '@thorough',
}, async ({ page, database }) => {
  await enterAsNew(page, 'ADMIN')
  await page.goto('/admin/go-live/prove')
  await expectToFit(page)
  const begun = Date.now()
  const window = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Prove all' }).click()
  await window
  await expect(page.getByRole('status').filter({ hasText: /^Step \d+ of \d+: .* \d+ left\.$/ })).toBeVisible()
  expect(await watchRun(page)).toMatch(/^All \d+ steps are done\.$/)
  expect(Date.now() - begun, 'three minutes').toBeLessThan(180_000)
  await expectToFit(page)

  const types = await database.query<{ type: number }>('SELECT DISTINCT type FROM pingbacks ORDER BY type')
  expect(types.map(({ type }) => type)).toEqual(expect.arrayContaining([0, 2, 200, 201, 202]))
  expect(await database.query('SELECT kind, message FROM alerts'), 'what is proven raises no alarm').toEqual(
    [],
  )

  const rows = page.getByRole('table', { name: /^Check points of section [A-F]$/ }).getByRole('row')
  const unproven = rows
    .filter({ has: page.getByRole('cell') })
    .filter({ hasNotText: /State(Proven|Not used)/ })
  // Paymentwall is told of deliveries by a job that looks once a minute.
  await expect(async () => {
    await page.goto('/admin/go-live')
    expect(await unproven.allInnerTexts()).toEqual([])
  }).toPass({ timeout: 150_000, intervals: [5000] })
})
