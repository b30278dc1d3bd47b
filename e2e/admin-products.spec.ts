import type { APIRequestContext, Page } from '@playwright/test'
import sharp from 'sharp'
import { enterAs, enterAsNew, newPerson, paidOrder, placeOrder } from '../test/support/buyer'
import { expect, test } from '../test/support/fixtures'
import { expectToFit } from '../test/support/look'
import { newReference, pingbackQuery } from '../test/support/pingbacks'
import { gifWithScript, pdfOf, svgWithScript } from '../test/support/product-files'
import { settle, weigh } from '../test/support/weigh'

let count = 0

/** An address that no other test, on no other screen, uses. */
const newSlug = (kind: string) => `${kind}-${process.pid}-${++count}`

const outcome = (page: Page, text: string | RegExp) => page.getByRole('main').getByText(text).first()

/** Makes a licence by its form, and puts it up for sale; the operator's page of it is open then. */
async function makeLicence(page: Page, { pool = false } = {}): Promise<string> {
  const slug = newSlug('licence')
  await page.goto('/admin/products/new?kind=LICENCE')
  await page.getByLabel('Name', { exact: true }).fill(`Licence ${slug}`)
  await page.getByLabel('URL slug').fill(slug)
  await page.getByLabel('Summary', { exact: true }).fill('May be sold.')
  await page.getByLabel('Description', { exact: true }).fill('May be sold.')
  await page.getByLabel('Price in USD', { exact: true }).fill('9.00')
  if (pool) {
    await page.getByLabel('Sell imported keys').check()
    await page.getByLabel('Low stock alert at').fill('1')
  }
  await page.getByRole('button', { name: 'Create' }).click()
  await page.waitForURL(`**/admin/products/${slug}?**`)
  await page.getByRole('button', { name: 'Put on sale' }).click()
  await expect(outcome(page, /is for sale now\. The shop shows it within a second/)).toBeVisible()
  return slug
}

async function upload(page: Page, label: string, button: string, file: { name: string; buffer: Buffer }) {
  const section = page.getByRole('region', { name: label, exact: true })
  await section.locator('input[type=file]').setInputFiles({ mimeType: 'application/octet-stream', ...file })
  await section.getByRole('button', { name: button }).click()
}

