import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideGoods } from '@/lib/deliveries/mutations'
import type { OrderId, Uid } from '@/lib/ids'
import { reapplyPingback } from '@/lib/pingbacks/mutations'
import { addPeriod } from '@/lib/plans/period'
import {
  findMembership,
  hasMembership,
  listMemberships,
  listMembershipsUnderReview,
  membershipsBeside,
} from '@/lib/subscriptions/data'
import { cancelMembership, reviewSubscription } from '@/lib/subscriptions/mutations'
import { dateTime, newMembership, notifyMembership } from '@/test/support/memberships'
import { newReference } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'
import { isThorough } from '@/test/support/thoroughness'

const database = await testDatabase()
process.env.PINGBACK_CUSTOM_PARAMETERS =
  'price,price_currency,paid_currency,initial_ref,subscription_id,paid_at,next_charge_at'

const day = 24 * 60 * 60 * 1000
const now = Date.now()
const inDays = (days: number) => new Date(Math.floor(now / 1000) * 1000 + days * day)
const paidOn = (days: number) => dateTime(inDays(days))

/** Does what the jobs for waiting pingbacks would do, until none is left. */
async function reapplyWaiting() {
  for (;;) {
    const jobs = await database.query<{ id: string }>(
      "DELETE FROM outbox_jobs WHERE task = 'reapply-pingback' AND run_at <= now() RETURNING payload->>'id' AS id",
    )
    if (jobs.length === 0) return
    for (const { id } of jobs) await reapplyPingback(BigInt(id), { live: false })
  }
}

const pricesOf = async (orderId: string) =>
  (
    await database.query<{ price: string | null }>(
      'SELECT price::float8::text AS price FROM payments WHERE order_id = $1 ORDER BY paid_at',
      [orderId],
    )
  ).map(({ price }) => price)

const alertsOf = async (subject: string) =>
  (await database.query<{ kind: string }>('SELECT kind FROM alerts WHERE subject = $1', [subject])).map(
    ({ kind }) => kind,
  )

describe('a renewal finds its membership', () => {
  test.each<[string, (initial: string, id: string) => Record<string, string | undefined>]>([
    ['by the order’s id', (_, id) => ({ goodsid: id })],
    ['by the id of the plan after the trial', (_, id) => ({ goodsid: `${id}.p` })],
    ['by the initial reference alone', (initial) => ({ goodsid: undefined, initial_ref: initial })],
    ['by the subscription’s id alone', (initial) => ({ goodsid: undefined, subscription_id: `S${initial}` })],
  ])('%s', async (_, link) => {
    const order = await newMembership(database, { trial: [100, 14, 'day'] })
    const initial = newReference()
    await notifyMembership(order, {
      ref: initial,
      type: 0,
      slength: 14,
      speriod: 'day',
      paid_at: paidOn(-15),
      subscription_id: `S${initial}`,
    })
    await notifyMembership(order, {
      ref: newReference(),
      type: 0,
      paid_at: paidOn(-1),
      ...link(initial, order.id),
    })
    const membership = await findMembership(order.id, inDays(0))
    expect(membership).toMatchObject({
      state: 'ACTIVE',
      paidUntil: addPeriod(inDays(-1), { length: 1, unit: 'month' }),
    })
    expect(membership?.payments.map(({ amount }) => amount)).toEqual([100, 600])
  })

  test('one that comes before the first payment waits for it', async () => {
    const order = await newMembership(database)
    const initial = newReference()
    const early = {
      goodsid: undefined,
      ref: newReference(),
      type: 0,
      initial_ref: initial,
      paid_at: paidOn(30),
    }
    await notifyMembership(order, early)
    expect(await findMembership(order.id, inDays(0))).toBeUndefined()
    await notifyMembership(order, { ref: initial, type: 0, paid_at: paidOn(0) })
    await reapplyWaiting()
    expect((await findMembership(order.id, inDays(1)))?.periods).toHaveLength(2)
  })

  test('of an unknown subscription: put aside, and counted once the merchant has matched it', async () => {
    const order = await newMembership(database)
    const ref = newReference()
    await notifyMembership(order, { goodsid: 'nobody.knows', ref, type: 0, paid_at: paidOn(0) })
    expect(await alertsOf(`${ref}:0`)).toEqual(['quarantined'])
    const [stored] = await database.query<{ id: string }>('SELECT id FROM pingbacks WHERE ref = $1', [ref])
    await reapplyPingback(BigInt(stored?.id ?? 0), { orderId: order.id, live: false })
    expect((await findMembership(order.id, inDays(1)))?.state).toBe('ACTIVE')
  })

  test('by another buyer: put aside', async () => {
    const order = await newMembership(database)
    const stranger = await newMembership(database)
    const ref = newReference()
    await notifyMembership({ ...order, uid: stranger.uid }, { ref, type: 0 })
    expect(await findMembership(order.id, inDays(0))).toBeUndefined()
    expect(await alertsOf(`${ref}:0`)).toEqual(['quarantined'])
  })

  test('a cancellation that comes before any payment sticks', async () => {
    const order = await newMembership(database)
    const ref = newReference()
    await notifyMembership(order, { goodsid: undefined, ref, type: 12 })
    await notifyMembership(order, { ref, type: 0, paid_at: paidOn(0) })
    await reapplyWaiting()
    expect((await findMembership(order.id, inDays(1)))?.state).toBe('CANCEL_AT_END')
  })
})

