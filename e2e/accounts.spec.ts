import { randomBytes } from 'node:crypto'
import type { BrowserContext, Page } from '@playwright/test'
import { personalKey } from '@/lib/accounts/rate-limit'
import {
  enterAs,
  enterAsNew,
  headersOf,
  newPerson,
  openCheckout,
  openPaylet,
  type Person,
  paidOrder,
  password,
  placeOrder,
} from '@/test/support/buyer'
import { type Database, expect, test } from '@/test/support/fixtures'
import { expectAccessible, expectToFit } from '@/test/support/look'
import { isThorough } from '@/test/support/thoroughness'

const newEmail = () => `accounts-${randomBytes(6).toString('hex')}@example.com`

/** The account's session cookie, as somebody may have copied it. */
async function copiedCookie(context: BrowserContext) {
  const cookie = await sessionCookie(context)
  if (!cookie) throw new Error('nobody is signed in')
  return cookie
}

async function register(page: Page, email = newEmail()): Promise<string> {
  await page.goto('/register')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  return email
}

async function signIn(page: Page, email: string, typed = password) {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(typed)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

const headerLink = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Account and cart' }).getByRole('link', { name })

async function sessionCookie(context: BrowserContext) {
  return (await context.cookies()).find(({ name }) => name.endsWith('foldline.session'))
}

test('a buyer registers, signs out, and signs in with the right password only', { tag: '@phone' }, async ({
  page,
  context,
}) => {
  const email = await register(page)
  await expect(headerLink(page, 'Account')).toBeVisible()
  expect(await sessionCookie(context)).toMatchObject({
    name: '__Host-foldline.session',
    httpOnly: true,
    secure: true,
    sameSite: 'Lax',
    path: '/',
  })

  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(headerLink(page, 'Sign in')).toBeVisible()
  expect(await sessionCookie(context)).toBeUndefined()

  await headerLink(page, 'Sign in').click()
  await signIn(page, email, 'eight paper herons')
  await expect(page.getByRole('alert').filter({ hasText: 'is incorrect' })).toBeVisible()
  await expect(page.getByLabel('E-mail address')).toHaveValue(email)
  await expect(page.getByLabel('Password')).toHaveValue('')
  await expect(page.getByLabel('Password')).toBeFocused()

  await signIn(page, email.toUpperCase())
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
})

test('what is wrong with an entry is said beside it, and the first such field is focused', {
  tag: '@phone',
}, async ({ page }) => {
  await page.goto('/register')
  await page.getByLabel('Name').fill('Ana')
  await page.getByLabel('E-mail address').fill('ana=b@example.com')
  await page.getByLabel('Password').fill('short')
  await page.getByRole('button', { name: 'Create account' }).click()

  const email = page.getByLabel('E-mail address')
  await expect(email).toHaveAccessibleDescription(/Enter an e-mail address like name@example.com/)
  await expect(email).toHaveAttribute('aria-invalid', 'true')
  await expect(email).toHaveValue('ana=b@example.com')
  await expect(email).toBeFocused()
  await expect(page.getByLabel('Name')).toHaveValue('Ana')
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription(/Use at least 10 characters/)
  await expect(page.getByLabel('Password')).toHaveValue('')
})

test('an e-mail address has one account', async ({ page }) => {
  const { email } = await newPerson()
  await page.goto('/register')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill('another password')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByLabel('E-mail address')).toHaveAccessibleDescription(
    /An account with this e-mail address already exists/,
  )
  await page.locator('#register-email-error').getByRole('link', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in')
})

test('a new password ends the sessions of other browsers, but not this one', { tag: '@thorough' }, async ({
  page,
  browser,
}) => {
  const buyer = await enterAsNew(page)
  const { email } = buyer
  const other = await browser.newContext()
  await enterAs(other, buyer)
  const otherPage = await other.newPage()
  await otherPage.goto('/account')
  await expect(otherPage.getByRole('heading', { name: 'Your account' })).toBeVisible()

  await page.goto('/account')
  await page.locator('summary', { hasText: 'Password' }).click()
  await page.getByLabel('Current password').fill('not the password')
  await page.getByLabel('New password').fill('nine paper foxes')
  await page.getByRole('button', { name: 'Save password' }).click()
  await expect(page.getByLabel('Current password')).toHaveAccessibleDescription(/not your current password/)
  await page.getByLabel('Current password').fill(password)
  await page.getByLabel('New password').fill('nine paper foxes')
  await page.getByRole('button', { name: 'Save password' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Your password has been changed.' })).toBeVisible()

  await page.goto('/account')
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await otherPage.goto('/account')
  await expect(otherPage).toHaveURL(/\/login\?next=%2Faccount$/)
  await signIn(otherPage, email, 'nine paper foxes')
  await expect(otherPage.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await other.close()
})

test('name and e-mail address change, and one signs in with the new address', async ({ page }) => {
  await enterAsNew(page)
  await page.goto('/account')
  await page.locator('summary', { hasText: 'Name' }).click()
  await page.getByLabel('Name').fill('Ana Heron')
  const save = page.getByRole('button', { name: 'Save name' })
  await save.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Your name has been saved.' })).toBeVisible()
  await expect(save).toBeFocused()
  await expect(page.locator('summary', { hasText: 'Ana Heron' })).toBeVisible()

  const changed = newEmail()
  await page.locator('summary', { hasText: 'E-mail address' }).click()
  await page.getByLabel('New e-mail address').fill(changed)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Save e-mail address' }).click()
  await expect(page.locator('summary', { hasText: changed })).toBeVisible()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await headerLink(page, 'Sign in').click()
  await signIn(page, changed)
  await expect(page.locator('summary', { hasText: changed })).toBeVisible()
})

test('signing out everywhere ends the sessions of every browser', { tag: '@thorough' }, async ({
  page,
  browser,
}) => {
  const buyer = await enterAsNew(page)
  const other = await browser.newContext()
  await enterAs(other, buyer)
  const otherPage = await other.newPage()
  await otherPage.goto('/account')
  await expect(otherPage.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await otherPage.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(otherPage.getByRole('status')).toContainText('signed out on all devices')
  await page.goto('/account/library')
  await expect(page).toHaveURL(/\/login\?next=%2Faccount%2Flibrary$/)
  await other.close()
})

test('signing out ends this session on the server, and no other', async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  const buyer = await enterAsNew(page)
  const other = await browser.newContext()
  await enterAs(other, buyer)
  await page.goto('/account')

  const session = async () => (await page.request.get('/api/auth/session')).json()
  expect(await session()).toMatchObject({ uid: expect.stringMatching(/^[0-9a-z]{20}$/) })
  const copy = await copiedCookie(context)
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(headerLink(page, 'Sign in')).toBeVisible()

  await context.addCookies([{ ...copy, domain: new URL(baseURL ?? '').hostname }])
  await page.goto('/account')
  await expect(page).toHaveURL(/\/login\?next=%2Faccount$/)
  await expect(headerLink(page, 'Sign in')).toBeVisible()
  expect(await session()).toEqual({})
  expect(await sessionCookie(context)).toBeUndefined()

  expect((await other.request.get('/account', { maxRedirects: 0 })).status()).toBe(200)
  await other.close()
})

test('next-auth’s own way to sign in and out begins and ends a session in the same way', async ({
  page,
  context,
  baseURL,
}) => {
  const { email } = await newPerson()
  const post = async (path: string, fields: Record<string, string>) => {
    const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json()
    return page.request.post(`/api/auth/${path}`, { form: { csrfToken, json: 'true', ...fields } })
  }
  await post('callback/credentials', { email, password })
  await page.goto('/account')
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  const copy = await copiedCookie(context)
  await post('signout', {})
  expect(await sessionCookie(context)).toBeUndefined()
  await context.addCookies([{ ...copy, domain: new URL(baseURL ?? '').hostname }])
  await page.goto('/account')
  await expect(page).toHaveURL(/\/login/)
})

test('after signing in one lands on the page that asked for it, and never outside the shop', async ({
  page,
  context,
}) => {
  const { email } = await newPerson()
  await page.goto('/account/orders')
  await signIn(page, email)
  await expect(page).toHaveURL(/\/account\/orders$/)
  const elsewhere = ['//evil.example', '/\\evil.example', '/.//evil.example']
  for (const next of isThorough ? elsewhere : elsewhere.slice(0, 1)) {
    await context.clearCookies()
    await page.goto(`/login?next=${encodeURIComponent(next)}`)
    await signIn(page, email)
    await expect(page).toHaveURL(/\/account$/)
    await page.goto(`/login?next=${encodeURIComponent(next)}`)
    await expect(page).toHaveURL(/\/account$/)
  }
})

test('over the limit of wrong passwords a new device has to wait, and a known device can sign in', async ({
  page,
  browser,
  database,
}) => {
  const email = await register(page)
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(headerLink(page, 'Sign in')).toBeVisible()
  // As if strangers had tried twenty, in this half of an hour and in the next, should it begin meanwhile.
  await database.query(
    `INSERT INTO rate_limits (key, window_start, hits)
     SELECT $1, date_bin('30 minutes', now(), timestamptz 'epoch') + n * interval '30 minutes', 20
     FROM generate_series(0, 1) AS n`,
    [personalKey('sign-in-account', email)],
  )
  const other = await browser.newContext()
  const otherPage = await other.newPage()
  await otherPage.goto('/login')
  await signIn(otherPage, email)
  await expect(
    otherPage
      .getByRole('alert')
      .filter({ hasText: /Too many attempts\. Wait (a|\d+) minute.* signed in before you need not wait\./ }),
  ).toBeVisible()
  await other.close()

  await headerLink(page, 'Sign in').click()
  await signIn(page, email)
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
})

test('an address with signs that few have opens an account, and pays through the Paylet', {
  tag: '@thorough',
}, async ({ page }) => {
  const [name, domain] = newEmail().split('@')
  const email = await register(page, `o'brien&sons#1+${name}@${domain}`)
  await openCheckout(page, 'fox')
  await page.getByRole('checkbox', { name: /I have read and accept/ }).check()
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  const paylet = await openPaylet(page)
  await expect(paylet.getByText(`Receipt to ${email}.`)).toBeVisible()
  await paylet.getByRole('button', { name: 'Buy' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Paid and delivered' })).toBeVisible()
})

test('a buyer with many unpaid orders reads what to do', async ({ page, database }) => {
  const { uid } = await enterAsNew(page)
  await database.query(
    `INSERT INTO orders (id, uid, amount, currency)
     SELECT 'many' || n || $1, $1, 600, 'USD' FROM generate_series(1, 20) AS n`,
    [uid],
  )
  await page.goto('/products/fox')
  await page.getByRole('button', { name: 'Buy now' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'too many unpaid orders' })).toBeVisible()
  await expect(page).toHaveURL(/\/cart/)
})

test('a session cookie that the shop did not make is a guest’s', async ({ page, context, baseURL }) => {
  await context.addCookies([
    { name: '__Host-foldline.session', value: 'e30.forged..e30.e30', url: baseURL ?? '', secure: true },
  ])
  await page.goto('/account')
  await expect(page).toHaveURL(/\/login/)
  await register(page)
})

test('a form sent from another site changes nothing', async ({ request, shop }) => {
  const cookie = await headersOf(await newPerson())
  const account = async () => request.get('/account', { headers: cookie, maxRedirects: 0 })
  const html = await (await account()).text()
  // As the page without JavaScript sends it: "Sign out everywhere" is the last form.
  const action = html.match(/\$ACTION_ID_[0-9a-f]+/g)?.at(-1) ?? ''
  const send = (origin: string) =>
    request.post('/account', {
      multipart: { [action]: '' },
      headers: { ...cookie, origin },
      maxRedirects: 0,
      failOnStatusCode: false,
    })
  expect((await send('https://evil.example')).status()).toBe(403)
  expect((await account()).status()).toBe(200)
  // The same request from the shop's own pages does what it says.
  expect((await send(shop.url)).headers().location).toContain('/login')
  expect((await account()).headers().location).toContain('/login')
})

test('the list of orders and the order’s page say the same after a declined card', {
  tag: '@phone',
}, async ({ page, database }) => {
  const order = await placeOrder(await enterAsNew(page), 'fox')
  await database.query(
    `INSERT INTO charge_attempts (id, order_id, state, error_code, updated_at) VALUES ($1, $1, 'DECLINED', 3003, now())`,
    [order],
  )
  await page.goto(`/orders/${order}`)
  const said = page.getByRole('main').getByText('Payment failed')
  await expect(said).toBeVisible()
  await page.goto('/account/orders')
  await expect(said).toBeVisible()
  await expect(page.getByText('Awaiting payment')).toHaveCount(0)
})

async function saveCards(database: Database, { uid }: Person, ...lastDigits: string[]) {
  for (const last4 of lastDigits) {
    await database.query(
      `INSERT INTO saved_cards (id, uid, brand, last4, exp_month, exp_year, sealed)
       VALUES ($1, $3, 'Visa', $2, '12', '2031', '')`,
      [randomBytes(10).toString('hex'), last4, uid],
    )
  }
}

test('a saved card is deleted only after a second press, and what happened is said where the focus is', {
  tag: '@phone',
}, async ({ page, database }) => {
  await saveCards(database, await enterAsNew(page), '4242', '1111')
  await page.goto('/account/cards')
  const dialog = page.getByRole('dialog', { name: 'Delete this card?' })
  const first = page.getByRole('link', { name: 'Delete Visa •••• 1111, expires 12/31' })
  await first.press('Enter')
  await expect(dialog).toContainText('Visa •••• 1111, expires 12/31')
  await expect(page.getByRole('button', { name: 'Keep card' })).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(first).toBeFocused()
  await first.press('Enter')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('listitem').filter({ hasText: 'Visa' })).toHaveCount(2)

  for (const last4 of ['1111', '4242']) {
    await page.getByRole('link', { name: `Delete Visa •••• ${last4}` }).click()
    await dialog.getByRole('button', { name: 'Delete card' }).click()
    await expect(page.getByText(`•••• ${last4}`)).toHaveCount(0)
    await expect(page.locator(':focus')).toHaveText('The card has been deleted.')
  }
  await expect(page.getByText('You have no saved cards.')).toBeVisible()
})

test('the pages about accounts have no accessibility faults', async ({ page }) => {
  // As they open, /login and /register are looked at in e2e/layout.spec.ts.
  await page.goto('/login')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('Enter your password.')).toBeVisible()
  await expectToFit(page)
  await enterAsNew(page)
  await page.goto('/account')
  for (const summary of await page.locator('summary').all()) await summary.click()
  await expectToFit(page)
  await page.goto('/account/close')
  await page.getByRole('button', { name: 'Close account permanently' }).click()
  await expect(page.getByText('Enter your password.')).toBeVisible()
  await expectToFit(page)
})

async function closeAccount(page: Page, typed = password) {
  await page.getByLabel('Password').fill(typed)
  await page.getByLabel('Password').press('Enter')
}

test('the owner closes an account, after reading what ends', { tag: '@phone' }, async ({ page, browser }) => {
  const buyer = await enterAsNew(page)
  const { email } = buyer
  const other = await browser.newContext()
  await enterAs(other, buyer)
  const elsewhere = async () => (await other.request.get('/account/orders', { maxRedirects: 0 })).headers()
  expect((await elsewhere()).location).toBeUndefined()

  await page.goto('/account')
  const link = page.getByRole('link', { name: 'Close account' })
  await link.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Close your account?' })).toBeVisible()
  await expect(page.getByText('Access to your account, on every device.')).toBeVisible()
  await page.getByRole('link', { name: 'Keep account' }).click()
  await link.click()
  await expect(page.getByRole('heading', { name: 'Close your account?' })).toBeVisible()

  await closeAccount(page, 'not the password')
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription(/not your current password/)
  await expect(page.getByLabel('Password')).toBeFocused()
  await closeAccount(page)
  await expect(page.getByRole('status').filter({ hasText: 'Your account has been closed' })).toBeVisible()
  await expect(headerLink(page, 'Sign in')).toBeVisible()
  await signIn(page, email)
  await expect(page.getByRole('alert').filter({ hasText: 'is incorrect' })).toBeVisible()
  expect((await elsewhere()).location).toContain('/login')
  await other.close()
  // The address is free again.
  await register(page, email)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('one can register, be corrected, change the password, sign out and sign in', async ({ page }) => {
    const email = await register(page)
    await page.locator('summary', { hasText: 'Password' }).click()
    await page.getByLabel('Current password').fill('not the password')
    await page.getByLabel('New password').fill('nine paper foxes')
    await page.getByRole('button', { name: 'Save password' }).click()
    await expect(page.getByText('This is not your current password.')).toBeVisible()
    await page.getByLabel('Current password').fill(password)
    await page.getByLabel('New password').fill('nine paper foxes')
    await page.getByRole('button', { name: 'Save password' }).click()
    await expect(page.getByText('Your password has been changed.')).toBeVisible()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await headerLink(page, 'Account').click()
    await signIn(page, email, password)
    await expect(page.getByText('is incorrect. Check both')).toBeVisible()
    await expect(page.getByLabel('E-mail address')).toHaveValue(email)
    await signIn(page, email, 'nine paper foxes')
    await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()

    await page.getByRole('link', { name: 'Close account' }).click()
    await page.getByLabel('Password').fill('not the password')
    await page.getByRole('button', { name: 'Close account permanently' }).click()
    await expect(page.getByText('This is not your current password.')).toBeVisible()
    await page.getByLabel('Password').fill('nine paper foxes')
    await page.getByRole('button', { name: 'Close account permanently' }).click()
    await expect(page.getByText('Your account has been closed')).toBeVisible()
  })
  test('a card is deleted after one has been asked, on a page of its own', async ({ page, database }) => {
    await saveCards(database, await enterAsNew(page), '4242')
    await page.goto('/account/cards')
    await page.getByRole('link', { name: 'Delete Visa •••• 4242' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Delete this card?')
    await page.getByRole('link', { name: 'Keep card' }).click()
    await page.getByRole('link', { name: 'Delete Visa •••• 4242' }).click()
    await page.getByRole('button', { name: 'Delete card' }).click()
    await expect(page.locator(':focus')).toHaveText('The card has been deleted.')
    await expect(page.getByText('You have no saved cards.')).toBeVisible()
  })
})

test('an account shows where it is signed in, signs one device out, and gives its data', async ({
  page,
  browser,
  baseURL,
}) => {
  const person = await enterAsNew(page)
  const other = await browser.newContext({ baseURL, ignoreHTTPSErrors: true })
  await enterAs(other, person)
  await page.goto('/account')
  await expect(page.getByText('This device')).toBeVisible()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download your data' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('your-data.json')
  await page.getByRole('button', { name: /^Sign out Unknown device/ }).click()
  await expect(page.getByText(/^Last used on/)).toBeHidden()
  const elsewhere = await other.request.get('/account', { maxRedirects: 0 })
  expect(elsewhere.headers().location).toContain('/login')
  await other.close()
})

test('a receipt names seller, buyer, method and amounts, and prints without the shop around it', async ({
  page,
  emulator,
}) => {
  const buyer = await enterAsNew(page)
  const { id, ref } = await paidOrder(emulator, buyer, 'fox')
  await page.goto(`/orders/${id}`)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText('Visa ending').or(page.getByRole('heading', { name: 'Fox' }))).toBeVisible()
  for (const text of ['Download', 'Receipt', 'Ask for a refund', 'What you accepted']) {
    await expect(page.getByRole('main').getByText(text, { exact: true }).first()).toBeHidden()
  }
  await page.emulateMedia({ media: null })
  await page.getByRole('link', { name: 'Receipt' }).click()
  await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible()
  for (const text of ['Example Trading Ltd', buyer.email, ref]) {
    await expect(page.getByRole('main').getByText(text)).toBeVisible()
  }
  await expectToFit(page)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation').first()).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Receipt' })).toBeVisible()
})
