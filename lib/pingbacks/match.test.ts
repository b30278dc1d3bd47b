import { beforeEach, describe, expect, test } from 'vitest'
import { decideGoods } from '@/lib/deliveries/mutations'
import { env } from '@/lib/env'
import type { OrderId, PaymentRef, Uid } from '@/lib/ids'
import { findCandidates } from '@/lib/pingbacks/candidates'
import { applyMatch, type MatchItem, previewMatches } from '@/lib/pingbacks/match'
import { receivePingback } from '@/lib/pingbacks/receive'
import { orderIdOf } from '@/test/support/ids'
import { holdLocks } from '@/test/support/locks'
import { newBuyer, newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const settings = env()
Object.assign(settings, { PINGBACK_CUSTOM_PARAMETERS: ['price', 'price_currency', 'initial_ref'] })

// A busy machine is no reason to fail.
const patient = { lockWithin: 250, doneWithin: 60_000 }

type Parameters = Record<string, string | number | undefined>

/** Sends a genuine pingback that fits no order; returns its id in the ledger and its payment. */
async function putAside(parameters: Parameters): Promise<{ id: bigint; ref: string }> {
  const ref = newReference()
  const answer = await receivePingback(
    pingbackQuery({ type: 0, ref, uid: 'stranger', ...parameters }),
    '203.0.113.9',
  )
  expect(answer.body).toBe('OK')
  const [row] = await database.query<{ id: string; verdict: string }>(
    'SELECT id, verdict FROM pingbacks WHERE ref = $1',
    [ref],
  )
  expect(row?.verdict).toBe('quarantined')
  return { id: BigInt(row?.id ?? 0), ref }
}

async function shown(...items: MatchItem[]) {
  const preview = await previewMatches(items, patient)
  if (!preview.known) throw new Error('It was busy.')
  return preview.result
}

/** Everything that applying a pingback may change. */
async function everything(): Promise<unknown> {
  const tables = [
    'pingbacks',
    'pingback_attempts',
    'payments',
    'deliveries',
    'alerts',
    'outbox_jobs',
    'orders',
  ]
  const rows = tables.map((table) =>
    database.query<{ rows: string }>(`SELECT json_agg(t ORDER BY t::text)::text AS rows FROM ${table} t`),
  )
  return Promise.all(rows)
}

const held = async (orderId: string) =>
  (await database.query('SELECT FROM deliveries WHERE order_id = $1 AND withdrawn_at IS NULL', [orderId]))
    .length

describe('what applying would do', () => {
  test('is told, and undone', async () => {
    const order = await newOrder(database, { kinds: ['LICENCE', 'CREDITS'] })
    const { id, ref } = await putAside({ goodsid: 'gone' })
    const before = await everything()
    const [match] = await shown({ id, orderId: order.id })
    expect(match).toMatchObject({
      isApplied: true,
      verdict: 'applied',
      target: order.id,
      goods: 'delivers 1 licence and 100 credits',
      payment: { before: undefined, after: 'PAID' },
      sentence: `Payment: payment ${ref} of order ${order.id} is now PAID; 2 delivered.`,
      alerts: [],
    })
    expect(await everything()).toEqual(before)
  })

  test('is what the act then does', async () => {
    const order = await newOrder(database)
    const { id } = await putAside({ goodsid: 'gone' })
    const [match] = await shown({ id, orderId: order.id })
    const done = await applyMatch({ id, orderId: order.id, seen: match?.seen })
    expect(done).toEqual(match)
    expect(await held(order.id)).toBe(1)
  })

  test('shows the alerts that it would raise', async () => {
    const order = await newOrder(database)
    const first = await putAside({ goodsid: 'gone' })
    const second = await putAside({ goodsid: 'gone' })
    const [, match] = await shown({ id: first.id, orderId: order.id }, { id: second.id, orderId: order.id })
    expect(match).toMatchObject({ goods: '', alerts: [expect.stringContaining('has been paid 2 times')] })
    expect(await held(order.id)).toBe(0)
  })

  test('as it is: of an order that it finds by itself now', async () => {
    const order = await newOrder(database)
    const { id } = await putAside({ goodsid: 'later-id', uid: order.uid })
    await database.query(
      "INSERT INTO external_ids (id, order_id, price, currency) VALUES ('later-id', $1, 9.99, 'USD')",
      [order.id],
    )
    const [match] = await shown({ id, orderId: undefined })
    expect(match).toMatchObject({ isApplied: true, target: order.id, goods: 'delivers 1 licence' })
  })

  test('as it is: of nothing, it stays aside', async () => {
    const { id } = await putAside({ goodsid: 'gone' })
    expect(await shown({ id, orderId: undefined })).toMatchObject([
      { isApplied: false, verdict: 'quarantined', goods: '' },
    ])
  })

  test('of a reversal: what is taken back', async () => {
    const order = await newOrder(database)
    const paid = await putAside({ goodsid: 'gone' })
    await applyMatch({ id: paid.id, orderId: order.id })
    await receivePingback(
      pingbackQuery({ type: 2, reason: 9, ref: paid.ref, uid: 'stranger', goodsid: 'gone' }),
      '203.0.113.9',
    )
    const [row] = await database.query<{ id: string }>(
      'SELECT id FROM pingbacks WHERE ref = $1 AND type = 2',
      [paid.ref],
    )
    expect(await shown({ id: BigInt(row?.id ?? 0), orderId: order.id })).toMatchObject([
      { goods: 'takes back 1 licence', payment: { before: 'PAID', after: 'REVERSED' } },
    ])
  })

  test('does not wait long: an order that is being changed is busy', async () => {
    const order = await newOrder(database)
    const { id } = await putAside({ goodsid: 'gone' })
    const holder = await holdLocks(database)
    await holder.query('SELECT FROM orders WHERE id = $1 FOR UPDATE', [order.id])
    expect(await previewMatches([{ id, orderId: order.id }], patient)).toEqual({ known: false, why: 'busy' })
    await holder.commit()
  })
})

describe('the act', () => {
  test('a second time reports that it was applied: 1 grant', async () => {
    const order = await newOrder(database)
    const { id } = await putAside({ goodsid: 'gone' })
    const [match] = await shown({ id, orderId: order.id })
    const item = { id, orderId: order.id, seen: match?.seen }
    expect((await applyMatch(item)).isApplied).toBe(true)
    expect(await applyMatch(item)).toMatchObject({
      isApplied: false,
      sentence: expect.stringContaining('has already been applied'),
    })
    expect(await applyMatch({ id, orderId: order.id })).toMatchObject({
      isApplied: false,
      sentence: expect.stringContaining('already applied'),
    })
    expect(await held(order.id)).toBe(1)
  })

  test('of two operators at once: one applies it, the other reads that, 1 grant', async () => {
    const [one, other] = [await newOrder(database), await newOrder(database)]
    const { id } = await putAside({ goodsid: 'gone' })
    const items: (MatchItem & { seen: string | undefined })[] = []
    for (const { id: orderId } of [one, other]) {
      items.push({ id, orderId, seen: (await shown({ id, orderId }))[0]?.seen })
    }
    const results = await Promise.all(items.map((item) => applyMatch(item)))
    expect(results.filter(({ isApplied }) => isApplied)).toHaveLength(1)
    expect(results.filter(({ sentence }) => sentence.includes('has already been applied'))).toHaveLength(1)
    expect((await held(one.id)) + (await held(other.id))).toBe(1)
  })

  test.each<[string, (order: { id: OrderId; uid: Uid }) => Promise<unknown>]>([
    [
      'another payment came',
      async (order) =>
        receivePingback(
          pingbackQuery({ type: 0, ref: newReference(), uid: order.uid, goodsid: order.id }),
          undefined,
        ),
    ],
    [
      'an operator decided',
      (order) => decideGoods({ orderId: order.id, kind: 'WITHDRAW', actor: 'ann', reason: 'no' }),
    ],
  ])('is refused when %s since the preview', async (_, change) => {
    const order = await newOrder(database)
    const { id } = await putAside({ goodsid: 'gone' })
    const [match] = await shown({ id, orderId: order.id })
    await change(order)
    expect(await applyMatch({ id, orderId: order.id, seen: match?.seen })).toMatchObject({
      isApplied: false,
      sentence: expect.stringContaining('has changed since this page was loaded'),
    })
    const [row] = await database.query('SELECT verdict FROM pingbacks WHERE id = $1', [String(id)])
    expect(row).toEqual({ verdict: 'quarantined' })
  })

  test('is put off while somebody changes the order', async () => {
    const order = await newOrder(database)
    const { id } = await putAside({ goodsid: 'gone' })
    const holder = await holdLocks(database)
    await holder.query('SELECT FROM orders WHERE id = $1 FOR UPDATE', [order.id])
    expect(await applyMatch({ id, orderId: order.id }, 1)).toMatchObject({
      isApplied: false,
      sentence: expect.stringContaining('is being changed right now'),
    })
    await holder.commit()
    expect((await applyMatch({ id, orderId: order.id })).isApplied).toBe(true)
  })

  test('applies one that failed by a fault of the shop’s own', async () => {
    const order = await newOrder(database)
    const { id } = await putAside({ goodsid: 'gone' })
    await database.query("UPDATE pingbacks SET verdict = 'failed' WHERE id = $1", [String(id)])
    await database.query('UPDATE pingbacks SET parameters = parameters || $2 WHERE id = $1', [
      String(id),
      { goodsid: order.id, uid: order.uid },
    ])
    const [match] = await shown({ id, orderId: undefined })
    expect(match).toMatchObject({ isApplied: true, goods: 'delivers 1 licence' })
    expect((await applyMatch({ id, orderId: undefined, seen: match?.seen })).isApplied).toBe(true)
    expect(await held(order.id)).toBe(1)
  })

  test('that dies before its end has done nothing, and is done by the next: 1 grant', async () => {
    const order = await newOrder(database)
    const { id } = await putAside({ goodsid: 'gone' })
    await database.query(`
      CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'died'; END $$;
      CREATE TRIGGER die BEFORE INSERT ON pingback_attempts FOR EACH ROW EXECUTE FUNCTION die()`)
    await expect(applyMatch({ id, orderId: order.id })).rejects.toThrow('died')
    await database.query('DROP TRIGGER die ON pingback_attempts; DROP FUNCTION die()')
    expect(await held(order.id)).toBe(0)
    expect((await applyMatch({ id, orderId: order.id })).isApplied).toBe(true)
    expect(await held(order.id)).toBe(1)
  })
})

describe('refused', () => {
  test.each<[string, Parameters, string]>([
    ['another currency', { price: '9.99', price_currency: 'EUR' }, 'paid in EUR'],
    ['another currency, no price', { price_currency: 'JPY' }, 'paid in JPY'],
    ['less than it costs', { price: '1.00', price_currency: 'USD' }, 'names the price $1.00'],
    ['more than it costs', { price: '99.90', price_currency: 'USD' }, 'it is for something else'],
  ])('%s', async (_, parameters, why) => {
    const order = await newOrder(database)
    const { id } = await putAside({ goodsid: 'gone', ...parameters })
    const before = await everything()
    const [match] = await shown({ id, orderId: order.id })
    expect(match).toMatchObject({ isApplied: false, verdict: undefined })
    const done = await applyMatch({ id, orderId: order.id, seen: match?.seen })
    expect(done.isApplied).toBe(false)
    expect(done.sentence).toContain(why)
    expect(await everything()).toEqual(before)
  })

  test('a price that was rounded is no other price', async () => {
    const order = await newOrder(database)
    const { id } = await putAside({ goodsid: 'gone', price: '10.00', price_currency: 'USD' })
    expect((await applyMatch({ id, orderId: order.id })).isApplied).toBe(true)
  })

  test('an order that is not there, a pingback that is not there', async () => {
    const { id } = await putAside({ goodsid: 'gone' })
    expect(await applyMatch({ id, orderId: orderIdOf('nosuchorder') })).toMatchObject({
      isApplied: false,
      sentence: 'There is no order nosuchorder.',
    })
    expect(await applyMatch({ id: 999_999n, orderId: undefined })).toMatchObject({
      isApplied: false,
      sentence: 'There is no pingback 999999.',
    })
  })

  test('a payment of another order: it stays aside', async () => {
    const [order, other] = [await newOrder(database), await newOrder(database)]
    const { id, ref } = await putAside({ goodsid: 'gone' })
    await receivePingback(pingbackQuery({ type: 200, ref, uid: other.uid, goodsid: other.id }), undefined)
    expect(await applyMatch({ id, orderId: order.id })).toMatchObject({
      isApplied: false,
      verdict: 'quarantined',
      sentence: expect.stringContaining(`already belongs to order ${other.id}`),
    })
  })
})

describe('candidates', () => {
  const at = new Date()
  const candidatesOf = async (id: bigint) => {
    const [stored] = await database.query<{
      ref: PaymentRef
      type: number
      parameters: Record<string, string>
      receivedAt: Date
    }>('SELECT ref, type, parameters, received_at AS "receivedAt" FROM pingbacks WHERE id = $1', [String(id)])
    if (!stored) throw new Error('There is no such pingback.')
    return findCandidates(stored, at)
  }

  beforeEach(async () => {
    // Orders of other tests were placed within the hour too.
    await database.query(
      "UPDATE orders SET created_at = created_at - interval '10 days', expires_at = now() - interval '1 day'",
    )
  })

  test('the buyer’s own open order comes first, with its reasons', async () => {
    const uid = await newBuyer(database)
    const old = await newOrder(database, { uid })
    await receivePingback(pingbackQuery({ type: 0, ref: newReference(), uid, goodsid: old.id }), undefined)
    await database.query("UPDATE orders SET created_at = created_at - interval '5 days'")
    const open = await newOrder(database, { uid })
    const { id } = await putAside({ goodsid: 'gone', uid, price: '9.99', price_currency: 'USD' })
    const found = await candidatesOf(id)
    expect(found.map(({ orderId }) => orderId)).toEqual([open.id, old.id])
    expect(found[0]?.reasons).toEqual([
      'the same buyer',
      expect.stringMatching(/^the same price, /),
      'it has not been paid yet',
      'it was placed within the hour before',
    ])
    expect(found[0]?.refused).toBeUndefined()
  })

  test('another buyer’s order of the same price, placed just before', async () => {
    const near = await newOrder(database, { amount: 1234 })
    await newOrder(database, { amount: 777 })
    const { id } = await putAside({ goodsid: 'gone', price: '12.34', price_currency: 'USD' })
    expect(await candidatesOf(id)).toMatchObject([{ orderId: near.id, amount: 1234, state: 'pending' }])
  })

  test('an id that was cut or written in capitals', async () => {
    const order = await newOrder(database)
    const { id } = await putAside({ goodsid: `SHOP-${order.id.toUpperCase()}` })
    expect((await candidatesOf(id))[0]).toMatchObject({
      orderId: order.id,
      reasons: expect.arrayContaining(['the id that it names holds this order’s']),
    })
  })

  test('a buyer by the e-mail address, as charges without a uid tell it', async () => {
    const order = await newOrder(database)
    const { id } = await putAside({ goodsid: 'gone', uid: `${order.uid}@example.com` })
    expect((await candidatesOf(id))[0]).toMatchObject({
      orderId: order.id,
      reasons: expect.arrayContaining(['the same buyer, by the e-mail address']),
    })
  })

  test('an order in another currency is shown, with why it can’t be', async () => {
    const order = await newOrder(database)
    const { id } = await putAside({ goodsid: order.id, uid: order.uid, price: '9.99', price_currency: 'EUR' })
    expect((await candidatesOf(id))[0]).toMatchObject({
      orderId: order.id,
      refused: expect.stringContaining('paid in EUR'),
    })
  })

  test('none, where nothing matches', async () => {
    await newOrder(database)
    const { id } = await putAside({ goodsid: 'gone', price: '55.55', price_currency: 'USD' })
    expect(await candidatesOf(id)).toEqual([])
  })
})
