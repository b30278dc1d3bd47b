import { acceptTerms, openCheckout, openPaylet, register } from './support/buyer'
import { said, testCardForm, testEveryCard } from './support/card-tests'
import { brickForm, goodCard, payButton } from './support/cards'
import { expect, testWithOwnShop } from './support/fixtures'

const test = testWithOwnShop({ variables: { BRICK_SECURE: '20' } })

testEveryCard(test, brickForm)
testCardForm(test, brickForm)

test('while the bank’s window is open the Paylet is taken away; closed, the order can be paid again at once', async ({
  page,
}) => {
  const paylet = page.locator('iframe[title="Payment by Paymentwall"]')
  await register(page)
  const order = await openCheckout(page, 'commercial-licence')
  await acceptTerms(page)
  await openPaylet(page)
  await expect(paylet).toHaveCount(1)
  await page.locator('summary', { hasText: 'Card' }).first().click()
  await brickForm.enter(page, goodCard)
  await payButton(page).click()
  await expect(brickForm.bank(page).getByRole('button', { name: 'Approve' })).toBeVisible()
  await expect(paylet).toHaveCount(0)

  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(brickForm.fault(page)).toContainText('was not confirmed with your bank')
  await expect(paylet).toHaveCount(1)
  await payButton(page).click()
  await brickForm.bank(page).getByRole('button', { name: 'Approve' }).click()
  await page.waitForURL(`**/orders/${order}`)
  await expect(said(page)).toContainText('Paid, delivered')
})