describe('what a payment cost, where trial and renewal may come under one external id', () => {
  type Sent = Record<string, string | number>
  const trial = { slength: 14, speriod: 'day' }
  const regular = { slength: 1, speriod: 'month' }
  test.each<[string, Sent, Sent, (string | null)[]]>([
    ['told by their lengths', trial, regular, ['1', '6']],
    ['told by the price that is sent', { price: '1.00' }, { price: '6.00' }, ['1', '6']],
    ['told by nothing: unknown', {}, {}, [null, null]],
  ])('%s', async (_, first, second, prices) => {
    const order = await newMembership(database, { trial: [100, 14, 'day'] })
    await notifyMembership(order, { ref: newReference(), type: 0, paid_at: paidOn(-15), ...first })
    await notifyMembership(order, { ref: newReference(), type: 0, paid_at: paidOn(-1), ...second })
    expect(await pricesOf(order.id)).toEqual(prices)
  })

  test('told by the initial reference, also where both last a month', async () => {
    const order = await newMembership(database, { trial: [100, 1, 'month'] })
    const [initial, renewal] = [newReference(), newReference()]
    await notifyMembership(order, {
      ref: initial,
      type: 0,
      initial_ref: initial,
      paid_at: paidOn(-40),
      ...regular,
    })
    await notifyMembership(order, {
      ref: renewal,
      type: 0,
      initial_ref: initial,
      paid_at: paidOn(-9),
      ...regular,
    })
    expect(await pricesOf(order.id)).toEqual(['1', '6'])
  })

  test('partial refunds of a renewal are a full one when they reach the plan’s price, not the trial’s', async () => {
    const order = await newMembership(database, { trial: [100, 14, 'day'] })
    const [initial, renewal] = [newReference(), newReference()]
    await notifyMembership(order, { ref: initial, type: 0, paid_at: paidOn(-15), ...trial })
    await notifyMembership(order, { ref: renewal, type: 0, paid_at: paidOn(-1), ...regular })
    const refund = (amount: string, id: string) =>
      notifyMembership(order, {
        ref: renewal,
        type: 220,
        refund_amount: amount,
        paid_currency: 'USD',
        merchant_refund_id: id,
      })
    await refund('1.00', 'r1')
    expect((await findMembership(order.id, inDays(0)))?.state).toBe('ACTIVE')
    await refund('5.00', 'r2')
    expect((await findMembership(order.id, inDays(0)))?.state).toBe('REVOKED')
  })
})

