import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { acceptTerms, openCheckout, openPaylet, password } from '../test/support/buyer'
import { type Database, expect, testWithOwnShop } from '../test/support/fixtures'

// Products get other names here, and the shop keeps what it has read of them for a while.
const test = testWithOwnShop()

/** A name of 105 letters without a place to break. */
const long = (name: string) => name.padEnd(105, 'bogenfaltung')
const word = 'w'.repeat(120)

/** As a merchant, and a buyer, might make them: nothing here has a space. */
async function lengthenNames(database: Database) {
  await database.query(
    `UPDATE products SET name = rpad(initcap(replace(id, '-', '')), 105, 'bogenfaltung'), summary = $1, description = $1`,
    [word],
  )
}

/** Registers a buyer whose name and address are as long as the shop allows; returns the uid. */
async function registerAtLength(page: Page, database: Database): Promise<string> {
  const email = `${'e'.repeat(64)}@example.com`
  await page.goto('/register')
  await page.getByLabel('Name').fill('n'.repeat(80))
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  const [user] = await database.query<{ uid: string }>('SELECT uid FROM users WHERE email = $1', [email])
  return user?.uid ?? ''
}

/** An order of 45 products that nobody has paid. Returns its id. */
async function orderMany(database: Database, uid: string): Promise<string> {
  const id = 'fortyfiveproducts'
  await database.query(
    `INSERT INTO products (id, slug, position, kind, name, summary, description, artwork, amount, currency, active, updated_at)
     SELECT 'many-' || n, 'many-' || n, 900, 'LICENCE', rpad('Model' || n, 105, 'x'), '', '', 'fox.svg', 100, 'USD', false, now()
     FROM generate_series(0, 44) AS n`,
  )
  await database.query(`INSERT INTO orders (id, uid, amount, currency) VALUES ($1, $2, 4500, 'USD')`, [
    id,
    uid,
  ])
  await database.query(
    `INSERT INTO order_lines (id, order_id, position, product_id, kind, name, amount)
     SELECT id, $1, substring(id FROM 6)::int, id, kind, name, amount FROM products WHERE id LIKE 'many-%'`,
    [id],
  )
  return id
}

async function buy(page: Page, product: string): Promise<string> {
  const order = await openCheckout(page, product)
  await acceptTerms(page)
  await (await openPaylet(page)).getByRole('button', { name: 'Buy' }).click()
  await page.waitForURL(`**/orders/${order}`)
  await expect(page.getByRole('status').filter({ hasText: 'Paid, delivered' })).toBeVisible()
  return order
}

const looks = [
  { colorScheme: 'light', width: 1280, height: 800 },
  { colorScheme: 'dark', width: 360, height: 740 },
] as const

/** Looks at a page from wide to narrow, light and dark: its headings too must come in order. */
async function expectToFit(page: Page, path: string) {
  await test.step(path, async () => {
    for (const { colorScheme, ...size } of looks) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize(size)
      await page.goto(path)
      await page.evaluate(() => {
        for (const details of document.querySelectorAll<HTMLDetailsElement>('details:not([name])'))
          details.open = true
      })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual(
        [],
      )
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width)
    }
  })
}

test('names without a space push no page sideways, and every page’s headings are in order', async ({
  page,
  context,
  database,
}) => {
  test.setTimeout(600_000)
  await lengthenNames(database)
  const uid = await registerAtLength(page, database)
  const paid = [await buy(page, 'fox'), await buy(page, 'commercial-licence')]
  const membership = await buy(page, 'club-monthly')
  await page.goto('/products/owl')
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await expect(page.getByRole('status').filter({ hasText: long('Owl') })).toBeVisible()
  const open = await openCheckout(page, 'heron')
  const many = await orderMany(database, uid)
  await database.query(
    `INSERT INTO saved_cards (id, uid, brand, last4, exp_month, exp_year, sealed)
     VALUES ('abcdefghij0123456789', $1, 'American Express', '0005', '12', '2031', '')`,
    [uid],
  )

  for (const path of [
    '/',
    '/products/fox',
    '/products/club-monthly',
    '/cart',
    '/cart?added=owl',
    '/account',
    '/account/library',
    '/account/orders',
    '/account/memberships',
    `/account/memberships/${membership}/cancel`,
    '/account/cards',
    '/account/cards/abcdefghij0123456789/delete',
    ...[...paid, membership, open, many].map((order) => `/orders/${order}`),
    ...[open, many].map((order) => `/checkout/${order}`),
  ]) {
    await expectToFit(page, path)
  }
  await page.goto('/account/orders')
  await expect(page.getByRole('link', { name: /Model0x+ and 44 more/ })).toBeVisible()

  for (const [path, button] of [
    ['/account/memberships', /^Cancel/],
    ['/account/cards', /^Delete/],
  ] as const) {
    await page.goto(path)
    await page.getByRole('link', { name: button }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    const box = await page.getByRole('dialog').boundingBox()
    expect(box?.width).toBeLessThanOrEqual(360)
  }

  await page.goto(`/checkout/${open}`)
  await acceptTerms(page)
  await expect(page.getByRole('heading', { name: 'Pay', exact: true })).toBeVisible()
  await expectToFit(page, `/checkout/${open}`)

  await context.clearCookies()
  await page.goto('/products/fox')
  await page.getByRole('button', { name: 'Buy now' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Sign in to buy ${long('Fox')}`)
  const signIn = new URL(page.url())
  for (const path of ['/login', '/register']) await expectToFit(page, `${path}${signIn.search}`)
})
