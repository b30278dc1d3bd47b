import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { products } from '@/lib/brand/products'
import { followCatalogChanges } from '@/lib/cache-clock'
import { productBySlug } from '@/lib/catalog/data'
import { db } from '@/lib/db'
import { shownSoldOut } from '@/lib/licence-keys/data'
import { seedProducts } from '@/prisma/seed'
import { testDatabase } from '@/test/support/test-database'
import { wireTo } from '@/test/support/wire'

const database = await testDatabase()
const wire = await wireTo(database.url)
process.env.DATABASE_URL = wire.url

let now = Date.now()
const second = () => {
  now += 1000
}

/** What a visitor is shown for the fox, in minor units. */
const shown = async () =>
  (await productBySlug('fox'))?.priceList.find(({ currency }) => currency === 'USD')?.amount
/** Another process changes it. */
const reprice = (amount: number) =>
  database.query("UPDATE list_prices SET amount = $1 WHERE product_id = 'fox' AND currency = 'USD'", [amount])
/** A busy machine answers before it has read the clock, and reads it all the same. */
async function aSecondLater<T>(read: () => Promise<T>, expected: T) {
  second()
  await vi.waitFor(async () => expect(await read()).toBe(expected), { timeout: 60_000 })
}

const version = async () => (await database.query<{ version: string }>('SELECT version FROM cache_clock'))[0]

beforeAll(async () => {
  await seedProducts(database.url)
})

beforeEach(async () => {
  vi.spyOn(Date, 'now').mockImplementation(() => now)
  followCatalogChanges()
  await reprice(650)
  await aSecondLater(shown, 650)
})

afterEach(() => {
  vi.restoreAllMocks()
})

afterAll(async () => {
  wire.stop()
  await db().$disconnect()
})

describe('what another process has changed', () => {
  test('a price is shown a second later', async () => {
    await reprice(700)
    await aSecondLater(shown, 700)
  })

  test('a product and keys that come and go, too', async () => {
    await database.query(
      "UPDATE products SET kind = 'LICENCE', keys_from_pool = true, artwork = 'fox.svg' WHERE slug = 'fox'",
    )
    const [{ id = '' } = {}] = await database.query<{ id: string }>(
      "SELECT id FROM products WHERE slug = 'fox'",
    )
    const isSoldOut = async () => (await shownSoldOut()).has(id)
    await aSecondLater(isSoldOut, true)
    await database.query("INSERT INTO licence_keys (product_id, key) VALUES ($1, 'KEY-1')", [id])
    await aSecondLater(isSoldOut, false)
    await database.query('DELETE FROM licence_keys')
    await aSecondLater(isSoldOut, true)
  })

  test('a seed run beside the shop is one change', async () => {
    const before = await version()
    await seedProducts(database.url)
    expect(Number((await version())?.version) - Number(before?.version)).toBe(1)
    await aSecondLater(shown, products.find(({ id }: { id: string }) => id === 'fox')?.prices.USD)
  })

  test('what was rolled back has changed nothing', async () => {
    const before = await version()
    await database.query('BEGIN; UPDATE list_prices SET amount = 1; ROLLBACK')
    expect(await version()).toEqual(before)
  })
})

describe('what that costs', () => {
  test('one statement a second, however many ask, and none while nobody does', async () => {
    let before = wire.roundTrips()
    const statements = () => wire.roundTrips() - before
    const ask = async (times: number) => {
      for (let n = 0; n < times; n++) await Promise.all([shown(), shown()])
    }
    await ask(50)
    expect(statements()).toBe(0)
    second()
    await ask(50)
    await vi.waitFor(() => expect(statements()).toBe(1), { timeout: 60_000 })
    for (let n = 0; n < 10; n++) second()
    expect(statements()).toBe(1)
    before = wire.roundTrips()
    await ask(1)
    await vi.waitFor(() => expect(statements()).toBe(1), { timeout: 60_000 })
  })

  test('a database that falls silent does not hold a page up: what is known is shown', async () => {
    wire.cut()
    second()
    expect(await shown()).toBe(650)
  })
})
