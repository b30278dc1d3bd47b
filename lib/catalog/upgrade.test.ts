import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '@/test/support/test-database'

// A shop of the version before price lists, with a history of prices.

const database = await testDatabase()
const url = new URL(database.url)
url.pathname = `${url.pathname}_before`
const client = new Client({ connectionString: url.href })

const ofPriceLists = '20261127030000_price_lists'
const migrations = path.resolve(import.meta.dirname, '../../prisma/migrations')
const apply = async (name: string) =>
  client.query(await readFile(path.join(migrations, name, 'migration.sql'), 'utf8'))
const rows = async (sql: string) => (await client.query(sql)).rows

const prices = 'SELECT product_id, currency, amount, trial_amount FROM'
let before: unknown[]

beforeAll(async () => {
  await database.query(`CREATE DATABASE ${url.pathname.slice(1)}`)
  await client.connect()
  const entries = await readdir(migrations, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  for (const name of names.filter((each) => each < ofPriceLists).sort()) await apply(name)
  await client.query(`
    INSERT INTO users (uid, email, password_hash) VALUES ('annaaaaaaa', 'ann@example.com', '');
    INSERT INTO products (id, slug, position, kind, name, summary, description, artwork, amount, currency, period_length, period_unit,
      trial_amount, trial_length, trial_unit, active, updated_at) VALUES
      ('fox', 'fox', 1, 'LICENCE', 'Fox', '', '', 'fox.svg', 999, 'USD', NULL, NULL, NULL, NULL, NULL, true, now()),
      ('moth', 'moth', 2, 'LICENCE', 'Moth', '', '', 'fox.svg', 900, 'JPY', NULL, NULL, NULL, NULL, NULL, false, now()),
      ('club', 'club', 3, 'MEMBERSHIP', 'Club', '', '', 'fox.svg', 1850, 'KWD', 1, 'month', 0, 7, 'day', true, now());
    UPDATE products SET amount = 500 WHERE id = 'fox';
    INSERT INTO orders (id, uid, amount, currency) VALUES ('order000', 'annaaaaaaa', 999, 'USD');
    INSERT INTO order_lines (id, order_id, position, product_id, kind, name, amount)
      VALUES ('line', 'order000', 0, 'fox', 'LICENCE', 'Fox', 999)`)
  before = await rows(`SELECT id, ${prices.slice(7)} product_prices ORDER BY id`)
  await apply(ofPriceLists)
})
afterAll(() => client.end())

test('each product’s one price is its list, and the history stands as it was', async () => {
  expect(await rows(`${prices} list_prices ORDER BY product_id`)).toEqual([
    { product_id: 'club', currency: 'KWD', amount: 1850, trial_amount: 0 },
    { product_id: 'fox', currency: 'USD', amount: 500, trial_amount: null },
    { product_id: 'moth', currency: 'JPY', amount: 900, trial_amount: null },
  ])
  expect(before).toHaveLength(4)
  expect(await rows(`SELECT id, ${prices.slice(7)} product_prices ORDER BY id`)).toEqual(before)
  expect(await rows('SELECT amount FROM order_lines')).toEqual([{ amount: 999 }])
})

test('what changes from then on is kept: a new price, another, none; not the same again', async () => {
  await client.query(`INSERT INTO list_prices (product_id, currency, amount) VALUES ('fox', 'EUR', 450)`)
  await client.query(`UPDATE list_prices SET amount = 460 WHERE product_id = 'fox' AND currency = 'EUR'`)
  await client.query(`UPDATE list_prices SET amount = 460 WHERE product_id = 'fox' AND currency = 'EUR'`)
  await client.query(`DELETE FROM list_prices WHERE product_id = 'fox' AND currency = 'EUR'`)
  await client.query(`UPDATE products SET name = 'Red fox' WHERE id = 'fox'`)
  expect(await rows(`${prices} product_prices WHERE currency = 'EUR' ORDER BY id`)).toEqual(
    [450, 460, null].map((amount) => ({ product_id: 'fox', currency: 'EUR', amount, trial_amount: null })),
  )
})
