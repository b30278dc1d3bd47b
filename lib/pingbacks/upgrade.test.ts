import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readEvent } from '@/lib/pingbacks/event'
import { runMigrations } from '@/test/support/migrations'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const url = new URL(database.url)
url.pathname = `${url.pathname}_before`
const client = new Client({ connectionString: url.href })

const firstOfVersion = '20261126060000'
async function notify(parameters: Record<string, string>) {
  const event = readEvent(
    new Map(Object.entries({ uid: 'annaaaaaaa', goodsid: 'paidorder', ...parameters })),
    false,
  )
  const { rows } = await client.query<{ verdict: string }>(
    `SELECT verdict FROM apply_pingback($1, '[{"elapsed_ms": 0, "parameters": {}}]')`,
    [JSON.stringify(event)],
  )
  return rows[0]?.verdict
}

const held = async () =>
  (
    await client.query<{ held: boolean }>(
      "SELECT withdrawn_at IS NULL AS held FROM deliveries WHERE order_id = 'paidorder'",
    )
  ).rows.map((row) => row.held)

beforeAll(async () => {
  await database.query(`CREATE DATABASE ${url.pathname.slice(1)}`)
  await client.connect()
  await runMigrations(client, { before: firstOfVersion })
  await client.query(`
    INSERT INTO users (uid, email, password_hash) VALUES ('annaaaaaaa', 'ann@example.com', '');
    INSERT INTO products (id, slug, position, kind, name, summary, description, artwork, amount, currency, updated_at)
      VALUES ('fox', 'fox', 1, 'LICENCE', 'Fox', '', '', 'fox.svg', 999, 'USD', now());
    INSERT INTO orders (id, uid, amount, currency, created_at) VALUES
      ('paidorder', 'annaaaaaaa', 999, 'USD', now() - interval '200 days'), ('oldorder', 'annaaaaaaa', 999, 'USD', now() - interval '200 days'),
      ('neworder', 'annaaaaaaa', 999, 'USD', now() - interval '1 day');
    INSERT INTO external_ids (id, order_id, price, currency) SELECT id, id, 9.99, 'USD' FROM orders;
    INSERT INTO order_lines (id, order_id, position, product_id, kind, name, amount)
      SELECT id || 'l', id, 0, 'fox', 'LICENCE', 'Fox', 999 FROM orders`)
  await notify({ type: '0', ref: 'b1' })
  await notify({ type: '220', ref: 'b1', refund_amount: '3.00', paid_currency: 'USD' })
  expect(await held()).toEqual([true])
  await runMigrations(client, { from: firstOfVersion })
})
afterAll(() => client.end())

test('orders of before can be paid for seven days from when they were placed', async () => {
  const { rows } = await client.query(
    "SELECT id, expires_at = created_at + interval '7 days' AS by_age, expires_at < now() AS expired FROM orders ORDER BY id",
  )
  expect(rows).toEqual([
    { id: 'neworder', by_age: true, expired: false },
    { id: 'oldorder', by_age: true, expired: true },
    { id: 'paidorder', by_age: true, expired: true },
  ])
})

test('records of the previous version continue under the new rules: 1 grant', async () => {
  expect(await held()).toEqual([true])
  expect(await notify({ type: '0', ref: 'b1' })).toBe('duplicate')
  expect(await notify({ type: '220', ref: 'b1', refund_amount: '3.00', paid_currency: 'USD' })).toBe(
    'duplicate',
  )
  expect(await notify({ type: '2', reason: '9', ref: 'b1' })).toBe('applied')
  expect(await held()).toEqual([false])
  expect(await notify({ type: '2', reason: '3', ref: 'b1' })).toBe('conflict')
  expect(await notify({ type: '1', ref: 'b1' })).toBe('applied')
  expect(await held()).toEqual([false])
  await client.query("SELECT * FROM record_decision('paidorder', NULL, 'GRANT', 'ann', 'the money is back')")
  expect(await held()).toEqual([true])
  const { rows } = await client.query<{ kind: string }>('SELECT kind::text FROM alerts ORDER BY id')
  expect(rows.map(({ kind }) => kind)).toEqual([
    'partial_refund',
    'partial_refund_again',
    'chargeback_after_refund',
    'buyer_flagged',
    'money_returned',
  ])
})
