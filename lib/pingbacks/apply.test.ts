import { describe, expect, test } from 'vitest'
import { enterRefund, previewEnteredRefund } from '@/lib/charges/enter-refund'
import { creditBalance, listLibrary } from '@/lib/deliveries/data'
import { decideGoods } from '@/lib/deliveries/mutations'
import { env } from '@/lib/env'
import type { OrderId, Uid } from '@/lib/ids'
import { findOrder } from '@/lib/orders/data'
import { createOrder } from '@/lib/orders/mutations'
import { orderState } from '@/lib/orders/state'
import { parsePingback } from '@/lib/paymentwall/pingback'
import { readEvent } from '@/lib/pingbacks/event'
import { applyPingback, pruneLog, reapplyPingback } from '@/lib/pingbacks/mutations'
import { receivePingback } from '@/lib/pingbacks/receive'
import { orderIdOf, refOf } from '@/test/support/ids'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
process.env.PINGBACK_CUSTOM_PARAMETERS =
  'price,price_currency,paid_currency,initial_ref,subscription_id,paid_at,next_charge_at,note'

type Order = { id: OrderId; uid: Uid }
type Parameters = Record<string, string | number | undefined>

/** Sends one genuine pingback for an order. */
const notify = (order: Order, parameters: Parameters) =>
  receivePingback(pingbackQuery({ uid: order.uid, goodsid: order.id, ...parameters }), '203.0.113.9')

const isApplied = { status: 200, body: 'OK', headers: {} }
const isDuplicate = { status: 200, body: 'OK', headers: { 'X-Pingback-Result': 'duplicate' } }

/** An order as its buyer sees it, and how often goods were granted for it. */
async function seen(order: Order) {
  const found = await findOrder(order.id, order.uid)
  if (!found) throw new Error('the order is gone')
  const library = await listLibrary(order.uid)
  return {
    state: orderState(found, new Date()),
    grants: found.lines.filter((line) => line.delivery).length,
    held: library.filter((item) => item.orderId === order.id).length,
  }
}

const alertsOf = async (...subjects: string[]) =>
  (
    await database.query<{ kind: string }>(
      'SELECT kind FROM alerts WHERE subject = ANY($1) OR split_part(subject, $2, 1) = ANY($1) ORDER BY kind::text',
      [subjects, ':'],
    )
  ).map(({ kind }) => kind)

const ledgerOf = (ref: string) =>
  database.query<{ id: string; type: number; part: string; verdict: string; order_id: string | null }>(
    'SELECT id, type, part, verdict, order_id FROM pingbacks WHERE ref = $1 ORDER BY id',
    [ref],
  )

const lastAttempt = async () => {
  const [attempt] = await database.query<{ verdict: string; sentence: string; order_id: string | null }>(
    'SELECT verdict, sentence, order_id FROM pingback_attempts ORDER BY id DESC LIMIT 1',
  )
  return attempt
}

const grantsInWords = (grants: number, held: number) =>
  `${grants} ${grants === 1 ? 'grant' : 'grants'}${grants > held ? ', withdrawn' : ''}`

/**
 * Events in short: a type, with `/` its reason, and before a `:` the payment where an order has several. `0`, `2/10`,
 * `b:0`.
 */
async function play(order: Order, events: readonly string[]): Promise<Record<string, string>> {
  const references: Record<string, string> = {}
  for (const event of events) {
    const [, payment = 'a', type, reason] = /^(?:(\w):)?(\d+)(?:\/(\d+))?$/.exec(event) ?? []
    references[payment] ??= newReference()
    const answer = await notify(order, { type, reason, ref: references[payment] })
    expect(answer.body).toBe('OK')
  }
  return references
}

type Case = [events: string[], state: string, grants: number, held: number]

function cases(table: Case[]) {
  for (const [events, state, grants, held] of table) {
    test(`${events.join(' then ')}: ${grantsInWords(grants, held)}, the order is ${state}`, async () => {
      const order = await newOrder(database)
      await play(order, events)
      expect(await seen(order)).toEqual({ state, grants, held })
    })
  }
}

describe('one payment', () => {
  cases([
    [['0'], 'paid', 1, 1],
    [['1'], 'paid', 1, 1],
    [['201'], 'paid', 1, 1],
    [['200'], 'under_review', 0, 0],
    [['202'], 'failed', 0, 0],
    [['203'], 'failed', 0, 0],
    [['2'], 'refunded', 0, 0],
    [['2/1'], 'charged_back', 0, 0],
    [['2/2'], 'charged_back', 0, 0],
    [['2/3'], 'charged_back', 0, 0],
    [['2/4'], 'refunded', 0, 0],
    [['2/9'], 'refunded', 0, 0],
    [['2/77'], 'refunded', 0, 0],
    [['2/10'], 'pending', 0, 0],
    [['220'], 'pending', 0, 0],
    [['12'], 'pending', 0, 0],
    [['13'], 'pending', 0, 0],
    [['14'], 'pending', 0, 0],
    [['99'], 'pending', 0, 0],
    [['0', '0'], 'paid', 1, 1],
    [['0', '201', '1', '0'], 'paid', 1, 1],
    [['200', '201', '0'], 'paid', 1, 1],
    [['0', '2', '0', '2'], 'refunded', 1, 0],
    [['0', '2/1'], 'charged_back', 1, 0],
    [['0', '220', '2/1'], 'charged_back', 1, 0],
    [['0', '2/10', '2/9'], 'refunded', 1, 0],
    [['0', '12', '13', '14', '99'], 'paid', 1, 1],
  ])
})

describe('two payments of one order', () => {
  cases([
    [['a:0', 'b:0'], 'paid', 1, 1],
    [['a:0', 'b:0', 'a:2'], 'paid', 1, 1],
    [['a:0', 'b:0', 'b:2'], 'paid', 1, 1],
    [['a:0', 'b:0', 'a:2', 'b:2/1'], 'charged_back', 1, 0],
    [['a:0', 'a:2', 'b:0'], 'paid', 1, 1],
    [['a:202', 'b:0'], 'paid', 1, 1],
    [['a:202', 'b:200'], 'under_review', 0, 0],
    [['a:2', 'b:202'], 'refunded', 0, 0],
    [['a:2', 'b:200'], 'under_review', 0, 0],
    [['a:203', 'b:202'], 'failed', 0, 0],
    [['a:0', 'b:200'], 'paid', 1, 1],
    [['a:0', 'b:202'], 'paid', 1, 1],
  ])

  test('the licence key stays the same when goods come back: 1 grant', async () => {
    const order = await newOrder(database)
    await play(order, ['a:0'])
    const [before] = await listLibrary(order.uid)
    await play(order, ['b:0', 'b:2', 'c:0'])
    const [after] = await listLibrary(order.uid)
    expect(before?.licenceKey).toMatch(/^(?:[0-9A-F]{5}-){4}[0-9A-F]{5}$/)
    expect([after?.id, after?.licenceKey]).toEqual([before?.id, before?.licenceKey])
  })
})

describe('both orders of every pair of types have the same result', () => {
  const ranks: Record<string, number> = { 200: 1, 0: 2, 1: 2, 201: 2, 203: 3, 202: 4, 2: 5 }
  const states = ['pending', 'under_review', 'paid', 'failed', 'failed', 'refunded']
  const rank = (events: readonly string[]) => Math.max(0, ...events.map((event) => ranks[event] ?? 0))
  const types = [...Object.keys(ranks), '2/10', '220', '12', '13', '14', '99']

  cases(
    types.flatMap((first) =>
      types
        .filter((second) => second !== first)
        .map((second): Case => {
          const end = rank([first, second])
          const granted = end === 2 || rank([first]) === 2
          return [[first, second], states[end] ?? '', granted ? 1 : 0, end === 2 ? 1 : 0]
        }),
    ),
  )
})

