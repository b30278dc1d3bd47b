import { expect, test } from '../test/support/fixtures'

test('a German address stays German: links, forms, the currency, unknown pages', async ({ page }) => {
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  await page.goto('/de/cart')
  await expect(page.locator('html')).toHaveAttribute('lang', 'de-DE')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ihr Warenkorb ist leer')
  await page.getByRole('link', { name: 'Modelle ansehen' }).click()
  await expect(page).toHaveURL(/\/de$/)
  await expect(page.getByLabel('Währung').last()).toHaveValue('EUR')
  await page.goto('/de/products/fox')
  await page.getByRole('button', { name: 'In den Warenkorb' }).click()
  await expect(page).toHaveURL(/\/de\/cart\?added=/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ihr Warenkorb')
  await page.getByRole('button', { name: 'Entfernen' }).click()
  await expect(page).toHaveURL(/\/de\/cart\?removed=/)
  await page.getByLabel('Währung').last().selectOption('JPY')
  await page.getByRole('button', { name: 'Ändern' }).last().click()
  await expect(page).toHaveURL(/\/de\/cart$/)
  await expect(page.getByLabel('Währung').last()).toHaveValue('JPY')
  await page.getByRole('link', { name: 'English' }).last().click()
  await expect(page).toHaveURL(/\/cart$/)
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB')
  expect(problems).toEqual([])

  const answer = await page.goto('/de/no-such-page')
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Seite nicht gefunden')
  for (const [given, leadsTo] of [
    ['/de/', '/de'],
    ['/de/cart/', '/de/cart'],
  ] as const) {
    const redirect = await page.request.get(given, { maxRedirects: 0 })
    expect([redirect.status(), redirect.headers().location], given).toEqual([308, leadsTo])
  }
  for (const unknown of ['/en', '/fr/cart', '/de/admin', '/de/de', '/de-eur', '/de/en-usd/cart', '/DE/cart'])
    expect((await page.request.get(unknown)).status(), unknown).toBe(404)
})
