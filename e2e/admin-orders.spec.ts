import type { APIRequestContext, Page } from '@playwright/test'
import { downloadLink } from '@/lib/deliveries/download-link'
import { enterAsDemo, enterAsNew, headersOf, newPerson, paidOrder } from '../test/support/buyer'
import { type Database, type Emulator, expect, test } from '../test/support/fixtures'
import { expectToFit } from '../test/support/look'

interface Fixtures {
  request: APIRequestContext
  emulator: Emulator
  database: Database
}

/** A new buyer's order of a model, paid by a pingback and downloaded. */
async function buy({ request, emulator, database }: Fixtures) {
  const buyer = await newPerson()
  const { id: order } = await paidOrder(emulator, buyer, 'fox')
  const [delivery] = await database.query<{ id: string }>('SELECT id FROM deliveries WHERE order_id = $1', [
    order,
  ])
  const link = downloadLink(delivery?.id ?? '')
  expect((await request.get(link, { headers: await headersOf(buyer) })).status()).toBe(200)
  return { email: buyer.email, order }
}

/** Types a text into the search box and sends it. */
async function searchFor(page: Page, text: string) {
  await page.getByRole('searchbox').fill(text)
  await page.getByRole('searchbox').press('Enter')
}

const timeline = (page: Page) => page.getByRole('region', { name: 'Timeline' })

test('an operator finds an order by what its buyer quotes, reads what happened, and prints it for a bank', {
  tag: '@phone',
}, async ({ page, request, database, emulator }) => {
  const { email, order } = await buy({ request, emulator, database })
  const [payment] = await database.query<{ ref: string }>('SELECT ref FROM payments WHERE order_id = $1', [
    order,
  ])
  await enterAsDemo(page, 'admin')

  await page.goto('/admin/orders')
  await expectToFit(page)
  await searchFor(page, payment?.ref ?? '')
  await page.waitForURL(`**/admin/orders/${order}`)
  await expect(page.getByRole('main')).toContainText(email)
  await expect(timeline(page)).toContainText('Placed: Fox')
  await expect(timeline(page)).toContainText('The buyer accepted the terms')
  await expect(timeline(page)).toContainText(
    `payment ${payment?.ref} of order ${order} is now PAID; 1 delivered.`,
  )
  await expect(timeline(page)).toContainText('The buyer downloaded fox.pdf.')
  await expectToFit(page)

  const text = '<script>document.title = "taken"</script> & more'
  await page.getByLabel('New note').fill(text)
  await page.getByRole('button', { name: 'Add note' }).click()
  await expect(page.getByRole('status')).toContainText('The note was added.')
  await expect(page.getByRole('region', { name: 'Private notes' })).toContainText(text)
  await expect(page).not.toHaveTitle('taken')
  await expect(timeline(page)).toContainText('order.note, by admin@foldline.example')

  await page.getByRole('link', { name: 'Dispute evidence' }).click()
  await page.waitForURL(`**/admin/orders/${order}/dossier`)
  await expect(page.getByRole('region', { name: 'Terms', exact: true })).toContainText(
    'I have read and accept',
  )
  await expect(page.getByRole('region', { name: 'Accepted policies' })).toContainText('Terms of service')
  await expect(page.getByRole('region', { name: 'Downloads' })).toContainText('fox.pdf')
  await expect(page.getByRole('main')).not.toContainText(text)
  await expectToFit(page)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation')).toBeHidden()
  await expect(page.getByRole('heading', { name: `Order ${order}` })).toBeVisible()
})

test('a list of orders is narrowed in its address, and a search that finds several shows them', {
  tag: '@phone',
}, async ({ page, request, database, emulator }) => {
  const { email, order } = await buy({ request, emulator, database })
  await enterAsDemo(page, 'admin')
  await page.goto('/admin/orders')
  await page.getByRole('combobox', { name: /^State/ }).selectOption('Paid')
  await page.getByRole('combobox', { name: /^Product/ }).selectOption('Fox')
  await page.getByRole('textbox', { name: /^Customer ID or e-mail/ }).fill(email)
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.waitForURL(/state=paid/)
  await expect(page.getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('link', { name: order })).toBeVisible()
  await page.getByRole('combobox', { name: /^State/ }).selectOption('Refunded')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page.getByText('No matching orders.')).toBeVisible()
  await page.getByRole('link', { name: 'Show all' }).click()
  await page.waitForURL(/\/admin\/orders$/)

  await searchFor(page, 'example.com')
  await expect(page.getByRole('heading', { name: 'Customers' })).toBeVisible()
  await expectToFit(page)
})

test('a card number in the search is neither refused nor shown', async ({ page }) => {
  await enterAsDemo(page, 'admin')
  await page.goto('/admin/orders')
  const answered = page.waitForResponse((response) => response.url().includes('/admin/search'))
  await searchFor(page, '4000 0000 0000 0077')
  expect((await answered).status()).toBe(200)
  await expect(page.getByText('No results.')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('…0077')
  expect(await page.getByRole('main').textContent()).not.toContain('0000 0000')
  // The page that follows is asked for by a request that tells where it comes from.
  await page.getByRole('link', { name: 'Orders', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Orders', level: 1 })).toBeVisible()
  await page.goBack()
  await page.reload()
  await expect(page.getByText('No results.')).toBeVisible()
})

test('a reviewer reads shortened addresses and changes nothing; for a buyer there is no such page', async ({
  page,
  request,
  database,
  emulator,
}) => {
  const { email, order } = await buy({ request, emulator, database })
  const paths = [
    '/admin/orders',
    `/admin/orders/${order}`,
    `/admin/orders/${order}/dossier`,
    `/admin/search?q=${order}`,
  ]
  for (const path of paths) {
    const answer = await request.get(path, { maxRedirects: 0 })
    expect([answer.status(), answer.headers().location], path).toEqual([
      307,
      expect.stringContaining('/login'),
    ])
  }
  await enterAsDemo(page, 'reviewer')
  await page.goto(`/admin/orders/${order}`)
  await expect(page.getByRole('main')).toContainText('b…@example.com')
  await expect(page.getByRole('main')).not.toContainText(email)
  await expect(page.getByLabel('New note')).toHaveCount(0)
  await page.context().clearCookies()
  await enterAsNew(page)
  for (const path of paths) expect((await page.goto(path))?.status(), path).toBe(404)
})

test('an order that is not there has no page', async ({ page }) => {
  await enterAsDemo(page, 'admin')
  for (const id of ['nope', '0k3vd9slq0zxt7wry2np', '%3Cscript%3E']) {
    expect((await page.goto(`/admin/orders/${id}`))?.status(), id).toBe(404)
    expect((await page.goto(`/admin/orders/${id}/dossier`))?.status(), id).toBe(404)
  }
})