describe('an order of several lines', () => {
  test('each line once: 3 grants, and the credits count', async () => {
    const order = await newOrder(database, { kinds: ['LICENCE', 'DOWNLOAD', 'CREDITS'] })
    await play(order, ['0', '201', 'b:0'])
    expect(await seen(order)).toEqual({ state: 'paid', grants: 3, held: 3 })
    expect(await creditBalance(order.uid)).toBe(100)
  })

  test('credits that were spent before a refund: 1 grant, withdrawn, a balance below zero', async () => {
    const order = await newOrder(database, { kinds: ['CREDITS'] })
    const { a: ref } = await play(order, ['0'])
    await database.query(
      "INSERT INTO credit_spends (id, uid, key, credits, purpose) VALUES ($1, $1, 'k', 30, 'print')",
      [order.uid],
    )
    expect(await creditBalance(order.uid)).toBe(70)
    await notify(order, { type: 2, ref })
    expect(await seen(order)).toEqual({ state: 'refunded', grants: 1, held: 0 })
    expect(await creditBalance(order.uid)).toBe(-30)
  })
})

describe('repetition', () => {
  test('the same again: OK, said to be a duplicate, 1 grant', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    expect(await notify(order, { type: 0, ref })).toEqual(isApplied)
    expect(await lastAttempt()).toEqual({
      verdict: 'applied',
      sentence: `Payment: payment ${ref} of order ${order.id} is now PAID; 1 delivered.`,
      order_id: order.id,
    })
    expect(await notify(order, { type: 0, ref })).toEqual(isDuplicate)
    expect(await lastAttempt()).toEqual({
      verdict: 'duplicate',
      sentence: `Payment: payment ${ref} was already reported; nothing changes.`,
      order_id: order.id,
    })
    expect(await ledgerOf(ref)).toHaveLength(1)
  })

  test('the same under a rotated secret or the other version is the same: 1 grant', async () => {
    const order = await newOrder(database)
    const parameters = { uid: order.uid, goodsid: order.id, type: 0, ref: newReference() }
    const brickTest = process.env.BRICK_PRIVATE_KEY
    expect(await receivePingback(pingbackQuery(parameters), undefined)).toEqual(isApplied)
    expect(await receivePingback(pingbackQuery(parameters, { secret: brickTest }), undefined)).toEqual(
      isDuplicate,
    )
    const least = env().PAYMENTWALL_MIN_SIGN_VERSION
    try {
      env().PAYMENTWALL_MIN_SIGN_VERSION = 2
      expect(await receivePingback(pingbackQuery(parameters, { version: 2 }), undefined)).toEqual(isDuplicate)
    } finally {
      env().PAYMENTWALL_MIN_SIGN_VERSION = least
    }
    expect(await alertsOf(parameters.ref)).toEqual([])
    expect(await seen(order)).toEqual({ state: 'paid', grants: 1, held: 1 })
  })

  test('other content under the same key: OK, nothing changes, one alert for each content, 1 grant', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    await notify(order, { type: 0, ref })
    for (const note of ['one', 'one', 'two']) {
      expect(await notify(order, { type: 0, ref, note })).toEqual(isApplied)
      expect((await lastAttempt())?.verdict).toBe('conflict')
    }
    expect(await seen(order)).toEqual({ state: 'paid', grants: 1, held: 1 })
    expect(await alertsOf(ref)).toEqual(['conflict', 'conflict'])
  })

  test('a replay after a year, when the log is long pruned: 1 grant', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    await notify(order, { type: 0, ref })
    await notify(order, { type: 2, ref })
    await database.query("UPDATE pingbacks SET received_at = now() - interval '1 year' WHERE ref = $1", [ref])
    await database.query(
      "UPDATE pingback_attempts SET received_at = now() - interval '1 year' WHERE order_id = $1",
      [order.id],
    )
    expect((await pruneLog()).deleted).toBeGreaterThanOrEqual(2)
    expect(await notify(order, { type: 0, ref })).toEqual(isDuplicate)
    expect(await seen(order)).toEqual({ state: 'refunded', grants: 1, held: 0 })
  })
})

describe('partial refunds', () => {
  const paidOrder = async () => {
    const order = await newOrder(database)
    const ref = newReference()
    await notify(order, { type: 0, ref })
    return { order, ref }
  }

  test.each([
    [220, undefined],
    [2, 10],
  ])('two of type %s, each with its id: both are stored, a task for each, 1 grant', async (type, reason) => {
    const { order, ref } = await paidOrder()
    for (const id of ['r1', 'r2', 'r1']) {
      const answer = await notify(order, { type, reason, ref, merchant_refund_id: id })
      expect(answer.body).toBe('OK')
    }
    expect((await ledgerOf(ref)).map(({ part }) => part)).toEqual(['', 'r1', 'r2'])
    expect(await alertsOf(ref)).toEqual(['partial_refund', 'partial_refund'])
    expect(await seen(order)).toEqual({ state: 'paid', grants: 1, held: 1 })
  })

  test('without an id, the content distinguishes them: 1 grant', async () => {
    const { order, ref } = await paidOrder()
    for (const refund_amount of ['1.00', '2.00', '1.00']) {
      await notify(order, { type: 220, ref, refund_amount, paid_currency: 'USD' })
    }
    expect(await ledgerOf(ref)).toHaveLength(3)
    expect(await seen(order)).toEqual({ state: 'paid', grants: 1, held: 1 })
  })

  test.each<[string, [amount: string, currency: string | undefined][], string, number]>([
    [
      'reaching the price in the currency of the order',
      [
        ['4.99', 'USD'],
        ['5.00', 'USD'],
      ],
      'refunded',
      0,
    ],
    ['all of it at once', [['9.99', 'USD']], 'refunded', 0],
    [
      'a cent short of the price',
      [
        ['4.99', 'USD'],
        ['4.99', 'USD'],
      ],
      'paid',
      1,
    ],
    [
      'in a currency that is not known',
      [
        ['9.99', undefined],
        ['9.99', undefined],
      ],
      'paid',
      1,
    ],
    [
      'in another currency',
      [
        ['9.99', 'JPY'],
        ['999', 'JPY'],
      ],
      'paid',
      1,
    ],
  ])('%s', async (_, refunds, state, held) => {
    const { order, ref } = await paidOrder()
    for (const [refund_amount, paid_currency] of refunds) {
      await notify(order, { type: 220, ref, refund_amount, paid_currency })
    }
    expect(await seen(order)).toEqual({ state, grants: 1, held })
  })

  test('reaching the price before the payment is notified: 0 grants', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    await notify(order, { type: 220, ref, refund_amount: '9.99', paid_currency: 'USD' })
    await notify(order, { type: 0, ref })
    expect(await seen(order)).toEqual({ state: 'refunded', grants: 0, held: 0 })
  })

  test('reason 10 without amounts never withdraws: 1 grant', async () => {
    const { order, ref } = await paidOrder()
    for (const id of ['r1', 'r2', 'r3']) {
      await notify(order, { type: 2, reason: 10, ref, merchant_refund_id: id })
    }
    expect(await seen(order)).toEqual({ state: 'paid', grants: 1, held: 1 })
  })

  test('a chargeback after a partial refund: 1 grant, withdrawn', async () => {
    const { order, ref } = await paidOrder()
    await notify(order, { type: 220, ref, refund_amount: '1.00', paid_currency: 'USD' })
    await notify(order, { type: 2, reason: 1, ref })
    expect(await seen(order)).toEqual({ state: 'charged_back', grants: 1, held: 0 })
  })
})

