import { enterAsNew, openPaylet, openPayment } from '../test/support/buyer'
import { beforePaying, said, testCardForm, testCards } from '../test/support/card-tests'
import { brickForm, cardOutcomes, cardRows, goodCard, payButton } from '../test/support/cards'
import { expect, test } from '../test/support/fixtures'
import { isThorough } from '../test/support/thoroughness'

test.use({ shopName: 'brick' })
test.describe.configure({ mode: 'default' })

// The whole table is gone through in the shop’s form, and here where there is time for it.
const again = { tag: '@thorough' }
const rows = isThorough ? cardRows : cardOutcomes
testCards(brickForm, { off: rows, on: rows }, { on: again })
testCardForm(brickForm, again)

test('while the bank’s window is open the Paylet is hidden; once closed, the order can be paid again', async ({
  page,
}) => {
  const paylet = page.locator('iframe[title="Payment by Paymentwall"]')
  const order = await openPayment(page, await enterAsNew(page), 'commercial-licence')
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
  await expect(said(page)).toContainText('Paid and delivered')
})

test('a buyer who leaves the bank is back at the form and can pay', async ({ page }) => {
  const order = await beforePaying(page, brickForm, 'commercial-licence')
  await payButton(page).click()
  await brickForm.bank(page).getByRole('button', { name: 'Leave without answering' }).click()
  await expect(page.locator('dialog')).toHaveCount(0)
  await expect(brickForm.fault(page)).toContainText('was not confirmed with your bank')
  await payButton(page).click()
  await brickForm.bank(page).getByRole('button', { name: 'Approve' }).click()
  await page.waitForURL(`**/orders/${order}`)
  await expect(said(page)).toContainText('Paid and delivered')
})

test('Pay is pressed again only once the attempt at the bank is cancelled, however long that takes', async ({
  page,
}) => {
  const order = await beforePaying(page, brickForm, 'commercial-licence')
  let cancel = () => {}
  const held = new Promise<void>((resolve) => {
    cancel = resolve
  })
  await page.route('**/checkout/*', async (route) => {
    if (route.request().method() === 'POST') await held
    await route.continue()
  })
  await payButton(page).click()
  await brickForm.bank(page).getByRole('button', { name: 'Leave without answering' }).click()
  await expect(brickForm.fault(page)).toContainText('was not confirmed with your bank')
  const pressed = payButton(page).click()
  await expect(page.locator('[inert]')).toHaveCount(1)
  cancel()
  await pressed
  await brickForm.bank(page).getByRole('button', { name: 'Approve' }).click()
  await page.waitForURL(`**/orders/${order}`)
  await expect(said(page)).toContainText('Paid and delivered')
})

test('a page that is reloaded while the bank’s window is open leads to the form again @phone', async ({
  page,
}) => {
  const order = await beforePaying(page, brickForm, 'commercial-licence')
  await payButton(page).click()
  await brickForm.bank(page).getByRole('button', { name: 'Approve' }).waitFor()
  await page.reload()
  await page.waitForURL(`**/orders/${order}`)
  await expect(said(page)).toContainText('Confirm the payment with your bank')
  await expect(said(page)).toContainText('If you have closed its window, start the payment again')
  await expect(page.getByRole('link', { name: 'Continue at your bank' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Start the payment again' }).click()
  await page.waitForURL(`**/checkout/${order}`)
  await brickForm.enter(page, goodCard)
  await payButton(page).click()
  await brickForm.bank(page).getByRole('button', { name: 'Approve' }).click()
  await page.waitForURL(`**/orders/${order}`)
  await expect(said(page)).toContainText('Paid and delivered')
})

test('missing and wrong entries have different messages, a short number too', async ({ page }) => {
  await beforePaying(page, brickForm, 'fox', { number: '4242', cvv: '123' })
  await payButton(page).click()
  await expect(brickForm.fault(page)).toHaveText('Please enter a valid card number')
  await page.getByLabel('Name on card').fill('')
  await payButton(page).click()
  await expect(brickForm.fault(page)).toHaveText(
    'Please fill in every field. Please enter a valid card number',
  )
  await page.getByLabel('Name on card').fill('Ada Lovelace')
  await page.getByLabel('Card number').fill('')
  await payButton(page).click()
  await expect(brickForm.fault(page)).toHaveText('Please fill in every field')
})
