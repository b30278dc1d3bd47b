import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { confirmPayment, planConfirmations } from '@/lib/delivery-confirmation/mutations'
import type { OrderId, PaymentRef, Uid } from '@/lib/ids'
import { deliverWaiting, importKeys } from '@/lib/licence-keys/mutations'
import { findOrderRecord } from '@/lib/orders/record'
import { timelineOf } from '@/lib/orders/timeline'
import { receivePingback } from '@/lib/pingbacks/receive'
import { uidOf } from '@/test/support/ids'
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
  provider.answer = () => ({ json: { success: 1 } })
})

interface Paid {
  id: OrderId
  uid: Uid
  ref: PaymentRef
}

async function paidOrder(options?: Parameters<typeof newOrder>[1]): Promise<Paid> {
  const order = await newOrder(database, options)
  const ref = newReference()
  await notify({ ...order, ref }, { type: 0 })
  return { ...order, ref }
}

const notify = ({ id, uid, ref }: Paid, parameters: Record<string, string | number>) =>
  receivePingback(pingbackQuery({ uid, goodsid: id, ref, ...parameters }), '203.0.113.9')

/** What Paymentwall was told since the beginning of the test. */
const told = () => provider.calls.map(({ parameters }) => parameters.get('status'))

const waitingJobs = (ref: PaymentRef) =>
  db().outboxJob.findMany({ where: { jobKey: `confirm-delivery:${ref}` } })

describe('a paid order', () => {
  test('is told as placed and delivered, each once, in the documented form', async () => {
    const order = await paidOrder({ kinds: ['DOWNLOAD'] })
    await confirmPayment(order.ref)
    await confirmPayment(order.ref)
    expect(told()).toEqual(['order_placed', 'delivered'])
    const [call] = provider.calls
    expect(call?.headers['x-apikey']).toBe(process.env.PAYMENTWALL_SECRET_KEY)
    expect(Object.fromEntries(call?.parameters ?? [])).toMatchObject({
      payment_id: order.ref,
      merchant_reference_id: order.id,
      type: 'digital',
      reason: 'none',
      refundable: 'true',
      estimated_delivery_datetime: expect.stringMatching(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \+0000$/),
      'shipping_address[email]': expect.stringContaining('@'),
    })
  })

  test('is on its timeline', async () => {
    const order = await paidOrder()
    await confirmPayment(order.ref)
    const record = await findOrderRecord(order.id, { role: 'ADMIN', uid: uidOf('admin') })
    const sentences = record ? timelineOf(record).map(({ sentence }) => sentence) : []
    expect(sentences).toContain('Paymentwall was told that everything was delivered (delivered).')
  })

  test('that is refunded is told as refunded, and one that is charged back as cancelled with the reason', async () => {
    const refunded = await paidOrder()
    const chargedBack = await paidOrder()
    await confirmPayment(refunded.ref)
    await confirmPayment(chargedBack.ref)
    await notify(refunded, { type: 2, reason: 9 })
    await notify(chargedBack, { type: 2, reason: 1 })
    provider.calls.length = 0
    await confirmPayment(refunded.ref)
    await confirmPayment(chargedBack.ref)
    expect(told()).toEqual(['refund_issued', 'order_cancelled'])
    expect(provider.calls[1]?.parameters.get('reason')).toBe('Reason 1: chargeback.')
  })

  test('of the probe is not told of, since Paymentwall knows no such payment', async () => {
    const order = await paidOrder()
    await db().order.update({ where: { id: order.id }, data: { isProbe: true } })
    await confirmPayment(order.ref)
    expect(told()).toEqual([])
  })

  test('that was taken back before anything was told has nothing to tell', async () => {
    const order = await paidOrder()
    await notify(order, { type: 2, reason: 9 })
    await confirmPayment(order.ref)
    expect(told()).toEqual([])
  })

  test('that waits for a licence key is delayed, asked after again, and delivered once the key is there', async () => {
    const order = await newOrder(database, { kinds: ['LICENCE'] })
    const [line] = await db().orderLine.findMany({ where: { orderId: order.id } })
    const productId = line?.productId ?? ''
    await db().product.update({ where: { id: productId }, data: { keysFromPool: true } })
    const paid = { ...order, ref: newReference() }
    await notify(paid, { type: 0 })
    await confirmPayment(paid.ref)
    expect(told()).toEqual(['order_placed', 'delayed'])
    expect(await waitingJobs(paid.ref)).toHaveLength(1)
    await importKeys(productId, 'KEY-ONE')
    await deliverWaiting(productId)
    await confirmPayment(paid.ref)
    expect(told()).toEqual(['order_placed', 'delayed', 'delivered'])
  })
})

describe('a call that fails', () => {
  test('throws, so that the job is tried again, and starts where it stopped', async () => {
    const order = await paidOrder()
    provider.answer = ({ parameters }) =>
      parameters.get('status') === 'delivered' ? { status: 503, body: '' } : { json: { success: 1 } }
    await expect(confirmPayment(order.ref)).rejects.toThrow('status 503')
    provider.answer = () => ({ json: { success: 1 } })
    await confirmPayment(order.ref)
    expect(told()).toEqual(['order_placed', 'delivered', 'delivered'])
    const [placed, delivered] = await db().deliveryConfirmation.findMany({
      where: { ref: order.ref },
      orderBy: { id: 'asc' },
    })
    expect([placed?.failures, delivered?.failures, delivered?.problem]).toEqual([0, 1, null])
  })

  test('for good is kept with what Paymentwall said, and not repeated', async () => {
    const order = await paidOrder()
    provider.answer = () => ({ status: 400, json: { error: 'not valid', notices: ['details: is missing'] } })
    await confirmPayment(order.ref)
    await confirmPayment(order.ref)
    expect(told()).toEqual(['order_placed', 'delivered'])
    const rows = await db().deliveryConfirmation.findMany({ where: { ref: order.ref } })
    expect(rows.map(({ problem }) => problem)).toEqual([
      'Paymentwall refused the status order_placed: not valid; details: is missing',
      'Paymentwall refused the status delivered: not valid; details: is missing',
    ])
  })
})

describe('planning', () => {
  test('plans one job for each payment that changed since the last time, whoever plans at once', async () => {
    await planConfirmations()
    const order = await paidOrder()
    const unpaid = { ...(await newOrder(database)), ref: newReference() }
    await notify(unpaid, { type: 200 })
    await Promise.all([planConfirmations(), planConfirmations()])
    const jobs = await waitingJobs(order.ref)
    expect(new Set(jobs.map(({ task }) => task))).toEqual(new Set(['confirm-delivery']))
    expect(jobs.map(({ payload }) => payload)).toContainEqual({ ref: order.ref })
    expect(await waitingJobs(unpaid.ref)).toHaveLength(0)
  })

  test('comes back to the newest payment of a subscription once that has ended', async () => {
    const order = await paidOrder({ kinds: ['MEMBERSHIP'] })
    await confirmPayment(order.ref)
    await notify(order, { type: 12 })
    await planConfirmations()
    expect(await waitingJobs(order.ref)).not.toHaveLength(0)
    provider.calls.length = 0
    await confirmPayment(order.ref)
    expect(told()).toEqual(['cancelled_subscription'])
  })
})
