import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { askPaymentwall } from '@/lib/acts/ask'
import { readActOrder } from '@/lib/acts/data'
import { previewAct } from '@/lib/acts/effect'
import { factsOf } from '@/lib/acts/facts'
import { recordRequest } from '@/lib/acts/mutations'
import { askAgain as beginAgain, performAct } from '@/lib/acts/perform'
import { type ActRequest, actsOffered, planAct } from '@/lib/acts/plan'
import { standingOf } from '@/lib/acts/standing'
import { env } from '@/lib/env'
import { newId, type OrderId, type Uid } from '@/lib/ids'
import { receivePingback } from '@/lib/pingbacks/receive'
import { sendCancellation } from '@/lib/subscriptions/mutations'
import { charged, newCardOrder } from '@/test/support/card-orders'
import { holdLocks } from '@/test/support/locks'
import { newMembership, notifyMembership } from '@/test/support/memberships'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
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

type Order = { id: OrderId; uid: Uid }

const send = (order: Order, parameters: Record<string, string | number>) =>
  receivePingback(pingbackQuery({ uid: order.uid, goodsid: order.id, ...parameters }), undefined)

/** An order paid through the Paylet. */
async function paidOrder() {
  const order = await newOrder(database)
  const ref = newReference()
  await send(order, { type: 0, ref })
  return { order, ref }
}

/** An order paid by card, or one whose amount is only reserved. */
async function cardOrder(capture = true) {
  const { id, buyer, pay } = await newCardOrder(database, { capture })
  provider.answer = (call) => ({ json: charged(call, { captured: capture }) })
  await pay()
  const [attempt] = await database.query<{ charge_id: string }>(
    'SELECT charge_id FROM charge_attempts WHERE order_id = $1',
    [id],
  )
  const chargeId = attempt?.charge_id ?? ''
  const order = { id, uid: buyer.uid }
  if (capture) await send(order, { type: 0, ref: `b${chargeId}` })
  provider.calls.length = 0
  const object = (changes: object) => ({
    ...charged({ parameters: new URLSearchParams() }),
    id: chargeId,
    ...changes,
  })
  return { order, ref: `b${chargeId}`, chargeId, object }
}

const calls = () => provider.calls.map(({ method, path }) => `${method} ${path}`)
const read = async (order: Order) => {
  const found = await readActOrder(order.id, new Date())
  if (!found) throw new Error('no order')
  return found
}
const drawn = async (order: Order) => factsOf(await read(order), new Date())

/** Sends the form of an act, drawn just now unless told otherwise. */
async function act(order: Order, request: ActRequest, form: Partial<Parameters<typeof performAct>[0]> = {}) {
  const begun = await performAct({
    key: newId(),
    orderId: order.id,
    request,
    seen: await drawn(order),
    actor: 'ann@shop.example',
    reason: 'asked by e-mail',
    at: new Date(),
    ...form,
  })
  return begun.rest ? begun.rest() : begun
}

/** Takes an act up again, to its end. */
async function askAgain(...asked: Parameters<typeof beginAgain>) {
  const begun = await beginAgain(...asked)
  return begun.rest ? begun.rest() : begun
}

/** How each act on an order stands. */
async function standings(order: Order, now = new Date()) {
  const found = await read(order)
  return found.acts.map((done) => `${done.kind} ${standingOf(done, found, now)}`)
}

const decisions = (order: Order) =>
  database.query('SELECT kind, actor, reason FROM decisions WHERE order_id = $1', [order.id])

const accept = { json: { result: 1 } }
const later = () => new Date(Date.now() + 61_000)

