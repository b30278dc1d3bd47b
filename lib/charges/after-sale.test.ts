import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { changeOrderCharge, resolveUnknownCharge } from '@/lib/charges/after-sale'
import { followCharge } from '@/lib/charges/follow'
import { checkPaymentStatus, checkRefund } from '@/lib/charges/status-check'
import { receivePingback } from '@/lib/pingbacks/receive'
import { type CardOrder, charged, newCardOrder, newRef } from '@/test/support/card-orders'
import { attemptIdOf, refOf } from '@/test/support/ids'
import { pingbackQuery } from '@/test/support/pingbacks'
import { type Provider, startProvider } from '@/test/support/provider'
import { type TestDatabase, testDatabase } from '@/test/support/test-database'

let database: TestDatabase
let provider: Provider

beforeAll(async () => {
  database = await testDatabase()
  provider = await startProvider()
  process.env.PAYMENTWALL_API_URL = provider.url
})
afterAll(() => provider.close())
beforeEach(() => {
  provider.calls.length = 0
})

/** A paid order, or one whose amount is only reserved, and the answers of Brick to what follows. */
async function sold(capture = true) {
  const order = await newCardOrder(database, { capture })
  provider.answer = (call) => ({ json: charged(call, { captured: capture }) })
  await order.pay()
  const [attempt] = await order.attempts()
  const chargeId = attempt?.chargeId ?? ''
  const ref = capture ? await order.pingback(0, refOf(`b${chargeId}`)) : refOf(`b${chargeId}`)
  provider.calls.length = 0
  const object = (changes: object) => ({
    ...charged({ parameters: new URLSearchParams() }),
    id: chargeId,
    ...changes,
  })
  return { order, chargeId, ref, object }
}

const paths = () => provider.calls.map(({ method, path }) => `${method} ${path}`)
const held = async (order: CardOrder) =>
  (await database.query('SELECT 1 FROM deliveries WHERE order_id = $1 AND withdrawn_at IS NULL', [order.id]))
    .length

const refuse = (code: number) => () => ({ status: 400, json: { type: 'Error', code, error: 'text' } })

