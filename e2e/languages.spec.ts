import type { Page } from '@playwright/test'
import { newId } from '@/lib/ids'
import { enterAsNew } from '../test/support/buyer'
import { goodCard } from '../test/support/cards'
import { expect, phone, test } from '../test/support/fixtures'
import { expectAccessible, expectToFit } from '../test/support/look'

// The test bank goes by the browser's language.
test.use({ locale: 'de-DE' })

const order = (page: Page) => page.getByRole('button', { name: 'Zahlungspflichtig bestellen' })

/** What the browser says is wrong; what another server refuses, and what is not found, is not. */
function faultsOf(page: Page): string[] {
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  page.on('pageerror', (error) => faults.push(error.message))
  return faults
}

/** Buys as a guest what the page of the sign-in names, up to what pays. Returns the address of the mails. */
async function continueAsGuest(page: Page): Promise<string> {
  const email = `gast-${crypto.randomUUID()}@example.com`
  await page.getByLabel('E-Mail-Adresse für Ihren Beleg').fill(email)
  await page.getByRole('button', { name: 'Als Gast fortfahren' }).click()
  await page.waitForURL('**/de/checkout/*')
  return email
}

async function acceptTerms(page: Page) {
  await page.getByRole('checkbox', { name: /Allgemeinen Geschäftsbedingungen/ }).check()
  await page.getByRole('button', { name: 'Weiter zur Zahlung' }).click()
}

async function enterCard(page: Page) {
  await page.getByLabel('Name auf der Karte').fill('Änne Müller')
  await page.getByLabel('Kartennummer').fill(goodCard.number)
  await page.getByLabel('Gültig bis (MM/JJ)').pressSequentially('1231')
  await page.getByLabel('Prüfziffer').fill(goodCard.cvv)
}

/** Orders by a card. In other currencies than dollars the bank is asked for every sum (lib/checkout). */
async function orderByCard(page: Page) {
  await order(page).click()
  await page.frameLocator('dialog iframe').getByRole('button', { name: 'Bestätigen' }).click()
}

async function expectDelivered(page: Page) {
  await page.waitForURL('**/de/orders/*')
  await expect(page.getByRole('status').first()).toContainText('Bezahlt und geliefert')
}

/** The header of the narrowest phone is on one line. */
async function expectLowHeader(page: Page) {
  await page.setViewportSize({ width: 360, height: 740 })
  const header = page.getByRole('banner')
  const tops = await Promise.all(
    ['Foldline', 'Anmelden'].map(async (name) => (await header.getByRole('link', { name }).boundingBox())?.y),
  )
  expect(tops[0]).toBe(tops[1])
  await page.setViewportSize(phone.viewport)
}

