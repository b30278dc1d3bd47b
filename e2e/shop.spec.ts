import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { localeOf } from '@/lib/languages/locale'
import { policies, policyVersion, policyVersions, versionPath } from '@/lib/policies/policies'
import {
  acceptTerms,
  acceptTermsOf,
  enterAsNew,
  newPerson,
  openCheckout,
  openTerms,
  paidOrder,
  password,
  placeOrder,
} from '../test/support/buyer'
import { type Database, expect, test } from '../test/support/fixtures'
import { expectAccessible } from '../test/support/look'
import { isThorough } from '../test/support/thoroughness'
import { settle, weigh } from '../test/support/weigh'

const places = [
  '/',
  '/products/fox',
  '/products',
  '/cart',
  '/contact',
  '/cancel',
  '/withdraw',
  // Their newest version, and the oldest: a version's text never changes.
  ...policies.flatMap((policy) => [
    policy.path,
    ...policyVersions.slice(-1).map((version) => versionPath(policy, version)),
  ]),
  '/no-such-page',
]

async function addToCart(page: Page, slug: string) {
  await page.goto(`/products/${slug}`)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'is in your cart' })).toBeVisible()
}

const cartLines = (page: Page) => page.getByRole('main').getByRole('listitem').getByRole('heading')
const cartLink = (page: Page) =>
  page.getByRole('navigation', { name: 'Account and cart' }).getByRole('link', { name: 'Cart' })

/** All policies, and what is as plain, are texts of one form. */
const isRepeated = (place: string) => /^\/(privacy|refunds|contact|withdraw|no-such-page)|\d$/.test(place)

for (const place of places) {
  const details = isRepeated(place) ? { tag: '@thorough' } : {}
  test(
    `${place} is accessible, light and dark, and fits a narrow screen without moving`,
    details,
    async ({ page }) => {
      await page.addInitScript(() => {
        const measured = window as { shifted?: number }
        measured.shifted = 0
        new PerformanceObserver((list) => {
          const shifts = list.getEntries() as (PerformanceEntry & { value: number })[]
          measured.shifted = shifts.reduce((sum, { value }) => sum + value, measured.shifted ?? 0)
        }).observe({ type: 'layout-shift', buffered: true })
      })
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize(
          colorScheme === 'light' ? { width: 1280, height: 800 } : { width: 360, height: 740 },
        )
        await page.goto(place)
        await expectAccessible(page)
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(
          true,
        )
        await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
        await settle(page)
        expect(await page.evaluate(() => (window as { shifted?: number }).shifted)).toBe(0)
      }
    },
  )
}

/**
 * What a page may weigh on the wire, in kB of 1024 bytes, and how many requests it may take: lower them with what they limit.
 * An empty Next app has 137 kB of JavaScript with gzip.
 */
const budgets = {
  // Of the requests, two for each of the three pages that are fetched ahead, and one for their scripts. Of the HTML, 7 kB are
  // the styles, which kept pages have inside.
  home: { script: 126, html: 21, requests: 30 },
  product: { script: 126, html: 20, requests: 28 },
  cart: { script: 127, html: 8.5, requests: 20 },
  checkout: { script: 134, html: 10.2, requests: 20 },
}

test('pages weigh little, of which the provider’s part is not the shop’s', async ({ page, baseURL }) => {
  const buyer = await enterAsNew(page)
  const order = await placeOrder(buyer, 'fox')
  await acceptTermsOf(order)
  const paths = { home: '/', product: '/products/fox', cart: '/cart', checkout: `/checkout/${order}` }
  const origin = new URL(baseURL ?? '').origin
  for (const [name, path] of Object.entries(paths)) {
    const { script, html, requests } = budgets[name as keyof typeof budgets]
    const visit = await page.context().newPage()
    const weight = await weigh(visit)
    await visit.goto(path)
    await visit.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    await settle(visit)
    await expect.poll(() => weight.waiting()).toBe(0)
    expect(weight.bytes('Script', origin), name).toBeGreaterThan(0)
    expect(weight.bytes('Script', origin) / 1024, name).toBeLessThanOrEqual(script)
    expect(weight.bytes('Document', origin) / 1024, name).toBeLessThanOrEqual(html)
    expect(weight.bytes('Font', origin) / 1024, name).toBeLessThanOrEqual(30)
    expect(weight.requests(origin), name).toBeLessThanOrEqual(requests)
    await visit.close()
  }
})