describe('which order', () => {
  test('by goodsid: 1 grant', async () => {
    const order = await newOrder(database)
    await notify(order, { type: 0, ref: newReference() })
    expect(await seen(order)).toMatchObject({ grants: 1, held: 1 })
  })

  test('without goodsid, by the payment: 1 grant, withdrawn', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    await notify(order, { type: 0, ref })
    await notify(order, { type: 2, ref, goodsid: undefined })
    expect(await seen(order)).toEqual({ state: 'refunded', grants: 1, held: 0 })
  })

  test('without goodsid, by the first payment of a subscription: 1 grant, kept after the first is reversed', async () => {
    const order = await newOrder(database)
    const [ref, renewal] = [newReference(), newReference()]
    await notify(order, { type: 0, ref })
    await notify(order, { type: 0, ref: renewal, initial_ref: ref, goodsid: undefined })
    await notify(order, { type: 2, ref })
    expect(await seen(order)).toEqual({ state: 'paid', grants: 1, held: 1 })
  })

  test.each([
    ['as it is', (chargeId: string) => chargeId],
    ['behind a letter', (chargeId: string) => `b${chargeId}`],
  ])('without goodsid, by the charge id, %s: 1 grant', async (_, refOf) => {
    const order = await newOrder(database)
    const chargeId = newReference().slice(1)
    await database.query(
      "INSERT INTO charge_attempts (id, order_id, state, charge_id, updated_at) VALUES ($1, $2, 'SUCCEEDED', $1, now())",
      [chargeId, order.id],
    )
    await notify(order, { type: 0, ref: refOf(chargeId), goodsid: undefined })
    expect(await seen(order)).toEqual({ state: 'paid', grants: 1, held: 1 })
  })

  test('the uid in another case is the same user: 1 grant', async () => {
    const order = await newOrder(database)
    await notify(order, { uid: order.uid.toUpperCase(), type: 0, ref: newReference() })
    expect(await seen(order)).toMatchObject({ grants: 1, held: 1 })
  })
})

describe('tombstones', () => {
  test.each(['2', '202', '203'])('type %s first, with goodsid: a late 0 brings 0 grants', async (type) => {
    const order = await newOrder(database)
    await play(order, [type, '0'])
    expect(await seen(order)).toMatchObject({ grants: 0, held: 0 })
  })

  test.each(['2', '202', '203'])(
    'type %s first, without goodsid: a late 0 brings 0 grants, and the waiting one gets its order',
    async (type) => {
      const order = await newOrder(database)
      const ref = newReference()
      await notify(order, { type, ref, goodsid: undefined })
      expect((await lastAttempt())?.verdict).toBe('quarantined')
      await notify(order, { type: 0, ref })
      expect(await seen(order)).toMatchObject({ grants: 0, held: 0 })
      const [waiting] = await ledgerOf(ref)
      const [job] = await database.query<{ payload: { id: string } }>(
        'SELECT payload FROM outbox_jobs WHERE job_key = $1 AND run_at <= now()',
        [`reapply-pingback:${waiting?.id}`],
      )
      expect(job?.payload.id).toBe(String(waiting?.id))
      const result = await reapplyPingback(BigInt(waiting?.id ?? 0), { live: false })
      expect(result).toMatchObject({ verdict: 'applied', orderId: order.id })
      expect(await seen(order)).toMatchObject({ grants: 0, held: 0 })
    },
  )

  test('a renewal before its first payment waits, and then counts: 1 grant', async () => {
    const order = await newOrder(database)
    const [ref, renewal] = [newReference(), newReference()]
    await notify(order, { type: 0, ref: renewal, initial_ref: ref, goodsid: undefined })
    await notify(order, { type: 0, ref })
    await notify(order, { type: 2, ref })
    expect(await seen(order)).toEqual({ state: 'refunded', grants: 1, held: 0 })
    const [waiting] = await ledgerOf(renewal)
    await reapplyPingback(BigInt(waiting?.id ?? 0), { live: false })
    expect(await seen(order)).toEqual({ state: 'paid', grants: 1, held: 1 })
  })

  /** The looks that are planned at what waits: when it came, a minute later, and each time that somebody called for it. */
  const planned = (id: string | undefined) =>
    database.query<{ due: boolean }>(
      'SELECT run_at <= now() AS due FROM outbox_jobs WHERE job_key = $1 ORDER BY id',
      [`reapply-pingback:${id}`],
    )

  test.each([
    ['its reference', (ref: string) => ({ ref }), {}],
    ['the first payment that it names', (ref: string) => ({ ref: newReference(), initial_ref: ref }), {}],
    [
      'its subscription',
      (ref: string) => ({ ref: newReference(), subscription_id: `s${ref}` }),
      (ref: string) => ({ subscription_id: `s${ref}` }),
    ],
  ])('what waits is found by %s, as soon as that has an order', async (_, waiting, named) => {
    const order = await newOrder(database, { kinds: ['MEMBERSHIP'] })
    const ref = newReference()
    const waits = { type: 201, goodsid: undefined, ...waiting(ref) }
    await notify(order, waits)
    expect((await lastAttempt())?.verdict).toBe('quarantined')
    // What belongs to no order of this payment waits on.
    const stranger = { type: 201, goodsid: undefined, ref: newReference(), subscription_id: 's0' }
    await notify(order, stranger)

    await notify(order, { type: 0, ref, ...(typeof named === 'function' ? named(ref) : named) })
    const entry = (await ledgerOf(waits.ref)).find(({ type }) => type === 201)
    const looks = await planned(entry?.id)
    expect(looks).toHaveLength(2)
    expect(looks.at(-1)).toEqual({ due: true })
    const result = await reapplyPingback(BigInt(entry?.id ?? 0), { live: false })
    expect(result).toMatchObject({ verdict: 'applied', orderId: order.id })
    expect(await planned((await ledgerOf(stranger.ref))[0]?.id)).toHaveLength(1)
  })

  test('a payment that names no subscription calls for none that waits', async () => {
    const order = await newOrder(database)
    const waits = { type: 0, goodsid: undefined, ref: newReference(), subscription_id: '' }
    await notify(order, waits)
    await notify(order, { type: 0, ref: newReference() })
    expect(await planned((await ledgerOf(waits.ref))[0]?.id)).toHaveLength(1)
  })

  test('an event without an order is retried automatically a minute later, once', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    await notify(order, { type: 0, ref, goodsid: undefined })
    await notify(order, { type: 0, ref, goodsid: undefined })
    const [waiting] = await ledgerOf(ref)
    await reapplyPingback(BigInt(waiting?.id ?? 0), { live: false })
    const jobs = await database.query(
      "SELECT FROM outbox_jobs WHERE job_key = $1 AND run_at > now() + interval '50 seconds'",
      [`reapply-pingback:${waiting?.id}`],
    )
    expect(jobs).toHaveLength(1)
  })
})

