import { afterAll, describe, expect, test } from 'vitest'
import { isWorthRetrying, pingbackDatabase } from '@/lib/pingbacks/database'
import type { PingbackEvent } from '@/lib/pingbacks/event'
import { applyPingbacks, type ReceivedEvent } from '@/lib/pingbacks/mutations'
import { PingbackQueue } from '@/lib/pingbacks/queue'
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

const faulty = (event: PingbackEvent) => ({ ...event, state: 'NO SUCH STATE' }) as unknown as PingbackEvent
const arrival = { address: null, sign_version: 3, secret: 'current', elapsed_ms: 0, parameters: {} }
const received = (event: PingbackEvent, arrivals = 1): ReceivedEvent => ({
  event,
  arrivals: Array.from({ length: arrivals }, () => arrival),
})
const queued = () => ({ ...arrival, arrived: performance.now() })

const isStored = async ({ ref }: PingbackEvent) =>
  (await database.query('SELECT FROM pingbacks WHERE ref = $1', [ref])).length === 1
const goodsOf = async ({ id }: Order) =>
  (await database.query('SELECT FROM deliveries WHERE order_id = $1 AND withdrawn_at IS NULL', [id])).length

/** Has each delivery written down with the transaction that made it. */
async function writeDown(besides = ''): Promise<void> {
  await database.query(
    'CREATE TABLE IF NOT EXISTS written (id serial, transaction xid8 DEFAULT pg_current_xact_id())',
  )
  await database.query(`
    CREATE OR REPLACE FUNCTION write_down() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO written DEFAULT VALUES; ${besides} RETURN NEW; END $$`)
  await database.query(
    'CREATE OR REPLACE TRIGGER write_down AFTER INSERT ON deliveries FOR EACH ROW EXECUTE FUNCTION write_down()',
  )
}

const sleeping = async () =>
  (
    await database.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`,
    )
  ).length

/** Two transactions that deliver and then sleep, holding no lock that others would wait for, until they are released. */
async function holdUpTwo(
  queue: PingbackQueue,
): Promise<[Promise<unknown>[], release: () => Promise<unknown>]> {
  const orders = [await newOrder(database), await newOrder(database)]
  await database.query('CREATE TABLE IF NOT EXISTS held (order_id text)')
  await writeDown(
    'WHILE EXISTS (SELECT FROM held h WHERE h.order_id = NEW.order_id) LOOP PERFORM pg_sleep(0.01); END LOOP;',
  )
  await database.query('TRUNCATE written')
  await database.query('INSERT INTO held SELECT unnest($1::text[])', [orders.map(({ id }) => id)])
  const running: Promise<unknown>[] = []
  for (const order of orders) {
    running.push(queue.apply(pingbackEvent(order), queued()))
    const isOver = Promise.allSettled(running).then(() => true)
    while ((await sleeping()) < running.length && !(await Promise.race([isOver, false])));
  }
  return [running, () => database.query('DELETE FROM held')]
}

/** How many deliveries each transaction made, in their order. */
async function transactions(): Promise<number[]> {
  const rows = await database.query<{ many: string }>(
    'SELECT count(*) AS many FROM written GROUP BY transaction ORDER BY min(id)',
  )
  return rows.map(({ many }) => Number(many))
}

describe('events in one transaction', () => {
  test('one that fails and one whose order is busy leave the others as they are', async () => {
    const orders = await Promise.all(Array.from({ length: 4 }, () => newOrder(database)))
    const [good, bad, busy, last] = orders.map((order) => pingbackEvent(order))
    if (!good || !bad || !busy || !last || !orders[2]) throw new Error('four orders')
    const holder = await holdLocks(database)
    await holder.query('SELECT FROM orders WHERE id = $1 FOR UPDATE', [orders[2].id])
    const results = await applyPingbacks([good, faulty(bad), busy, last].map((event) => received(event)))
    await holder.commit()
    expect(results.map((each) => each?.map(({ verdict }) => verdict))).toEqual([
      ['applied'],
      undefined,
      undefined,
      ['applied'],
    ])
    expect(results[0]?.[0]?.orderId).toBe(orders[0]?.id)
    expect(await Promise.all([good, bad, busy, last].map(isStored))).toEqual([true, false, false, true])
    expect(await Promise.all(orders.map(goodsOf))).toEqual([1, 0, 0, 1])
    expect(await applyPingbacks([received(busy)])).toMatchObject([[{ verdict: 'applied' }]])
  })

  test('of one order, and the same one twice: each sees what was applied before it', async () => {
    const order = await newOrder(database)
    const [payment, second] = [pingbackEvent(order), pingbackEvent(order)]
    const refund = pingbackEvent(order, { type: '2', ref: payment.ref })
    const results = await applyPingbacks([
      received(payment, 2),
      received(refund),
      received(payment),
      received(second),
    ])
    const verdicts = results.map((each) => each?.map(({ verdict }) => verdict))
    expect(verdicts).toEqual([['applied', 'duplicate'], ['applied'], ['duplicate'], ['applied']])
    expect(await goodsOf(order)).toBe(1)
  })

  test('they are applied in the order of their orders, so that two batches wait for each other in one direction', async () => {
    const orders = await Promise.all(Array.from({ length: 6 }, () => newOrder(database)))
    const ids = orders.map(({ id }) => id).sort()
    for (const batch of [orders, [...orders].reverse()]) {
      const events = batch.map((order) => pingbackEvent(order, { type: '200' }))
      await applyPingbacks(events.map((event) => received(event)))
      const applied = await database.query<{ order_id: string }>(
        'SELECT order_id FROM pingbacks WHERE ref = ANY($1) ORDER BY id',
        [events.map(({ ref }) => ref)],
      )
      expect(applied.map(({ order_id }) => order_id)).toEqual(ids)
    }
  })

  test('all of them are on disk before any is answered', async () => {
    const order = await newOrder(database)
    const [synchronous] = await database.query<{ source: string }>(
      `SELECT pg_get_functiondef('receive_pingbacks'::regproc) AS source`,
    )
    expect(synchronous?.source).toContain(`PERFORM "limit_pingback"('50ms')`)
    const [event, other] = [pingbackEvent(order), pingbackEvent(await newOrder(database))]
    const lost = wire.holdNextAnswer()
    const rejected = expect(applyPingbacks([received(event), received(other)])).rejects.toThrow()
    await lost
    expect(await Promise.all([event, other].map(isStored))).toEqual([true, true])
    await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%receive_pingbacks(%'
       ORDER BY query_start DESC LIMIT 1`,
    )
    await rejected
    const again = await applyPingbacks([received(event), received(other)])
    expect(again).toMatchObject([[{ verdict: 'duplicate' }], [{ verdict: 'duplicate' }]])
  })
})