test('every page names the company, and leads to the policies signed out', async ({ page }) => {
  for (const place of places.filter((one) => isThorough || !isRepeated(one))) {
    await page.goto(place)
    const footer = page.getByRole('contentinfo')
    await expect(footer).toContainText('Example Trading Ltd')
    await expect(footer).toContainText('1 Example Street')
    await expect(footer.getByRole('link', { name: 'support@example.com' })).toBeVisible()
    for (const { path, title } of policies) {
      await expect(footer.getByRole('link', { name: title })).toHaveAttribute('href', path)
    }
  }
  for (const { path, title } of policies) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    await expect(page.getByRole('main')).toContainText(
      `Valid from ${localeOf('en').date(new Date(policyVersion))}`,
    )
  }
})

test('every version of a policy is kept, and an order links those that were accepted', {
  tag: '@phone',
}, async ({ page, database }) => {
  const main = page.getByRole('main')
  await page.goto('/terms')
  await expect(main).toContainText(`Valid from ${localeOf('en').date(new Date(policyVersion))}`)
  await page.getByRole('region', { name: 'Earlier versions' }).getByRole('link').last().click()
  await expect(page).toHaveURL('/terms/2026-11-22')
  await expect(page).toHaveTitle(/^Terms of service, 22 November 2026/)
  await expect(main).toContainText('Valid from 22 November 2026')
  await expect(main).toContainText('This is an earlier version')
  await expect(main).toContainText('We send older versions on request.')
  await expect(main.getByRole('link', { name: 'Refunds and cancellation' })).toHaveAttribute(
    'href',
    '/refunds/2026-11-22',
  )
  await main.getByRole('link', { name: 'current version' }).click()
  await expect(page).toHaveURL('/terms')

  const order = await openTerms(page, await enterAsNew(page), 'fox')
  await acceptTerms(page)
  await expect(page.getByRole('heading', { name: 'Pay', exact: true })).toBeVisible()
  const accepted = async () => {
    await page.goto(`/orders/${order}`)
    await page.getByText('What you accepted').click()
    const links = main.locator('details').getByRole('link')
    return Promise.all((await links.all()).map((link) => link.getAttribute('href')))
  }
  expect(await accepted()).toEqual(policies.map(({ path }) => `${path}/${policyVersion}`))
  const setVersion = 'UPDATE terms_acceptances SET policy_version = $1 WHERE order_id = $2'
  await database.query(setVersion, ['2026-11-22', order])
  expect(await accepted()).toEqual(policies.map(({ path }) => `${path}/2026-11-22`))
  await main.getByRole('link', { name: 'Privacy policy' }).click()
  await expect(main).toContainText('Valid from 22 November 2026')
  await database.query(setVersion, ['2026-11-21', order])
  expect(await accepted()).toEqual([])

  for (const unknown of ['/terms/2026-11-21', '/privacy/1', '/refunds/constructor', '/terms/2026-11-22/1']) {
    expect((await page.request.get(unknown)).status(), unknown).toBe(404)
  }
})

test('an unknown product and an unknown page are 404, with a way on', async ({ page }) => {
  for (const place of ['/products/no-such-product', '/no/such/page']) {
    const response = await page.goto(place)
    expect(response?.status()).toBe(404)
    await expect(page.getByRole('link', { name: 'Browse models' })).toBeVisible()
  }
})