describe('when a payment was made', () => {
  const paymentOf = async (ref: string) => {
    const [payment] = await database.query<{
      paid_at: Date | null
      next_charge_at: Date | null
      is_test: boolean
    }>('SELECT paid_at, next_charge_at, is_test FROM payments WHERE ref = $1', [ref])
    return payment
  }
  const early = {
    type: 201,
    paid_at: '2026-11-20 10:00:00',
    next_charge_at: '2026-12-20 10:00:00',
    is_test: 1,
  }
  const late = { type: 0, paid_at: '2026-11-21 10:00:00', next_charge_at: '2026-12-21 10:00:00' }

  test.each([
    ['the early one first', [early, late]],
    ['the late one first', [late, early]],
  ])('is the earliest time that any accept tells, and it runs to the latest: %s', async (_, accepts) => {
    const order = await newOrder(database)
    const ref = newReference()
    for (const accept of accepts) await notify(order, { ref, ...accept })
    expect(await paymentOf(ref)).toEqual({
      paid_at: new Date('2026-11-20T10:00:00Z'),
      next_charge_at: new Date('2026-12-21T10:00:00Z'),
      is_test: true,
    })
  })

  test('comes from accepts only', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    await notify(order, { ref, type: 200, paid_at: '2026-11-19 10:00:00' })
    expect((await paymentOf(ref))?.paid_at).toBeNull()
    await notify(order, { ref, ...late })
    await notify(order, { ref, type: 2, paid_at: '2026-11-18 10:00:00' })
    expect((await paymentOf(ref))?.paid_at).toEqual(new Date('2026-11-21T10:00:00Z'))
  })

  test('is when it first arrived, even if it is applied later', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    await notify(order, { type: 0, ref, goodsid: 'test_product' })
    const [entry] = await ledgerOf(ref)
    const came = new Date('2026-11-20T10:00:00Z')
    await database.query('UPDATE pingbacks SET received_at = $2 WHERE id = $1', [entry?.id, came])
    await database.query("UPDATE orders SET expires_at = '2026-11-21T10:00:00Z' WHERE id = $1", [order.id])
    await reapplyPingback(BigInt(entry?.id ?? 0), { live: false, orderId: order.id })
    expect((await paymentOf(ref))?.paid_at).toEqual(came)
    const [kept] = await database.query('SELECT received_at FROM pingbacks WHERE id = $1', [entry?.id])
    expect(kept).toEqual({ received_at: came })
    // It came before the order expired, so nobody is told that it came late.
    expect(await alertsOf(ref)).toEqual(['quarantined'])
  })
})

describe('put aside: OK, stored, 0 grants, one alert', () => {
  type Setting = { order: Order; ref: string; other: Order }
  const reasons: [why: string, (setting: Setting) => Parameters, sentence: RegExp][] = [
    ['an unknown goodsid', () => ({ goodsid: 'test_product' }), /no order has the id "test_product"/],
    ['no goodsid, an unknown ref', () => ({ goodsid: undefined }), /no order was found for it/],
    [
      'no goodsid, an unknown initial_ref',
      () => ({ goodsid: undefined, initial_ref: 'b0' }),
      /no order was found for it/,
    ],
    ['a uid that is not the buyer’s', ({ other }) => ({ uid: other.uid }), /did not place order/],
    ['a uid from the provider’s test tool', () => ({ uid: 'test_user' }), /user "test_user" did not place/],
    ['a negative length on an accept', () => ({ slength: -1, speriod: 'month' }), /negative length/],
    ['another price', () => ({ price: '9.98', price_currency: 'USD' }), /9.98 was never the price of order/],
    [
      'the price of another order',
      () => ({ price: '12.34', price_currency: 'USD' }),
      /12.34 was never the price of order/,
    ],
    [
      'the price of another order, without its currency',
      () => ({ price: '12.34' }),
      /12.34 was never the price/,
    ],
    ['another currency', () => ({ price: '9.99', price_currency: 'EUR' }), /its currency is EUR, but order/],
  ]

  test.each(reasons)('%s; matched by the merchant: 1 grant', async (_, parameters, sentence) => {
    const setting = {
      order: await newOrder(database),
      other: await newOrder(database, { amount: 1234 }),
      ref: newReference(),
    }
    const { order, ref } = setting
    const sent = { type: 0, ref, ...parameters(setting) }
    expect(await notify(order, sent)).toEqual(isApplied)
    const attempt = await lastAttempt()
    expect(attempt).toMatchObject({ verdict: 'quarantined', order_id: null })
    expect(attempt?.sentence).toMatch(sentence)
    expect(await notify(order, sent)).toEqual(isDuplicate)
    expect(await seen(order)).toEqual({ state: 'pending', grants: 0, held: 0 })
    expect(await seen(setting.other)).toEqual({ state: 'pending', grants: 0, held: 0 })
    expect(await alertsOf(ref)).toEqual(['quarantined'])

    const [entry] = await ledgerOf(ref)
    const id = BigInt(entry?.id ?? 0)
    expect((await reapplyPingback(id, { live: false })).verdict).toBe('quarantined')
    expect(await alertsOf(ref)).toEqual(['quarantined'])
    expect((await reapplyPingback(id, { live: false, orderId: orderIdOf('nosuchorder') })).verdict).toBe(
      'quarantined',
    )

    const matched = await reapplyPingback(id, { live: false, orderId: order.id })
    expect(matched).toMatchObject({ verdict: 'applied', orderId: order.id })
    expect(await seen(order)).toEqual({ state: 'paid', grants: 1, held: 1 })
    const open = await database.query('SELECT FROM alerts WHERE subject = $1 AND resolved_at IS NULL', [
      `${ref}:0`,
    ])
    expect(open).toHaveLength(0)

    const again = await reapplyPingback(id, { live: false, orderId: setting.other.id })
    expect(again).toMatchObject({ verdict: 'duplicate', orderId: order.id })
    expect(await seen(setting.other)).toMatchObject({ grants: 0 })
  })

  test('a ref of another order: 1 grant for the first, 0 for the other', async () => {
    const [order, other] = [await newOrder(database), await newOrder(database)]
    const ref = newReference()
    await notify(order, { type: 0, ref })
    expect(await notify(other, { type: 201, ref })).toEqual(isApplied)
    expect((await lastAttempt())?.sentence).toContain(`payment ${ref} already belongs to order ${order.id}`)
    expect(await notify(other, { type: 2, ref })).toEqual(isApplied)
    expect(await seen(order)).toEqual({ state: 'paid', grants: 1, held: 1 })
    expect(await seen(other)).toEqual({ state: 'pending', grants: 0, held: 0 })
    expect(await alertsOf(ref)).toEqual(['quarantined', 'quarantined'])
    // Not even the merchant's word gives a payment two orders.
    const entry = (await ledgerOf(ref)).find(({ type }) => type === 201)
    const matched = await reapplyPingback(BigInt(entry?.id ?? 0), { live: false, orderId: other.id })
    expect(matched.verdict).toBe('quarantined')
  })

  test('an accept of negative length leaves nothing that a later event could deliver: 0 grants', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    await notify(order, { type: 0, ref, slength: -1, speriod: 'month', goodsid: undefined })
    await notify(order, { type: 200, ref })
    expect(await seen(order)).toEqual({ state: 'under_review', grants: 0, held: 0 })
  })

  test('a negative length on a reversal is the provider’s way: 1 grant, withdrawn', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    await notify(order, { type: 0, ref, slength: 1, speriod: 'month' })
    await notify(order, { type: 2, ref, slength: -1, speriod: 'month' })
    expect(await seen(order)).toEqual({ state: 'refunded', grants: 1, held: 0 })
  })

  test('what the provider leaves empty is as if it were not sent: 1 grant, withdrawn', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    await notify(order, { type: 0, ref, is_test: '', price: '', price_currency: '', paid_at: '' })
    expect(await seen(order)).toMatchObject({ grants: 1, held: 1 })
    await notify(order, { type: 2, ref, reason: '' })
    expect(await seen(order)).toEqual({ state: 'refunded', grants: 1, held: 0 })
  })

  test('the right price, written otherwise, is right: 1 grant', async () => {
    const order = await newOrder(database)
    await notify(order, { type: 0, ref: newReference(), price: '9.990', price_currency: 'USD' })
    expect(await seen(order)).toMatchObject({ grants: 1, held: 1 })
  })
})