describe('the queue', () => {
  test('what waits for a connection shares a transaction; one that fails is kept, and takes none with it', async () => {
    await writeDown()
    for (;;) {
      const stuck = await newOrder(database)
      const orders = await Promise.all(Array.from({ length: 12 }, () => newOrder(database)))
      const broken = await newOrder(database)
      const fault = `ALTER TABLE deliveries ADD CONSTRAINT a_fault CHECK (order_id <> '${broken.id}') NOT VALID`
      await database.query(fault)
      await database.query('TRUNCATE written')
      const queue = new PingbackQueue(1)
      const holder = await holdLocks(database)
      await holder.query('SELECT FROM orders WHERE id = $1 FOR UPDATE', [stuck.id])
      const first = queue.apply(pingbackEvent(stuck), queued()).catch((error: unknown) => {
        if (!isWorthRetrying(error)) throw error
      })
      expect(await holder.isWaitedFor(first)).toBe(true)
      const results = Promise.all(
        [...orders, broken].map((order) => queue.apply(pingbackEvent(order), queued())),
      )
      await holder.commit()
      const verdicts = (await results).map(({ verdict }) => verdict)
      await first
      await database.query('ALTER TABLE deliveries DROP CONSTRAINT a_fault')
      expect(verdicts).toEqual([...orders.map(() => 'applied'), 'failed'])
      expect(await Promise.all([...orders, broken].map(goodsOf))).toEqual([...orders.map(() => 1), 0])
      // On a machine that stalled here, the first had ended before the others came.
      if ((await transactions()).includes(12)) break
    }
  })

  test('on a slow database fewer events share a transaction, so that the first is not late for the last', async () => {
    const queue = new PingbackQueue(1)
    const orders = await Promise.all(Array.from({ length: 4 }, () => newOrder(database)))
    await writeDown('PERFORM pg_sleep(0.41);')
    await database.query('TRUNCATE written')
    const [first, ...others] = orders.map((order) => pingbackEvent(order))
    if (!first) throw new Error('four orders')
    await queue.apply(first, queued())
    await Promise.all(others.map((event) => queue.apply(event, queued())))
    await database.query('DROP TRIGGER write_down ON deliveries')
    expect(await transactions()).toEqual([1, 1, 1, 1])
  })

  test('while two transactions run, what arrives waits for one of them, and shares the next', async () => {
    const queue = new PingbackQueue(4, 60_000)
    const [running, release] = await holdUpTwo(queue)
    const sharing = []
    for (let n = 0; n < 5; n++) {
      sharing.push(queue.apply(pingbackEvent(await newOrder(database)), queued()))
      await new Promise(setImmediate)
    }
    await release()
    await Promise.all([...running, ...sharing])
    expect(await transactions()).toEqual([1, 1, 5])
  })

  test('what arrives doesn’t wait for two transactions that are slow', async () => {
    const queue = new PingbackQueue(4)
    for (let isServed = false; !isServed; ) {
      const [running, release] = await holdUpTwo(queue)
      const order = await newOrder(database)
      const result = await queue.apply(pingbackEvent(order), queued()).catch(() => undefined)
      isServed = result !== undefined && (await sleeping()) === 2
      await release()
      await Promise.allSettled(running)
    }
  })
})
