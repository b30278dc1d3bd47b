import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { demoPassword } from '@/lib/accounts/demo'
import { codeAt, stepAt } from '@/lib/second-factor/totp'
import { enterAs, enterAsDemo, enterAsNew, newPerson, paidOrder, password } from '../test/support/buyer'
import { type Emulator, expect, signIn, test } from '../test/support/fixtures'
import { expectToFit } from '../test/support/look'

const said = (page: Page) => page.getByRole('main').locator('[role=status], [role=alert]').first()

async function inOwnBrowser<Result>(
  browser: Browser,
  work: (page: Page, context: BrowserContext) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext()
  try {
    return await work(await context.newPage(), context)
  } finally {
    await context.close()
  }
}

/** Gives the password once more, and comes back to the page that wanted it. */
async function confirm(page: Page, typed = demoPassword) {
  await page.getByRole('link', { name: 'Confirm it’s you' }).click()
  await page.getByLabel('Password').fill(typed)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('link', { name: 'Confirm it’s you' })).toBeHidden()
}

const enterAsAdmin = (page: Page) => enterAsDemo(page, 'admin')

async function invite(page: Page, role: string, note: string): Promise<string> {
  await page.getByLabel('Role').selectOption({ label: role })
  await page.getByLabel('For whom').fill(note)
  const link = page.getByRole('status').locator('code')
  const before = (await link.allTextContents())[0] ?? 'none yet'
  await page.getByRole('button', { name: 'Create invitation link' }).click()
  await expect(link).not.toHaveText(before)
  return (await link.textContent()) ?? ''
}

test('an admin invites an operator, changes the role and removes them; the last admin stays', async ({
  page,
  browser,
}) => {
  await enterAsAdmin(page)
  await page.goto('/account')
  const hop = page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: 'Back office' })
  await expect(hop).toBeVisible()
  await page.goto('/admin/operators')
  await confirm(page)
  const link = await invite(page, 'Reviewer', '<img src=x onerror=alert(1)>')
  await expectToFit(page)
  await expect(page.getByText('<img src=x onerror=alert(1)>')).toBeVisible()

  const email = `invited-${randomBytes(6).toString('hex')}@example.com`
  await inOwnBrowser(browser, async (theirs) => {
    // To look at it uses nothing up.
    for (const _ of ['once', 'again']) {
      await theirs.goto(link)
      await expect(theirs.getByRole('heading', { level: 1 })).toHaveText(/Become a reviewer/)
    }
    await expectToFit(theirs)
    await theirs.getByLabel('Name').fill('Ada')
    await theirs.getByLabel('E-mail address').fill(email)
    await theirs.getByLabel('Password').fill(password)
    await theirs.getByRole('button', { name: 'Become a reviewer' }).click()
    await theirs.waitForURL('**/admin/go-live/welcome')
    await theirs.goto('/admin/customers')
    await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('Customers')
    expect((await theirs.goto('/admin/operators'))?.status()).toBe(404)
    await theirs.goto(link)
    await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('This invitation doesn’t work')

    await page.goto('/admin/operators')
    await page.getByRole('link', { name: email }).click()
    await page.getByRole('button', { name: 'Make an admin' }).click()
    await expect(said(page)).toContainText('now an admin’s and is signed out everywhere')
    await expectToFit(page)
    // The role has ended the session that had the other one.
    await theirs.goto('/admin/operators')
    await expect(theirs).toHaveURL(/\/login\?next=/)
    await signIn(theirs, email, password)
    await page.getByRole('button', { name: 'Remove operator' }).click()
    await expect(said(page)).toContainText('now a customer’s')
    await expect(page.getByRole('link', { name: email })).toBeHidden()
    await theirs.goto('/admin/customers')
    await expect(theirs).toHaveURL(/\/login\?next=/)
  })

  await page.goto('/admin/audit?act=operator')
  for (const act of ['operator.invite', 'operator.join', 'operator.role', 'operator.remove']) {
    await expect(page.getByRole('cell', { name: act }).first()).toBeVisible()
  }
})