test('a guest fills the cart, takes something out, and checks out after registering', {
  tag: '@phone',
}, async ({ page }) => {
  await page.goto('/cart')
  await expect(heading(page)).toHaveText('Your cart is empty')

  await addToCart(page, 'fox')
  await addToCart(page, 'heron')
  await addToCart(page, 'fox')
  await expect(cartLines(page)).toHaveText(['Heron', 'Fox'])
  await expect(cartLink(page)).toHaveAccessibleName('Cart 2 items')
  await expect(page.getByRole('region', { name: 'Total' })).toContainText('$13.50')

  await page.getByRole('button', { name: 'Remove Heron' }).click()
  await expect(cartLines(page)).toHaveText(['Fox'])
  await expect(page.getByRole('region', { name: 'Total' })).toContainText('$6.00')

  await page.getByRole('button', { name: 'Check out' }).click()
  await expect(page).toHaveURL(/\/login\?next=%2Fcart&guest=fox\.USD$/)
  await page.goto('/register?next=/cart')
  await page.getByLabel('E-mail address').fill(`cart-${randomBytes(6).toString('hex')}@example.com`)
  await page.getByLabel('Password').fill('seven paper herons')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page).toHaveURL(/\/cart$/)
  await expect(cartLines(page)).toHaveText(['Fox'])
  await page.getByRole('button', { name: 'Check out' }).click()
  await expect(page).toHaveURL(/\/checkout\/[0-9a-z]{20}/)
  await expect(page.getByRole('main')).toContainText('$6.00')

  await page.goto('/cart')
  await expect(cartLines(page)).toHaveText(['Fox'])
  await page.getByRole('button', { name: 'Remove Fox' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your cart is empty')
})

const heading = (page: Page) => page.getByRole('heading', { level: 1 })

async function enter(page: Page, email: string, typed = password) {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(typed)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
}

async function buyNow(page: Page, product: string) {
  await page.goto(`/products/${product}`)
  await page.getByRole('button', { name: 'Buy now' }).click()
}

/** What an account has ordered, by the names of the products. */
async function ordered(database: Database, email: string): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    `SELECT l.name FROM users u JOIN orders o USING (uid) JOIN order_lines l ON l.order_id = o.id
     WHERE u.email = $1 ORDER BY o.created_at`,
    [email],
  )
  return rows.map(({ name }) => name)
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`signed out, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled })

    // Each way is gone once, where there is no time to go both with and without.
    const [signIn, register] = javaScriptEnabled ? [[], ['@thorough']] : [['@thorough'], []]

    test('“Buy now” leads through the sign-in to the checkout, past a wrong password', {
      tag: ['@phone', ...signIn],
    }, async ({ page, database }) => {
      const { email } = await newPerson()
      await buyNow(page, 'fox')
      await expect(heading(page)).toHaveText('Sign in to buy Fox')
      await enter(page, email, 'not the password')
      await expect(page.getByRole('alert').filter({ hasText: 'is incorrect' })).toBeVisible()
      await expect(heading(page)).toHaveText('Sign in to buy Fox')
      expect(await ordered(database, email)).toEqual([])
      await enter(page, email)
      await expect(page).toHaveURL(/\/checkout\/[0-9a-z]{20}$/)
      await expect(page.getByRole('main')).toContainText('$6.00')
      expect(await ordered(database, email)).toEqual(['Fox'])
      await page.goto('/cart')
      await expect(heading(page)).toHaveText('Your cart is empty')
    })

    test('“Buy now” leads to the checkout through a new account too', {
      tag: register,
    }, async ({ page, database }) => {
      await buyNow(page, 'club-monthly')
      await expect(heading(page)).toHaveText('Sign in to buy Foldline Club, monthly')
      await page.getByRole('link', { name: 'Create an account' }).click()
      await expect(heading(page)).toHaveText('Create an account to buy Foldline Club, monthly')
      const email = `now-${randomBytes(6).toString('hex')}@example.com`
      const create = async (typed: string) => {
        await page.getByLabel('E-mail address').fill(email)
        await page.getByLabel('Password').fill(typed)
        await page.getByRole('button', { name: 'Create account' }).click()
      }
      await create('short')
      await expect(page.getByLabel('Password')).toHaveAccessibleDescription(/Use at least 10 characters/)
      await expect(heading(page)).toHaveText('Create an account to buy Foldline Club, monthly')
      await create(password)
      await expect(page).toHaveURL(/\/checkout\/[0-9a-z]{20}$/)
      expect(await ordered(database, email)).toEqual(['Foldline Club, monthly'])
    })
  })
}

test('two products bought side by side while signed out are each bought by their own page', async ({
  page,
  context,
  database,
}) => {
  const { email } = await newPerson()
  const other = await context.newPage()
  await buyNow(page, 'fox')
  await expect(heading(page)).toHaveText('Sign in to buy Fox')
  await buyNow(other, 'owl')
  await expect(heading(other)).toHaveText('Sign in to buy Owl')
  await enter(page, email)
  await expect(page).toHaveURL(/\/checkout\/[0-9a-z]{20}$/)
  await enter(other, email)
  await expect(other).toHaveURL(/\/checkout\/[0-9a-z]{20}$/)
  expect(await ordered(database, email)).toEqual(['Fox', 'Owl'])
})

test('a price that changes while a buyer signs in is shown at the checkout', async ({ page }) => {
  const { email } = await newPerson()
  await page.goto('/products/fox')
  await page.locator('input[name=shown]').evaluate((input: HTMLInputElement) => {
    input.value = 'fox:500'
  })
  await page.getByRole('button', { name: 'Buy now' }).click()
  await expect(heading(page)).toHaveText('Sign in to buy Fox')
  await enter(page, email)
  await expect(page.getByRole('status').filter({ hasText: 'A price has changed' })).toBeVisible()
})

test('nothing is ordered for anybody by a link', async ({ page, context, database }) => {
  const link = '/login?next=%2Fproducts%2Ffox&buy=fox.USD'
  const { email } = await enterAsNew(page)
  await page.goto(link)
  await expect(page).toHaveURL(/\/products\/fox$/)

  await context.clearCookies()
  await page.goto(link)
  await expect(heading(page)).toHaveText('Sign in')
  await enter(page, email)
  await expect(page).toHaveURL(/\/products\/fox$/)

  // Nor does what was pressed for one product buy another, or go with a sign-in that is for something else.
  await context.clearCookies()
  await buyNow(page, 'owl')
  await expect(heading(page)).toHaveText('Sign in to buy Owl')
  await page.goto(link)
  await expect(heading(page)).toHaveText('Sign in')
  await page.goto('/login')
  await enter(page, email)
  await expect(heading(page)).toHaveText('Your account')
  expect(await ordered(database, email)).toEqual([])
})

test('a signed-in buyer goes straight to the checkout of what they buy', async ({ page }) => {
  await enterAsNew(page)
  await page.goto('/products/whale')
  await page.getByRole('button', { name: 'Buy now' }).click()
  await expect(page).toHaveURL(/\/checkout\/[0-9a-z]{20}$/)
  await expect(page.getByRole('main')).toContainText('$8.00')
})

test('a buyer is warned before buying again what they own; an expired order is placed again at today’s price', {
  tag: ['@phone', '@thorough'],
}, async ({ page, database, emulator }) => {
  const buyer = await enterAsNew(page)
  await openTerms(page, buyer, 'owl')
  await expect(page.getByRole('complementary', { name: 'Your order' })).toContainText('at this price until')
  await expect(page.getByText('You already own this')).toHaveCount(0)
  await paidOrder(emulator, buyer, 'owl')
  const again = await openCheckout(page, 'owl')
  await expect(page.getByRole('status').filter({ hasText: 'You already own this' })).toContainText('“Owl”')

  await acceptTerms(page)
  await expect(page.getByRole('heading', { name: 'Pay', exact: true })).toBeVisible()
  await database.query('UPDATE order_lines SET amount = 1 WHERE order_id = $1', [again])
  await database.query('UPDATE orders SET amount = 1, expires_at = now() WHERE id = $1', [again])
  // The open checkout notices by itself.
  await page.waitForURL(`**/orders/${again}`)
  await expect(page.getByRole('main').getByRole('status').first()).toContainText('This order has expired')
  await expect(page.getByText('Current price: $6.50')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Continue to payment' })).toHaveCount(0)
  await page.goto('/account/orders')
  await expect(page.getByText('Expired')).toBeVisible()
  await page.goto(`/checkout/${again}`)
  await page.waitForURL(`**/orders/${again}`)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Order again' }).click()
  await page.waitForURL('**/checkout/*')
  expect(page.url()).not.toContain(again)
  await expect(page.getByText('A price has changed')).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'Your order' })).toContainText('$6.50')
})

test('a slow page shows a progress bar, which disappears when it has loaded', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto('/')
  let arrive = () => {}
  const arrival = new Promise<void>((resolve) => {
    arrive = resolve
  })
  await page.route(/\/contact\?_rsc=/, async (route) => {
    await arrival
    await route.continue()
  })
  const bar = page.getByRole('progressbar', { name: 'Loading page' })
  await expect(bar).toHaveCount(0)
  await page.getByRole('link', { name: 'Contact' }).first().click()
  await expect(bar).toBeVisible()
  expect(await bar.evaluate((element) => getComputedStyle(element).animationName)).toBe('pending-bar-appear')
  arrive()
  await page.waitForURL('**/contact')
  await expect(bar).toHaveCount(0)
})

test('one browser’s cart is not another’s', async ({ page, browser }) => {
  await addToCart(page, 'owl')
  const other = await browser.newContext()
  const otherPage = await other.newPage()
  await otherPage.goto('/cart')
  await expect(otherPage.getByRole('heading', { level: 1 })).toHaveText('Your cart is empty')
  await other.close()
})

test('a page with a cart is not cached, framed or sniffed', async ({ page, context }) => {
  await addToCart(page, 'fox')
  const response = await page.goto('/cart')
  const headers = response?.headers() ?? {}
  expect(headers['cache-control']).toContain('no-store')
  expect(headers['content-security-policy']).toContain("frame-ancestors 'self'")
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['strict-transport-security']).toBeUndefined()
  const cookie = (await context.cookies()).find(({ name }) => name.endsWith('foldline.cart'))
  expect(cookie).toMatchObject({
    name: '__Host-foldline.cart',
    httpOnly: true,
    secure: true,
    sameSite: 'Lax',
  })
})

test('the number beside “Cart” follows what a signed-in buyer adds and takes out', {
  tag: '@phone',
}, async ({ page }) => {
  await enterAsNew(page)
  await page.goto('/')
  await expect(cartLink(page)).toHaveAccessibleName('Cart')
  await addToCart(page, 'fox')
  await expect(cartLink(page)).toHaveAccessibleName('Cart 1 item')
  await page.getByRole('link', { name: 'Continue shopping' }).click()
  await page.getByRole('link', { name: 'Owl' }).click()
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Owl is in your cart' })).toBeVisible()
  await expect(cartLink(page)).toHaveAccessibleName('Cart 2 items')
  await page.getByRole('button', { name: 'Remove Fox' }).click()
  await expect(cartLines(page)).toHaveText(['Owl'])
  await expect(cartLink(page)).toHaveAccessibleName('Cart 1 item')
  await page.goBack()
  await expect(cartLink(page)).toHaveAccessibleName('Cart 1 item')
})

const focused = (page: Page) => page.locator(':focus')

test('what is put into the cart and taken out again is said where the focus is', async ({ page }) => {
  for (const product of ['fox', 'owl', 'heron']) await addToCart(page, product)
  await expect(focused(page)).toHaveText('Heron is in your cart.')
  for (const name of ['Fox', 'Owl']) {
    await page.getByRole('button', { name: `Remove ${name}` }).press('Enter')
    await expect(page.getByRole('button', { name: `Remove ${name}` })).toHaveCount(0)
    await expect(focused(page)).toHaveText('Removed from your cart.')
  }
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('nothing is ordered by a form that another site sends', async ({ page, database }) => {
    const { email } = await newPerson()
    await buyNow(page, 'fox')
    await expect(heading(page)).toHaveText('Sign in to buy Fox')
    const inputs = await page
      .locator('form:has([name=password]:not([type=hidden])) input[type=hidden]')
      .evaluateAll((all: HTMLInputElement[]) => all.map(({ name, value }) => [name, value]))
    const send = (origin: string) =>
      page.request.post(page.url(), {
        multipart: { ...Object.fromEntries(inputs), email, password },
        headers: { origin },
        maxRedirects: 0,
        failOnStatusCode: false,
      })
    expect((await send('https://evil.example')).status()).toBe(403)
    expect(await ordered(database, email)).toEqual([])
    // The same request from the shop's own page does what it says.
    expect((await send(new URL(page.url()).origin)).headers().location).toMatch(/\/checkout\/[0-9a-z]{20}$/)
    expect(await ordered(database, email)).toEqual(['Fox'])
  })

  test('one can still choose, change the cart and get to the sign-in', async ({ page }) => {
    await addToCart(page, 'fox')
    await addToCart(page, 'owl')
    await page.getByRole('button', { name: 'Remove Fox' }).click()
    await expect(cartLines(page)).toHaveText(['Owl'])
    await page.getByRole('button', { name: 'Check out' }).click()
    await expect(page).toHaveURL(/\/login\?next=%2Fcart&guest=owl\.USD$/)
  })
})

test('the keyboard reaches the content first and everything else in order, with a visible focus', async ({
  page,
}) => {
  await page.goto('/products/fox')
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to content' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  const buy = page.getByRole('button', { name: 'Buy now' })
  await expect(buy).toBeFocused()
  expect(await buy.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Fox is in your cart' })).toBeVisible()
})
