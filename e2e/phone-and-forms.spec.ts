import type { Page } from '@playwright/test'
import { acceptTerms, enterAs, enterAsNew, newPerson, openTerms, paidOrder } from '../test/support/buyer'
import { expectPayOnFirstScreen } from '../test/support/cards'
import { expect, phone, test } from '../test/support/fixtures'
import { expectAccessible } from '../test/support/look'

const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor)

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the menu of a phone opens, leads on, and closes by keyboard', async ({ page }) => {
    await page.setViewportSize(phone.viewport)
    await page.goto('/contact')
    const button = page.getByRole('button', { name: 'Menu' })
    const menu = page.getByRole('navigation', { name: 'Menu' })
    await expect(menu).toBeHidden()
    await button.press('Enter')
    await expect(menu).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(menu).toBeHidden()
    await expect(button).toBeFocused()
    await button.click()
    await menu.getByRole('link', { name: 'Club' }).click()
    await expect(page).toHaveURL(/\/#memberships$/)
    await expect(page.getByRole('heading', { name: 'The club' })).toBeInViewport()
  })

  test('terms that are not accepted are asked for beside their box', async ({ page }) => {
    await openTerms(page, await enterAsNew(page), 'fox')
    await page.getByRole('button', { name: 'Continue to payment' }).click()
    const box = page.getByRole('checkbox', { name: /terms/i })
    await expect(box).toHaveAccessibleDescription('Please accept the terms to continue.')
    await expect(box).toBeFocused()
  })
})

test.describe('on a phone', () => {
  test.use(phone)

  test('the menu closes over the page it leads to, and the order is folded above the payment, whose button is on the first screen', async ({
    page,
  }) => {
    await page.goto('/')
    await page.getByRole('button', { name: 'Menu' }).click()
    const menu = page.getByRole('navigation', { name: 'Menu' })
    await expectAccessible(page)
    await menu.getByRole('link', { name: 'Club' }).click()
    await expect(menu).toBeHidden()
    await expect(page.getByRole('heading', { name: 'The club' })).toBeInViewport()

    await openTerms(page, await enterAsNew(page), 'fox')
    const terms = page.getByRole('button', { name: 'Continue to payment' })
    await expect(terms).toBeInViewport()
    for (let attempt = 0; attempt < 2; attempt++) {
      await terms.click()
      await expect(page.getByRole('checkbox', { name: /terms/i })).toBeFocused()
      await expect(page.getByText('Please accept the terms to continue.')).toBeVisible()
      await terms.focus()
    }
    const order = page.getByRole('complementary', { name: 'Your order' })
    await expect(order.getByText('Fox')).toBeHidden()
    await order.getByRole('heading').click()
    await expect(order.getByText('Fox')).toBeVisible()
    await expectAccessible(page)
    await order.getByRole('heading').click()
    await acceptTerms(page)
    // One more thing than for a guest stands above it.
    await expect(page.getByLabel('Save this card')).toBeVisible()
    await expectPayOnFirstScreen(page)
  })
})

test('what a form of the back office lacks is said below its field, and what was typed stays', async ({
  page,
}) => {
  await enterAsNew(page, 'ADMIN')
  await page.goto('/admin/go-live/G1')
  await page.getByLabel('Your name, as shown').fill('Ann')
  await page.getByRole('button', { name: 'Record' }).click()
  const text = page.getByLabel('What you attest')
  await expect(text).toHaveAccessibleDescription(/Fill in this field\.$/)
  await expect(text).toBeFocused()
  await expect(page.getByLabel('Valid until')).toHaveAccessibleDescription(/Fill in this field\.$/)
  await expect(page.getByLabel('Your name, as shown')).toHaveValue('Ann')
  await expectAccessible(page)
  await text.fill('We have.')
  await expect(text).toHaveAccessibleDescription(/later\.$/)
})

test('a demo account is used by one click, which goes on with the purchase', async ({ page }) => {
  await page.goto('/products/fox')
  await page.getByRole('button', { name: 'Buy now' }).click()
  await page.getByRole('button', { name: 'Use buyer@foldline.example' }).click()
  await expect(page.getByRole('heading', { name: 'Checkout' })).toBeVisible()
})

test('the colours that a reader chooses are those of every page, from its first paint', async ({
  page,
  context,
}) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/')
  const light = await paper(page)
  const asked: string[] = []
  page.on('request', (request) => {
    // Pages are fetched ahead at any time.
    if (request.method() !== 'GET' || request.isNavigationRequest()) asked.push(request.url())
  })
  await page.getByLabel('Colours').selectOption('Dark')
  await expect.poll(() => paper(page)).not.toBe(light)
  expect(asked).toEqual([])
  await expectAccessible(page)
  const dark = await paper(page)

  await page.route(/\/_next\/static\/chunks\/.*\.js/, (route) => route.abort())
  await page.goto('/products/fox')
  expect(await paper(page)).toBe(dark)
  await page.unrouteAll()

  await openTerms(page, await enterAsNew(page), 'fox')
  expect(await paper(page)).toBe(dark)
  await expectAccessible(page)

  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/contact')
  await page.getByLabel('Colours').selectOption('Light')
  await expect.poll(() => paper(page)).toBe(light)
  await page.getByLabel('Colours').selectOption('System')
  await expect.poll(() => paper(page)).toBe(dark)
  expect((await context.cookies()).find(({ name }) => name.endsWith('theme'))).toBeUndefined()
})

test('a product says that it is in the library of who owns it, and of nobody else', async ({
  page,
  context,
  emulator,
}) => {
  const buyer = await newPerson()
  await enterAs(context, buyer)
  const order = await paidOrder(emulator, buyer, 'fox')
  const owned = page.getByRole('status').filter({ hasText: 'In your library' })
  await page.goto(`/orders/${order.id}`)
  await expect.poll(() => page.evaluate(() => document.cookie)).toContain('library=fox')
  await page.goto('/products/fox')
  await expect(owned).toBeVisible()
  await page.getByRole('link', { name: 'Owl' }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Owl')
  await expect(owned).toBeHidden()
  await page.goBack()
  await owned.getByRole('link').click()
  await expect(page.locator('#item-fox').getByRole('link', { name: 'Download Fox' })).toBeInViewport()

  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/account'))
  await page.goto('/products/fox')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Fox')
  await expect(owned).toBeHidden()
})