describe('refund', () => {
  test('asks Brick; the goods are withdrawn by the pingback that follows', async () => {
    const { order, chargeId, ref, object } = await sold()
    provider.answer = () => ({ json: object({ refunded: true }) })
    expect(await changeOrderCharge(order.id, 'refund')).toMatchObject({ ok: true })
    expect(paths()).toEqual([`POST /api/brick/charge/${chargeId}/refund`])
    expect([await order.state(), await held(order)]).toEqual(['paid', 1])
    await order.pingback(2, ref)
    expect([await order.state(), await held(order)]).toEqual(['refunded', 0])
  })

  test('is reported by Payment Status when no pingback arrives', async () => {
    const { order, ref, object } = await sold()
    provider.answer = () => ({ json: object({ refunded: true }) })
    await changeOrderCharge(order.id, 'refund')
    const [job] = await database.query<{ payload: { orderId: string; awaited: 'refund' } }>(
      'SELECT payload FROM outbox_jobs WHERE job_key = $1 ORDER BY id DESC LIMIT 1',
      [`check-payment-status:${order.id}`],
    )
    expect(job?.payload).toMatchObject({ orderId: order.id, awaited: 'refund' })
    provider.answer = () => ({
      json: [
        {
          object: 'payment',
          id: ref,
          amount: '9.99',
          currency: 'USD',
          refunded: true,
          risk: 'approved',
          uid: order.buyer.uid,
          product_id: order.id,
        },
      ],
    })
    await checkPaymentStatus(order.id, 0, 'refund')
    expect([await order.state(), await held(order)]).toEqual(['refunded', 0])
  })

  test('of a payment without a pingback is reported by Payment Status too: nothing is delivered', async () => {
    const order = await newCardOrder(database)
    provider.answer = (call) => ({ json: charged(call) })
    await order.pay()
    provider.answer = (call) => ({ json: charged(call, { refunded: true }) })
    expect(await changeOrderCharge(order.id, 'refund')).toMatchObject({ ok: true })
    provider.answer = () => ({
      json: [
        {
          object: 'payment',
          id: newRef(),
          amount: '9.99',
          currency: 'USD',
          refunded: true,
          risk: 'approved',
          uid: order.buyer.uid,
          product_id: order.id,
        },
      ],
    })
    await checkPaymentStatus(order.id, 0, 'refund')
    expect([await order.state(), await held(order)]).toEqual(['refunded', 0])
  })

  describe('of which two parts of one amount can’t be told apart', () => {
    const twice = async () => {
      const { order, ref } = await sold()
      for (const _ of [1, 2]) {
        const query = pingbackQuery({
          uid: order.buyer.uid,
          goodsid: order.id,
          type: 220,
          ref,
          refund_amount: '5',
        })
        await receivePingback(query, undefined)
      }
      return { order, ref }
    }
    const told = (refund: { id: string; refunded: boolean }, order: CardOrder) => ({
      json: {
        object: 'payment',
        amount: '9.99',
        currency: 'USD',
        risk: 'approved',
        uid: order.buyer.uid,
        product_id: order.id,
        ...refund,
      },
    })
    const waiting = async (ref: string) =>
      database.query<{ payload: object; late: boolean }>(
        'SELECT payload, run_at > now() AS late FROM outbox_jobs WHERE job_key = $1 ORDER BY id',
        [`check-refund:${ref}`],
      )

    test('Payment Status is asked by the reference, and says that all of it went back: withdrawn', async () => {
      const { order, ref } = await twice()
      provider.answer = () => told({ id: ref, refunded: true }, order)
      await checkRefund(ref, 0)
      expect(provider.calls.map(({ parameters }) => parameters.get('ref'))).toEqual([ref])
      expect([await order.state(), await held(order)]).toEqual(['refunded', 0])
      const open = await database.query<{ kind: string }>(
        'SELECT kind FROM alerts WHERE order_id = $1 AND resolved_at IS NULL',
        [order.id],
      )
      expect(open).toEqual([{ kind: 'partial_refund' }])
      await checkRefund(ref, 1)
      expect(provider.calls).toHaveLength(1)
    })

    test('it says that not all went back, and is asked again later, a few times: the goods stay', async () => {
      const { order, ref } = await twice()
      expect(await waiting(ref)).toEqual([{ payload: { ref, asked: 0 }, late: false }])
      for (let asked = 0; asked < 6; asked++) {
        provider.answer = () => told({ id: ref, refunded: false }, order)
        await checkRefund(ref, asked)
      }
      expect((await waiting(ref)).slice(1)).toEqual(
        [1, 2, 3, 4, 5].map((asked) => ({ payload: { ref, asked }, late: true })),
      )
      expect([await order.state(), await held(order)]).toEqual(['paid', 1])
    })

    test('what it says of another payment counts for nothing', async () => {
      const { order, ref } = await twice()
      provider.answer = () => told({ id: 'b0', refunded: true }, order)
      await checkRefund(ref, 0)
      expect([await order.state(), await held(order)]).toEqual(['paid', 1])
    })

    test('it can’t be reached: the job fails, to be retried', async () => {
      const { ref } = await twice()
      provider.answer = () => ({ status: 500, body: '' })
      await expect(checkRefund(ref, 0)).rejects.toThrow()
    })
  })

  test('of what was accepted after a review works too', async () => {
    const order = await newCardOrder(database)
    provider.answer = (call) => ({ json: charged(call, { risk: 'pending' }) })
    await order.pay()
    await order.pingback(201)
    provider.answer = (call) => ({ json: charged(call, { refunded: true }) })
    expect(await changeOrderCharge(order.id, 'refund')).toMatchObject({ ok: true })
  })

  test('a second time finds nothing more to refund', async () => {
    const { order, object } = await sold()
    provider.answer = () => ({ json: object({ refunded: true }) })
    await changeOrderCharge(order.id, 'refund')
    expect(await changeOrderCharge(order.id, 'refund')).toMatchObject({ ok: false })
    expect(paths()).toHaveLength(1)
  })

  test('that was made in the merchant area before counts as done', async () => {
    const { order, chargeId, object } = await sold()
    provider.answer = (call) =>
      call.method === 'POST' ? refuse(3201)() : { json: object({ refunded: true }) }
    expect(await changeOrderCharge(order.id, 'refund')).toMatchObject({ ok: true })
    expect(paths()).toEqual([
      `POST /api/brick/charge/${chargeId}/refund`,
      `GET /api/brick/charge/${chargeId}`,
    ])
  })

  test('without an answer is looked up, and may be repeated', async () => {
    const { order, object } = await sold()
    provider.answer = (call) =>
      call.method === 'POST' ? (response) => response.socket?.resetAndDestroy() : { json: object({}) }
    expect(await changeOrderCharge(order.id, 'refund')).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('Try again'),
    })
    provider.answer = () => ({ json: object({ refunded: true }) })
    expect(await changeOrderCharge(order.id, 'refund')).toMatchObject({ ok: true })
  })

  test('answered with a charge that is not refunded is not done, and can be retried', async () => {
    const { order, chargeId, object } = await sold()
    provider.answer = () => ({ json: object({ refunded: false }) })
    expect(await changeOrderCharge(order.id, 'refund')).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('unclear whether'),
    })
    expect(paths()).toEqual([
      `POST /api/brick/charge/${chargeId}/refund`,
      `GET /api/brick/charge/${chargeId}`,
    ])
    expect(await order.attempts()).toMatchObject([{ state: 'SUCCEEDED' }])
    provider.answer = () => ({ json: object({ refunded: true }) })
    expect(await changeOrderCharge(order.id, 'refund')).toMatchObject({ ok: true })
  })

  test('that Paymentwall refuses says why and changes nothing', async () => {
    const { order, object } = await sold()
    provider.answer = (call) => (call.method === 'POST' ? refuse(3204)() : { json: object({}) })
    expect(await changeOrderCharge(order.id, 'refund')).toEqual({
      ok: false,
      sentence: expect.stringContaining('can’t be refunded'),
    })
    expect(await order.attempts()).toMatchObject([{ state: 'SUCCEEDED' }])
  })

  test('of an order without a card charge says where to refund it', async () => {
    const order = await newCardOrder(database)
    await order.pingback(0)
    expect(await changeOrderCharge(order.id, 'refund')).toEqual({
      ok: false,
      sentence: expect.stringContaining('merchant area'),
    })
    expect(paths()).toEqual([])
  })
})