describe('a refund of a card payment', () => {
  test('asks Brick, waits for the notice, and is closed by it', async () => {
    const { order, ref, chargeId, object } = await cardOrder()
    provider.answer = () => ({ json: object({ refunded: true }) })
    const done = await act(order, { kind: 'REFUND' })
    expect(done).toMatchObject({ ok: true, reason: 'asked by e-mail', orderId: order.id })
    expect(done.before).toMatchObject({ [`Payment ${ref}`]: 'PAID' })
    expect(done.after).toMatchObject({
      [`Refund of 9.99 USD by ann@shop.example, no. ${done.actId?.slice(0, 8)}`]: 'under way',
    })
    expect(calls()).toEqual([`POST /api/brick/charge/${chargeId}/refund`])
    expect(await standings(order)).toEqual(['REFUND waiting'])
    await send(order, { type: 2, reason: 9, ref })
    expect(await standings(order)).toEqual(['REFUND done'])
  })

  test('is recorded before Brick is called', async () => {
    const { order, object } = await cardOrder()
    let recorded: string[] = []
    provider.answer = async () => {
      recorded = await standings(order)
      return { json: object({ refunded: true }) }
    }
    await act(order, { kind: 'REFUND' })
    expect(recorded).toEqual(['REFUND asking'])
  })

  test('by the same form twice, at once and afterwards, is done once with the same answer', async () => {
    const { order, object } = await cardOrder()
    provider.answer = () => ({ json: object({ refunded: true }) })
    const form = { key: newId(), seen: await drawn(order) }
    const [one, other] = await Promise.all([
      act(order, { kind: 'REFUND' }, form),
      act(order, { kind: 'REFUND' }, form),
    ])
    const again = await act(order, { kind: 'REFUND' }, form)
    expect(provider.calls).toHaveLength(1)
    expect([one.actId, other.actId, again.actId]).toEqual([form.key, form.key, form.key])
    expect(again).toMatchObject({ ok: true, sentence: [one, other].find(({ before }) => before)?.sentence })
  })

  test('again, while one is under way and after it is done, is refused with the reason', async () => {
    const { order, ref, object } = await cardOrder()
    provider.answer = () => ({ json: object({ refunded: true }) })
    await act(order, { kind: 'REFUND' })
    expect(await act(order, { kind: 'REFUND' })).toMatchObject({
      ok: false,
      sentence: expect.stringMatching(
        /already been refunded; Paymentwall’s notice is still to arrive|under way/,
      ),
    })
    await send(order, { type: 2, reason: 9, ref })
    expect(await act(order, { kind: 'REFUND' })).toMatchObject({
      ok: false,
      sentence: `Payment ${ref} of order ${order.id} has already been reversed.`,
    })
    expect(provider.calls).toHaveLength(1)
  })

  test('that Brick refuses is over, and may be asked for again', async () => {
    const { order, object } = await cardOrder()
    provider.answer = ({ method }) =>
      method === 'GET'
        ? { json: object({ refunded: false }) }
        : { status: 400, json: { type: 'Error', code: 3204, error: 'no' } }
    expect(await act(order, { kind: 'REFUND' })).toMatchObject({
      ok: false,
      sentence: 'The charge can’t be refunded. Look it up in the merchant area.',
    })
    expect(await standings(order)).toEqual(['REFUND refused'])
    expect(actsOffered(await read(order), new Date())).toContain('REFUND')
  })
})

