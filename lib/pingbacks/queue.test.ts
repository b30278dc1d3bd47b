import { afterAll, describe, expect, test } from 'vitest'
import { isWorthRetrying, pingbackDatabase } from '@/lib/pingbacks/database'
import type { PingbackEvent } from '@/lib/pingbacks/event'
import type { PingbackResult } from '@/lib/pingbacks/mutations'
import { PingbackQueue } from '@/lib/pingbacks/queue'
import { TimeoutError } from '@/lib/timeout'
import { holdLocks } from '@/test/support/locks'
import { newOrder } from '@/test/support/orders'
import { pingbackEvent } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'
import { wireTo } from '@/test/support/wire'

const database = await testDatabase()
const wire = await wireTo(database.url)
process.env.DATABASE_URL = wire.url

afterAll(async () => {
  await pingbackDatabase().$disconnect()
  wire.stop()
})

type Order = { id: string; uid: string }

const arrivalNow = (arrived = performance.now()) => ({
  address: null,
  sign_version: 3,
  secret: 'current',
  arrived,
  parameters: {},
})

async function lock(...orders: Order[]) {
  const holder = await holdLocks(database)
  for (const { id } of orders) await holder.query('SELECT FROM orders WHERE id = $1 FOR UPDATE', [id])
  return holder
}

/** Applies it as often as it takes: a busy machine may be late. */
async function insist(queue: PingbackQueue, event: PingbackEvent): Promise<PingbackResult> {
  for (;;) {
    try {
      return await queue.apply(event, arrivalNow())
    } catch (error) {
      if (!(error instanceof TimeoutError) && !isWorthRetrying(error)) throw error
    }
  }
}

const waitingStatements = async () => {
  const waiting = await database.query(
    'SELECT FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0',
  )
  return waiting.length
}

describe('the queue', () => {
  test('of one order at most two statements run at once, while other orders are served', async () => {
    const queue = new PingbackQueue(4)
    const [stuck, other] = [await newOrder(database), await newOrder(database)]
    const holder = await lock(stuck)
    const own = Array.from({ length: 10 }, () => pingbackEvent(stuck))
    const waiting = Promise.allSettled(own.map((event) => queue.apply(event, arrivalNow())))
    expect(await holder.isWaitedFor(waiting, 2)).toBe(true)
    await insist(queue, pingbackEvent(other))
    expect(await waitingStatements()).toBeLessThanOrEqual(2)
    await holder.commit()
    await waiting
    for (const event of own) await insist(queue, event)
    expect(await database.query('SELECT FROM deliveries WHERE order_id = $1', [stuck.id])).toHaveLength(1)
  })

  test('no more statements run at once than there are connections', async () => {
    const queue = new PingbackQueue(1)
    const orders = [await newOrder(database), await newOrder(database), await newOrder(database)]
    const holder = await lock(...orders)
    const waiting = Promise.allSettled(orders.map((order) => queue.apply(pingbackEvent(order), arrivalNow())))
    expect(await holder.isWaitedFor(waiting)).toBe(true)
    for (let look = 0; look < 20; look++) expect(await waitingStatements()).toBeLessThanOrEqual(1)
    await holder.commit()
    await waiting
  })

  test('arrivals of one event share a statement, and each gets a result of its own', async () => {
    const queue = new PingbackQueue(4)
    // Opens the connection, which stays.
    await insist(queue, pingbackEvent(await newOrder(database)))
    const event = pingbackEvent(await newOrder(database))
    const before = wire.roundTrips()
    const results = await Promise.all(Array.from({ length: 100 }, () => queue.apply(event, arrivalNow())))
    expect(wire.roundTrips() - before).toBe(1)
    expect(results.map(({ verdict }) => verdict)).toEqual(['applied', ...Array(99).fill('duplicate')])
  })

  test('what is not done by its deadline is rejected, though it may be stored', async () => {
    const queue = new PingbackQueue(4)
    const event = pingbackEvent(await newOrder(database))
    const stored = wire.holdNextAnswer()
    const late = queue.apply(event, arrivalNow(performance.now() - 10_000))
    await expect(late).rejects.toThrow(TimeoutError)
    await stored
    expect(await insist(queue, event)).toMatchObject({ verdict: 'duplicate' })
  })
})
