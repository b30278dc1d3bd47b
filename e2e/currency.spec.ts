import { acceptTerms, enterAsNew, openPaylet } from '@/test/support/buyer'
import { expect, test } from '@/test/support/fixtures'

test('a reader chooses a currency, and buys in it', async ({ page, database }) => {
  await enterAsNew(page)
  await page.goto('/products/fox')
  await expect(page.getByText('$6.00')).toBeVisible()
  const footer = page.getByRole('contentinfo')
  await footer.getByLabel('Currency').selectOption('JPY')
  await footer.getByRole('button', { name: 'Change currency' }).click()
  await expect(page.getByText('¥900')).toBeVisible()
  await expect(page).toHaveURL(/\/products\/fox$/)
  await expect(footer.getByLabel('Currency')).toHaveValue('JPY')

  // What is fetched ahead has the same prices.
  await page.getByRole('link', { name: 'Owl' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Owl' })).toBeVisible()
  await expect(page.getByRole('main').getByText('¥980').first()).toBeVisible()
  await expect(page.getByText('$')).toHaveCount(0)

  await page.getByRole('button', { name: 'Add to cart' }).click()
  await expect(page.getByRole('region', { name: 'Total' })).toContainText('¥980')
  await page.getByRole('button', { name: 'Check out' }).click()
  await page.waitForURL('**/checkout/*')
  const order = new URL(page.url()).pathname.split('/')[2]
  await acceptTerms(page)
  const paylet = await openPaylet(page)
  await expect(paylet.getByText(/980/).first()).toBeVisible()
  await paylet.getByRole('button', { name: 'Buy' }).click()
  await page.waitForURL(`**/orders/${order}`)
  await expect(page.getByRole('status')).toContainText('Paid and delivered')
  expect(
    await database.query('SELECT currency, price::text, state::text FROM payments WHERE order_id = $1', [
      order,
    ]),
  ).toEqual([{ currency: 'JPY', price: '980.000', state: 'PAID' }])
})
