import type { Page } from '@playwright/test'
import { enterAsNew } from '../test/support/buyer'
import { expect, test } from '../test/support/fixtures'
import { expectToFit } from '../test/support/look'

test.use({ shopName: 'prove' })

/** Waits until the run on the page is over, and returns what is said of its steps. */
async function watch(page: Page): Promise<string> {
  await page.waitForURL(/\/admin\/go-live\/prove\/[0-9a-z]{20}/)
  const said = page.getByRole('progressbar', { name: 'Steps done' }).locator('xpath=following-sibling::p')
  await expect(said).toHaveText(/^(All \d+ steps are done|\d+ of \d+ steps are done; \d+ failed)\.$/, {
    timeout: 200_000,
  })
  return (await said.textContent()) ?? ''
}

test('“Prove all” walks from an empty database through every case, while one watches', async ({
  page,
  database,
}) => {
  await enterAsNew(page, 'ADMIN')
  await page.goto('/admin/go-live/prove')
  await expectToFit(page)
  const begun = Date.now()
  const window = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Prove all' }).click()
  await window
  await expect(page.getByRole('status').filter({ hasText: /^Step \d+ of \d+: .* \d+ left\.$/ })).toBeVisible()
  expect(await watch(page)).toMatch(/^All \d+ steps are done\.$/)
  expect(Date.now() - begun, 'three minutes').toBeLessThan(180_000)
  await expectToFit(page)

  const types = await database.query<{ type: number }>('SELECT DISTINCT type FROM pingbacks ORDER BY type')
  expect(types.map(({ type }) => type)).toEqual(expect.arrayContaining([0, 2, 200, 201, 202]))
  expect(
    await database.query("SELECT FROM alerts WHERE kind IN ('forged_rate', 'refused_pingback')"),
    'what is proven raises no alarm',
  ).toEqual([])

  await page.goto('/admin/go-live')
  const rows = page.getByRole('table', { name: /^Check points of section [A-F]$/ }).getByRole('row')
  const unproven = rows
    .filter({ has: page.getByRole('cell') })
    .filter({ hasNotText: /State(Proven|Not used)/ })
  expect(await unproven.allInnerTexts()).toEqual([])
})

test('cards of a shop with its own form are paid with too: a press opens the window that the bank took away', async ({
  page,
}) => {
  await enterAsNew(page, 'ADMIN')
  await page.goto('/admin/go-live/C3')
  await page.getByRole('button', { name: 'Prove it now: A card payment' }).click()
  expect(await watch(page)).toMatch(/^All \d+ steps are done\.$/)
})
