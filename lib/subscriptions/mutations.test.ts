import { createHash } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { findMembership } from '@/lib/subscriptions/data'
import {
  cancelMembership,
  confirmCancellation,
  reviewSubscription,
  sendCancellation,
} from '@/lib/subscriptions/mutations'
import { orderIdOf } from '@/test/support/ids'
import { dateTime, newMembership, notifyMembership } from '@/test/support/memberships'
import { newReference } from '@/test/support/pingbacks'
import { type ReceivedCall, startProvider } from '@/test/support/provider'
import { testDatabase } from '@/test/support/test-database'

const provider = await startProvider()
process.env.PAYMENTWALL_API_URL = provider.url
process.env.PINGBACK_CUSTOM_PARAMETERS = 'paid_at'
const database = await testDatabase()
afterAll(() => provider.close())

const day = 24 * 60 * 60 * 1000
const start = new Date(Math.floor(Date.now() / 1000) * 1000)
const inDays = (days: number) => new Date(start.getTime() + days * day)
const now = inDays(1)

const accepted = { json: { result: 1 } }
const refused = { json: { result: 0, errors: ['No access to the developers API'] } }

beforeEach(() => {
  provider.calls.length = 0
  provider.answer = () => accepted
})

async function member(kind: 'paylet' | 'brick' = 'paylet') {
  const order = await newMembership(database)
  const ref = newReference()
  await notifyMembership(order, { ref, type: 0, paid_at: dateTime(start) })
  if (kind === 'brick') {
    await database.query(
      `INSERT INTO charge_attempts (id, order_id, state, charge_id, subscription_id, updated_at)
       VALUES ($1, $1, 'SUCCEEDED', $2, $3, now())`,
      [order.id, ref.slice(1), `SUB${order.id}`],
    )
  }
  return { ...order, ref }
}

const jobsOf = async (orderId: string) =>
  (
    await database.query<{ task: string }>(
      "SELECT task FROM outbox_jobs WHERE payload->>'orderId' = $1 AND task NOT IN ('check-payment-status', 'mail-order') ORDER BY id",
      [orderId],
    )
  ).map(({ task }) => task)

const alertsOf = (orderId: string) =>
  database.query<{ kind: string; message: string }>('SELECT kind, message FROM alerts WHERE order_id = $1', [
    orderId,
  ])

const paths = () => provider.calls.map(({ method, path }) => `${method} ${path}`)

function isSigned({ parameters }: ReceivedCall): boolean {
  const pairs = [...parameters].filter(([name]) => name !== 'sign').sort(([a], [b]) => (a < b ? -1 : 1))
  const base = pairs.map(([name, value]) => `${name}=${value}`).join('')
  const digest = createHash('sha256')
    .update(base + process.env.PAYMENTWALL_SECRET_KEY)
    .digest('hex')
  return parameters.get('sign') === digest && base.startsWith('key=')
}

describe('a request to cancel', () => {
  test('is recorded first, and sent to Paymentwall by a job', async () => {
    const order = await member()
    expect(await cancelMembership(order.id, order.uid, now)).toBe(true)
    expect(provider.calls).toEqual([])
    expect(await jobsOf(order.id)).toEqual(['cancel-subscription'])
    expect(await findMembership(order.id, now)).toMatchObject({ state: 'ACTIVE', renews: true })
  })

  test('twice, it is one request', async () => {
    const order = await member()
    await cancelMembership(order.id, order.uid, now)
    await cancelMembership(order.id, order.uid, inDays(2))
    expect(await jobsOf(order.id)).toEqual(['cancel-subscription'])
    expect((await findMembership(order.id, now))?.cancellation?.requestedAt).toEqual(now)
  })

  test('for another buyer’s membership finds none, and changes nothing', async () => {
    const order = await member()
    const stranger = await member()
    expect(await cancelMembership(order.id, stranger.uid, now)).toBe(false)
    expect(await cancelMembership(orderIdOf('nosuchorder'), stranger.uid, now)).toBe(false)
    expect(await jobsOf(order.id)).toEqual([])
  })

  test('for one that was never paid finds none', async () => {
    const order = await newMembership(database)
    expect(await cancelMembership(order.id, order.uid, now)).toBe(false)
  })

  test('of a cancelled one calls nobody', async () => {
    const order = await member()
    await notifyMembership(order, { ref: order.ref, type: 12 })
    expect(await cancelMembership(order.id, order.uid, now)).toBe(true)
    expect(await jobsOf(order.id)).toEqual([])
  })

  test('while a renewal arrives: the renewal counts, and the request stands', async () => {
    const order = await member()
    await Promise.all([
      cancelMembership(order.id, order.uid, inDays(30)),
      notifyMembership(order, { ref: newReference(), type: 0, paid_at: dateTime(inDays(30)) }),
    ])
    await sendCancellation(order.id, inDays(30))
    const requested = await findMembership(order.id, inDays(31))
    expect(requested).toMatchObject({
      state: 'ACTIVE',
      periods: [{}, {}],
      cancellation: { acceptedAt: inDays(30) },
    })
    await notifyMembership(order, { ref: order.ref, type: 12 })
    const cancelled = await findMembership(order.id, inDays(31))
    expect(cancelled).toMatchObject({ state: 'CANCEL_AT_END', paidUntil: requested?.paidUntil })
  })
})