describe('a process that dies', () => {
  test('between the record and the call: the page says so, and asks again', async () => {
    const { order, chargeId, object } = await cardOrder()
    const asked = { key: newId(), orderId: order.id, request: { kind: 'REFUND' as const } }
    const form = { seen: undefined, actor: 'ann', reason: 'why', at: new Date() }
    expect(await recordRequest({ ...asked, ...form })).toMatchObject({ kind: 'new' })
    expect(await standings(order)).toEqual(['REFUND asking'])
    expect(await standings(order, later())).toEqual(['REFUND lost'])

    const again = { actId: asked.key, orderId: order.id, seen: undefined, at: new Date() }
    expect(await askAgain(again)).toMatchObject({ ok: false })
    expect(provider.calls).toEqual([])
    provider.answer = () => ({ json: object({ refunded: true }) })
    expect(await askAgain(again, later())).toMatchObject({ ok: true })
    expect(calls()).toEqual([`POST /api/brick/charge/${chargeId}/refund`])
    expect(await standings(order, later())).toEqual(['REFUND waiting'])
  })

  test('between the call and its answer: Brick is asked again, and says that it is done', async () => {
    const { order, object } = await cardOrder()
    const asked = { key: newId(), orderId: order.id, request: { kind: 'REFUND' as const } }
    const recorded = await recordRequest({
      ...asked,
      seen: undefined,
      actor: 'ann',
      reason: '',
      at: new Date(),
    })
    provider.answer = ({ method }) =>
      method === 'GET'
        ? { json: object({ refunded: true }) }
        : { status: 400, json: { type: 'Error', code: 3201, error: 'refunded' } }
    expect(recorded.kind).toBe('new')
    const again = { actId: asked.key, orderId: order.id, seen: undefined, at: new Date() }
    expect(await askAgain(again, later())).toMatchObject({ ok: true })
    expect(await standings(order, later())).toEqual(['REFUND waiting'])
  })

  test('after the charge was changed and before the act was: nobody is asked twice', async () => {
    const { order, object } = await cardOrder()
    const asked = { key: newId(), orderId: order.id, request: { kind: 'REFUND' as const } }
    const recorded = await recordRequest({
      ...asked,
      seen: undefined,
      actor: 'ann',
      reason: '',
      at: new Date(),
    })
    if (recorded.kind !== 'new') throw new Error('not recorded')
    provider.answer = () => ({ json: object({ refunded: true }) })
    await askPaymentwall(recorded.act, await read(order))
    provider.calls.length = 0
    const again = { actId: asked.key, orderId: order.id, seen: undefined, at: new Date() }
    expect(await askAgain(again, later())).toMatchObject({ ok: true })
    expect(provider.calls).toEqual([])
    expect(await standings(order, later())).toEqual(['REFUND waiting'])
  })

  test('while it resolves a lost charge', async () => {
    const order = await newOrder(database)
    await database.query(
      `INSERT INTO charge_attempts (id, order_id, state, updated_at) VALUES ($1, $2, 'UNKNOWN', now())`,
      [newId(), order.id],
    )
    const asked = { key: newId(), orderId: order.id, request: { kind: 'RESOLVE' as const, charged: true } }
    const recorded = await recordRequest({
      ...asked,
      seen: undefined,
      actor: 'ann',
      reason: '',
      at: new Date(),
    })
    if (recorded.kind !== 'new') throw new Error('not recorded')
    await askPaymentwall(recorded.act, await read(order))
    const again = { actId: asked.key, orderId: order.id, seen: undefined, at: new Date() }
    expect(await askAgain(again, later())).toMatchObject({ ok: true })
    expect(await standings(order, later())).toEqual(['RESOLVE waiting'])
  })

  test('of two who ask again at once, one does', async () => {
    const { order, object } = await cardOrder()
    provider.answer = () => ({ status: 500, body: '' })
    const { actId = '' } = await act(order, { kind: 'REFUND' })
    expect(await standings(order)).toEqual(['REFUND lost'])
    provider.calls.length = 0
    provider.answer = () => ({ json: object({ refunded: true }) })
    const again = { actId, orderId: order.id, seen: undefined, at: new Date() }
    const both = await Promise.all([askAgain(again), askAgain(again)])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(provider.calls).toHaveLength(1)
  })
})