describe('money after the end alerts the merchant', () => {
  test.each([
    ['after a cancellation', 12],
    ['after the last planned charge', 13],
    ['after a failure', 14],
  ])('%s', async (_, type) => {
    const order = await newMembership(database)
    const [initial, renewal] = [newReference(), newReference()]
    await notifyMembership(order, { ref: initial, type: 0, paid_at: paidOn(-20) })
    await notifyMembership(order, { ref: initial, type })
    await notifyMembership(order, { ref: renewal, type: 0, paid_at: paidOn(10) })
    expect(await alertsOf(renewal)).toEqual(['renewal_after_end'])
    expect((await findMembership(order.id, inDays(11)))?.periods).toHaveLength(2)
  })

  test('after a failure, but not once a renewal has come through again', async () => {
    const order = await newMembership(database)
    const [first, second, third] = [newReference(), newReference(), newReference()]
    await notifyMembership(order, { ref: first, type: 0, paid_at: paidOn(-40) })
    await notifyMembership(order, { ref: first, type: 14 })
    await notifyMembership(order, { ref: second, type: 0, paid_at: paidOn(1) })
    await notifyMembership(order, { ref: third, type: 0, paid_at: paidOn(32) })
    expect(await alertsOf(second)).toEqual(['renewal_after_end'])
    expect(await alertsOf(third)).toEqual([])
  })

  test('after Paymentwall has said, when asked, that it is stopped', async () => {
    const order = await newMembership(database)
    const [first, second] = [newReference(), newReference()]
    await notifyMembership(order, { ref: first, type: 0, paid_at: paidOn(-20) })
    await database.query(
      "INSERT INTO cancellations (order_id, cause, requested_at, stopped_at) VALUES ($1, 'BUYER', now(), now())",
      [order.id],
    )
    await notifyMembership(order, { ref: second, type: 0, paid_at: paidOn(10) })
    expect(await alertsOf(second)).toEqual(['renewal_after_end'])
  })

  test('after a revocation, but not after each renewal that follows', async () => {
    const order = await newMembership(database)
    const [first, second, third] = [newReference(), newReference(), newReference()]
    await notifyMembership(order, { ref: first, type: 0, paid_at: paidOn(-60) })
    await notifyMembership(order, { ref: first, type: 2, reason: 9 })
    await notifyMembership(order, { ref: second, type: 0, paid_at: paidOn(-30) })
    await notifyMembership(order, { ref: third, type: 0, paid_at: paidOn(0) })
    expect(await alertsOf(second)).toEqual(['renewal_after_end'])
    expect(await alertsOf(third)).toEqual([])
  })

  test.each([
    ['twice within minutes', { paid_at: paidOn(-1) }],
    ['by a second subscription', { paid_at: paidOn(-10), subscription_id: 'other' }],
  ])('and so is an order that was paid %s, from two windows', async (_, second) => {
    const order = await newMembership(database)
    const [one, other] = [newReference(), newReference()]
    await notifyMembership(order, { ref: one, type: 0, paid_at: paidOn(-1), subscription_id: `S${one}` })
    await notifyMembership(order, { ref: other, type: 0, ...second })
    await notifyMembership(order, { ref: other, type: 0, ...second })
    expect(await alertsOf(other)).toEqual(['overpaid'])
  })

  test('an ordinary renewal alerts nobody', async () => {
    const order = await newMembership(database)
    const renewal = newReference()
    await notifyMembership(order, { ref: newReference(), type: 0, paid_at: paidOn(-31) })
    await notifyMembership(order, { ref: renewal, type: 0, paid_at: paidOn(-1) })
    expect(await alertsOf(renewal)).toEqual([])
  })
})

describe('who is a member', () => {
  test('nobody before the payment, the buyer alone after it, nobody after the end', async () => {
    const order = await newMembership(database)
    const other = await newMembership(database)
    expect(await hasMembership(order.uid, inDays(0))).toBe(false)
    await notifyMembership(order, { ref: newReference(), type: 200 })
    expect(await hasMembership(order.uid, inDays(0))).toBe(false)
    await notifyMembership(order, { ref: newReference(), type: 0, paid_at: paidOn(0) })
    expect(await hasMembership(order.uid, inDays(0))).toBe(true)
    expect(await hasMembership(order.uid, inDays(0), order.productId)).toBe(true)
    expect(await hasMembership(order.uid, inDays(0), other.productId)).toBe(false)
    expect(await hasMembership(other.uid, inDays(0))).toBe(false)
    expect(await hasMembership(order.uid, inDays(40))).toBe(false)
  })

  test('one whose first payment is under review is ordered and not begun; a renewal under review is waited for', async () => {
    const order = await newMembership(database)
    const [initial, renewal] = [newReference(), newReference()]
    const ordered = () => listMembershipsUnderReview(order.uid)
    expect(await ordered()).toEqual([])
    await notifyMembership(order, { ref: initial, type: 200 })
    expect(await ordered()).toEqual([{ orderId: order.id, name: 'Club' }])
    expect(await listMemberships(order.uid, inDays(0))).toEqual([])

    await notifyMembership(order, { ref: initial, type: 201, paid_at: paidOn(-31) })
    expect(await ordered()).toEqual([])
    expect((await findMembership(order.id, inDays(0)))?.isUnderReview).toBe(false)
    await notifyMembership(order, { ref: renewal, type: 200 })
    expect(await ordered()).toEqual([])
    expect(await findMembership(order.id, inDays(0))).toMatchObject({
      isUnderReview: true,
      payments: [{ ref: initial }],
    })
    await notifyMembership(order, { ref: renewal, type: 202 })
    expect((await findMembership(order.id, inDays(0)))?.isUnderReview).toBe(false)
  })

  test('two memberships of one buyer stand each for itself, and so does one begun after the end', async () => {
    const first = await newMembership(database)
    const second = await newMembership(database, { uid: first.uid })
    const [a, b] = [newReference(), newReference()]
    await notifyMembership(first, { ref: a, type: 0, paid_at: paidOn(-50) })
    await notifyMembership(first, { ref: a, type: 12 })
    await notifyMembership(second, { ref: b, type: 0, paid_at: paidOn(-1) })
    expect(
      (await listMemberships(first.uid, inDays(0))).map(({ orderId, state }) => [orderId, state]),
    ).toEqual([
      [second.id, 'ACTIVE'],
      [first.id, 'ENDED'],
    ])
    await notifyMembership(second, { ref: b, type: 2, reason: 1 })
    const payments = (await listMemberships(first.uid, inDays(0))).flatMap(
      (membership) => membership.payments,
    )
    expect(payments.map(({ ref, outcome, period }) => [ref, outcome, period !== null])).toEqual([
      [b, 'charged_back', false],
      [a, 'paid', true],
    ])
    expect(await hasMembership(first.uid, inDays(0))).toBe(false)
  })

  test('the emulator’s clock says when a failure came, where it runs ahead of this machine’s', async () => {
    const order = await newMembership(database)
    const [initial, renewal] = [newReference(), newReference()]
    await notifyMembership(order, { ref: initial, type: 0 }, inDays(0))
    await notifyMembership(order, { ref: renewal, type: 0 }, inDays(30))
    await notifyMembership(order, { ref: initial, type: 14 }, inDays(65))
    expect((await findMembership(order.id, inDays(65)))?.state).toBe('FAILED')
  })
})