describe('unknown types', () => {
  test.each([3, 15, 221, 999999])('type %d is stored and answered OK: 0 grants', async (type) => {
    const order = await newOrder(database)
    const ref = newReference()
    expect(await notify(order, { type, ref })).toEqual(isApplied)
    expect(await ledgerOf(ref)).toMatchObject([{ type, verdict: 'unhandled', order_id: order.id }])
    expect(await notify(order, { type, ref })).toEqual(isDuplicate)
    expect(await seen(order)).toEqual({ state: 'pending', grants: 0, held: 0 })
  })

  test.each([12, 13, 14])('type %d is stored with its order and acknowledged: 0 grants', async (type) => {
    const order = await newOrder(database)
    const ref = newReference()
    expect(await notify(order, { type, ref })).toEqual(isApplied)
    expect(await ledgerOf(ref)).toMatchObject([{ type, verdict: 'applied', order_id: order.id }])
  })
})

describe('test payments', () => {
  const arrival = { address: null, sign_version: 3, secret: 'current', elapsed_ms: 0, parameters: {} }
  const inLiveMode = async (order: Order, parameters: Parameters) => {
    const query = pingbackQuery({ uid: order.uid, goodsid: order.id, ...parameters })
    const parsed = parsePingback(query, [])
    if (!parsed.ok) throw new Error(parsed.fault)
    return (await applyPingback(readEvent(parsed.parameters, true), [arrival]))[0]
  }

  test('in live mode: stored, 0 grants', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    expect(await inLiveMode(order, { type: 0, ref, is_test: 1 })).toMatchObject({ verdict: 'test_ignored' })
    expect(await ledgerOf(ref)).toMatchObject([{ verdict: 'test_ignored' }])
    expect(await seen(order)).toEqual({ state: 'pending', grants: 0, held: 0 })
    expect(await inLiveMode(order, { type: 2, ref, is_test: 1 })).toMatchObject({ verdict: 'test_ignored' })
  })

  test('a real one in live mode: 1 grant', async () => {
    const order = await newOrder(database)
    expect(await inLiveMode(order, { type: 0, ref: newReference() })).toMatchObject({ verdict: 'applied' })
    expect(await seen(order)).toMatchObject({ grants: 1, held: 1 })
  })

  test('elsewhere: 1 grant, and the payment is known as a test', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    await notify(order, { type: 0, ref, is_test: 1 })
    expect(await seen(order)).toMatchObject({ grants: 1, held: 1 })
    expect((await findOrder(order.id, order.uid))?.payments).toMatchObject([{ ref, isTest: true }])
  })
})

describe('alerts, each exactly once', () => {
  const raised: [events: string[], alerts: Record<string, string[]>][] = [
    [['0', '2/9', '0', '2/9'], { a: [] }],
    [['2', '2', '0'], { a: ['reversal_without_payment'] }],
    [['202', '0', '201', '0'], { a: ['accept_after_decline'] }],
    [['203', '0'], { a: ['accept_after_decline'] }],
    [['0', '202'], { a: [] }],
    [['a:0', 'b:0', 'b:201', 'a:201', 'b:0'], { a: [], b: ['overpaid'] }],
    [['a:0', 'b:0', 'c:0'], { a: [], b: ['overpaid'], c: ['overpaid'] }],
    [['a:0', 'a:2', 'b:0'], { a: [], b: [] }],
    [['0', '2/1'], { a: [] }],
    [['0', '2/2', '2/2'], { a: ['buyer_flagged'] }],
    [['0', '2/3'], { a: ['buyer_flagged'] }],
    [['0', '2/10', '2/10'], { a: ['partial_refund', 'partial_refund_again'] }],
    [['0', '220', '220'], { a: ['partial_refund', 'partial_refund_again'] }],
    [['0', '220', '220', '220', '220'], { a: ['partial_refund', 'partial_refund_again'] }],
    [['0', '220', '2/10'], { a: ['partial_refund', 'partial_refund'] }],
    [['0', '2/9', '2/1', '2/1'], { a: ['chargeback_after_refund'] }],
    [['0', '2', '2/1'], { a: ['chargeback_after_refund'] }],
    [['0', '2/9', '2/2', '2/2'], { a: ['buyer_flagged', 'chargeback_after_refund'] }],
    [['0', '2/4', '2/3'], { a: ['buyer_flagged', 'chargeback_after_refund'] }],
    [['0', '2/1', '2/9'], { a: ['conflict'] }],
    [['0', '2/1', '2/2'], { a: ['buyer_flagged', 'conflict'] }],
    [['0', '2/1', '1', '1', '0', '2/1'], { a: ['money_returned'] }],
    [['0', '2/9', '1'], { a: ['money_returned'] }],
    [['1', '2/1', '0'], { a: ['money_returned'] }],
    [['201', '2/1', '0'], { a: ['money_returned'] }],
    [['2', '1'], { a: ['money_returned', 'reversal_without_payment'] }],
    [['0', '2/1', '201'], { a: [] }],
    [['0', '202', '1'], { a: ['accept_after_decline'] }],
    [['0', '2/1', 'b:0'], { a: [], b: [] }],
  ]
  for (const [events, expected] of raised) {
    const words = Object.values(expected).flat().join(', ') || 'none'
    test(`${events.join(' then ')}: ${words}`, async () => {
      const order = await newOrder(database)
      const references = await play(order, events)
      for (const [payment, alerts] of Object.entries(expected)) {
        expect(await alertsOf(references[payment] ?? '')).toEqual(alerts)
      }
    })
  }

  test('a merchant who resolved an alert is alerted to the next overpayment', async () => {
    const order = await newOrder(database)
    const { b: second = '' } = await play(order, ['a:0', 'b:0'])
    await database.query('UPDATE alerts SET resolved_at = now() WHERE subject = $1', [second])
    const { c: third = '' } = await play(order, ['c:0'])
    expect(await alertsOf(third)).toEqual(['overpaid'])
  })

  test.each([
    [1, false],
    [2, true],
    [3, true],
    [9, false],
  ])('reason %d flags the buyer for the merchant: %s', async (reason, flagged) => {
    const order = await newOrder(database)
    const { a: ref } = await play(order, ['0'])
    await notify(order, { type: 2, reason, ref })
    const [user] = await database.query(
      'SELECT flagged_at IS NOT NULL AS flagged FROM users WHERE uid = $1',
      [order.uid],
    )
    expect(user).toEqual({ flagged })
  })
})

const openAlerts = (orderId: string) =>
  database.query<{ kind: string; message: string; resolved_by: string | null }>(
    'SELECT kind, message, resolved_by FROM alerts WHERE order_id = $1 AND resolved_at IS NULL ORDER BY id',
    [orderId],
  )

const jobsFor = (key: string) =>
  database.query<{ task: string; payload: object }>(
    'SELECT task, payload FROM outbox_jobs WHERE job_key = $1',
    [key],
  )

const flaggedAt = async (uid: string) =>
  (await database.query<{ flagged_at: Date | null }>('SELECT flagged_at FROM users WHERE uid = $1', [uid]))[0]
    ?.flagged_at