test('a download is created, looked at, filled with files, sold and fetched', { tag: '@phone' }, async ({
  page,
  browser,
  baseURL,
  emulator,
}) => {
  await enterAsNew(page, 'ADMIN')
  await page.goto('/admin/products')
  await page.getByRole('link', { name: 'New product' }).click()
  await page.getByRole('link', { name: 'Printable model' }).click()

  const slug = newSlug('crane')
  await page.getByLabel('Name', { exact: true }).fill('<b>Crane</b>')
  await page.getByLabel('URL slug').fill(slug)
  await page.getByLabel('Description', { exact: true }).fill('A crane.\n\n- flies\n- folds')
  await page.getByLabel('Price in USD', { exact: true }).fill('4,50')
  await page.getByLabel('Built-in picture').selectOption('owl.svg')
  await page.getByLabel('Charge cards immediately').uncheck()
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByText('Not saved yet')).toBeVisible()
  await expect(page.getByLabel('Price in USD', { exact: true })).toHaveAccessibleDescription(/such as 9\.99/)
  await expect(page.getByLabel('Price in USD', { exact: true })).toHaveValue('4,50')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('<b>Crane</b>')
  await expect(page.getByLabel('Description', { exact: true })).toHaveValue('A crane.\n\n- flies\n- folds')
  await expect(page.getByLabel('Built-in picture')).toHaveValue('owl.svg')
  await expect(page.getByLabel('Charge cards immediately')).not.toBeChecked()
  await page.getByLabel('Price in USD', { exact: true }).fill('4.50')
  await page.getByLabel('Summary', { exact: true }).fill('A bird.')
  await page.getByLabel('Charge cards immediately').check()

  const [preview] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: /^Preview/ }).click(),
  ])
  await expect(preview.getByRole('heading', { level: 1 })).toHaveText('<b>Crane</b>')
  await expect(preview.getByRole('listitem').filter({ hasText: 'folds' })).toBeVisible()
  await expect(preview.getByText('$4.50')).toBeVisible()
  await expect(preview.getByText('Nothing is saved yet')).toBeVisible()
  await expect(preview.getByRole('button', { name: 'Buy now' })).toBeDisabled()
  await preview.close()

  await page.getByRole('button', { name: 'Create' }).click()
  await page.waitForURL(`**/admin/products/${slug}?**`)
  expect((await page.request.get(`/products/${slug}`)).status()).toBe(200)
  await page.getByRole('button', { name: 'Put on sale' }).click()
  await expect(outcome(page, /no file to download yet/)).toBeVisible()

  const picture = await sharp({ create: { width: 90, height: 120, channels: 3, background: '#248' } })
    .png()
    .toBuffer()
  await upload(page, 'Picture', 'Upload picture', { name: 'crane.png', buffer: picture })
  await expect(outcome(page, /The picture was uploaded\. The shop shows it within a second/)).toBeVisible()
  const sheet = pdfOf('<< /Type /Catalog /Pages 2 0 R >>')
  await upload(page, 'File to download', 'Upload file', { name: 'crane sheet.pdf', buffer: sheet })
  await expect(outcome(page, 'The file was uploaded.')).toBeVisible()
  await expect(page.getByText('crane-sheet.pdf')).toBeVisible()
  const more = page.getByRole('region', { name: 'More pictures' })
  for (const shows of ['From above', 'From behind']) {
    await more.getByLabel('Description', { exact: true }).fill(shows)
    await upload(page, 'More pictures', 'Add picture', { name: 'crane.png', buffer: picture })
    await expect(outcome(page, /The picture was added/)).toBeVisible()
  }
  await more.getByRole('button', { name: 'Move picture 2 earlier' }).click()
  await expect(outcome(page, /The picture was moved/)).toBeVisible()
  await page.getByRole('button', { name: 'Put on sale' }).click()
  await expect(outcome(page, /is for sale now/)).toBeVisible()

  // As a buyer has it: the picture from the database, kept for ever by its id; the file for the buyer alone.
  const context = await browser.newContext({ ...(baseURL && { baseURL }), ignoreHTTPSErrors: true })
  const buyer = await newPerson()
  await enterAs(context, buyer)
  const { id } = await paidOrder(emulator, buyer, slug)
  const shop = await context.newPage()
  await shop.goto(`/products/${slug}`)
  await expectToFit(shop)
  const pictures = shop.getByRole('region', { name: 'Pictures of <b>Crane</b>' })
  const behind = pictures.getByRole('img', { name: '<b>Crane</b>: From behind' })
  await expect(pictures.getByRole('img')).toHaveCount(3)
  await expect(behind).not.toBeInViewport()
  await shop.getByRole('link', { name: 'Picture 2 of 3' }).press('Enter')
  await expect(behind).toBeInViewport()
  const src =
    (await pictures.getByRole('img', { name: '<b>Crane</b>', exact: true }).getAttribute('src')) ?? ''
  expect(src).toMatch(/^\/artwork\/file\/[0-9a-z]{20}$/)
  const shown = await context.request.get(src)
  expect(shown.headers()).toMatchObject({
    'content-type': 'image/webp',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  })
  const again = await context.request.get(src, { headers: { 'if-none-match': shown.headers().etag ?? '' } })
  expect(again.status()).toBe(304)
  await shop.goto(`/orders/${id}`)
  const link = (await shop.getByRole('link', { name: /^Download/ }).getAttribute('href')) ?? ''
  const fetched = await context.request.get(link)
  expect(fetched.headers()).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': 'attachment; filename="crane-sheet.pdf"',
    'cache-control': 'private, no-store',
  })
  expect((await fetched.body()).equals(sheet)).toBe(true)
  const known = { 'if-none-match': fetched.headers().etag ?? '' }
  expect((await context.request.get(link, { headers: known })).status()).toBe(304)
  expect((await page.request.get(link)).status()).toBe(404)
  await context.close()

  await page.getByRole('button', { name: 'Remove picture', exact: true }).click()
  await expect(outcome(page, 'The picture was removed.')).toBeVisible()
  await expect(page.getByText('Built in: owl.svg')).toBeVisible()
  await page.getByRole('button', { name: 'Remove file' }).click()
  await expect(outcome(page, /has no other file to download/)).toBeVisible()
})