describe('what a buyer has beside an order', () => {
  const beside = async (uid: Uid, days: number, orderId?: OrderId) => {
    const { memberships, underReview, isAny, orderIds } = await membershipsBeside(uid, inDays(days), orderId)
    expect(isAny).toBe(memberships.length + underReview.length > 0)
    return [memberships.map((one) => one.orderId), underReview.map((one) => one.orderId), orderIds.length]
  }

  test('a membership counts while it runs, and while it may still be charged', async () => {
    const order = await newMembership(database)
    const ref = newReference()
    expect(await beside(order.uid, 0)).toEqual([[], [], 0])
    await notifyMembership(order, { ref, type: 0, paid_at: paidOn(0) })
    expect(await beside(order.uid, 1)).toEqual([[order.id], [], 1])
    expect(await beside(order.uid, 1, order.id)).toEqual([[], [], 0])
    // The payment is being retried, and later nobody says how that ended.
    expect(await beside(order.uid, 33)).toEqual([[order.id], [], 1])
    expect(await hasMembership(order.uid, inDays(60))).toBe(false)
    expect(await beside(order.uid, 60)).toEqual([[order.id], [], 1])
    await notifyMembership(order, { ref, type: 14 }, inDays(61))
    expect(await beside(order.uid, 62)).toEqual([[], [], 1])
  })

  test('one that its buyer has cancelled counts to the end of its time, confirmed or not', async () => {
    const order = await newMembership(database)
    await notifyMembership(order, { ref: newReference(), type: 0, paid_at: paidOn(0) })
    await cancelMembership(order.id, order.uid, inDays(1))
    expect(await beside(order.uid, 1)).toEqual([[order.id], [], 1])
    expect(await beside(order.uid, 60)).toEqual([[], [], 1])
  })

  test('one whose first payment is under review counts, one that was taken back does not', async () => {
    const order = await newMembership(database)
    const ref = newReference()
    await notifyMembership(order, { ref, type: 200 })
    expect(await beside(order.uid, 0)).toEqual([[], [order.id], 1])
    await notifyMembership(order, { ref, type: 201 })
    await notifyMembership(order, { ref, type: 2, reason: 9 })
    expect(await beside(order.uid, 1)).toEqual([[], [], 1])
  })
})

