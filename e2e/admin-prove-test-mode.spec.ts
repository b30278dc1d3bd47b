import { cases } from '@/lib/prove/cases'
import { enterAsNew } from '../test/support/buyer'
import { expect, test } from '../test/support/fixtures'
import { expectToFit } from '../test/support/look'
import { newReference, pingbackQuery } from '../test/support/pingbacks'

test.use({ shopName: 'test' })

test('in test mode a run says what a person is to do in Paymentwall’s widget, waits, continues, and can be cancelled', {
  tag: '@thorough',
}, async ({ page, database }) => {
  const { uid } = await enterAsNew(page, 'ADMIN')
  await page.goto('/admin/go-live')
  await page.getByRole('link', { name: 'Test cases' }).click()
  await expect(page.getByText('A person pays in Paymentwall’s widget and with a test card.')).toBeVisible()
  await page.getByRole('button', { name: 'Prove all' }).click()
  await page.waitForURL(/\/admin\/go-live\/prove\/[0-9a-z]{20}/)
  const waiting = (count: number) =>
    page
      .getByRole('status')
      .filter({ hasText: new RegExp(`^\\d+ of \\d+ steps are done; ${count} wait for a person\\.$`) })
  await expect(waiting(cases.length)).toBeVisible()
  await expect(page.getByText('Each waiting step says what to do, and where.')).toBeVisible()
  await expect(
    page.getByText(/^Accept the terms, open “Other payment methods” and pay/).first(),
  ).toBeVisible()
  await expect(
    page.getByText(/^Accept the terms and pay with the test card 4242…4242 and security code 555/),
  ).toBeVisible()
  await expect(page.getByRole('link', { name: 'Open the checkout' })).toHaveCount(cases.length)
  await expect(page.getByText('Failed', { exact: true })).toHaveCount(0)
  await expectToFit(page)

  // Paymentwall tells of the first payment; the page that is watched goes on by itself.
  const paylet = page.getByRole('group').filter({ hasText: 'A widget payment and its pingback' })
  const link = await paylet.getByRole('link', { name: 'Open the checkout' }).getAttribute('href')
  const payment = { uid, goodsid: link?.split('/').at(-1) ?? '', type: 0, ref: newReference(), is_test: 1 }
  const told = await page.request.get(`/api/pingback?${pingbackQuery(payment)}`)
  expect(await told.text()).toBe('OK')
  await expect(waiting(cases.length - 1)).toBeVisible()

  await page.getByRole('button', { name: 'Cancel the run' }).click()
  await expect(page.getByText('The run is cancelled. What was done before still counts.')).toBeVisible()
  await expect(page.getByText(/^\d+ of \d+ steps are done; \d+ skipped\.$/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Cancel the run' })).toBeHidden()
  const states = await database.query('SELECT DISTINCT state FROM prove_steps ORDER BY state')
  expect(states.map(({ state }) => state)).toEqual(['DONE', 'SKIPPED'])

  // Begun again, it goes on with the orders that were left, so that no limit of unpaid ones is met.
  await page.goto('/admin/go-live/prove')
  await page.getByRole('button', { name: 'Prove all' }).click()
  await page.waitForURL(/\/admin\/go-live\/prove\/[0-9a-z]{20}/)
  await expect(waiting(cases.length)).toBeVisible()
  const [orders] = await database.query<{ count: string }>('SELECT count(*) FROM orders WHERE uid = $1', [
    uid,
  ])
  expect(Number(orders?.count)).toBe(cases.length + 1)
})