describe('two partial refunds of the same amount, with nothing to distinguish them', () => {
  const half = { type: 220, refund_amount: '5.00', paid_currency: 'USD' }
  const paidOnce = async () => {
    const order = await newOrder(database)
    const ref = newReference()
    await notify(order, { type: 0, ref })
    await notify(order, { ...half, ref })
    return { order, ref }
  }

  test('the second is logged as a duplicate, raises an alert and is checked: 1 grant', async () => {
    const { order, ref } = await paidOnce()
    expect(await jobsFor(`check-refund:${ref}`)).toEqual([])
    expect(await notify(order, { ...half, ref })).toEqual(isDuplicate)
    expect((await lastAttempt())?.sentence).toContain('the merchant is alerted')
    const [first, again] = await openAlerts(order.id)
    expect(first?.kind).toBe('partial_refund')
    expect(again).toMatchObject({
      kind: 'partial_refund_again',
      message: expect.stringContaining(`npm run payment:refunded -- ${ref} <amount>`),
    })
    expect(await jobsFor(`check-refund:${ref}`)).toEqual([
      { task: 'check-refund', payload: { ref, asked: 0 } },
    ])
    expect(await seen(order)).toEqual({ state: 'paid', grants: 1, held: 1 })
  })

  test('three at once raise the alert too: 1 grant', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    await notify(order, { type: 0, ref })
    await Promise.all([1, 2, 3].map(() => notify(order, { ...half, ref })))
    expect(await alertsOf(ref)).toEqual(['partial_refund', 'partial_refund_again'])
    expect(await jobsFor(`check-refund:${ref}`)).not.toEqual([])
    expect(await seen(order)).toEqual({ state: 'paid', grants: 1, held: 1 })
  })

  test('a repeat after the merchant resolved the last alert raises it again', async () => {
    const { order, ref } = await paidOnce()
    await notify(order, { ...half, ref })
    await database.query('UPDATE alerts SET resolved_at = now() WHERE order_id = $1', [order.id])
    await notify(order, { ...half, ref })
    expect((await openAlerts(order.id)).map(({ kind }) => kind)).toEqual(['partial_refund_again'])
  })

  test('with an id each they are distinguished, and a duplicate of one changes nothing: 1 grant, withdrawn', async () => {
    const { order, ref } = await paidOnce()
    for (const merchant_refund_id of ['r1', 'r1']) await notify(order, { ...half, ref, merchant_refund_id })
    expect(await alertsOf(ref)).toEqual(['partial_refund', 'partial_refund'])
    expect(await jobsFor(`check-refund:${ref}`)).toEqual([])
    expect(await seen(order)).toEqual({ state: 'refunded', grants: 1, held: 0 })
  })

  test('the amount that is missing is the merchant’s to enter: 1 grant, withdrawn', async () => {
    const { order, ref } = await paidOnce()
    await notify(order, { ...half, ref })
    for (const none of ['much', '0', '0.00']) {
      expect(await enterRefund(ref, none)).toMatchObject({ ok: false })
    }
    expect(await enterRefund(refOf('b0'), '1.00')).toMatchObject({ ok: false })
    expect(await enterRefund(ref, '4.98')).toMatchObject({ ok: true })
    expect(await seen(order)).toEqual({ state: 'paid', grants: 1, held: 1 })
    expect(await openAlerts(order.id)).toEqual([])
    expect(await enterRefund(ref, '0.01')).toMatchObject({ ok: true })
    expect(await seen(order)).toEqual({ state: 'refunded', grants: 1, held: 0 })
  })

  test('its preview is shown and rolled back; entered twice by one form it counts once: 1 grant, withdrawn', async () => {
    const { order, ref } = await paidOnce()
    await notify(order, { ...half, ref })
    const patient = { lockWithin: 250, doneWithin: 60_000 }
    const form = { ref, amount: '4.99', key: 'k'.repeat(20) }
    const preview = await previewEnteredRefund(form, patient)
    expect(preview).toMatchObject({
      known: true,
      result: { ok: true, goods: 'takes back 1 licence', refunded: '5' },
    })
    expect(await seen(order)).toEqual({ state: 'paid', grants: 1, held: 1 })
    expect(await openAlerts(order.id)).toHaveLength(2)

    const both = await Promise.all([1, 2].map(() => enterRefund(ref, form.amount, form)))
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(await seen(order)).toEqual({ state: 'refunded', grants: 1, held: 0 })
    expect(await openAlerts(order.id)).toEqual([])
  })

  test('more than is left, and what another operator has entered since, is refused', async () => {
    const { order, ref } = await paidOnce()
    expect(await enterRefund(ref, '5.00')).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('$4.99'),
    })
    expect(await enterRefund(ref, '1.00', { refunded: '5' })).toMatchObject({ ok: true })
    expect(await enterRefund(ref, '1.00', { refunded: '5' })).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('6 in all'),
    })
    expect(await seen(order)).toEqual({ state: 'paid', grants: 1, held: 1 })
  })
})

describe('a payment that was taken back', () => {
  test('charged back after its parts were refunded in full: an alert, and the buyer is flagged', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    await notify(order, { type: 0, ref })
    await notify(order, { type: 220, ref, refund_amount: '9.99', paid_currency: 'USD' })
    await notify(order, { type: 2, reason: 2, ref })
    expect(await alertsOf(ref)).toEqual(['buyer_flagged', 'chargeback_after_refund', 'partial_refund'])
    expect(await flaggedAt(order.uid)).not.toBeNull()
  })

  test('charged back after a refund of a part is no second return of the money', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    await notify(order, { type: 0, ref })
    await notify(order, { type: 220, ref, refund_amount: '1.00', paid_currency: 'USD' })
    await notify(order, { type: 2, reason: 1, ref })
    expect(await alertsOf(ref)).toEqual(['partial_refund'])
  })

  test('a chargeback that Payment Status reported first is the same one, and its reason counts', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    await notify(order, { type: 0, ref })
    const told = new Map(Object.entries({ uid: order.uid, goodsid: order.id, type: '2', ref }))
    const arrival = { address: null, sign_version: null, secret: null, elapsed_ms: 0, parameters: {} }
    await applyPingback(readEvent(told, false, 'status'), [arrival])
    expect(await seen(order)).toMatchObject({ state: 'refunded', held: 0 })
    await notify(order, { type: 2, reason: 1, ref })
    expect(await seen(order)).toMatchObject({ state: 'charged_back', held: 0 })
    expect(await alertsOf(ref)).toEqual([])
  })

  test('a stranger’s uid on the second reversal flags nobody', async () => {
    const order = await newOrder(database)
    const other = await newOrder(database)
    const { a: ref } = await play(order, ['0', '2/9'])
    await notify(order, { type: 2, reason: 2, ref, uid: other.uid })
    expect([await flaggedAt(order.uid), await flaggedAt(other.uid)]).toEqual([null, null])
    expect(await alertsOf(ref ?? '')).toEqual(['chargeback_after_refund'])
  })

  test('a 0 of other content says that the money is back; a repeated 0 says nothing: 1 grant, withdrawn', async () => {
    const order = await newOrder(database)
    const { a: ref = '' } = await play(order, ['0', '2/1', '0'])
    await notify(order, { type: 0, ref })
    expect(await alertsOf(ref)).toEqual([])
    await notify(order, { type: 0, ref, note: 'won' })
    await notify(order, { type: 0, ref, note: 'won' })
    const [alert, ...others] = await openAlerts(order.id)
    expect(alert).toMatchObject({
      kind: 'money_returned',
      message: expect.stringContaining(`npm run order:grant -- ${order.id}`),
    })
    expect(others).toEqual([])
    expect(await seen(order)).toEqual({ state: 'charged_back', grants: 1, held: 0 })
  })

  test('the merchant grants again, which resolves the alert: 1 grant, held, the same key', async () => {
    const order = await newOrder(database)
    await play(order, ['0'])
    const [before] = await listLibrary(order.uid)
    const ref = (
      await database.query<{ ref: string }>('SELECT ref FROM payments WHERE order_id = $1', [order.id])
    )[0]?.ref
    await notify(order, { type: 2, reason: 1, ref })
    await notify(order, { type: 1, ref })
    expect(await seen(order)).toEqual({ state: 'charged_back', grants: 1, held: 0 })
    const grant = { orderId: order.id, kind: 'GRANT' as const, actor: 'ann', reason: 'the bank gave it back' }
    expect(await decideGoods(grant)).toEqual({
      ok: true,
      sentence: `Order ${order.id}: its goods are granted; 1 delivered.`,
    })
    expect(await decideGoods(grant)).toMatchObject({
      ok: true,
      sentence: expect.stringContaining('nothing delivered or withdrawn'),
    })
    expect(await seen(order)).toEqual({ state: 'charged_back', grants: 1, held: 1 })
    expect((await listLibrary(order.uid))[0]?.licenceKey).toBe(before?.licenceKey)
    expect(await openAlerts(order.id)).toEqual([])
    const stored = await database.query(
      'SELECT kind, actor, reason, order_line_id FROM decisions WHERE order_id = $1',
      [order.id],
    )
    expect(stored).toEqual([
      { kind: 'GRANT', actor: 'ann', reason: 'the bank gave it back', order_line_id: null },
      { kind: 'GRANT', actor: 'ann', reason: 'the bank gave it back', order_line_id: null },
    ])
  })
})

