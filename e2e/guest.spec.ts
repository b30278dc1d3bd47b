import { acceptTerms, openPaylet } from '@/test/support/buyer'
import { expectPayOnFirstScreen } from '@/test/support/cards'
import { expect, test } from '@/test/support/fixtures'
import { expectAccessible } from '@/test/support/look'

test('a guest buys, reads the receipt, and keeps the order in an account by its link', {
  tag: '@phone',
}, async ({ page, browser, mailbox }) => {
  const email = `guest-${crypto.randomUUID()}@example.com`
  await page.goto('/products/fox')
  await page.getByRole('button', { name: 'Buy now' }).click()
  await page.getByLabel('E-mail for your receipt').fill(email)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Continue as guest' }).click()
  await page.waitForURL('**/checkout/*')
  await expect(page.getByText('You are buying as a guest.')).toBeVisible()
  await acceptTerms(page)
  await expectPayOnFirstScreen(page)
  await (await openPaylet(page)).getByRole('button', { name: 'Buy' }).click()
  await page.waitForURL('**/orders/*')
  await expect(page.getByRole('status')).toContainText('Paid and delivered')
  const order = new URL(page.url()).pathname

  const { text } = await mailbox.newestTo(email, /^Your receipt for Fox$/)
  const [link = ''] = /https:\S+\/o\/\S+/.exec(text) ?? []
  // A scanner looks first; the person reads mail in another browser.
  await page.request.get(link)
  const elsewhere = await browser.newContext({ ignoreHTTPSErrors: true, baseURL: new URL(page.url()).origin })
  const reader = await elsewhere.newPage()
  await reader.goto(link)
  await reader.waitForURL(`**${order}`)
  const sheet = await reader.request.get(
    (await reader.getByRole('link', { name: /Download/ }).getAttribute('href')) ?? '',
  )
  expect(sheet.headers()['content-type']).toBe('application/pdf')
  await reader.getByLabel('Password').fill('four loud mornings')
  await reader.getByRole('button', { name: 'Create account' }).click()
  await expect(reader.getByText('This order is in your account now.')).toBeVisible()
  await reader.goto('/account/library')
  await expect(reader.getByRole('heading', { name: 'Fox' })).toBeVisible()
  await elsewhere.close()
  // What was begun before the address was proven opens nothing any more.
  await page.goto(order)
  await expect(page).toHaveURL(/\/login\?next=/)
})