test('what can’t be trusted is refused with the reason, and 50 MB before they are read', {
  tag: '@thorough',
}, async ({ page }) => {
  await enterAsNew(page, 'ADMIN')
  await page.goto('/admin/products/fox')
  const refusals: [label: string, button: string, name: string, buffer: Buffer, said: RegExp][] = [
    ['Picture', 'Upload picture', 'x.png', svgWithScript(), /SVG drawings can hold scripts/],
    ['Picture', 'Upload picture', 'x.png', gifWithScript(), /GIF pictures are not taken/],
    [
      'File to download',
      'Upload file',
      'x.pdf',
      pdfOf('<< /Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>'),
      /This PDF holds a script/,
    ],
    [
      'File to download',
      'Upload file',
      'x.pdf',
      Buffer.from('<script>alert(1)</script>'),
      /of no kind that is taken/,
    ],
  ]
  for (const [label, button, name, buffer, said] of refusals) {
    await upload(page, label, button, { name, buffer })
    await expect(outcome(page, said)).toBeVisible()
  }
  await expect(page.getByText('Built in: fox.svg')).toBeVisible()

  // Refused while most of it is still to come, so the connection may end before all is sent.
  const answer = await page.request
    .post('/admin/products/fox/files', {
      maxRedirects: 0,
      multipart: {
        file: { name: 'x.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(50 * 1024 * 1024) },
      },
    })
    .catch((error: Error) => error)
  if (!(answer instanceof Error)) expect(answer.status()).toBe(303)
  await page.goto('/admin/audit?act=product.file')
  await expect(
    page.getByText('This file is larger than 10 MB, so it was not accepted.').first(),
  ).toBeVisible()
})

test('without scripts a form with faults keeps all that was typed', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    ...(baseURL && { baseURL }),
    ignoreHTTPSErrors: true,
  })
  const page = await context.newPage()
  await enterAsNew(page, 'ADMIN')
  await page.goto('/admin/products/new?kind=MEMBERSHIP')
  await page.getByLabel('Name', { exact: true }).fill('Circle')
  await page.getByLabel('Price per period in USD').fill('0.10')
  await page.getByLabel('Period', { exact: true }).fill('2')
  await page.getByLabel('Unit', { exact: true }).selectOption('year')
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByText('Not saved yet')).toBeVisible()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Circle')
  await expect(page.getByLabel('Price per period in USD')).toHaveValue('0.10')
  await expect(page.getByLabel('Price per period in USD')).toHaveAccessibleDescription(
    /between \$0\.50 and \$500\.00/,
  )
  await expect(page.getByLabel('Unit', { exact: true })).toHaveValue('year')
  await expect(page.getByLabel('Period', { exact: true })).toHaveAccessibleDescription(/at most 6 months/)
  await context.close()
})