describe('what an operator decided', () => {
  const decide = (orderId: OrderId, kind: 'GRANT' | 'WITHDRAW', orderLineId?: string) =>
    decideGoods({ orderId, orderLineId, kind, actor: 'ann', reason: 'why' })

  test('counts more than payments, before and after them; the newest counts: 1 grant', async () => {
    const order = await newOrder(database)
    await decide(order.id, 'WITHDRAW')
    const { a: ref = '' } = await play(order, ['0'])
    expect(await seen(order)).toEqual({ state: 'paid', grants: 0, held: 0 })
    expect(await alertsOf(ref)).toEqual(['against_decision'])
    await decide(order.id, 'GRANT')
    expect(await seen(order)).toEqual({ state: 'paid', grants: 1, held: 1 })
    expect(await openAlerts(order.id)).toEqual([])
    await notify(order, { type: 2, ref })
    expect(await seen(order)).toEqual({ state: 'refunded', grants: 1, held: 1 })
    expect((await openAlerts(order.id)).map(({ kind }) => kind)).toEqual(['against_decision'])
    await decide(order.id, 'WITHDRAW')
    expect(await seen(order)).toEqual({ state: 'refunded', grants: 1, held: 0 })
  })

  test('gives an order that was never paid: 1 grant', async () => {
    const order = await newOrder(database)
    await decide(order.id, 'GRANT')
    expect(await seen(order)).toEqual({ state: 'pending', grants: 1, held: 1 })
  })

  test('may be about one line; a later one about the order counts for it too: 2 grants', async () => {
    const order = await newOrder(database, { kinds: ['LICENCE', 'CREDITS'] })
    await play(order, ['0'])
    const [licence] = (await findOrder(order.id, order.uid))?.lines ?? []
    await decide(order.id, 'WITHDRAW', licence?.id)
    expect((await listLibrary(order.uid)).map(({ kind }) => kind)).toEqual(['CREDITS'])
    expect(await seen(order)).toEqual({ state: 'paid', grants: 2, held: 1 })
    await decide(order.id, 'GRANT')
    expect(await seen(order)).toEqual({ state: 'paid', grants: 2, held: 2 })
  })

  test('of an unknown order or line, or for nothing of a membership, nothing is stored', async () => {
    const order = await newOrder(database)
    const club = await newOrder(database, { kinds: ['MEMBERSHIP'] })
    const [line] = (await findOrder(club.id, club.uid))?.lines ?? []
    for (const [id, lineId] of [
      [orderIdOf('nosuchorder'), undefined],
      [order.id, line?.id],
      [club.id, undefined],
    ] as const) {
      expect(await decide(id, 'GRANT', lineId)).toMatchObject({ ok: false })
    }
    expect(
      await database.query('SELECT FROM decisions WHERE order_id = ANY($1)', [[order.id, club.id]]),
    ).toEqual([])
    await expect(
      decideGoods({ orderId: order.id, kind: 'GRANT', actor: '', reason: 'why' }),
    ).rejects.toThrow()
  })
})

