import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { pingbackDatabase, pingbackLimits } from '@/lib/pingbacks/database'
import { receivePingback } from '@/lib/pingbacks/receive'
import { readinessProblem } from '@/lib/readiness'
import { holdLocks } from '@/test/support/locks'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { poolerTo } from '@/test/support/pooler'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const pooler = await poolerTo(database.url)
process.env.DATABASE_URL = pooler.url

afterEach(() => {
  vi.useRealTimers()
})

const pay = async (order: { id: string; uid: string }, others = {}) =>
  receivePingback(
    pingbackQuery({ uid: order.uid, goodsid: order.id, type: 0, ref: newReference(), ...others }),
    undefined,
  )

describe('behind a pooler in session mode', () => {
  test('the pooler is one: it refuses what it does not track', async () => {
    const client = new Client({ connectionString: pooler.url, lock_timeout: 250 })
    await expect(client.connect()).rejects.toMatchObject({ code: '08P01' })
  })

  test('a pingback is applied: 1 grant', async () => {
    const order = await newOrder(database)
    expect(await pay(order)).toEqual({ status: 200, body: 'OK', headers: {} })
    expect(await database.query('SELECT FROM deliveries WHERE order_id = $1', [order.id])).toHaveLength(1)
  })

  test('the listener’s limits are in force, and the shop is ready', async () => {
    expect(await pingbackLimits()).toEqual({ lock_timeout: '250ms', synchronous_commit: 'on' })
    expect(await readinessProblem()).toBeUndefined()
  })
})

describe('the limits of the listener’s statements', () => {
  const client = new Client({ connectionString: database.url })
  beforeAll(() => client.connect())
  afterAll(() => client.end())

  test('hold while it is applied and when it is kept as failed, whatever the database’s own are, and for nobody else', async () => {
    await database.query(`
      CREATE TABLE in_force (step text, lock_timeout text, synchronous_commit text);
      CREATE FUNCTION note_limits() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO in_force VALUES (TG_TABLE_NAME || ' ' || coalesce(NEW.verdict::text, ''), current_setting('lock_timeout'), current_setting('synchronous_commit'));
        IF NEW.verdict = 'applied' AND NEW.parameters->>'reason' = '7' THEN RAISE EXCEPTION 'a fault of ours'; END IF;
        RETURN NEW; END $$;
      CREATE TRIGGER note_limits BEFORE INSERT ON pingbacks FOR EACH ROW EXECUTE FUNCTION note_limits()`)
    const name = new URL(database.url).pathname.slice(1)
    await client.query(`ALTER DATABASE ${name} SET synchronous_commit = off`)
    await client.query(`ALTER DATABASE ${name} SET lock_timeout = '7s'`)
    // What is connected already is older than this.
    await pingbackDatabase().$disconnect()
    const order = await newOrder(database)
    expect((await pay(order)).body).toBe('OK')
    expect((await pay(order, { reason: 7 })).body).toBe('OK')
    expect(await database.query('SELECT DISTINCT * FROM in_force ORDER BY step')).toEqual([
      { step: 'pingbacks applied', lock_timeout: '250ms', synchronous_commit: 'on' },
      { step: 'pingbacks failed', lock_timeout: '250ms', synchronous_commit: 'on' },
    ])
    const fresh = new Client({ connectionString: database.url })
    await fresh.connect()
    const { rows } = await fresh.query('SHOW synchronous_commit')
    await fresh.end()
    expect(rows).toEqual([{ synchronous_commit: 'off' }])
  })

  test('a stuck order is answered 503 by them, and OK as soon as it is free', async () => {
    const order = await newOrder(database)
    const holder = new Client({ connectionString: database.url })
    await holder.connect()
    await holder.query('BEGIN')
    await holder.query('SELECT FROM orders WHERE id = $1 FOR UPDATE', [order.id])
    expect((await pay(order)).status).toBe(503)
    await holder.query('COMMIT')
    await holder.end()
    expect((await pay(order)).status).toBe(200)
  })

  test('a slow database is not given up: OK, 1 grant', async () => {
    await database.query(`
      CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        WHILE NEW.ref LIKE 'slow%' AND NOT pg_try_advisory_xact_lock_shared(1) LOOP PERFORM pg_sleep(0.01); END LOOP;
        RETURN NEW; END $$;
      CREATE TRIGGER dawdle BEFORE INSERT ON pingbacks FOR EACH ROW EXECUTE FUNCTION dawdle()`)
    const order = await newOrder(database)
    const holder = await holdLocks(database)
    await holder.query('SELECT pg_advisory_xact_lock(1)')
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
    let isAnswered = false
    const answer = pay(order, { ref: `slow${newReference()}` }).finally(() => {
      isAnswered = true
    })
    await untilSlow()
    vi.advanceTimersByTime(3900)
    await new Promise(setImmediate)
    expect(isAnswered).toBe(false)
    await holder.commit()
    expect(await answer).toMatchObject({ status: 200, body: 'OK' })
    expect(await database.query('SELECT FROM deliveries WHERE order_id = $1', [order.id])).toHaveLength(1)
  })
})

/** Until the statement runs that takes so long. */
async function untilSlow() {
  const slow = () =>
    database.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep' AND query LIKE '%receive_pingback%'",
    )
  while ((await slow()).length === 0);
}
