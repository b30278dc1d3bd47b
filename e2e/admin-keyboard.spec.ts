import type { Page } from '@playwright/test'
import { enterAs, enterAsNew, newPerson, paidOrder, password } from '../test/support/buyer'
import { expect, test } from '../test/support/fixtures'
import { tabTo } from '../test/support/keyboard'

/** What came of an act, which has the focus. */
const outcome = (page: Page) => page.locator('[tabindex="-1"]:focus')

test('by keyboard alone an operator finds an order, withdraws it after a preview, and reads what came of it', async ({
  page,
  emulator,
}) => {
  const operator = await newPerson('ADMIN')
  const { id } = await paidOrder(emulator, await newPerson(), 'fox')
  await enterAs(page.context(), operator)

  await page.goto('/admin')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeInViewport()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)

  await page.goto('/admin/orders')
  await tabTo(
    page,
    page.getByRole('searchbox', { name: 'Search orders, payments, customers and products', exact: true }),
  )
  await page.keyboard.type(id)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/admin/orders/${id}`)
  await tabTo(page, page.getByRole('link', { name: 'Withdraw manually', exact: true }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'What this will do' })).toContainText('Takes back 1')
  await tabTo(page, page.getByRole('textbox', { name: /^Reason/ }))
  await page.keyboard.type('Asked for by the buyer')
  await page.keyboard.press('Enter')
  await expect(outcome(page)).toContainText('its goods are withdrawn')
  await tabTo(page, page.getByRole('link', { name: `Order ${id}`, exact: true }))

  await page.goto(`/admin/orders/${id}/refund`)
  await tabTo(page, page.getByLabel('Password'))
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/admin/orders/${id}/refund`)
  await tabTo(page, page.getByRole('button', { name: /^Refund/ }))
  await page.keyboard.press('Enter')
  // A reason is missing, and the browser leads there.
  await expect(page.getByRole('textbox', { name: 'Reason' })).toBeFocused()
  await page.keyboard.type('Asked for by the buyer')
  await page.keyboard.press('Enter')
  await expect(outcome(page)).toBeVisible()
})

test('by keyboard alone a product is edited and a point of the checklist is flagged and closed', {
  tag: '@thorough',
}, async ({ page }) => {
  await enterAsNew(page, 'ADMIN')
  await page.goto('/admin/products')
  await tabTo(page, page.getByRole('link', { name: 'Owl', exact: true }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('textbox', { name: 'Summary', exact: true }))
  await page.keyboard.press('End')
  await page.keyboard.type(' Hoots.')
  await page.keyboard.press('Enter')
  await expect(outcome(page)).toContainText('Owl was saved.')

  await page.goto('/admin/go-live/B9')
  await tabTo(page, page.getByLabel('What is wrong'))
  const reason = `Flagged by keyboard, ${crypto.randomUUID()}`
  await page.keyboard.type(reason)
  await tabTo(page, page.getByRole('button', { name: 'Flag this point', exact: true }))
  await page.keyboard.press('Enter')
  await expect(outcome(page)).toContainText('The point is flagged.')
  await tabTo(
    page,
    page.getByRole('listitem').filter({ hasText: reason }).getByRole('button', { name: 'Close flag' }),
  )
  await page.keyboard.press('Space')
  await expect(outcome(page)).toContainText('The flag is closed.')
})

test('the search page highlights no part of the navigation, an alert highlights Today', async ({ page }) => {
  await enterAsNew(page, 'REVIEWER')
  const current = page.getByRole('navigation', { name: 'Back office' }).locator('[aria-current]')
  for (const [path, parts] of [
    ['/admin', ['Today']],
    ['/admin/alerts', ['Today']],
    ['/admin/search?q=nothing', []],
    ['/admin/go-live/welcome', ['Go-live']],
  ] as const) {
    await page.goto(path)
    await expect(current).toHaveText([...parts])
  }
})
