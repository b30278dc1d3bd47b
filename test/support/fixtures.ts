import { randomBytes } from 'node:crypto'
import { test as base, type Page, type TestInfo } from '@playwright/test'
import { Pool, type QueryResultRow } from 'pg'
import { demoPassword } from '@/lib/accounts/demo'
import type { ReceivedMail } from '@/scripts/mailbox'
import { enterShop } from './inside-shop'
import type { Shop, ShopName } from './shop'

export interface Emulator {
  url: string
  /** Calls the emulator's control API (sandbox/README.md) and returns its JSON. */
  control<Answer>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<Answer>
}

export interface Mailbox {
  /** The newest message to an address, once it has come. */
  newestTo(address: string, subject: RegExp): Promise<ReceivedMail>
}

export interface Database {
  /** Runs one statement on the shop's database, to prepare what no page can, or to see what no page shows. */
  query<Row extends QueryResultRow>(sql: string, parameters?: unknown[]): Promise<Row[]>
}

interface Fixtures {
  /** Which shop a file's tests run against, by `test.use({ shopName: 'custom' })` at its top (test/support/shop.ts). */
  shopName: ShopName
  shop: Shop
  /** Nothing to use: it keeps the tests of every shop but the main one from running side by side. */
  turn: undefined
  emulator: Emulator
  database: Database
  mailbox: Mailbox
}

/** What test/support/shop.setup.ts has found out. */
export function fromSetup(name: string): string {
  const value = process.env[name]
  if (!value)
    throw new Error(
      `${name} is set by test/support/shop.setup.ts: run the tests by npm test or npx playwright test`,
    )
  return value
}

const found = new Map<ShopName, Promise<Shop>>()

/** A shop of this run, opened by test/support/shop.setup.ts when it is first asked for. */
function findShop(name: ShopName): Promise<Shop> {
  const shop =
    found.get(name) ??
    fetch(`${fromSetup('E2E_SHOPS')}/${name}`).then(async (response) => {
      if (!response.ok) throw new Error(`The shop "${name}" can't be opened: ${await response.text()}`)
      return response.json()
    })
  found.set(name, shop)
  return shop
}

/** The screen of tests tagged @phone, and of what is there on phones alone. */
export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

/** Whether a test runs on a small screen: if it is tagged so, but for the project that repeats it on a wide one. */
const isOnPhone = ({ tags, project }: TestInfo) => tags.includes('@phone') && project.name !== 'wide'

// All fixtures are a test's, none a worker's: a worker with another shop, or another screen, would be another process with
// a browser of its own.
export const test = base.extend<Fixtures>({
  shopName: ['main', { option: true }],
  shop: [
    async ({ shopName }, use) => {
      const shop = await findShop(shopName)
      enterShop(shop.values)
      await use(shop)
    },
    { timeout: 300_000 },
  ],
  viewport: async ({ viewport }, use, info) => use(isOnPhone(info) ? phone.viewport : viewport),
  isMobile: async ({ isMobile }, use, info) => use(isOnPhone(info) ? phone.isMobile : isMobile),
  hasTouch: async ({ hasTouch }, use, info) => use(isOnPhone(info) ? phone.hasTouch : hasTouch),
  baseURL: async ({ shop }, use) => use(shop.url),
  // Each test comes from an address of its own, so that none meets the limits that another used up.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from this pattern.
  extraHTTPHeaders: async ({}, use) => {
    const part = () => randomBytes(2).toString('hex')
    await use({ 'x-forwarded-for': `2001:db8:${part()}:${part()}::1` })
  },
  turn: [
    async ({ shopName }, use) => {
      const turn = shopName === 'main' ? undefined : await fetch(`${fromSetup('E2E_SHOPS')}/${shopName}/turn`)
      await use(undefined)
      await turn?.body?.cancel()
    },
    { auto: true, timeout: 600_000 },
  ],
  emulator: async ({ shop }, use) => use(emulatorAt(shop.emulatorUrl)),
  mailbox: async ({ shop }, use) =>
    use({ newestTo: (address, subject) => newestMail(shop, address, subject) }),
  database: async ({ shop }, use) => {
    const pool = new Pool({ connectionString: shop.databaseUrl, max: 2 })
    await use({ query: async (sql, parameters) => (await pool.query(sql, parameters)).rows })
    await pool.end()
  },
})

async function newestMail({ mailboxUrl }: Shop, address: string, subject: RegExp): Promise<ReceivedMail> {
  let found: ReceivedMail | undefined
  await base.expect
    .poll(async () => {
      const mails: ReceivedMail[] = await (await fetch(`${mailboxUrl}/mails.json`)).json()
      found = mails.find((mail) => mail.to.includes(address) && subject.test(mail.subject))
      return found !== undefined
    })
    .toBe(true)
  if (!found) throw new Error(`No mail to ${address}`)
  return found
}

function emulatorAt(url: string): Emulator {
  return {
    url,
    control: async (method, path, body) => {
      const response = await fetch(`${url}/control${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      })
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
      return response.json()
    },
  }
}

/** Signs in by the form, as the demo's buyer unless told otherwise, and waits for the page where such an account begins. */
export async function signIn(page: Page, email = 'buyer@foldline.example', password = demoPassword) {
  await page.goto('/login')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(/\/(account|admin\/go-live\/welcome)$/)
}

export { expect } from '@playwright/test'
