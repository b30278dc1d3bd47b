import type { Page } from '@playwright/test'
import { newId } from '@/lib/ids'
import { acceptTermsOf, enterAs, newPerson, type Person, paidOrder, placeOrder } from '../test/support/buyer'
import { type Database, expect, test } from '../test/support/fixtures'
import { longNamed } from '../test/support/long-names'
import { expectToFit } from '../test/support/look'

/** A buyer whose name and address are as long as the shop allows. */
async function buyerAtLength(database: Database): Promise<Person> {
  const { uid } = await newPerson()
  const email = `${uid.padEnd(64, 'e')}@example.com`
  await database.query('UPDATE users SET name = $1, email = $2 WHERE uid = $3', ['n'.repeat(80), email, uid])
  return { uid, email }
}

/** An order of 45 products that nobody has paid. Returns its id. */
async function orderMany(database: Database, uid: string): Promise<string> {
  const id = newId()
  await database.query(
    `INSERT INTO products (id, slug, position, kind, name, summary, description, artwork, active, updated_at)
     SELECT 'many-' || n, 'many-' || n, 900, 'LICENCE', rpad('Model' || n, 105, 'x'), '', '', 'fox.svg', false, now()
     FROM generate_series(0, 44) AS n ON CONFLICT DO NOTHING`,
  )
  await database.query(`INSERT INTO orders (id, uid, amount, currency) VALUES ($1, $2, 4500, 'USD')`, [
    id,
    uid,
  ])
  await database.query(
    `INSERT INTO order_lines (id, order_id, position, product_id, kind, name, amount)
     SELECT $1 || id, $1, substring(id FROM 6)::int, id, kind, name, 100 FROM products WHERE id LIKE 'many-%'`,
    [id],
  )
  return id
}

/** Opens a page with all that can be unfolded, and looks at it: its headings too must come in order. */
async function expectPageToFit(page: Page, path: string) {
  await test.step(path, async () => {
    await page.goto(path)
    await page.evaluate(() => {
      for (const details of document.querySelectorAll<HTMLDetailsElement>('details:not([name])'))
        details.open = true
    })
    await expectToFit(page)
  })
}

const openPlaces = [
  '/',
  '/products',
  '/products?q=fxo',
  '/products/badger',
  '/products/circle',
  '/cart',
  '/cart?added=ferret',
]

test.describe('names without a space push no page sideways, and every page’s headings are in order', () => {
  test('in the catalogue and the cart', { tag: '@thorough' }, async ({ page, context, database }) => {
    await enterAs(context, await buyerAtLength(database))
    await page.goto('/products/ferret')
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await expect(page.getByRole('status').filter({ hasText: longNamed.ferret.name })).toBeVisible()
    for (const path of openPlaces) await expectPageToFit(page, path)
  })

  test('at the sign-in', async ({ page }) => {
    await page.goto('/products/badger')
    await page.getByRole('button', { name: 'Buy now' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      `Sign in to buy ${longNamed.badger.name}`,
    )
    const signIn = new URL(page.url())
    for (const path of ['/login', '/register']) await expectPageToFit(page, `${path}${signIn.search}`)
  })

  test('in the account', { tag: '@thorough' }, async ({ page, context, database, emulator }) => {
    const buyer = await buyerAtLength(database)
    await enterAs(context, buyer)
    await paidOrder(emulator, buyer, 'badger')
    await paidOrder(emulator, buyer, 'rights')
    const membership = await paidOrder(emulator, buyer, 'circle')
    await orderMany(database, buyer.uid)
    const card = 'abcdefghij0123456789'
    await database.query(
      `INSERT INTO saved_cards (id, uid, brand, last4, exp_month, exp_year, sealed)
       VALUES ($1, $2, 'American Express', '0005', '12', '2031', '')`,
      [card, buyer.uid],
    )
    for (const path of [
      '/account',
      '/account/library',
      '/account/orders',
      '/account/memberships',
      `/account/memberships/${membership.id}/cancel`,
      '/account/cards',
      `/account/cards/${card}/delete`,
    ]) {
      await expectPageToFit(page, path)
    }
    await page.goto('/account/orders')
    await expect(page.getByRole('link', { name: /Model0x+ and 44 more/ })).toBeVisible()

    await page.setViewportSize({ width: 360, height: 740 })
    for (const [path, button] of [
      ['/account/memberships', /^Cancel Circle/],
      ['/account/cards', /^Delete/],
    ] as const) {
      await page.goto(path)
      await page.getByRole('link', { name: button }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      const box = await page.getByRole('dialog').boundingBox()
      expect(box?.width).toBeLessThanOrEqual(360)
    }
  })

  test('from the order to the payment', { tag: '@thorough' }, async ({
    page,
    context,
    database,
    emulator,
  }) => {
    const buyer = await buyerAtLength(database)
    await enterAs(context, buyer)
    const open = await placeOrder(buyer, 'ferret')
    const many = await orderMany(database, buyer.uid)
    const paid = [
      await paidOrder(emulator, buyer, 'badger'),
      await paidOrder(emulator, buyer, 'rights'),
      await paidOrder(emulator, buyer, 'circle'),
    ]
    for (const order of [...paid.map(({ id }) => id), open, many])
      await expectPageToFit(page, `/orders/${order}`)
    for (const order of [open, many]) await expectPageToFit(page, `/checkout/${order}`)
    await acceptTermsOf(open)
    await page.goto(`/checkout/${open}`)
    await expect(page.getByRole('heading', { name: 'Pay', exact: true })).toBeVisible()
    await expectPageToFit(page, `/checkout/${open}`)
  })
})