describe('an authorised amount', () => {
  test('is captured, and delivered by the pingback that follows', async () => {
    const { order, chargeId, ref, object } = await sold(false)
    expect([await order.state(), await held(order)]).toEqual(['authorised', 0])
    provider.answer = () => ({ json: object({ captured: true }) })
    expect(await changeOrderCharge(order.id, 'capture')).toMatchObject({ ok: true })
    expect(paths()).toEqual([`POST /api/brick/charge/${chargeId}/capture`])
    expect(await order.state()).toBe('confirming')
    await order.pingback(0, ref)
    expect([await order.state(), await held(order)]).toEqual(['paid', 1])
  })

  test('answered with a charge that is not captured is not done, and can be retried', async () => {
    const { order, object } = await sold(false)
    provider.answer = () => ({ json: object({ captured: false }) })
    expect(await changeOrderCharge(order.id, 'capture')).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('unclear whether'),
    })
    expect(await order.state()).toBe('authorised')
    provider.answer = () => ({ json: object({ captured: true }) })
    expect(await changeOrderCharge(order.id, 'capture')).toMatchObject({ ok: true })
  })

  test('whose void is refused, or not answered, stays reserved', async () => {
    const { order, object } = await sold(false)
    provider.answer = (call) =>
      call.method === 'POST' ? refuse(3202)() : { json: object({ captured: false }) }
    expect(await changeOrderCharge(order.id, 'void')).toMatchObject({ ok: false })
    provider.answer = (call) =>
      call.method === 'POST'
        ? (response) => response.socket?.resetAndDestroy()
        : { json: object({ captured: false }) }
    expect(await changeOrderCharge(order.id, 'void')).toMatchObject({ ok: false })
    expect(await order.state()).toBe('authorised')
  })

  test('is voided, after which the order can be paid again', async () => {
    const { order, chargeId, ref, object } = await sold(false)
    provider.answer = () => ({ json: object({ captured: false }) })
    expect(await changeOrderCharge(order.id, 'void')).toMatchObject({ ok: true })
    expect(paths()).toEqual([`POST /api/brick/charge/${chargeId}/void`])
    expect(await order.payable()).toBe(true)
    await order.pingback(203, ref)
    expect([await order.state(), await order.payable()]).toEqual(['failed', true])
  })

  test('that expired can’t be captured: the order is payable again', async () => {
    const { order, object } = await sold(false)
    provider.answer = (call) =>
      call.method === 'POST' ? refuse(3206)() : { json: object({ captured: false }) }
    expect(await changeOrderCharge(order.id, 'capture')).toEqual({
      ok: false,
      sentence: expect.stringContaining('expired'),
    })
    expect(await order.payable()).toBe(true)
  })

  test('can’t be refunded, nor a captured one voided', async () => {
    const reserved = await sold(false)
    expect(await changeOrderCharge(reserved.order.id, 'refund')).toMatchObject({ ok: false })
    const taken = await sold()
    expect(await changeOrderCharge(taken.order.id, 'void')).toMatchObject({ ok: false })
    expect(paths()).toEqual([])
  })
})