describe('a refund through a ticket', () => {
  test('of a payment through the Paylet: taken on, and done by the notice', async () => {
    const { order, ref } = await paidOrder()
    provider.answer = () => accept
    const { actId } = await act(order, { kind: 'REFUND' })
    const [call] = provider.calls
    expect(calls()).toEqual(['POST /developers/api/ticket'])
    expect(Object.fromEntries(call?.parameters ?? [])).toMatchObject({
      ref,
      type: '1',
      merchant_refund_id: actId,
      sign_version: '3',
    })
    expect(await standings(order)).toEqual(['REFUND waiting'])
    await send(order, { type: 2, reason: 9, ref })
    expect(await standings(order)).toEqual(['REFUND done'])
  })

  test('whose answer was lost: Payment Status is asked before a second one, and knows that the money has gone back', async () => {
    const { order, ref } = await paidOrder()
    provider.answer = () => ({ status: 502, body: '' })
    const { actId = '' } = await act(order, { kind: 'REFUND' })
    expect(await standings(order)).toEqual(['REFUND lost'])
    provider.calls.length = 0
    const payment = {
      ...{ object: 'payment', id: ref, amount: '9.99', currency: 'USD', refunded: true, risk: 'approved' },
      ...{ uid: order.uid, product_id: order.id },
    }
    provider.answer = () => ({ json: [payment] })
    const again = { actId, orderId: order.id, seen: undefined, at: new Date() }
    expect(await askAgain(again)).toMatchObject({
      ok: true,
      sentence: `Payment Status says that payment ${ref} was refunded.`,
    })
    expect(calls()).toEqual(['GET /api/rest/payment'])
    expect(await standings(order)).toEqual(['REFUND done'])
  })

  test('whose answer was lost, of a payment that has not gone back: a second ticket', async () => {
    const { order } = await paidOrder()
    provider.answer = () => ({ body: 'no JSON' })
    const { actId = '' } = await act(order, { kind: 'REFUND' })
    provider.calls.length = 0
    provider.answer = ({ path }) => (path === '/api/rest/payment' ? { json: [] } : accept)
    const again = { actId, orderId: order.id, seen: undefined, at: new Date() }
    expect(await askAgain(again)).toMatchObject({ ok: true })
    expect(calls()).toEqual(['GET /api/rest/payment', 'POST /developers/api/ticket'])
    expect(await standings(order)).toEqual(['REFUND waiting'])
  })

  test('is not opened again while Payment Status can’t be asked', async () => {
    const { order } = await paidOrder()
    provider.answer = () => ({ status: 502, body: '' })
    const { actId = '' } = await act(order, { kind: 'REFUND' })
    provider.calls.length = 0
    const again = { actId, orderId: order.id, seen: undefined, at: new Date() }
    expect(await askAgain(again)).toMatchObject({ ok: false })
    expect(calls()).toEqual(['GET /api/rest/payment'])
    expect(await standings(order)).toEqual(['REFUND lost'])
  })

  test('that could not be sent is over', async () => {
    const { order } = await paidOrder()
    const gone = await startProvider()
    await gone.close()
    env().PAYMENTWALL_API_URL = gone.url
    try {
      expect(await act(order, { kind: 'REFUND' })).toMatchObject({
        ok: false,
        sentence: expect.stringContaining('Nothing was sent'),
      })
    } finally {
      env().PAYMENTWALL_API_URL = provider.url
    }
    expect(await standings(order)).toEqual(['REFUND refused'])
  })
})

