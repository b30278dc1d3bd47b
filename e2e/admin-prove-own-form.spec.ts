import { enterAsNew } from '../test/support/buyer'
import { expect, test } from '../test/support/fixtures'
import { watchRun } from '../test/support/prove'

test.use({ shopName: 'custom' })

test('a point’s own button pays by the shop’s form, and after the bank took the window away by a press', {
  tag: '@thorough',
}, async ({ page }) => {
  await enterAsNew(page, 'ADMIN')
  await page.goto('/admin/go-live/C4')
  await page.getByRole('button', { name: 'Prove it now 3-D Secure, confirmed at the bank' }).click()
  expect(await watchRun(page)).toMatch(/^All \d+ steps are done\.$/)

  await page.goto('/admin/go-live/C4')
  await page.getByRole('button', { name: 'Prove it now 3-D Secure, left without an answer' }).click()
  await page.getByRole('button', { name: 'Open the payment window' }).click()
  expect(await watchRun(page)).toMatch(/^All \d+ steps are done\.$/)
})