describe('what an operator decided', () => {
  const decide = (orderId: OrderId, kind: 'GRANT' | 'WITHDRAW') =>
    decideGoods({ orderId, kind, actor: 'ann', reason: 'why' })
  const reviews = async (orderId: string) =>
    (await database.query('SELECT FROM outbox_jobs WHERE job_key = $1', [`review-subscription:${orderId}`]))
      .length

  test('gives a period back that was charged back and paid again; what is taken back later ends it', async () => {
    const order = await newMembership(database)
    const [ref, renewal] = [newReference(), newReference()]
    await notifyMembership(order, { ref, type: 0, paid_at: paidOn(0) })
    await notifyMembership(order, { ref, type: 2, reason: 1 })
    expect(await hasMembership(order.uid, inDays(1))).toBe(false)
    await decide(order.id, 'GRANT')
    const granted = await findMembership(order.id, inDays(1))
    expect(granted).toMatchObject({ state: 'ACTIVE', payments: [{ outcome: 'charged_back' }] })
    expect(granted?.payments[0]?.period).not.toBeNull()
    await notifyMembership(order, { ref: renewal, type: 0, paid_at: paidOn(30) })
    expect((await findMembership(order.id, inDays(31)))?.periods).toHaveLength(2)
    await notifyMembership(order, { ref: renewal, type: 2, reason: 9 })
    expect((await findMembership(order.id, inDays(31)))?.state).toBe('REVOKED')
  })

  test('ends a paid membership, and has its renewals stopped', async () => {
    const order = await newMembership(database)
    await notifyMembership(order, { ref: newReference(), type: 0, paid_at: paidOn(0) })
    expect(await reviews(order.id)).toBe(0)
    await decide(order.id, 'WITHDRAW')
    expect(await hasMembership(order.uid, inDays(1))).toBe(false)
    expect(await reviews(order.id)).toBe(1)
    await reviewSubscription(order.id, inDays(1))
    expect((await findMembership(order.id, inDays(1)))?.cancellation).toMatchObject({ cause: 'REVOKED' })
  })
})

describe('any order and repetition of a subscription’s pingbacks ends in one state and one “paid until”', () => {
  // Each message as it is sent once; `a`, `b` and `c` stand for references.
  const messages = {
    trial: { ref: 'a', type: 0, slength: 14, speriod: 'day', paid_at: paidOn(-50), subscription_id: 'S' },
    renewal: {
      ref: 'b',
      type: 0,
      suffix: '.p',
      slength: 1,
      speriod: 'month',
      paid_at: paidOn(-36),
      initial_ref: 'a',
    },
    nameless: {
      ref: 'c',
      type: 0,
      goodsid: undefined,
      paid_at: paidOn(-4),
      initial_ref: 'a',
      subscription_id: 'S',
    },
    review: { ref: 'b', type: 200 },
    accepted: { ref: 'b', type: 201, paid_at: paidOn(-36) },
    refund: { ref: 'b', type: 2, reason: 9, slength: -1, speriod: 'month' },
    chargeback: { ref: 'c', type: 2, reason: 1 },
    cancelled: { ref: 'a', type: 12 },
    failed: { ref: 'b', type: 14 },
    expired: { ref: 'c', type: 13 },
  } as const satisfies Record<string, Record<string, string | number | undefined>>
  type Name = keyof typeof messages
  const names = Object.keys(messages) as Name[]
  const moments = [-45, -20, 0, 20, 27.5, 60].map(inDays)

  async function outcome(sequence: readonly Name[]) {
    const order = await newMembership(database, { trial: [100, 14, 'day'] })
    const mark = newReference()
    for (const name of sequence) {
      const { suffix, ref, ...sent }: Record<string, string | number | undefined> = messages[name]
      const { initial_ref, subscription_id } = sent
      await notifyMembership(order, {
        goodsid: `${order.id}${suffix ?? ''}`,
        ...sent,
        ref: `${mark}${ref}`,
        ...(initial_ref ? { initial_ref: `${mark}${initial_ref}` } : {}),
        ...(subscription_id ? { subscription_id: `${mark}${subscription_id}` } : {}),
      })
    }
    await reapplyWaiting()
    const seen = await Promise.all(moments.map((at) => findMembership(order.id, at)))
    return seen.map(
      (membership) =>
        membership && {
          state: membership.state,
          paidUntil: membership.paidUntil,
          accessUntil: membership.accessUntil,
          payments: membership.payments.map(({ ref, amount, period }) => ({
            payment: ref.slice(mark.length),
            amount,
            until: period?.until,
          })),
        },
    )
  }

  test('in the database', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .subarray(names.slice(1), { maxLength: 6 })
          .map((some): Name[] => ['trial', ...some])
          .chain((inTurn) =>
            fc.tuple(
              fc.constant(inTurn),
              fc.shuffledSubarray([...inTurn, ...inTurn], { minLength: inTurn.length * 2 }),
            ),
          ),
        async ([inTurn, shuffled]) => {
          expect(await outcome(shuffled)).toEqual(await outcome(inTurn))
        },
      ),
      { numRuns: isThorough ? 60 : 20, endOnFailure: true },
    )
  }, 1_800_000)
})
