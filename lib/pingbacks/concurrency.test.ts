import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listLibrary } from '@/lib/deliveries/data'
import { decideGoods } from '@/lib/deliveries/mutations'
import { reapplyPingback } from '@/lib/pingbacks/mutations'
import { receivePingback } from '@/lib/pingbacks/receive'
import { type Holder, holdLocks } from '@/test/support/locks'
import { newBuyer, newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'
import { propertyRuns } from '@/test/support/thoroughness'

const database = await testDatabase()
process.env.PINGBACK_CUSTOM_PARAMETERS = 'initial_ref'

type Parameters = Record<string, string | number | undefined>

/** Sends until it is answered `OK`, as the provider does, without its half hour between. */
async function insist(parameters: Parameters): Promise<void> {
  const query = pingbackQuery(parameters)
  for (let tries = 0; tries < 50; tries++) {
    if ((await receivePingback(query, undefined)).body === 'OK') return
  }
  throw new Error(`never OK: ${query}`)
}

/** Applies a stored event as the worker does: again, when it met another in flight. */
async function asTheWorker(id: bigint): Promise<void> {
  await reapplyPingback(id, { live: false }).catch(() => reapplyPingback(id, { live: false }))
}

/** Orders whose goods are held without a payment that is PAID, or the reverse, and nobody decided so. Always empty. */
const violations = () =>
  database.query(`
    SELECT o.id, array_agg(p.state) AS payments, d.withdrawn_at
    FROM orders o JOIN order_lines l ON l.order_id = o.id
    LEFT JOIN payments p ON p.order_id = o.id LEFT JOIN deliveries d ON d.order_line_id = l.id
    WHERE NOT EXISTS (SELECT FROM decisions WHERE order_id = o.id)
    GROUP BY o.id, d.id
    HAVING (d.id IS NOT NULL AND d.withdrawn_at IS NULL) <> coalesce(bool_or(p.state = 'PAID'), false)`)

describe('many at once', () => {
  test('300 identical: each answered OK, one ledger row, 1 grant', async () => {
    const order = await newOrder(database)
    const query = pingbackQuery({ uid: order.uid, goodsid: order.id, type: 0, ref: newReference() })
    const answers = await Promise.all(Array.from({ length: 300 }, () => receivePingback(query, undefined)))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`))).toEqual(new Set(['200 OK']))
    expect(answers.filter(({ headers }) => !headers['X-Pingback-Result'])).toHaveLength(1)
    expect(await database.query('SELECT FROM pingbacks WHERE order_id = $1', [order.id])).toHaveLength(1)
    expect(await listLibrary(order.uid)).toHaveLength(1)
  })

  test('mixed events, 100 at a time, refs that cross orders, with and without goodsid: goods are held exactly for paid orders', async () => {
    const uid = await newBuyer(database)
    for (let batch = 0; batch < propertyRuns(100); batch++) {
      const orders = await Promise.all(Array.from({ length: 4 }, () => newOrder(database, { uid })))
      const refs = Array.from({ length: 20 }, newReference)
      const event = fc.record({
        goodsid: fc.option(fc.constantFrom(...orders.map(({ id }) => id)), { nil: undefined, freq: 4 }),
        ref: fc.constantFrom(...refs),
        type: fc.constantFrom(0, 1, 2, 12, 200, 201, 202, 203, 220),
        initial_ref: fc.option(fc.constantFrom(...refs), { nil: undefined, freq: 1 }),
      })
      await Promise.all(fc.sample(event, 100).map((each) => insist({ uid, ...each })))
    }
    expect(await violations()).toEqual([])
    expect(await database.query("SELECT FROM pingbacks WHERE verdict = 'failed'")).toEqual([])

    // What waited for its order and is applied later keeps to the same.
    const waiting = await database.query<{ id: string }>(
      "SELECT id FROM pingbacks WHERE verdict = 'quarantined'",
    )
    for (let start = 0; start < waiting.length; start += 8) {
      await Promise.all(waiting.slice(start, start + 8).map(({ id }) => asTheWorker(BigInt(id))))
    }
    expect(await violations()).toEqual([])
  }, 1_800_000)
})

describe('a decision at the same moment as payments', () => {
  test('goods end as the decision says, in either order: at most 1 grant', async () => {
    for (let round = 0; round < 40; round++) {
      const order = await newOrder(database)
      const ref = newReference()
      const kind = round % 2 === 0 ? ('GRANT' as const) : ('WITHDRAW' as const)
      await Promise.all([
        insist({ uid: order.uid, goodsid: order.id, type: 0, ref }),
        insist({ uid: order.uid, goodsid: order.id, type: 2, reason: 1, ref }),
        decideGoods({ orderId: order.id, kind, actor: 'ann', reason: 'why' }),
      ])
      const deliveries = await database.query<{ held: boolean }>(
        'SELECT withdrawn_at IS NULL AS held FROM deliveries WHERE order_id = $1',
        [order.id],
      )
      expect(deliveries.length).toBeLessThanOrEqual(1)
      expect(deliveries.some(({ held }) => held)).toBe(kind === 'GRANT')
    }
  })

  test('of two opposite ones at once, the one with the higher number counts', async () => {
    for (let round = 0; round < 20; round++) {
      const order = await newOrder(database)
      const decide = (kind: 'GRANT' | 'WITHDRAW') =>
        decideGoods({ orderId: order.id, kind, actor: 'ann', reason: 'why' })
      await Promise.all([decide('GRANT'), decide('WITHDRAW')])
      const [end] = await database.query(
        `SELECT (SELECT kind FROM decisions WHERE order_id = $1 ORDER BY id DESC LIMIT 1) = 'GRANT' AS wanted,
                EXISTS (SELECT FROM deliveries WHERE order_id = $1 AND withdrawn_at IS NULL) AS held`,
        [order.id],
      )
      expect(end?.held).toBe(end?.wanted)
    }
  })
})

describe('an event without goodsid that meets its payment in flight', () => {
  test('a reversal, while the payment is not yet committed: 1 grant, withdrawn', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    const payment = JSON.stringify({
      label: 'Payment',
      disposition: 'apply',
      ref,
      type: 0,
      part: '',
      digest: '\\x00',
      parameters: {},
      goodsid: order.id,
      uid: order.uid,
      state: 'PAID',
      is_test: false,
      partial: false,
    })
    const holder = await holdLocks(database)
    await holder.query(`SELECT apply_pingback($1, '[{"elapsed_ms": 0, "parameters": {}}]')`, [payment])
    const reversal = insist({ uid: order.uid, type: 2, ref })
    expect(await holder.isWaitedFor(reversal)).toBe(true)
    await holder.commit()
    await reversal
    const [delivery] = await database.query(
      'SELECT withdrawn_at IS NULL AS held FROM deliveries WHERE order_id = $1',
      [order.id],
    )
    expect(delivery).toEqual({ held: false })
    expect(await violations()).toEqual([])
  })
})

describe('who changes what an order has', () => {
  const lockOrder = (holder: Holder, id: string) =>
    holder.query('SELECT FROM orders WHERE id = $1 FOR NO KEY UPDATE', [id])

  /** Whether some work waits for an order that somebody else has locked; it goes on as soon as that one is done. */
  async function waitsFor(orderId: string, work: () => Promise<unknown>) {
    const holder = await holdLocks(database)
    await lockOrder(holder, orderId)
    const working = work()
    const isWaitedFor = await holder.isWaitedFor(working)
    await holder.commit()
    await working
    return isWaitedFor
  }
  const held = async (orderId: string) =>
    (await database.query('SELECT FROM deliveries WHERE order_id = $1 AND withdrawn_at IS NULL', [orderId]))
      .length

  test.each([0, 2, 12, 200, 202, 203, 220])('a pingback of type %d waits for the order', async (type) => {
    const order = await newOrder(database)
    const sent = { uid: order.uid, goodsid: order.id, type, ref: newReference() }
    expect(await waitsFor(order.id, () => insist(sent))).toBe(true)
    expect(await held(order.id)).toBe(type === 0 ? 1 : 0)
  })

  test('a decision waits for the order', async () => {
    const order = await newOrder(database)
    const decide = () => decideGoods({ orderId: order.id, kind: 'GRANT', actor: 'ann', reason: 'why' })
    expect(await waitsFor(order.id, decide)).toBe(true)
    expect(await held(order.id)).toBe(1)
  })

  test('what is applied again waits for the order', async () => {
    const order = await newOrder(database)
    const id = await putAside(order)
    const apply = () => reapplyPingback(id, { live: false, orderId: order.id })
    expect(await waitsFor(order.id, apply)).toBe(true)
    expect(await held(order.id)).toBe(1)
  })

  test('two applying it again at the same moment: one succeeds, the other reads that', async () => {
    const order = await newOrder(database)
    const id = await putAside(order)
    const holder = await holdLocks(database)
    await lockOrder(holder, order.id)
    const both = Promise.all([1, 2].map(() => reapplyPingback(id, { live: false, orderId: order.id })))
    expect(await holder.isWaitedFor(both, 2)).toBe(true)
    await holder.commit()
    expect((await both).map(({ verdict }) => verdict).sort()).toEqual(['applied', 'duplicate'])
    expect(await held(order.id)).toBe(1)
  })

  /** A payment that is stored without an order; returns its number in the ledger. */
  async function putAside({ uid }: { uid: string }): Promise<bigint> {
    const ref = newReference()
    await insist({ uid, type: 0, ref, goodsid: 'test_product' })
    const [entry] = await database.query<{ id: string }>('SELECT id FROM pingbacks WHERE ref = $1', [ref])
    return BigInt(entry?.id ?? 0)
  }
})
