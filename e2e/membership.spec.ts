import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { acceptTerms, openCheckout, register } from './support/buyer'
import { type Emulator, expect, testWithOwnShop } from './support/fixtures'

// The emulator's clock leaps ahead here, and the shop goes by it: so these tests have both to themselves.
const test = testWithOwnShop()
test.describe.configure({ mode: 'serial' })

interface Subscription {
  id: string
  uid: string
  status: string
  dueAt: number
}

const day = 24 * 60 * 60

/** What only the emulator knows: the buyer's subscription there, and the time. */
function provider(emulator: Emulator, uid: () => Promise<string>) {
  const subscription = async () => {
    const all = await emulator.control<Subscription[]>('GET', '/subscriptions')
    const owner = await uid()
    const own = all.filter((candidate) => candidate.uid === owner).at(-1)
    if (!own) throw new Error('the emulator knows no subscription of this buyer')
    return own
  }
  return {
    subscription,
    failNext: async (times: number) =>
      emulator.control('PATCH', `/subscriptions/${(await subscription()).id}`, { failNext: times }),
    toNextCharge: () => emulator.control('POST', '/clock', { to: 'next-charge' }),
    wait: (seconds: number) => emulator.control('POST', '/clock', { advance: seconds }),
    dueDay: async () => dayWords((await subscription()).dueAt),
  }
}

const dayWords = (time: number) =>
  new Date(time).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

const card = (page: Page) => page.getByRole('article')
const state = (page: Page) => card(page).getByRole('status')

/** What the account says of the one membership, and what a member gets or does not get. */
async function expectMembership(page: Page, said: string | RegExp, access: boolean) {
  await page.goto('/account/memberships')
  await expect(state(page)).toContainText(said)
  expect((await page.request.get('/api/club/fox')).status()).toBe(access ? 200 : 404)
  await page.goto('/account/library')
  await expect(page.getByRole('heading', { name: 'Models of the club' })).toHaveCount(access ? 1 : 0)
  await page.goto('/account/memberships')
}

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
}

async function payByPaylet(page: Page) {
  await page.frameLocator('iframe').getByRole('button', { name: 'Buy' }).click()
}

for (const [way, pay] of [['the Paylet', payByPaylet]] as const) {
  test(`a year of a membership, paid through ${way}`, async ({ page, emulator, database }) => {
    test.setTimeout(180_000)
    const email = await register(page)
    const there = provider(emulator, async () => {
      const [user] = await database.query<{ uid: string }>('SELECT uid FROM users WHERE email = $1', [email])
      return user?.uid ?? ''
    })

    await test.step('the conditions stand beside the button, and are stored as they were read', async () => {
      await page.goto('/products/club-half-year')
      await expect(page.getByText('A trial of 14 days for $1.00, then $30.00 every 6 months.')).toBeVisible()
      await expect(page.getByText(/^The first charge is \$1\.00, today/)).toBeVisible()
      await expect(page.getByText(/^The next is \$30\.00 on/)).toBeVisible()
      await expect(page.getByText(/until you cancel\.$/)).toBeVisible()
      await expect(page.getByText(/^Cancel at any time in your account, under Memberships/)).toBeVisible()
      await expectAccessible(page)

      const order = await openCheckout(page, 'club-half-year')
      const terms = await page
        .getByRole('region', { name: 'Your membership' })
        .getByRole('listitem')
        .allInnerTexts()
      expect(terms).toHaveLength(5)
      await expect(
        page.getByRole('main').getByRole('link', { name: 'Refunds and cancellation' }).first(),
      ).toBeVisible()
      await expectAccessible(page)
      await acceptTerms(page)
      await expect(page.getByRole('region', { name: 'The terms of your membership' })).toBeVisible()
      const [stored] = await database.query<{ wording: string }>(
        'SELECT wording FROM terms_acceptances WHERE order_id = $1',
        [order],
      )
      for (const sentence of terms) expect(stored?.wording).toContain(sentence)
      await pay(page)
      await page.waitForURL(`**/orders/${order}`)
      await expect(page.getByRole('status')).toContainText('Paid, delivered')
    })

    await test.step('trial', async () => {
      await expectMembership(page, 'On trial', true)
      await expect(card(page)).toContainText(`Paid until${await there.dueDay()}`)
      await expect(card(page)).toContainText(`Next charge$30.00 on ${await there.dueDay()}`)
      await expectAccessible(page)
      const sheet = await page.request.get('/api/club/fox')
      expect((await sheet.body()).subarray(0, 5).toString()).toBe('%PDF-')
    })

    await test.step('first charge', async () => {
      await there.toNextCharge()
      await expectMembership(page, /Active.*It renews on/, true)
      await expect(card(page)).toContainText(`Paid until${await there.dueDay()}`)
      await card(page).getByText('Payments (2)').click()
      await expect(card(page).getByRole('row').nth(1)).toContainText('$30.00')
      await expect(card(page).getByRole('row').nth(2)).toContainText('$1.00')
    })

    await test.step('renewal', async () => {
      await there.toNextCharge()
      await expectMembership(page, 'Active', true)
      await expect(card(page)).toContainText(`Paid until${await there.dueDay()}`)
    })

    await test.step('a renewal that fails: a day of grace, then no access', async () => {
      await there.failNext(2)
      await there.toNextCharge()
      await there.wait(60 * 60)
      await expectMembership(page, 'Renewal due', true)
      await there.toNextCharge()
      await there.wait(60 * 60)
      await expectMembership(page, 'No renewal has been paid since', false)
    })

    await test.step('recovered by the third attempt', async () => {
      await there.toNextCharge()
      await expectMembership(page, 'Active', true)
      await expect(card(page).getByText('Payments (4)')).toBeVisible()
    })

    await test.step('cancelled: asked first, “requested” until Paymentwall confirms, access to the end', async () => {
      await card(page).getByRole('link', { name: 'Cancel' }).click()
      const dialog = page.getByRole('dialog')
      await expect(dialog).toContainText('You stay a member until')
      await expectAccessible(page)
      await dialog.getByRole('button', { name: 'Keep it' }).click()
      await expect(dialog).toBeHidden()
      expect((await there.subscription()).status).toBe('active')

      await card(page).getByRole('link', { name: 'Cancel' }).click()
      await dialog.getByRole('button', { name: 'Cancel the membership' }).click()
      await page.waitForURL('**/account/memberships?requested')
      await expect(page.getByText('Your request to cancel is recorded')).toBeVisible()
      await expect
        .poll(async () => (await emulator.control<unknown[]>('GET', '/tickets')).length, { timeout: 15_000 })
        .toBe(1)
      await expectMembership(page, 'Cancellation requested', true)
      await there.wait(2 * 60)
      await expectMembership(page, /Cancelled.*Nothing more is charged/, true)
      expect((await there.subscription()).status).toBe('cancelled')
    })

    await test.step('ended', async () => {
      await there.wait(190 * day)
      await expectMembership(page, 'Ended', false)
      await expect(card(page).getByText('Payments (4)')).toBeVisible()
      await card(page).getByRole('link', { name: 'Become a member again' }).click()
      await page.waitForURL('**/products/club-half-year')
    })
  })
}