describe('a partial refund', () => {
  test('goes by a ticket, counts when its notice comes, and leaves the rest', async () => {
    const { order, ref } = await paidOrder()
    provider.answer = () => accept
    const { actId = '' } = await act(order, { kind: 'PARTIAL_REFUND', amount: '3' })
    expect(Object.fromEntries(provider.calls[0]?.parameters ?? [])).toMatchObject({
      ref,
      type: '5',
      amount: '3.00',
      merchant_refund_id: actId,
    })
    expect(await act(order, { kind: 'PARTIAL_REFUND', amount: '7' })).toMatchObject({
      ok: false,
      sentence: `7.00 USD is more than is left of payment ${ref}: 6.99 USD.`,
    })
    // The provider names no currency unless it is told to: what we asked for is in the order's.
    await send(order, { type: 220, ref, refund_amount: '3.00', merchant_refund_id: actId })
    expect(await standings(order)).toEqual(['PARTIAL_REFUND done'])
    expect(await drawn(order)).toMatchObject({ [`Payment ${ref}`]: 'PAID, 3.00 USD of it refunded' })
    expect(await database.query('SELECT kind FROM alerts WHERE order_id = $1', [order.id])).toEqual([])

    const { actId: second = '' } = await act(order, { kind: 'PARTIAL_REFUND', amount: '6.99' })
    await send(order, { type: 220, ref, refund_amount: '6.99', merchant_refund_id: second })
    expect(await drawn(order)).toMatchObject({
      [`Payment ${ref}`]: 'REVERSED, 9.99 USD of it refunded',
      'Line 1, Fox (LICENCE)': 'withdrawn',
    })
  })

  test('that a stranger names as ours in another payment still counts for nothing', async () => {
    const { order } = await paidOrder()
    const other = await paidOrder()
    provider.answer = () => accept
    const { actId = '' } = await act(order, { kind: 'PARTIAL_REFUND', amount: '3' })
    await send(other.order, { type: 220, ref: other.ref, refund_amount: '9.99', merchant_refund_id: actId })
    expect(await drawn(other.order)).toMatchObject({ [`Payment ${other.ref}`]: 'PAID' })
    expect(await standings(order)).toEqual(['PARTIAL_REFUND waiting'])
  })

  test('whose answer was lost is retried only after the operator has looked for the ticket', async () => {
    const { order } = await paidOrder()
    provider.answer = () => ({ status: 504, body: '' })
    const { actId = '' } = await act(order, { kind: 'PARTIAL_REFUND', amount: '3' })
    provider.calls.length = 0
    const again = { actId, orderId: order.id, at: new Date() }
    expect(await askAgain({ ...again, seen: undefined })).toMatchObject({ ok: false })
    expect(provider.calls).toEqual([])
    provider.answer = () => ({ json: [] })
    expect(await askAgain({ ...again, seen: 'there' })).toMatchObject({ ok: true })
    expect(calls()).toEqual(['GET /api/rest/payment'])
    expect(await standings(order)).toEqual(['PARTIAL_REFUND waiting'])
  })

  test('whose ticket is missing is asked for again', async () => {
    const { order } = await paidOrder()
    provider.answer = () => ({ status: 504, body: '' })
    const { actId = '' } = await act(order, { kind: 'PARTIAL_REFUND', amount: '3' })
    provider.calls.length = 0
    provider.answer = ({ path }) => (path === '/api/rest/payment' ? { json: [] } : accept)
    const again = { actId, orderId: order.id, at: new Date() }
    expect(await askAgain({ ...again, seen: 'missing' })).toMatchObject({ ok: true })
    expect(calls()).toEqual(['GET /api/rest/payment', 'POST /developers/api/ticket'])
  })

  test('that the provider refuses says why', async () => {
    const { order } = await paidOrder()
    provider.answer = () => ({ json: { result: 0, errors: ['The amount is not valid'] } })
    expect(await act(order, { kind: 'PARTIAL_REFUND', amount: '3' })).toMatchObject({
      ok: false,
      sentence: 'Paymentwall refused the ticket: The amount is not valid.',
    })
  })
})

describe('an authorised charge', () => {
  test('is captured, and the capture is closed by the notice', async () => {
    const { order, ref, object } = await cardOrder(false)
    provider.answer = () => ({ json: object({ captured: true }) })
    expect(await act(order, { kind: 'CAPTURE' })).toMatchObject({ ok: true })
    expect(await standings(order)).toEqual(['CAPTURE waiting'])
    await send(order, { type: 0, ref })
    expect(await standings(order)).toEqual(['CAPTURE done'])
  })

  test('is voided, and nothing is left to capture', async () => {
    const { order, object } = await cardOrder(false)
    provider.answer = () => ({ json: object({ captured: false }) })
    expect(await act(order, { kind: 'VOID' })).toMatchObject({ ok: true })
    expect(await standings(order)).toEqual(['VOID done'])
    expect(await act(order, { kind: 'CAPTURE' })).toMatchObject({
      ok: false,
      sentence: `Order ${order.id} has no authorised card charge to capture.`,
    })
  })

  test('whose void got no answer: a second refusal does not say that it failed, the notice does that it is done', async () => {
    const { order, ref } = await cardOrder(false)
    provider.answer = () => ({ status: 500, body: '' })
    const { actId = '' } = await act(order, { kind: 'VOID' })
    expect(await act(order, { kind: 'CAPTURE' })).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('under way'),
    })
    provider.answer = () => ({ status: 400, json: { type: 'Error', code: 3202, error: 'voided' } })
    await askAgain({ actId, orderId: order.id, seen: undefined, at: new Date() })
    expect(await standings(order)).toEqual(['VOID lost'])
    await send(order, { type: 203, ref })
    expect(await standings(order)).toEqual(['VOID done'])
  })
})