describe('money that arrives late, for a closed account, or for what the buyer already has', () => {
  test('after the order has expired: it counts, with one alert: 1 grant', async () => {
    const order = await newOrder(database)
    await database.query("UPDATE orders SET expires_at = now() - interval '1 day' WHERE id = $1", [order.id])
    expect(await seen(order)).toMatchObject({ state: 'expired' })
    const { a: ref = '' } = await play(order, ['200', '0', '0', '201'])
    expect(await seen(order)).toEqual({ state: 'paid', grants: 1, held: 1 })
    expect(await alertsOf(ref)).toEqual(['late_payment'])
  })

  test('made before the order expired, and notified after it: no alert', async () => {
    const order = await newOrder(database)
    await database.query("UPDATE orders SET expires_at = now() - interval '1 day' WHERE id = $1", [order.id])
    const ref = newReference()
    const paid_at = new Date(Date.now() - 2 * 24 * 3600 * 1000).toISOString().slice(0, 19).replace('T', ' ')
    await notify(order, { type: 0, ref, paid_at })
    expect(await alertsOf(ref)).toEqual([])
  })

  test('the renewals of a membership are no late payments of its order', async () => {
    const order = await newOrder(database, { kinds: ['MEMBERSHIP'] })
    const [first, renewal, third] = [newReference(), newReference(), newReference()]
    await notify(order, { type: 0, ref: first })
    await database.query("UPDATE payments SET paid_at = now() - interval '31 days' WHERE ref = $1", [first])
    await database.query("UPDATE orders SET expires_at = now() - interval '1 day' WHERE id = $1", [order.id])
    await notify(order, { type: 0, ref: renewal })
    await notify(order, { type: 0, ref: third, initial_ref: 'b0', goodsid: order.id })
    expect((await alertsOf(renewal)).concat(await alertsOf(third))).not.toContain('late_payment')
  })

  test.each(['LICENCE', 'MEMBERSHIP'] as const)(
    'for a closed account, of a %s: told, 1 grant',
    async (kind) => {
      const order = await newOrder(database, { kinds: [kind] })
      await database.query('UPDATE users SET closed_at = now() WHERE uid = $1', [order.uid])
      const { a: ref = '' } = await play(order, ['0', '201', '0'])
      expect(await alertsOf(ref)).toEqual(['closed_account'])
      expect(await seen(order)).toMatchObject({ state: 'paid', grants: 1 })
    },
  )

  const again = async (order: Order) => {
    const [line] = (await findOrder(order.id, order.uid))?.lines ?? []
    const placed = await createOrder(order.uid, [line?.productId ?? ''])
    if (!placed.ok) throw new Error(placed.reason)
    return { id: placed.orderId, uid: order.uid }
  }

  test.each([
    ['LICENCE', ['overpaid']],
    ['DOWNLOAD', ['overpaid']],
    ['CREDITS', []],
    ['MEMBERSHIP', ['overpaid']],
  ] as const)('a %s that another order has brought: %j, 1 grant each', async (kind, alerts) => {
    const order = await newOrder(database, { kinds: [kind] })
    const second = await again(order)
    const { a: first = '' } = await play(order, ['0'])
    const { a: ref = '' } = await play(second, ['200', '201', '0', '201'])
    expect(await alertsOf(first)).toEqual([])
    expect(await alertsOf(ref)).toEqual(alerts)
    const told = await openAlerts(second.id)
    for (const { message } of told) expect(message).toContain(order.id)
    expect([(await seen(order)).grants, (await seen(second)).grants]).toEqual([1, 1])
  })

  test.each(['LICENCE', 'MEMBERSHIP'] as const)(
    'two orders of one %s, paid at the same moment: one alert, 1 grant each',
    async (kind) => {
      for (let round = 0; round < 10; round++) {
        const order = await newOrder(database, { kinds: [kind] })
        const second = await again(order)
        const refs = [newReference(), newReference()]
        await Promise.all([order, second].map((each, n) => notify(each, { type: 0, ref: refs[n] })))
        expect(await alertsOf(...refs)).toEqual(['overpaid'])
        expect([(await seen(order)).grants, (await seen(second)).grants]).toEqual([1, 1])
      }
    },
  )

  test('what was refunded before is bought again without an alert', async () => {
    const order = await newOrder(database)
    await play(order, ['0', '2'])
    const { a: ref = '' } = await play(await again(order), ['0'])
    expect(await alertsOf(ref)).toEqual([])
  })

  test.each([
    ['cancelled, its paid time over', 12, 40, []],
    ['failed, its paid time over', 14, 40, []],
    ['cancelled, its paid time running', 12, 5, ['overpaid']],
    ['of which nobody said that it ended', undefined, 40, ['overpaid']],
  ] as const)('a membership after one that is %s: %j', async (_, type, days, alerts) => {
    const order = await newOrder(database, { kinds: ['MEMBERSHIP'] })
    const { a: first = '' } = await play(order, ['0'])
    await database.query("UPDATE payments SET paid_at = now() - $2 * interval '1 day' WHERE ref = $1", [
      first,
      days,
    ])
    if (type) await notify(order, { type, ref: first })
    const { a: ref = '' } = await play(await again(order), ['0'])
    expect(await alertsOf(ref)).toEqual(alerts)
  })

  test.each([
    ['at the very moment of the payment', 0, []],
    ['a moment before it', -1, ['overpaid']],
  ] as const)('a membership after one that failed %s, its paid time over: %j', async (_, moment, alerts) => {
    const order = await newOrder(database, { kinds: ['MEMBERSHIP'] })
    const { a: first = '' } = await play(order, ['0', '14'])
    const paidAt = Date.parse('2026-10-01T10:00:00Z')
    await database.query('UPDATE payments SET paid_at = $2 WHERE ref = $1', [first, new Date(paidAt)])
    await database.query('UPDATE pingbacks SET received_at = $2 WHERE ref = $1 AND type = 14', [
      first,
      new Date(paidAt + moment),
    ])
    const { a: ref = '' } = await play(await again(order), ['0'])
    expect(await alertsOf(ref)).toEqual(alerts)
  })

  test.each([
    ['at the very moment', 0, []],
    ['a moment after', 1, ['renewal_after_end']],
  ] as const)('a payment %s of its subscription’s failure renews it: %j', async (_, moment, alerts) => {
    const order = await newOrder(database, { kinds: ['MEMBERSHIP'] })
    const { a: first = '' } = await play(order, ['0', '14'])
    const failedAt = Date.parse('2026-11-01T10:00:00Z')
    await database.query("UPDATE payments SET paid_at = '2026-10-01T10:00:00Z' WHERE ref = $1", [first])
    await database.query('UPDATE pingbacks SET received_at = $2 WHERE ref = $1 AND type = 14', [
      first,
      new Date(failedAt),
    ])
    const ref = newReference()
    const renewal = new Map(Object.entries({ uid: order.uid, goodsid: order.id, type: '0', ref }))
    const event = { ...readEvent(renewal, false), paid_at: new Date(failedAt + moment).toISOString() }
    await applyPingback(event, [
      { address: null, sign_version: 3, secret: 'current', elapsed_ms: 0, parameters: {} },
    ])
    expect(await alertsOf(ref)).toEqual(alerts)
  })

  test('a membership that was cancelled, and of which two periods in a row are paid, counts until the second ends', async () => {
    const order = await newOrder(database, { kinds: ['MEMBERSHIP'] })
    const { a: first = '' } = await play(order, ['0'])
    const { a: renewal = '' } = await play(order, ['0'])
    // A week of trial, of which the renewal was paid on the first day; then a month.
    await database.query(
      "UPDATE payments SET paid_at = now() - (CASE ref WHEN $1 THEN 34 ELSE 33 END) * interval '1 day' WHERE ref IN ($1, $2)",
      [first, renewal],
    )
    await notify(order, { type: 12, ref: first })
    const { a: ref = '' } = await play(await again(order), ['0'])
    expect(await alertsOf(ref)).toEqual(['overpaid'])
  })

  test('a membership whose newest payment was refunded is bought again without an alert', async () => {
    const order = await newOrder(database, { kinds: ['MEMBERSHIP'] })
    const { a: first = '' } = await play(order, ['0'])
    await database.query("UPDATE payments SET paid_at = now() - interval '5 days' WHERE ref = $1", [first])
    await play(order, ['0', '2'])
    const { a: ref = '' } = await play(await again(order), ['0'])
    expect(await alertsOf(ref)).toEqual([])
  })

  test('another membership’s renewals do not raise it again', async () => {
    const order = await newOrder(database, { kinds: ['MEMBERSHIP'] })
    const second = await again(order)
    const { a: first = '' } = await play(order, ['0'])
    await play(second, ['0'])
    await database.query("UPDATE payments SET paid_at = now() - interval '31 days' WHERE ref = $1", [first])
    const { a: renewal = '' } = await play(order, ['0'])
    expect(await alertsOf(renewal)).toEqual([])
  })
})

describe('what is kept of an arrival', () => {
  test('the log has time, verdict, duration, address, version, secret and masked parameters', async () => {
    const order = await newOrder(database)
    await notify(order, { type: 0, ref: newReference(), note: 'card 4111 1111 1111 1111' })
    const [attempt] = await database.query('SELECT * FROM pingback_attempts ORDER BY id DESC LIMIT 1')
    expect(attempt).toMatchObject({
      verdict: 'applied',
      reason: null,
      address: '203.0.113.9',
      sign_version: 3,
      secret: 'current',
      order_id: order.id,
      arrivals: 1,
      received_at: expect.any(Date),
      parameters: { uid: order.uid, type: '0', note: 'card …1111', sig: expect.stringMatching(/^\w{8}…$/) },
    })
    expect(attempt?.duration_ms).toBeGreaterThan(0)
  })

  test('the ledger keeps what is needed to apply it again, and no card number', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    await notify(order, { type: 0, ref, note: 'card 4111 1111 1111 1111' })
    const [entry] = await database.query('SELECT parameters FROM pingbacks WHERE ref = $1', [ref])
    expect(entry?.parameters).toMatchObject({ ref, goodsid: order.id, note: 'card …1111' })
  })

  test.each([
    ['a character of four bytes where the log cuts', { note: `${'a'.repeat(119)}🦊` }],
    ['a day that does not exist', { paid_at: '2026-02-31 10:00:00' }],
    ['the zeros of an empty date', { next_charge_at: '0000-00-00 00:00:00' }],
    ['the year 0', { paid_at: '0000-01-01' }],
    ['the largest amount', { type: 220, refund_amount: '99999999999.999', paid_currency: 'USD' }],
    ['the longest period', { slength: 99999, speriod: 'year' }],
  ])('%s is no reason to fail', async (_, parameters) => {
    const order = await newOrder(database)
    expect(await notify(order, { type: 0, ref: newReference(), ...parameters })).toEqual(isApplied)
    expect((await lastAttempt())?.verdict).toBe('applied')
  })
})