test('a change is in the shop at once; the second of two operators reads what changed', async ({
  page,
  browser,
  baseURL,
}) => {
  await enterAsNew(page, 'ADMIN')
  const slug = await makeLicence(page)
  const context = await browser.newContext({ ...(baseURL && { baseURL }), ignoreHTTPSErrors: true })
  const second = await context.newPage()
  await enterAsNew(second, 'ADMIN')
  await second.goto(`/admin/products/${slug}`)

  await page.getByLabel('Price in USD', { exact: true }).fill('12.00')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(outcome(page, /was saved\. The shop shows it within a second/)).toBeVisible()
  await page.goto(`/products/${slug}`)
  await expect(page.getByText('$12.00')).toBeVisible()

  await second.getByLabel('Summary', { exact: true }).fill('For two.')
  await second.getByRole('button', { name: 'Save' }).click()
  await expect(second.getByText(/Price in USD is now “12.00”, here “9.00”/)).toBeVisible()
  await expect(second.getByLabel('Summary', { exact: true })).toHaveValue('For two.')
  await second.getByLabel('Price in USD', { exact: true }).fill('12.00')
  await second.getByRole('button', { name: 'Save' }).click()
  await expect(outcome(second, /was saved/)).toBeVisible()
  await expect(second.getByRole('table', { name: 'Prices, newest first' }).getByRole('row')).toHaveText([
    /Since/,
    /\$12\.00/,
    /\$9\.00/,
  ])

  await second.getByRole('button', { name: 'Retire' }).click()
  await expect(outcome(second, /is retired now/)).toBeVisible()
  await page.reload()
  await expect(page.getByText('Currently unavailable')).toBeVisible()
  await page.goto(`/admin/products/${slug}/preview`)
  await expect(page.getByRole('button', { name: 'Buy now' })).toBeDisabled()

  await page.goto('/admin/products')
  const names = () =>
    page
      .locator('tbody tr td:first-child a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  const before = (await names()).indexOf(`/admin/products/${slug}`)
  await page.getByRole('button', { name: `Move Licence ${slug} up` }).click()
  await expect(outcome(page, `Licence ${slug} moved to position ${before}.`)).toBeVisible()
  expect((await names()).indexOf(`/admin/products/${slug}`)).toBe(before - 1)

  await page.goto(`/admin/audit?subject=${slug}`)
  for (const act of ['product.create', 'product.edit', 'product.for_sale', 'product.move']) {
    await expect(page.getByText(act, { exact: true }).first()).toBeVisible()
  }
  await context.close()
})

test('imported keys are sold until none is left, and an import delivers the waiting orders', {
  tag: '@thorough',
}, async ({ page, browser, baseURL, emulator, database }) => {
  await enterAsNew(page, 'ADMIN')
  const slug = await makeLicence(page, { pool: true })
  await expect(page.getByRole('region', { name: 'Licence keys' }).getByText('Sold out')).toBeVisible()
  // Keys of digits can pass for a card number; they are taken all the same.
  const keys = ['4111 1111 1111 1111', `${slug}-two`]
  await page.getByLabel('Keys to import').fill(`${keys.join('\n')}\n${keys[1]}\n`)
  await page.getByRole('button', { name: 'Import keys' }).click()
  await expect(outcome(page, '2 keys imported. 1 line repeated a key of the list.')).toBeVisible()

  const context = await browser.newContext({ ...(baseURL && { baseURL }), ignoreHTTPSErrors: true })
  const buyer = await newPerson()
  await enterAs(context, buyer)
  const shop = await context.newPage()
  await shop.goto(`/products/${slug}`)
  await shop.getByRole('button', { name: 'Add to cart' }).click()
  await shop.waitForURL('**/cart?**')
  const late = await newPerson()
  const lateOrder = await placeOrder(late, slug)
  for (const each of keys) {
    expect(each).not.toBe('')
    await paidOrder(emulator, await newPerson(), slug)
  }
  await shop.reload()
  await expect(shop.getByText('Sold out; not part of the order')).toBeVisible()
  await shop.goto(`/products/${slug}`)
  await expect(shop.getByText('Sold out', { exact: true })).toBeVisible()
  await expect(shop.getByRole('button', { name: 'Buy now' })).toBeHidden()
  await enterAs(context, late)
  await shop.goto(`/checkout/${lateOrder}`)
  await expect(shop.getByText('Sold out', { exact: true })).toBeVisible()
  // Its buyer had opened the checkout before, and paid: the money counts, and the key is waited for.
  const ref = newReference()
  const paid = pingbackQuery({ uid: late.uid, goodsid: lateOrder, type: 0, ref })
  expect(await (await page.request.get(`/api/pingback?${paid}`)).text()).toBe('OK')
  await shop.goto(`/orders/${lateOrder}`)
  await expect(shop.getByText('We have run out of licence keys.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('link', { name: lateOrder })).toBeVisible()

  const alerts = () =>
    database.query<{ subject: string }>(
      `SELECT subject FROM alerts WHERE kind = 'low_stock' AND resolved_at IS NULL AND subject LIKE $1 ORDER BY subject`,
      [`${slug}%`],
    )
  expect((await alerts()).map(({ subject }) => subject)).toEqual([slug, `${slug}:empty`, `${slug}:waiting`])
  await page
    .getByRole('region', { name: 'Licence keys' })
    .locator('input[type=file]')
    .setInputFiles({
      name: 'keys.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from(`${slug}-three\r\n${slug}-four\r\n${slug}-five\r\n`),
    })
  await page.getByRole('button', { name: 'Import keys' }).click()
  await expect(
    outcome(page, '3 keys imported. 1 paid order that waited for a key was delivered.'),
  ).toBeVisible()
  expect(await alerts()).toEqual([])
  await shop.reload()
  await expect(shop.getByText(`${slug}-three`)).toBeVisible()
  await context.close()
})

test('a new price is announced after a preview, shown to a member, and withdrawn', {
  tag: '@thorough',
}, async ({ page, context, emulator }) => {
  const [member, admin] = [await newPerson(), await newPerson('ADMIN')]
  await enterAs(context, admin)
  await paidOrder(emulator, member, 'club-half-year')
  await page.goto('/admin/products/club-half-year')
  await page.getByRole('link', { name: 'Announce a new price' }).click()
  const price = page.getByLabel('New price in USD')
  await price.fill('4x')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(price).toHaveAccessibleDescription('Enter an amount such as 9.99.')
  await expect(price).toBeFocused()
  await expect(price).toHaveValue('4x')
  await price.fill('45')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByText(/members? gets? one message each/).first()).toBeVisible()
  await page.getByRole('button', { name: 'Announce $45.00' }).click()
  await expect(outcome(page, /\$45\.00 from .* was announced/)).toBeVisible()
  await enterAs(context, member)
  await page.goto('/account/memberships')
  await expect(page.getByText(/costs \$45\.00 every 6 months\. Until then it costs \$30\.00/)).toBeVisible()
  await expect(
    page.getByText(/it stays \$30\.00 every 6 months for as long as it keeps renewing/),
  ).toBeVisible()
  await enterAs(context, admin)
  await page.goto('/admin/products/club-half-year')
  await page.getByRole('link', { name: 'Withdraw the new USD price' }).click()
  await page.getByRole('button', { name: 'Withdraw the new price' }).click()
  await expect(outcome(page, /was withdrawn/)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Announce a new price' })).toBeVisible()
})

test('only an admin gets in', async ({ page, request }) => {
  const paths = ['', '/new', '/fox', '/fox/preview', '/club-monthly/price']
  for (const path of paths) {
    const guest = await request.get(`/admin/products${path}`, { maxRedirects: 0 })
    expect(guest.status(), path).toBe(307)
    expect(guest.headers().location, path).toMatch(/^\/login\?next=/)
  }
  const send = (from: APIRequestContext, headers: Record<string, string> = {}) =>
    from.post('/admin/products/fox/files', { maxRedirects: 0, headers, multipart: { purpose: 'ARTWORK' } })
  const guest = await send(request)
  expect([guest.status(), guest.headers().location]).toEqual([303, '/login?next=%2Fadmin%2Fproducts%2Ffox'])
  for (const role of ['BUYER', 'REVIEWER'] as const) {
    await enterAsNew(page, role)
    for (const path of role === 'REVIEWER' ? paths.slice(1) : paths) {
      expect((await page.request.get(`/admin/products${path}`)).status(), `${role} ${path}`).toBe(404)
    }
    expect((await send(page.request)).status()).toBe(404)
  }
  expect((await send(page.request, { origin: 'https://evil.example' })).status()).toBe(403)
  await page.goto('/admin/products')
  await expect(page.getByRole('link', { name: 'New product' })).toBeHidden()
  await expect(page.getByRole('button', { name: /^Move/ })).toHaveCount(0)
})

test('the pages of products have no faults that a machine finds, and weigh little', {
  tag: '@thorough',
}, async ({ page }) => {
  await enterAsNew(page, 'ADMIN')
  const weight = await weigh(page)
  await page.goto('/admin/products/fox')
  await settle(page)
  await expect.poll(() => weight.waiting()).toBe(0)
  expect(weight.bytes('Script')).toBeLessThanOrEqual(150_000)
  for (const path of [
    '',
    '/new',
    '/new?kind=MEMBERSHIP',
    '/fox',
    '/commercial-licence',
    '/fox/preview',
    '/club-monthly/price',
  ]) {
    await page.goto(`/admin/products${path}`)
    await expectToFit(page)
  }
})
