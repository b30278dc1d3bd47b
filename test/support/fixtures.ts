import { randomBytes } from 'node:crypto'
import { test as base, type Page } from '@playwright/test'
import { Pool, type QueryResultRow } from 'pg'
import { demoPassword } from '@/lib/accounts/demo'
import type { OpenShop } from '@/scripts/open-shop'
import { startShop, type TestShopOptions } from './shop'

export interface Emulator {
  url: string
  /** Calls the emulator's control API (sandbox/README.md) and returns its JSON. */
  control<Answer>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<Answer>
}

export interface Database {
  /** Runs one statement on the shop's database, to prepare what no page can, or to see what no page shows. */
  query<Row extends QueryResultRow>(sql: string, parameters?: unknown[]): Promise<Row[]>
}

interface Fixtures {
  emulator: Emulator
  database: Database
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

export const test = base.extend<Fixtures>({
  // Each test comes from an address of its own, so that none meets the limits that another used up.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from this pattern.
  extraHTTPHeaders: async ({}, use) => {
    const part = () => randomBytes(2).toString('hex')
    await use({ 'x-forwarded-for': `2001:db8:${part()}:${part()}::1` })
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from this pattern.
  emulator: async ({}, use) => use(emulatorAt(fromSetup('E2E_EMULATOR_URL'))),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from this pattern.
  database: async ({}, use) => {
    const pool = new Pool({ connectionString: fromSetup('E2E_DATABASE_URL'), max: 2 })
    await use({ query: async (sql, parameters) => (await pool.query(sql, parameters)).rows })
    await pool.end()
  },
})

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

/** For tests that move the emulator's clock, or need other variables: a shop that they share with no other file. */
export function testWithOwnShop(options?: TestShopOptions) {
  return test.extend<object, { shop: OpenShop }>({
    shop: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted from this pattern.
      async ({}, use) => {
        const shop = await startShop(options)
        await use(shop)
        await shop.stop()
      },
      { scope: 'worker', timeout: 300_000 },
    ],
    baseURL: async ({ shop }, use) => use(shop.url),
    emulator: async ({ shop }, use) => use(emulatorAt(shop.emulatorUrl)),
    database: async ({ shop }, use) => {
      const pool = new Pool({ connectionString: shop.databaseUrl, max: 2 })
      await use({ query: async (sql, parameters) => (await pool.query(sql, parameters)).rows })
      await pool.end()
    },
  })
}

/** Signs in by the form, as the demo's buyer unless told otherwise, and waits for the account page. */
export async function signIn(page: Page, email = 'buyer@foldline.example', password = demoPassword) {
  await page.goto('/login')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/account')
}

export { expect } from '@playwright/test'