describe('a membership paid by the Paylet', () => {
  test('is stopped by a signed ticket for this subscription alone', async () => {
    const order = await member()
    await cancelMembership(order.id, order.uid, now)
    await sendCancellation(order.id, now)
    const [ticket] = provider.calls as [ReceivedCall]
    expect(paths()).toEqual(['POST /developers/api/ticket'])
    expect(Object.fromEntries(ticket.parameters)).toMatchObject({
      type: '2',
      ref: order.ref,
      sign_version: '3',
    })
    expect(ticket.parameters.has('uid')).toBe(false)
    expect(isSigned(ticket)).toBe(true)
  })

  test('is asked for once, and counts as requested until type 12', async () => {
    const order = await member()
    await cancelMembership(order.id, order.uid, now)
    await sendCancellation(order.id, now)
    await sendCancellation(order.id, now)
    expect(provider.calls).toHaveLength(1)
    expect(await findMembership(order.id, now)).toMatchObject({
      state: 'ACTIVE',
      cancellation: { acceptedAt: now },
    })
    await notifyMembership(order, { ref: order.ref, type: 12 })
    expect(await findMembership(order.id, now)).toMatchObject({ state: 'CANCEL_AT_END', renews: false })
  })

  test('without type 12, Payment Status says when it is stopped', async () => {
    const order = await member()
    await cancelMembership(order.id, order.uid, now)
    await sendCancellation(order.id, now)
    expect(await jobsOf(order.id)).toContain('confirm-cancellation')

    const status = (active: number) => ({
      json: { object: 'payment', id: order.ref, subscription: { active } },
    })
    provider.answer = () => status(1)
    await confirmCancellation(order.id, 0, now)
    expect((await findMembership(order.id, now))?.state).toBe('ACTIVE')
    provider.answer = () => status(0)
    await confirmCancellation(order.id, 1, now)
    expect((await findMembership(order.id, now))?.state).toBe('CANCEL_AT_END')
    expect(provider.calls.slice(1).every(isSigned)).toBe(true)
    expect(await alertsOf(order.id)).toEqual([])
  })

  test('without a confirmation alerts the merchant, and the buyer does not read “cancelled”', async () => {
    const order = await member()
    await cancelMembership(order.id, order.uid, now)
    await sendCancellation(order.id, now)
    provider.answer = () => ({ json: { error: 'The payment was not found' }, status: 404 })
    for (const asked of [0, 1, 2, 3, 4]) await confirmCancellation(order.id, asked, now)
    expect(await alertsOf(order.id)).toMatchObject([{ kind: 'cancellation_stuck' }])
    expect((await findMembership(order.id, now))?.state).toBe('ACTIVE')
  })
})

describe('a membership paid through Brick', () => {
  const answering = (active: number) => (call: ReceivedCall) => ({
    json: { object: 'subscription', id: call.path.split('/')[4], active, charges: { 0: '1' } },
  })

  test('is cancelled by its own call, whose answer is the confirmation', async () => {
    const order = await member('brick')
    provider.answer = answering(0)
    await cancelMembership(order.id, order.uid, now)
    await sendCancellation(order.id, now)
    expect(paths()).toEqual([`POST /api/brick/subscription/SUB${order.id}/cancel`])
    expect(provider.calls[0]?.headers['x-apikey']).toBe(process.env.BRICK_PRIVATE_KEY)
    expect(await findMembership(order.id, now)).toMatchObject({ state: 'CANCEL_AT_END', renews: false })
    expect(await jobsOf(order.id)).not.toContain('confirm-cancellation')
  })

  test('that says it is still active is waited for', async () => {
    const order = await member('brick')
    provider.answer = answering(1)
    await cancelMembership(order.id, order.uid, now)
    await sendCancellation(order.id, now)
    expect((await findMembership(order.id, now))?.state).toBe('ACTIVE')
    expect(await jobsOf(order.id)).toContain('confirm-cancellation')
  })

  test('that was cancelled before, and refuses to be again, counts as cancelled', async () => {
    const order = await member('brick')
    provider.answer = (call) =>
      call.method === 'GET'
        ? answering(0)(call)
        : { json: { type: 'Error', code: 3202, error: 'It can’t be cancelled' }, status: 400 }
    await cancelMembership(order.id, order.uid, now)
    await sendCancellation(order.id, now)
    expect((await findMembership(order.id, now))?.state).toBe('CANCEL_AT_END')
  })
})