describe('a lost charge', () => {
  async function lostCharge() {
    const { id, buyer, pay } = await newCardOrder(database)
    provider.answer = () => ({ status: 500, body: '' })
    await pay()
    provider.calls.length = 0
    return { id, uid: buyer.uid }
  }

  test('was charged: the act stays open until its notice closes it', async () => {
    const order = await lostCharge()
    expect(await act(order, { kind: 'RESOLVE', charged: true })).toMatchObject({ ok: true })
    expect(await standings(order)).toEqual(['RESOLVE waiting'])
    await send(order, { type: 0, ref: newReference() })
    expect(await standings(order)).toEqual(['RESOLVE done'])
  })

  test('was not charged: the act is done', async () => {
    const order = await lostCharge()
    expect(await act(order, { kind: 'RESOLVE', charged: false })).toMatchObject({ ok: true })
    expect(await standings(order)).toEqual(['RESOLVE done'])
    expect(await act(order, { kind: 'RESOLVE', charged: true })).toMatchObject({ ok: false })
    expect(provider.calls).toEqual([])
  })
})

describe('a subscription', () => {
  test('is cancelled: a job asks, and the notice closes it', async () => {
    const order = await newMembership(database)
    const ref = newReference()
    await notifyMembership(order, { type: 0, ref })
    expect(await act(order, { kind: 'CANCEL_SUBSCRIPTION' })).toMatchObject({ ok: true })
    expect(await standings(order)).toEqual(['CANCEL_SUBSCRIPTION asking'])
    expect(provider.calls).toEqual([])
    expect(await act(order, { kind: 'CANCEL_SUBSCRIPTION' })).toMatchObject({ ok: false })

    provider.answer = () => accept
    await sendCancellation(order.id, new Date())
    expect(provider.calls[0]?.parameters.get('message')).toBe('The merchant stops the renewals.')
    expect(await standings(order)).toEqual(['CANCEL_SUBSCRIPTION waiting'])
    await notifyMembership(order, { type: 12, ref })
    expect(await standings(order)).toEqual(['CANCEL_SUBSCRIPTION done'])
  })
})

describe('a decision by hand', () => {
  test('is a fact with its reason, recorded once for each form', async () => {
    const { order } = await paidOrder()
    const form = { key: newId(), seen: await drawn(order) }
    const once = await act(order, { kind: 'WITHDRAW' }, form)
    expect(once).toMatchObject({
      ok: true,
      sentence: `Order ${order.id}: its goods are withdrawn; 1 withdrawn.`,
    })
    expect(await act(order, { kind: 'WITHDRAW' }, form)).toMatchObject({ ok: true, sentence: once.sentence })
    expect(await decisions(order)).toEqual([
      { kind: 'WITHDRAW', actor: 'ann@shop.example', reason: 'asked by e-mail' },
    ])
    expect(once.before).toMatchObject({ 'Line 1, Fox (LICENCE)': 'held' })
    expect(once.after).toMatchObject({ 'Line 1, Fox (LICENCE)': 'withdrawn' })
  })

  test('that can’t be recorded leaves no act behind', async () => {
    const order = await newMembership(database)
    expect(await act(order, { kind: 'GRANT' })).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('has no period to grant'),
    })
    expect(await standings(order)).toEqual([])
  })
})

