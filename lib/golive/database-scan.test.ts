import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { scanDatabase } from '@/lib/golive/database-scan'
import { paidOrder } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const number = '4242 4242 4242 4242'
const found = async () => [
  ...new Set((await scanDatabase(db())).found.map(({ table, name }) => `${table}.${name}`)),
]

beforeEach(() => database.query('DELETE FROM notes'))
afterEach(() => database.query('DROP TABLE IF EXISTS letters'))

test('a shop in use holds no card number, whatever its references look like', async () => {
  await paidOrder(database)
  await database.query(
    `INSERT INTO pingback_attempts (verdict, sentence, duration_ms, parameters)
     VALUES ('applied', 'Payment 4242424242424242 is now PAID; delivered.', 1, '{"ref": "4242424242424242"}')`,
  )
  await database.query(
    `INSERT INTO outbox_jobs (task, payload) VALUES ('confirm-delivery', '{"ref": "4242424242424242", "asked": 1}')`,
  )
  const { found, tables, columns, texts } = await scanDatabase(db())
  expect(found).toEqual([])
  expect(tables).toBeGreaterThan(20)
  expect(columns).toBeGreaterThan(tables)
  expect(texts).toBeGreaterThan(10)
})

test('one is found in a text, and in JSON at any depth, also under a name of the provider’s', async () => {
  const { id } = await paidOrder(database)
  const note = `INSERT INTO notes (order_id, author, text) VALUES ($1, 'boss', $2)`
  await database.query(note, [id, `the buyer wrote ${number}`])
  expect(await found()).toEqual(['notes.text'])
  await database.query('DELETE FROM notes')
  const row = `UPDATE pingbacks SET parameters = parameters || $1`
  await database.query(row, [{ note: { deep: [number] } }])
  expect(await found()).toEqual(['pingbacks.parameters'])
  await database.query(`UPDATE pingbacks SET parameters = (parameters - 'note') || $1`, [{ ref: number }])
  expect(await found()).toEqual(['pingbacks.parameters'])
  await database.query(`UPDATE pingbacks SET parameters = parameters - 'ref'`)
  expect(await found()).toEqual([])
})

test('the log, which is a table for each month, is read as one', async () => {
  await paidOrder(database)
  await database.query(`UPDATE pingback_attempts SET parameters = parameters || $1`, [{ note: number }])
  expect(await found()).toEqual(['pingback_attempts.parameters'])
  await database.query(`UPDATE pingback_attempts SET parameters = parameters - 'note'`)
})

test('a table that comes later is read too, the newest rows of it alone', async () => {
  await database.query('CREATE TABLE letters (id bigserial PRIMARY KEY, body text, tags text[])')
  await database.query(`INSERT INTO letters (body) VALUES ($1)`, [number])
  await database.query(`INSERT INTO letters (tags) SELECT '{paper}' FROM generate_series(1, 299)`)
  expect(await found()).toEqual(['letters.body'])
  await database.query(`INSERT INTO letters (tags) VALUES ('{paper}')`)
  expect(await found()).toEqual([])
  await database.query(`INSERT INTO letters (tags) VALUES (ARRAY[$1])`, [number])
  expect(await found()).toEqual(['letters.tags'])
})

test('of a long text the beginning is read', async () => {
  const { id } = await paidOrder(database)
  const note = `INSERT INTO notes (order_id, author, text) VALUES ($1, 'boss', $2)`
  await database.query(note, [id, `${'x '.repeat(6000)}${number}`])
  expect(await found()).toEqual([])
})