describe('when Paymentwall can’t be reached', () => {
  test.each([
    ['it is down', () => ({ body: '', status: 503 })],
    ['it refuses', () => refused],
    ['it answers with a page', () => ({ body: '<p>Hello', status: 200 })],
  ] as const)(
    '%s: the job is tried again, and the third failure is told to the merchant',
    async (_, answer) => {
      const order = await member()
      provider.answer = answer
      await cancelMembership(order.id, order.uid, now)
      for (const failures of [1, 2, 3]) {
        await expect(sendCancellation(order.id, now)).rejects.toThrow('Paymentwall')
        expect(await findMembership(order.id, now)).toMatchObject({
          state: 'ACTIVE',
          cancellation: { acceptedAt: null, failures, problem: expect.stringContaining('Paymentwall') },
        })
        expect(await alertsOf(order.id)).toHaveLength(failures < 3 ? 0 : 1)
      }
      provider.answer = () => accepted
      await sendCancellation(order.id, now)
      expect((await findMembership(order.id, now))?.cancellation).toMatchObject({
        acceptedAt: now,
        problem: null,
      })
    },
  )

  test('for days, it is called once a day, and no job gives up', async () => {
    const order = await member()
    provider.answer = () => refused
    await cancelMembership(order.id, order.uid, now)
    await db().cancellation.update({ where: { orderId: order.id }, data: { failures: 40 } })
    await db().outboxJob.deleteMany()
    await sendCancellation(order.id, now)
    const jobs = await db().outboxJob.findMany({ where: { task: 'cancel-subscription' } })
    expect(jobs).toMatchObject([{ payload: { orderId: order.id } }])
    expect(Math.round(((jobs[0]?.runAt.getTime() ?? 0) - Date.now()) / 3_600_000)).toBe(24)
  })

  test('a buyer who asks again after a failure has it sent again', async () => {
    const order = await member()
    provider.answer = () => refused
    await cancelMembership(order.id, order.uid, now)
    await expect(sendCancellation(order.id, now)).rejects.toThrow('No access to the developers API')
    await cancelMembership(order.id, order.uid, now)
    expect(await jobsOf(order.id)).toEqual(['cancel-subscription', 'cancel-subscription'])
  })
})

describe('a subscription whose newest payment was taken back', () => {
  test('is stopped by itself', async () => {
    const order = await member()
    await notifyMembership(order, { ref: order.ref, type: 2, reason: 1 })
    expect(await jobsOf(order.id)).toEqual(['review-subscription'])
    await reviewSubscription(order.id, now)
    expect(await jobsOf(order.id)).toEqual(['review-subscription', 'cancel-subscription'])
    await sendCancellation(order.id, now)
    expect(paths()).toEqual(['POST /developers/api/ticket'])
    expect((await findMembership(order.id, now))?.cancellation?.cause).toBe('REVOKED')
  })

  test('is not, when an older payment was', async () => {
    const order = await member()
    await notifyMembership(order, { ref: newReference(), type: 0, paid_at: dateTime(inDays(30)) })
    await notifyMembership(order, { ref: order.ref, type: 2, reason: 9 })
    await reviewSubscription(order.id, inDays(31))
    expect(await findMembership(order.id, inDays(31))).toMatchObject({ state: 'ACTIVE', cancellation: null })
  })

  test('is not asked again once it is cancelled', async () => {
    const order = await member()
    await notifyMembership(order, { ref: order.ref, type: 12 })
    await notifyMembership(order, { ref: order.ref, type: 2, reason: 9 })
    await reviewSubscription(order.id, now)
    expect((await findMembership(order.id, now))?.cancellation).toBeNull()
  })
})
