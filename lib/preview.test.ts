import { expect, test } from 'vitest'
import { db } from '@/lib/db'
import { preview } from '@/lib/preview'
import { testDatabase } from '@/test/support/test-database'

// A busy machine is no reason to fail.
const patient = { lockWithin: 250, doneWithin: 60_000 }

const database = await testDatabase()

async function addCounter(key: string) {
  await database.query(`INSERT INTO rate_limits (key, window_start, hits) VALUES ($1, now(), 1)`, [key])
}

test('what it does is seen within, and undone', async () => {
  const seen = await preview(async (transaction) => {
    await transaction.cart.create({ data: { id: 'seen-in-a-preview' } })
    return transaction.cart.count({ where: { id: 'seen-in-a-preview' } })
  }, patient)
  expect(seen).toEqual({ known: true, result: 1 })
  expect(await db().cart.count({ where: { id: 'seen-in-a-preview' } })).toBe(0)
})

test('a row that somebody is changing makes it busy, and its work is undone', async () => {
  await addCounter('held')
  const seen = await db().$transaction(async (holder) => {
    await holder.$queryRaw`SELECT key FROM rate_limits WHERE key = 'held' FOR UPDATE`
    return preview(async (transaction) => {
      await transaction.cart.create({ data: { id: 'undone-when-busy' } })
      await transaction.$queryRaw`SELECT key FROM rate_limits WHERE key = 'held' FOR UPDATE`
    }, patient)
  })
  expect(seen).toEqual({ known: false, why: 'busy' })
  expect(await db().cart.count({ where: { id: 'undone-when-busy' } })).toBe(0)
})

test('a fault of the work is thrown on', async () => {
  await expect(preview(() => Promise.reject(new Error('wrong')), patient)).rejects.toThrow('wrong')
})
