import { beforeAll, describe, expect, test } from 'vitest'
import { receivePingback } from '@/lib/pingbacks/receive'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'
import { wireTo } from '@/test/support/wire'

const database = await testDatabase()
const wire = await wireTo(database.url)
process.env.DATABASE_URL = wire.url

type Order = { id: string; uid: string }
type Parameters = Record<string, string | number | undefined>

const queryOf = (order: Order, parameters: Parameters) =>
  pingbackQuery({ uid: order.uid, goodsid: order.id, ...parameters })

describe('round trips to the database', () => {
  let order: Order
  const ref = newReference()

  beforeAll(async () => {
    order = await newOrder(database, { kinds: ['LICENCE', 'DOWNLOAD', 'CREDITS'] })
    // Opens the listener's connection, which stays.
    await receivePingback(queryOf(order, { type: 12, ref: newReference() }), undefined)
  })

  test.each<[string, number, () => Parameters]>([
    ['a payment', 1, () => ({ type: 0, ref })],
    ['a repetition', 1, () => ({ type: 0, ref })],
    ['other content', 1, () => ({ type: 0, ref, is_test: 1 })],
    ['a second payment', 1, () => ({ type: 0, ref: newReference() })],
    ['a partial refund', 1, () => ({ type: 220, ref })],
    ['a reversal for fraud', 1, () => ({ type: 2, ref, reason: 2 })],
    ['an event of an unknown order', 1, () => ({ type: 0, ref: newReference(), goodsid: 'none' })],
    ['an event without goodsid', 1, () => ({ type: 2, ref: newReference(), goodsid: undefined })],
    ['an unknown type', 1, () => ({ type: 77, ref })],
  ])('%s: %d', async (_, expected, parameters) => {
    const before = wire.roundTrips()
    const answer = await receivePingback(queryOf(order, parameters()), undefined)
    expect(answer.body).toBe('OK')
    expect(wire.roundTrips() - before).toBe(expected)
  })

  test('what is not genuine: 0', async () => {
    const before = wire.roundTrips()
    const forged = queryOf(order, { type: 0, ref: newReference() }).replace('type=0', 'type=1')
    expect((await receivePingback(forged, undefined)).body).toBe('NOK')
    expect(wire.roundTrips() - before).toBe(0)
  })
})