test('a customer becomes an operator by an invitation, but not by a revoked one', {
  tag: '@thorough',
}, async ({ page, browser }) => {
  await enterAsAdmin(page)
  await page.goto('/admin/operators')
  await confirm(page)
  const link = await invite(page, 'Reviewer', 'Grace')
  const other = await invite(page, 'Admin', 'to be revoked')
  const row = page.getByRole('row').filter({ hasText: 'to be revoked' })
  await row.getByRole('button', { name: 'Revoke' }).click()
  await expect(said(page)).toContainText('The invitation was revoked.')
  await inOwnBrowser(browser, async (theirs) => {
    await enterAsNew(theirs)
    await theirs.goto(other)
    await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('This invitation doesn’t work')
    await theirs.goto(link)
    await theirs.getByRole('button', { name: 'Become a reviewer' }).click()
    await theirs.waitForURL('**/admin/go-live/welcome')
    await theirs.goto('/admin/memberships')
    await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('Memberships')
  })
})

test('an operator’s second factor is set up, asked for in every session, and taken off by another admin', {
  tag: '@thorough',
}, async ({ page, browser, database }) => {
  const operator = await newPerson('ADMIN')
  let secret: Uint8Array = new Uint8Array()
  await inOwnBrowser(browser, async (theirs) => {
    await enterAs(theirs.context(), operator)
    await theirs.goto('/account')
    await theirs.getByRole('link', { name: 'Two-factor authentication' }).click()
    await confirm(theirs, password)
    await theirs.getByRole('button', { name: 'Set it up' }).click()
    const uri =
      (await theirs.getByRole('link', { name: 'Open the authenticator app' }).getAttribute('href')) ?? ''
    secret = readSecret(new URL(uri).searchParams.get('secret') ?? '')
    await expect(theirs.getByRole('img', { name: /^QR code/ })).toBeVisible()
    await expectToFit(theirs)
    await theirs.getByRole('textbox', { name: 'Code' }).fill('000 000')
    await theirs.getByRole('button', { name: 'Turn it on' }).click()
    await expect(said(theirs)).toContainText('wrong or too old')
    await theirs.getByRole('textbox', { name: 'Code' }).fill(codeAt(secret, stepAt(new Date())))
    await theirs.getByRole('button', { name: 'Turn it on' }).click()
    await expect(said(theirs)).toContainText('Two-factor authentication is on')
    await theirs.goto('/admin/operators')
    await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('Operators')
  })
  await inOwnBrowser(browser, async (theirs) => {
    await enterAs(theirs.context(), operator)
    await theirs.goto('/admin/operators')
    await expect(theirs).toHaveURL(/\/login\/code\?next=/)
    await expectToFit(theirs)
    await theirs.getByRole('textbox', { name: 'Code' }).fill('123')
    await theirs.getByRole('button', { name: 'Continue' }).click()
    await expect(theirs.getByRole('textbox', { name: 'Code' })).toHaveAccessibleDescription(/six digits/)
    // A code works once, so that of the next half minute is given.
    await theirs.getByRole('textbox', { name: 'Code' }).fill(codeAt(secret, stepAt(new Date()) + 1))
    await theirs.getByRole('button', { name: 'Continue' }).click()
    await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('Operators')
  })
  await enterAsAdmin(page)
  await page.goto(`/admin/operators/${operator.uid}`)
  await confirm(page)
  await page.getByRole('button', { name: 'Turn off two-factor authentication' }).click()
  await expect(said(page)).toContainText('Two-factor authentication is off')
  await inOwnBrowser(browser, async (theirs) => {
    await enterAs(theirs.context(), operator)
    await theirs.goto('/admin/operators')
    await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('Operators')
  })
  await database.query(`UPDATE users SET role = 'BUYER' WHERE uid = $1`, [operator.uid])
})

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function readSecret(text: string): Buffer {
  const bits = Array.from(text, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** A new buyer with a membership that is paid. */
async function newMember(emulator: Emulator): Promise<{ uid: string; email: string; order: string }> {
  const member = await newPerson()
  const { id: order } = await paidOrder(emulator, member, 'club-monthly')
  return { ...member, order }
}

test('a customer is found, flagged, noted about, saved as a file, closed and erased', {
  tag: '@thorough',
}, async ({ page, database, emulator }) => {
  const member = await newMember(emulator)
  await enterAsAdmin(page)
  await page.goto('/admin/customers')
  await page.getByLabel('Part of the e-mail address').fill(member.email.slice(6, 20))
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.waitForURL('**/admin/customers?*')
  await expectToFit(page)
  await page.getByRole('link', { name: member.email }).click()
  await expect(page.getByRole('heading', { name: 'Memberships' })).toBeVisible()
  await expect(page.getByRole('link', { name: member.order })).toBeVisible()

  await page.getByLabel('New note').fill('<script>alert(1)</script>')
  await page.getByRole('button', { name: 'Add note' }).click()
  await expect(said(page)).toHaveText('The note was added.')
  await expect(page.getByText('<script>alert(1)</script>')).toBeVisible()

  await page.getByLabel('Reason').fill('Two cards within a minute')
  await page.getByRole('button', { name: 'Flag' }).click()
  await expect(said(page)).toHaveText('The customer is now flagged.')
  await expectToFit(page)
  // Somebody else takes the flag off while this page still shows it.
  await database.query('UPDATE users SET flagged_at = NULL WHERE uid = $1', [member.uid])
  await page.getByLabel('Reason').fill('It was them')
  await page.getByRole('button', { name: 'Remove flag' }).click()
  await expect(said(page)).toContainText('another operator has done it already')

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export personal data' }).click(),
  ])
  expect(file.suggestedFilename()).toBe(`customer-${member.uid}.json`)
  const saved = JSON.parse(await readFile(await file.path(), 'utf8'))
  expect(saved).toMatchObject({ account: { email: member.email }, orders: [{ id: member.order }] })

  await page.getByRole('link', { name: 'Close account…' }).click()
  await expect(said(page)).toContainText(`Renewals being stopped: ${member.order}`)
  await confirm(page)
  await page.getByLabel('Reason').fill('They asked for it')
  await page.getByRole('button', { name: 'Close account' }).click()
  await expect(said(page)).toContainText('The account is closed.')
  await expect(page.getByText('Account closed', { exact: true })).toBeVisible()

  await page.getByRole('link', { name: 'Erase personal data…' }).click()
  await expect(said(page)).toContainText('one note')
  await expectToFit(page)
  await page.getByRole('button', { name: 'Erase personal data' }).click()
  await expect(said(page)).toContainText('The personal data was erased.')
  await expect(page.getByText('<script>alert(1)</script>')).toBeHidden()
  await expect(page.getByText('Erased', { exact: true }).first()).toBeVisible()
})