test('a German buys on a phone: a mistyped search, the order, the sheet, the letter', {
  tag: '@phone',
}, async ({ page, mailbox }) => {
  const faults = faultsOf(page)
  await page.goto('/de/products')
  const search = page.getByRole('main').getByRole('search')
  await search.getByLabel('Suchbegriff').fill('Fucsh')
  await search.getByRole('button', { name: 'Suchen' }).click()
  await expect(page.getByRole('heading', { name: 'Meinten Sie …?' })).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Fuchs' }).click()
  await page.getByRole('button', { name: 'In den Warenkorb' }).click()
  await expect(page.getByText('Fuchs liegt in Ihrem Warenkorb.')).toBeVisible()
  await expectLowHeader(page)
  await page.getByRole('button', { name: 'Zur Kasse' }).click()
  const email = await continueAsGuest(page)
  await acceptTerms(page)
  await enterCard(page)
  const bound = page.getByRole('region', { name: 'Sie bestellen' })
  await expect(bound).toContainText(/Fuchs5,50\s€Gesamt\S+5,50\s€/)
  await orderByCard(page)
  await expectDelivered(page)
  const sheet = await page.request.get(
    (await page.getByRole('link', { name: /^Herunterladen.*Fuchs/ }).getAttribute('href')) ?? '',
  )
  expect(sheet.headers()['content-type']).toBe('application/pdf')
  const { text } = await mailbox.newestTo(email, /^Ihr Beleg für Fuchs$/)
  expect(text).toContain('Vielen Dank für Ihre Bestellung.')
  await page.goto(/https:\S+\/o\/\S+/.exec(text)?.[0] ?? '')
  await expect(page).toHaveURL(/\/de\/orders\//)
  await expect(page.getByRole('heading', { name: 'Bestellung behalten' })).toBeVisible()
  expect(faults).toEqual([])
})

test('in German by the Paylet, and refunded: the letters say so', { tag: ['@phone', '@thorough'] }, async ({
  page,
  mailbox,
  emulator,
  database,
}) => {
  const faults = faultsOf(page)
  await page.goto('/de/products/heron')
  await page.getByRole('button', { name: 'Jetzt kaufen' }).click()
  const email = await continueAsGuest(page)
  await acceptTerms(page)
  await page.locator('summary', { hasText: 'Andere Zahlungsarten' }).click()
  await order(page).click()
  const paylet = page.frameLocator('iframe[title="Zahlung über Paymentwall"]')
  await paylet.getByRole('button', { name: 'Kaufen' }).click()
  await expectDelivered(page)
  await mailbox.newestTo(email, /^Ihr Beleg für Reiher$/)
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const [payment] = await database.query<{ ref: string }>(
    'SELECT ref, currency, price::text FROM payments WHERE order_id = $1',
    [id],
  )
  expect(payment).toMatchObject({ currency: 'EUR', price: '6.900' })
  await emulator.control('POST', `/payments/${payment?.ref}/refund`, {})
  const { text } = await mailbox.newestTo(email, /^Ihre Zahlung für Reiher wurde erstattet$/)
  expect(text).toMatch(/Wir erstatten Ihnen 6,90\s€/)
  await page.reload()
  await expect(page.getByText('Diese Bestellung wurde erstattet')).toBeVisible()
  expect(faults).toEqual([])
})

test('a membership with a trial in German: its terms above the button, in the receipt, and cancelled', {
  tag: ['@phone', '@thorough'],
}, async ({ page, mailbox, database }) => {
  const faults = faultsOf(page)
  const { email } = await enterAsNew(page)
  await page.goto('/de/products/club-half-year')
  await page.getByRole('button', { name: 'Jetzt kaufen' }).click()
  await page.waitForURL('**/de/checkout/*')
  const shown = page.getByRole('region', { name: 'Ihre Mitgliedschaft' }).getByRole('listitem')
  await expect(shown).toHaveCount(5)
  const terms = await shown.allInnerTexts()
  await acceptTerms(page)
  await enterCard(page)
  const bound = page.getByRole('region', { name: 'Sie bestellen' })
  for (const sentence of terms) await expect(bound).toContainText(sentence)
  const [box, button] = await Promise.all([bound.boundingBox(), order(page).boundingBox()])
  expect((button?.y ?? 0) - (box?.y ?? 0) - (box?.height ?? 0)).toBeLessThan(40)
  await expectAccessible(page)
  await orderByCard(page)
  await expectDelivered(page)
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const [stored] = await database.query<{ wording: string; language: string }>(
    'SELECT wording, language FROM terms_acceptances WHERE order_id = $1',
    [id],
  )
  expect(stored?.language).toBe('de')
  for (const sentence of terms) expect(stored?.wording).toContain(sentence)
  const { text } = await mailbox.newestTo(email, /^Ihr Beleg für Foldline Club, halbjährlich$/)
  expect(text).toMatch(/Ihre Probezeit läuft bis zum .* Danach werden 28,00\s€ abgebucht/)
  await page.goto('/de/account/library')
  await expect(page.getByRole('link', { name: /^Herunterladen.*Fuchs/ })).toBeVisible()
  await page.goto('/de/account/memberships')
  await page.getByRole('link', { name: /^Kündigen.*halbjährlich/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Mitgliedschaft kündigen' }).click()
  await page.waitForURL('**/de/account/memberships?requested')
  await expect(page.getByText('Wir haben Ihre Kündigung erhalten')).toBeVisible()
  await mailbox.newestTo(email, /Ihre Mitgliedschaft ist gekündigt$/)
  expect(faults).toEqual([])
})

test('tabs in two languages share one cart, and each order is in the language of its tab', {
  tag: '@thorough',
}, async ({ page, context, database }) => {
  await enterAsNew(page)
  await page.goto('/de/products/fox')
  const other = await context.newPage()
  await other.goto('/products/heron')
  await page.getByRole('button', { name: 'In den Warenkorb' }).click()
  await expect(page).toHaveURL(/\/de\/cart/)
  await other.getByRole('button', { name: 'Add to cart' }).click()
  await expect(other).toHaveURL(/\/cart\?added=/)
  await expect(other.getByRole('heading', { name: 'Fox' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Reiher' })).toBeVisible()
  for (const [tab, button, title, named] of [
    [page, 'Zur Kasse', 'Kasse', ['Fuchs', 'Reiher']],
    [other, 'Check out', 'Checkout', ['Fox', 'Heron']],
  ] as const) {
    await tab.getByRole('button', { name: button }).click()
    await expect(tab.getByRole('heading', { level: 1 })).toHaveText(title)
    const id = new URL(tab.url()).pathname.split('/').at(-1)
    expect(
      await database.query(
        'SELECT language, name FROM orders JOIN order_lines l ON l.order_id = orders.id WHERE orders.id = $1 ORDER BY name',
        [id],
      ),
    ).toEqual(named.map((name) => ({ language: tab === page ? 'de' : 'en', name })))
  }
})

test('what is retired, or has no price in the currency, stays in the cart and says so; all searches are answered', {
  tag: '@thorough',
}, async ({ page, database }) => {
  const faults = faultsOf(page)
  await enterAsNew(page)
  const id = newId()
  await database.query(
    `INSERT INTO products (id, slug, position, kind, name, summary, description, artwork, updated_at)
     VALUES ($1, $1, 900, 'LICENCE', 'Zettel', 'Ein Zettel.', 'Ein Zettel.', 'fox.svg', now())`,
    [id],
  )
  await database.query(
    `INSERT INTO list_prices (product_id, currency, amount) VALUES ($1, 'EUR', 123456), ($1, 'JPY', 7)`,
    [id],
  )
  await expect(async () => {
    await page.goto(`/de/products/${id}`)
    await page.getByRole('button', { name: 'In den Warenkorb' }).click({ timeout: 1000 })
  }).toPass()
  // It was looked for before the shop knew it.
  faults.length = 0
  await expect(page.getByRole('region', { name: /^Gesamt/ })).toContainText(/1\.234,56\s€/)
  const choose = async (currency: string) => {
    const footer = page.getByRole('contentinfo')
    await footer.getByLabel('Währung').selectOption(currency)
    await footer.getByRole('button', { name: /ändern/i }).click()
    await expect(footer.getByLabel('Währung')).toHaveValue(currency)
  }
  await choose('KWD')
  await expect(page.getByText(/^Nicht in KWD erhältlich/)).toBeVisible()
  await choose('JPY')
  await expect(page.getByRole('region', { name: /^Gesamt/ })).toContainText(/7\s¥/)
  await database.query('UPDATE products SET active = false WHERE id = $1', [id])
  await page.getByRole('button', { name: 'Zur Kasse' }).click()
  await expect(page.getByText('Nicht mehr erhältlich; nicht Teil der Bestellung')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Zettel' })).toBeVisible()

  const search = page.getByRole('main').getByRole('search')
  for (const text of ['%', '_', `"'“`, '<script>alert(1)</script>', 'ثعلب \u202eabc', 'x'.repeat(10_000)]) {
    await page.goto('/de/products')
    await search.getByLabel('Suchbegriff').fill(text)
    await search.getByRole('button', { name: 'Suchen' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Suchergebnisse für')
    await expectToFit(page)
  }
  await expect(page.getByText(/Ihre Suche war sehr lang/)).toBeVisible()
  expect(faults).toEqual([])
})

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
  await expect(page).toHaveTitle('Seite nicht gefunden · Foldline')
  expect(await answer?.text(), 'without JavaScript').toMatch(
    /<html lang="de-DE".*<h1[^>]*>Seite nicht gefunden</s,
  )
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
