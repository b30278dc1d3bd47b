import { acceptTerms, enterAsNew, openCheckout, openPaylet } from '@/test/support/buyer'
import { brickForm, goodCard } from '@/test/support/cards'
import { expect, test } from '@/test/support/fixtures'

test('two tabs in two currencies: each shows one alone, and buys at the prices that it shows', {
  tag: '@thorough',
}, async ({ page, context }) => {
  await enterAsNew(page)
  await page.goto('/products/fox')
  const other = await context.newPage()
  await other.goto('/products/heron')
  const footer = other.getByRole('contentinfo')
  await footer.getByLabel('Currency').selectOption('EUR')
  await footer.getByRole('button', { name: 'Change currency' }).click()
  await expect(other.getByText('€6.90')).toBeVisible()

  await page.getByRole('button', { name: 'Buy now' }).click()
  await page.waitForURL('**/checkout/*')
  await expect(page.getByRole('complementary')).toContainText('$6.00')
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1, name: 'Fox' })).toBeVisible()
  for (const [link, title] of [
    ['Contact', 'Contact'],
    ['Cart', 'Your cart is empty'],
  ] as const) {
    await page.getByRole('link', { name: link }).first().click()
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  }
  await page.getByRole('link', { name: 'Models' }).first().click()
  await expect(page.getByText('€5.50').first()).toBeVisible()
  await expect(page.getByText('$')).toHaveCount(0)
  await expect(page.getByRole('contentinfo').getByLabel('Currency')).toHaveValue('EUR')
})

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

  await page.getByRole('button', { name: 'Add to cart' }).click()
  await expect(page.getByRole('region', { name: 'Total' })).toContainText('¥900')
  await page.getByRole('button', { name: 'Check out' }).click()
  await page.waitForURL('**/checkout/*')
  const order = new URL(page.url()).pathname.split('/')[2]
  await acceptTerms(page)
  const paylet = await openPaylet(page)
  await expect(paylet.getByText(/900/).first()).toBeVisible()
  await paylet.getByRole('button', { name: 'Buy' }).click()
  await page.waitForURL(`**/orders/${order}`)
  await expect(page.getByRole('status')).toContainText('Paid and delivered')
  expect(
    await database.query('SELECT currency, price::text, state::text FROM payments WHERE order_id = $1', [
      order,
    ]),
  ).toEqual([{ currency: 'JPY', price: '900.000', state: 'PAID' }])
})

test('a card pays in dinars, to the third decimal', { tag: '@thorough' }, async ({ page, database }) => {
  await enterAsNew(page)
  await page.goto('/products/fox')
  const footer = page.getByRole('contentinfo')
  await footer.getByLabel('Currency').selectOption('KWD')
  await footer.getByRole('button', { name: 'Change currency' }).click()
  await expect(page.getByText(/KWD\s1\.850/)).toBeVisible()
  const order = await openCheckout(page, 'fox')
  await acceptTerms(page)
  await brickForm.enter(page, goodCard)
  await page.getByRole('button', { name: /^Pay KWD\s1\.850$/ }).click()
  await brickForm.bank(page).getByRole('button', { name: 'Approve' }).click()
  await page.waitForURL(`**/orders/${order}`)
  await expect(page.getByRole('status')).toContainText('Paid and delivered')
  expect(
    await database.query('SELECT currency, price::text FROM payments WHERE order_id = $1', [order]),
  ).toEqual([{ currency: 'KWD', price: '1.850' }])
})