test('a reviewer sees addresses shortened, flags, and is shown nothing that is an admin’s to do', async ({
  page,
  emulator,
}) => {
  const member = await newMember(emulator)
  await enterAsDemo(page, 'reviewer')
  await page.goto(`/admin/customers/${member.uid}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('b…@example.com')
  await expect(page.getByRole('navigation', { name: 'Back office' }).getByRole('link')).toHaveText([
    'Today',
    'Orders',
    'Pingbacks',
    'Customers',
    'Memberships',
    'Products',
    'Go-live',
  ])
  for (const name of ['Private notes', 'Sessions', 'Account and personal data']) {
    await expect(page.getByRole('heading', { name })).toBeHidden()
  }
  await page.getByLabel('Reason').fill('To look at')
  await page.getByRole('button', { name: 'Flag' }).click()
  await expect(said(page)).toHaveText('The customer is now flagged.')
  expect((await page.goto(`/admin/customers/${member.uid}/close`))?.status()).toBe(404)
})

test('memberships are listed by what comes next and by what is in progress', async ({
  page,
  database,
  emulator,
}) => {
  const member = await newMember(emulator)
  await enterAsAdmin(page)
  await page.goto('/admin/memberships')
  const row = page.getByRole('row').filter({ hasText: member.order })
  await expect(row).toContainText('Active')
  await page.getByLabel('View').selectOption({ label: 'Upcoming renewals' })
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(row).toBeVisible()
  await expectToFit(page)
  await database.query(
    `INSERT INTO cancellations (order_id, cause, requested_at, failures, problem) VALUES ($1, 'BUYER', now(), 2, 'No answer <b>')`,
    [member.order],
  )
  await page.getByLabel('View').selectOption({ label: 'Cancellations in progress' })
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(row).toContainText('2 calls failed: No answer <b>')
  await page.getByLabel('State').selectOption({ label: 'Revoked' })
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(row).toBeHidden()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('an invitation is made, and its link shown', async ({ page }) => {
    await enterAsAdmin(page)
    await page.goto('/admin/operators')
    await confirm(page)
    const link = await invite(page, 'Reviewer', 'no scripts')
    await page.goto(link)
    await expect(page.getByText('who is an admin already')).toBeVisible()
  })
})
