import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { acceptTerms, openCheckout, openPaylet, register } from './support/buyer'
import { testEveryCard } from './support/card-tests'
import { brickForm, payButton } from './support/cards'
import { expect, testWithOwnShop } from './support/fixtures'

const test = testWithOwnShop({ variables: { BRICK_SECURE: '20' } })
const goodCard = { number: '4000000000000002', cvv: '123' }

testEveryCard(test, brickForm)

const said = (page: Page) => page.getByRole('main').getByRole('status').first()
const payletFrame = (page: Page) => page.locator('iframe[title="Payment by Paymentwall"]')

test('while the bank’s window is open the Paylet is taken away; closed, the order can be paid again at once', async ({
  page,
}) => {
  await register(page)
  const order = await openCheckout(page, 'commercial-licence')
  await acceptTerms(page)
  await openPaylet(page)
  await expect(payletFrame(page)).toHaveCount(1)
  await page.locator('summary', { hasText: 'Card' }).first().click()
  await brickForm.enter(page, goodCard)
  await payButton(page).click()
  await expect(brickForm.bank(page).getByRole('button', { name: 'Approve' })).toBeVisible()
  await expect(payletFrame(page)).toHaveCount(0)

  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(brickForm.fault(page)).toContainText('was not confirmed with your bank')
  await expect(payletFrame(page)).toHaveCount(1)
  await payButton(page).click()
  await brickForm.bank(page).getByRole('button', { name: 'Approve' }).click()
  await page.waitForURL(`**/orders/${order}`)
  await expect(said(page)).toContainText('Paid, delivered')
})

test('a bank that declines is told in Brick’s form, and the order stays payable', async ({ page }) => {
  await register(page)
  const order = await openCheckout(page, 'commercial-licence')
  await acceptTerms(page)
  await brickForm.enter(page, goodCard)
  await payButton(page).click()
  await brickForm.bank(page).getByRole('button', { name: 'Decline' }).click()
  await expect(brickForm.fault(page)).toContainText('Your bank declined the payment')
  await page.goto(`/orders/${order}`)
  await expect(page.getByRole('link', { name: 'Continue to payment' })).toBeVisible()
})

test('a lost answer leads from Brick’s form to the order’s page', async ({ page, emulator }) => {
  await register(page)
  const order = await openCheckout(page, 'fox')
  await acceptTerms(page)
  await brickForm.enter(page, goodCard)
  await emulator.control('POST', '/faults', { path: '/api/brick/charge', kind: 'reset', times: 1 })
  await payButton(page).click()
  await page.waitForURL(`**/orders/${order}`)
  await expect(said(page)).toContainText('We are checking your payment')
})

test('a card saved from Brick’s form pays the next order, by way of the bank too', async ({ page }) => {
  await register(page)
  await openCheckout(page, 'fox')
  await acceptTerms(page)
  await page.getByLabel(/Save this card/).check()
  await brickForm.enter(page, goodCard)
  await payButton(page).click()
  await expect(said(page)).toContainText('Paid, delivered')

  const order = await openCheckout(page, 'commercial-licence')
  await acceptTerms(page)
  await expect(page.getByLabel('Visa •••• 0002, expires 12/31')).toBeChecked()
  await payButton(page).click()
  await page.getByRole('button', { name: 'Approve' }).click()
  await page.waitForURL(`**/orders/${order}`)
  await expect(said(page)).toContainText('Paid, delivered')
})

test('the checkout with Brick’s form has no faults that a machine finds @phone', async ({ page }) => {
  await register(page)
  await openCheckout(page, 'fox')
  await acceptTerms(page)
  await expect(page.getByLabel('Card number')).toBeVisible()
  await openPaylet(page)
  const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
})
