import { expect, test } from 'vitest'
import { creditBalance } from '@/lib/deliveries/data'
import { recordClubDownload, spendCredits } from '@/lib/deliveries/mutations'
import { newId } from '@/lib/ids'
import { newBuyer, newOrder } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

/** A buyer who holds a hundred credits. */
async function buyerWithCredits() {
  const order = await newOrder(database, { kinds: ['CREDITS'] })
  await database.query(
    `INSERT INTO deliveries (id, order_line_id, order_id, uid, kind, credits, granted_at)
     SELECT $1, id, order_id, $2, 'CREDITS', 100, now() FROM order_lines WHERE order_id = $3`,
    [newId(), order.uid, order.id],
  )
  return order
}

test('a spend lowers the balance once, however often it is repeated', async () => {
  const { uid } = await buyerWithCredits()
  const spend = { uid, key: 'poster', credits: 30, purpose: 'Poster' }
  expect(await spendCredits(spend)).toEqual({ ok: true, balance: 70 })
  expect(await spendCredits(spend)).toEqual({ ok: true, balance: 70 })
  expect(await creditBalance(uid)).toBe(70)
})

test('of many spends at once, no more than the credits are spent', async () => {
  const { uid } = await buyerWithCredits()
  const spends = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      spendCredits({ uid, key: `print ${n}`, credits: 30, purpose: 'Print' }),
    ),
  )
  expect(spends.filter(({ ok }) => ok)).toHaveLength(3)
  expect(await creditBalance(uid)).toBe(10)
})

test('a buyer without credits spends none', async () => {
  const uid = await newBuyer(database)
  expect(await spendCredits({ uid, key: 'poster', credits: 1, purpose: 'Poster' })).toEqual({
    ok: false,
    balance: 0,
  })
})

test('the balance falls below zero when credits are withdrawn after they were spent', async () => {
  const { id, uid } = await buyerWithCredits()
  await spendCredits({ uid, key: 'poster', credits: 40, purpose: 'Poster' })
  await database.query('UPDATE deliveries SET withdrawn_at = now() WHERE order_id = $1', [id])
  expect(await creditBalance(uid)).toBe(-40)
  expect(await spendCredits({ uid, key: 'print', credits: 1, purpose: 'Print' })).toEqual({
    ok: false,
    balance: -40,
  })
})

test('a file of a club is recorded under the membership that gives it', async () => {
  const membership = await newOrder(database, { kinds: ['MEMBERSHIP'] })
  const fetched = { fileName: 'owl.pdf', address: '203.0.113.9', userAgent: null }
  await recordClubDownload(membership.id, fetched)
  const downloads = () =>
    database.query('SELECT file_name, address, user_agent FROM downloads WHERE order_id = $1', [
      membership.id,
    ])
  // Not delivered, so nothing that a file could belong to.
  expect(await downloads()).toEqual([])
  await database.query(
    `INSERT INTO deliveries (id, order_line_id, order_id, uid, kind, granted_at)
     SELECT $1, id, order_id, $2, 'MEMBERSHIP', now() FROM order_lines WHERE order_id = $3`,
    [newId(), membership.uid, membership.id],
  )
  await recordClubDownload(membership.id, fetched)
  expect(await downloads()).toEqual([{ file_name: 'owl.pdf', address: '203.0.113.9', user_agent: null }])
})