describe('two operators at once', () => {
  test('the second one reads what changed, and nothing more is done', async () => {
    const { order, ref } = await paidOrder()
    provider.answer = () => accept
    const seen = await drawn(order)
    const [ann, bob] = await Promise.all([
      act(order, { kind: 'REFUND' }, { seen, actor: 'ann' }),
      act(order, { kind: 'WITHDRAW' }, { seen, actor: 'bob' }),
    ])
    const [first, second] = ann.ok ? [ann, bob] : [bob, ann]
    expect([first.ok, second.ok]).toEqual([true, false])
    expect(second.sentence).toMatch(
      /^Nothing was done: the order has changed since this page was loaded\. .*(Refund of 9\.99 USD by ann|Line 1, Fox \(LICENCE\): withdrawn \(was: held\))/,
    )
    expect(second).toMatchObject({ actId: undefined, before: seen })
    expect(await standings(order)).toHaveLength(1)
    expect(ref).not.toBe('')
  })

  test('a notice between the page and its form is reported too', async () => {
    const { order, ref } = await paidOrder()
    const seen = await drawn(order)
    await send(order, { type: 2, reason: 1, ref })
    expect(await act(order, { kind: 'REFUND' }, { seen })).toMatchObject({
      ok: false,
      sentence: expect.stringContaining(`Payment ${ref}: REVERSED (was: PAID).`),
    })
    expect(provider.calls).toEqual([])
  })

  test('what is compared is what holds once the order is free', async () => {
    const { order, ref } = await paidOrder()
    const seen = await drawn(order)
    const holder = await holdLocks(database)
    await holder.query('SELECT 1 FROM orders WHERE id = $1 FOR NO KEY UPDATE', [order.id])
    const withdrawn = act(order, { kind: 'WITHDRAW' }, { seen })
    expect(await holder.isWaitedFor(withdrawn)).toBe(true)
    await holder.query("UPDATE payments SET state = 'REVERSED' WHERE ref = $1", [ref])
    await holder.commit()
    expect(await withdrawn).toMatchObject({ ok: false, sentence: expect.stringContaining('REVERSED') })
    expect(await decisions(order)).toEqual([])
  })

  test('a form of another order does nothing here', async () => {
    const one = await paidOrder()
    const other = await paidOrder()
    const key = newId()
    await act(one.order, { kind: 'WITHDRAW' }, { key })
    expect(await act(other.order, { kind: 'WITHDRAW' }, { key })).toMatchObject({
      ok: false,
      sentence: 'Nothing was done: the form belongs to another order.',
    })
  })
})

test('a preview calls nobody, and changes nothing that a form is drawn from', async () => {
  const { order } = await cardOrder()
  const seen = await drawn(order)
  const limits = { lockWithin: 250, doneWithin: 60_000 }
  const requests: ActRequest[] = [
    { kind: 'REFUND' },
    { kind: 'PARTIAL_REFUND', amount: '3' },
    { kind: 'WITHDRAW' },
  ]
  for (const request of requests) {
    expect(await previewAct(order.id, request, new Date(), limits)).toMatchObject({
      known: true,
      result: { planned: { ok: true } },
    })
  }
  expect(provider.calls).toEqual([])
  expect(await drawn(order)).toEqual(seen)
})

test('what is offered follows the order', async () => {
  const offered = async (order: Order) => actsOffered(await read(order), new Date())
  expect(await offered(await newOrder(database))).toEqual(['GRANT', 'WITHDRAW'])
  expect(await offered((await paidOrder()).order)).toEqual(['REFUND', 'PARTIAL_REFUND', 'GRANT', 'WITHDRAW'])
  expect(await offered((await cardOrder(false)).order)).toEqual(['CAPTURE', 'VOID', 'GRANT', 'WITHDRAW'])
  const membership = await newMembership(database)
  expect(await offered(membership)).toEqual(['WITHDRAW'])
  await notifyMembership(membership, { type: 0, ref: newReference() })
  expect(await offered(membership)).toContain('CANCEL_SUBSCRIPTION')
})

test('of a card payment and one through the Paylet on one order, each goes back its own way', async () => {
  const { order, ref } = await cardOrder()
  const second = newReference()
  await send(order, { type: 0, ref: second })
  const found = await read(order)
  const plans = [ref, second].map((payment) => planAct(found, { kind: 'REFUND', ref: payment }, new Date()))
  expect(plans).toMatchObject([
    { ok: true, plan: { ref, attemptId: found.charges[0]?.id } },
    { ok: true, plan: { ref: second, attemptId: null } },
  ])
})