describe('a charge whose outcome is unknown, resolved by the merchant', () => {
  async function unknown() {
    const order = await newCardOrder(database)
    provider.answer = () => (response) => response.socket?.resetAndDestroy()
    await order.pay()
    provider.answer = () => ({ json: [] })
    const [attempt] = await order.attempts()
    await followCharge(attempt?.id ?? attemptIdOf(''), 6, new Date(Date.now() + 16 * 60_000))
    return order
  }
  const openAlerts = async (order: CardOrder) =>
    (
      await database.query(
        "SELECT 1 FROM alerts WHERE kind = 'charge_unknown' AND order_id = $1 AND resolved_at IS NULL",
        [order.id],
      )
    ).length

  test('as charged waits for the pingback', async () => {
    const order = await unknown()
    expect(await openAlerts(order)).toBe(1)
    expect(await resolveUnknownCharge(order.id, true)).toMatchObject({ ok: true })
    expect([await order.state(), await openAlerts(order)]).toEqual(['confirming', 0])
  })

  test('as not charged can be paid again', async () => {
    const order = await unknown()
    expect(await resolveUnknownCharge(order.id, false)).toMatchObject({ ok: true })
    expect([await order.payable(), await openAlerts(order)]).toEqual([true, 0])
  })

  test.each([
    ['charged', true, 0],
    ['not charged', false, 1],
  ])('as %s counts for others accordingly', async (_, isCharged, hits) => {
    await database.query('DELETE FROM rate_limits')
    const order = await unknown()
    await resolveUnknownCharge(order.id, isCharged)
    expect(
      await database.query("SELECT hits FROM rate_limits WHERE key ~ '^card-(network|fingerprint):'"),
    ).toEqual([{ hits }, { hits }])
  })

  test('is resolved once, and nothing else can be', async () => {
    const order = await unknown()
    await resolveUnknownCharge(order.id, false)
    expect(await resolveUnknownCharge(order.id, true)).toMatchObject({ ok: false })
    expect(await resolveUnknownCharge((await newCardOrder(database)).id, true)).toMatchObject({ ok: false })
  })
})
