import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { resolveUnknownCharge } from '@/lib/charges/after-sale'
import { followCharge } from '@/lib/charges/follow'
import { beginCharge, claimSecure, expireSecure, recordOutcome } from '@/lib/charges/mutations'
import type { Outcome } from '@/lib/charges/reply'
import type { ChargeState } from '@/lib/generated/prisma/enums'
import { type AttemptId, newId } from '@/lib/ids'
import type { Charge } from '@/lib/paymentwall/brick'
import { type CardOrder, charged, newCardOrder } from '@/test/support/card-orders'
import { attemptIdOf } from '@/test/support/ids'
import { holdLocks } from '@/test/support/locks'
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
  provider.answer = (call) => ({ json: charged(call) })
})

const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)

/** A card order with one attempt in a state. */
async function attemptIn(state: ChargeState): Promise<{ order: CardOrder; id: AttemptId }> {
  const order = await newCardOrder(database)
  const id = attemptIdOf(newId())
  await database.query(
    'INSERT INTO charge_attempts (id, order_id, state, updated_at) VALUES ($1, $2, $3, now())',
    [id, order.id, state],
  )
  return { order, id }
}

const stateOf = async (id: string) =>
  (await database.query<{ state: ChargeState }>('SELECT state FROM charge_attempts WHERE id = $1', [id]))[0]
    ?.state

const jobsOf = (id: string) =>
  database.query('SELECT FROM outbox_jobs WHERE job_key = $1', [`follow-charge:${id}`])

const ended = ['REVIEW', 'AUTHORISED', 'SUCCEEDED', 'DECLINED', 'EXPIRED', 'VOIDED', 'REFUNDED'] as const

describe('giving up the wait for the bank', () => {
  test.each(['ACTIVE', 'UNKNOWN', ...ended] as const)(
    'changes nothing of an attempt that is %s',
    async (state) => {
      const { order, id } = await attemptIn(state)
      expect(await expireSecure({ id })).toBe(false)
      expect(await expireSecure({ orderId: order.id })).toBe(false)
      expect(await stateOf(id)).toBe(state)
    },
  )

  test('gives up the attempt that waits, and no earlier one of the order', async () => {
    const { order, id } = await attemptIn('DECLINED')
    const other = await attemptIn('ACTIVE')
    const waiting = attemptIdOf(newId())
    await beginCharge(order.id, waiting, { at: new Date(), beside: undefined })
    await recordOutcome(waiting, { kind: 'secure', demand: {} }, [])
    expect(await expireSecure({ orderId: order.id })).toBe(true)
    expect([await stateOf(waiting), await stateOf(id), await stateOf(other.id)]).toEqual([
      'EXPIRED',
      'DECLINED',
      'ACTIVE',
    ])
  })
})

describe('an answer that comes after something else has ended the attempt', () => {
  const charge: Charge = {
    id: 'late',
    amount: '9.99',
    currency: 'USD',
    captured: true,
    refunded: false,
    card: undefined,
  }
  const outcomes: Outcome[] = [
    { kind: 'charged', charge },
    { kind: 'refused', code: 3012, message: '' },
    { kind: 'secure', demand: {} },
    { kind: 'unknown', message: '' },
    { kind: 'unconfirmed' },
  ]

  test.each(ended)('%s: it changes nothing and plans nothing', async (state) => {
    const { order, id } = await attemptIn(state)
    const planned = () => database.query('SELECT FROM outbox_jobs WHERE job_key LIKE $1', [`%:${order.id}`])
    const before = (await planned()).length
    for (const outcome of outcomes) await recordOutcome(id, outcome, [])
    expect(await order.attempts()).toMatchObject([{ state, chargeId: null, errorCode: null, sealed: null }])
    expect((await planned()).length).toBe(before)
    expect(await jobsOf(id)).toEqual([])
  })

  test('an answer that arrives after its timeout resolves it', async () => {
    const { order, id } = await attemptIn('UNKNOWN')
    await recordOutcome(id, { kind: 'charged', charge: { ...charge, id: newId() } }, [])
    expect(await stateOf(id)).toBe('SUCCEEDED')
    expect(await order.state()).toBe('confirming')
  })
})

describe('an attempt that ends while somebody looks after it', () => {
  /** Ends an attempt in a transaction that ends only once `work` waits for it. */
  async function endMeanwhile(id: string, state: ChargeState, work: () => Promise<unknown>) {
    const holder = await holdLocks(database)
    await holder.query('UPDATE charge_attempts SET state = $2 WHERE id = $1', [id, state])
    const working = work()
    expect(await holder.isWaitedFor(working)).toBe(true)
    await holder.commit()
    return working
  }

  test('does not become unknown', async () => {
    const { id } = await attemptIn('ACTIVE')
    await endMeanwhile(id, 'SUCCEEDED', () => followCharge(id, 0, later(2)))
    expect(await stateOf(id)).toBe('SUCCEEDED')
  })

  test('does not become unknown when its second call has just begun', async () => {
    const { id } = await attemptIn('ACTIVE')
    const holder = await holdLocks(database)
    await holder.query('UPDATE charge_attempts SET updated_at = $2 WHERE id = $1', [id, later(2)])
    const following = followCharge(id, 0, later(2))
    expect(await holder.isWaitedFor(following)).toBe(true)
    await holder.commit()
    await following
    expect(await stateOf(id)).toBe('ACTIVE')
  })

  test('is not resolved by a payment that is found', async () => {
    const { order, id } = await attemptIn('UNKNOWN')
    await order.pingback(0)
    await endMeanwhile(id, 'REFUNDED', () => followCharge(id, 0))
    expect(await stateOf(id)).toBe('REFUNDED')
  })

  test('is not resolved by the merchant', async () => {
    const { order, id } = await attemptIn('UNKNOWN')
    const told = await endMeanwhile(id, 'SUCCEEDED', () => resolveUnknownCharge(order.id, false))
    expect(told).toMatchObject({ ok: false })
    expect(await stateOf(id)).toBe('SUCCEEDED')
  })
})

describe('the lock on the order, which a pingback takes too', () => {
  async function whileHeld(orderId: string, work: () => Promise<unknown>) {
    const holder = await holdLocks(database)
    await holder.query('SELECT FROM orders WHERE id = $1 FOR NO KEY UPDATE', [orderId])
    const working = work()
    const isWaitedFor = await holder.isWaitedFor(working)
    await holder.commit()
    await working
    return isWaitedFor
  }

  test('is taken before a charge begins', async () => {
    const order = await newCardOrder(database)
    const begin = () => beginCharge(order.id, attemptIdOf(newId()), { at: new Date(), beside: undefined })
    expect(await whileHeld(order.id, begin)).toBe(true)
  })

  test('is taken before a charge continues after the bank', async () => {
    const order = await newCardOrder(database)
    const id = attemptIdOf(newId())
    await beginCharge(order.id, id, { at: new Date(), beside: undefined })
    await recordOutcome(id, { kind: 'secure', demand: {} }, [])
    expect(await whileHeld(order.id, () => claimSecure(id))).toBe(true)
  })
})
