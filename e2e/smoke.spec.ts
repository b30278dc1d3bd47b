import { expect, signIn, test } from '../test/support/fixtures'
import { settle } from '../test/support/weigh'

// A page whose script crashes is still served with status 200, so only a browser can tell.
test('the shop opens in a browser without a word of complaint', { tag: '@phone' }, async ({ page }) => {
  const complaints: string[] = []
  page.on(
    'console',
    (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()),
  )
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto('/')
  await expect(page.getByRole('main')).toBeVisible()
  await settle(page)
  expect(complaints).toEqual([])
})

test('the accounts on the demo card can sign in', async ({ page, context, database }) => {
  const accounts = await database.query<{ email: string }>(
    `SELECT email FROM users WHERE email LIKE '%@foldline.example'`,
  )
  expect(accounts).toHaveLength(3)
  for (const { email } of accounts) {
    await context.clearCookies()
    await signIn(page, email)
    await page.goto('/account')
    await expect(page.getByRole('main')).toContainText(email)
  }
})

test('the emulator answers, and knows the shop by its address', async ({ emulator, baseURL }) => {
  expect(await emulator.control('GET', '/health')).toMatchObject({ ok: true })
  expect(baseURL).toMatch(/^https:\/\/localhost:\d+$/)
})
