import { Client } from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { pumpOutbox, runWorker } from '@/lib/jobs/worker'
import { readEvent } from '@/lib/pingbacks/event'
import { recordFailedPingback } from '@/lib/pingbacks/mutations'
import { charged, newCardOrder } from '@/test/support/card-orders'
import { newOrder } from '@/test/support/orders'
import { type Provider, startProvider } from '@/test/support/provider'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const provider: Provider = await startProvider()
// Read once by env(), at the first call.
process.env.PAYMENTWALL_API_URL = provider.url
const patience = 60_000
const stop = new AbortController()
const working = runWorker(stop.signal)

beforeAll(async () => {
  const made = () =>
    database.query("SELECT FROM information_schema.schemata WHERE schema_name = 'graphile_worker'")
  await vi.waitFor(async () => expect(await made()).toHaveLength(1), { timeout: patience })
  // Its tables come in several transactions; a job that it has done says that all are there.
  await plan('prune-log', {})
  await vi.waitFor(async () => expect(await waiting('prune-log')).toEqual([]), { timeout: patience })
}, 2 * patience)

afterAll(async () => {
  stop.abort()
  await working
  await provider.close()
})

/** Writes a row of the outbox, due at once unless told otherwise. */
async function plan(
  task: string,
  payload: object,
  { key, minutes = 0 }: { key?: string; minutes?: number } = {},
) {
  await database.query(
    "INSERT INTO outbox_jobs (task, payload, job_key, run_at) VALUES ($1, $2, $3, now() + $4 * interval '1 minute')",
    [task, payload, key ?? null, minutes],
  )
}

/** Pumps until no row of the outbox is left, as many at once as told, beside the running worker. */
async function pumpAll(pumps = 1) {
  await vi.waitFor(
    async () => {
      await Promise.all(Array.from({ length: pumps }, () => pumpOutbox()))
      expect(await database.query('SELECT FROM outbox_jobs LIMIT 1')).toEqual([])
    },
    { timeout: patience, interval: 1 },
  )
}

/** What graphile-worker holds of a task. */
async function waiting(task: string) {
  return database.query<{ payload: { n?: number }; minutes: number; key: string | null }>(
    `SELECT payload, round(extract(epoch FROM run_at - now()) / 60)::int AS minutes, key
     FROM graphile_worker._private_jobs JOIN graphile_worker._private_tasks t ON t.id = task_id
     WHERE identifier = $1 ORDER BY _private_jobs.id`,
    [task],
  )
}

const arrival = { address: null, sign_version: 3, secret: 'current', elapsed_ms: 0, parameters: {} }

async function failedPayment() {
  const order = await newOrder(database)
  const parameters = new Map(
    Object.entries({ uid: order.uid, goodsid: order.id, type: '0', ref: `b${order.id}` }),
  )
  await recordFailedPingback(readEvent(parameters, false), arrival, 'A fault on purpose.')
  return order
}

async function isDelivered(orderId: string): Promise<boolean> {
  const rows = await database.query('SELECT 1 FROM deliveries WHERE order_id = $1 AND withdrawn_at IS NULL', [
    orderId,
  ])
  return rows.length === 1
}

test('a pingback that could not be applied is applied by the worker: 1 grant', async () => {
  const order = await failedPayment()
  await vi.waitFor(async () => expect(await isDelivered(order.id)).toBe(true), { timeout: patience })
  const alerts = await database.query<{ resolved: boolean }>(
    "SELECT resolved_at IS NOT NULL AS resolved FROM alerts WHERE kind = 'failed' AND subject = $1",
    [`b${order.id}:0`],
  )
  expect(alerts).toEqual([{ resolved: true }])
})

test('jobs pumped by many at once are each handed over once', async () => {
  await database.query(
    "INSERT INTO outbox_jobs (task, payload) SELECT 'none', '{}' FROM generate_series(1, 500)",
  )
  await pumpAll(5)
  expect(await waiting('none')).toHaveLength(500)
})

test('a job that is not due yet is handed over with its time and its key', async () => {
  await plan('later', {}, { key: 'later', minutes: 60 })
  await pumpAll()
  expect(await waiting('later')).toEqual([{ payload: {}, minutes: 60, key: 'later' }])
})

test('a later job with the same key replaces the one that waits, whichever is due first', async () => {
  await plan('replaced', { n: 1 }, { key: 'sooner', minutes: 60 })
  await pumpAll()
  await plan('replaced', { n: 2 }, { key: 'sooner', minutes: 5 })
  await pumpAll()
  await plan('replaced', { n: 1 }, { key: 'further', minutes: 5 })
  await plan('replaced', { n: 2 }, { key: 'further', minutes: 60 })
  await pumpAll()
  expect(await waiting('replaced')).toEqual([
    { payload: { n: 2 }, minutes: 5, key: 'sooner' },
    { payload: { n: 2 }, minutes: 60, key: 'further' },
  ])
})

test('of rows with one key the last one wins, however many pump at once', async () => {
  await database.query(
    `INSERT INTO outbox_jobs (task, payload, job_key, run_at)
     SELECT 'ordered', jsonb_build_object('n', n), 'ordered:' || key, now() + interval '1 hour'
     FROM generate_series(1, 10) AS n, generate_series(1, 50) AS key ORDER BY n, key`,
  )
  await pumpAll(5)
  expect((await waiting('ordered')).map(({ payload }) => payload.n)).toEqual(Array(50).fill(10))
})

test('a job that begins while it is being replaced: its successor is not lost, and rows keep their order', async () => {
  await plan('begun', { n: 0 }, { key: 'begun', minutes: 60 })
  await pumpAll()
  const other = new Client({ connectionString: database.url })
  await other.connect()
  await other.query('BEGIN')
  await other.query(
    "UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'other', attempts = 1 WHERE key = 'begun'",
  )
  await plan('begun', { n: 1 }, { key: 'begun', minutes: 60 })
  const pumping = pumpOutbox()
  const held = () =>
    database.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    )
  await vi.waitFor(async () => expect(await held()).toHaveLength(1), { timeout: patience })
  await plan('begun', { n: 2 }, { key: 'begun', minutes: 60 })
  // Not before the one that came first, which a pump holds.
  expect(await pumpOutbox()).toBe(0)
  await other.query('COMMIT')
  await other.end()
  await pumping
  await pumpAll()
  expect(await waiting('begun')).toEqual([
    { payload: { n: 0 }, minutes: 60, key: null },
    { payload: { n: 2 }, minutes: 60, key: 'begun' },
  ])
})

test('a job that is planned again while it runs runs again afterwards', async () => {
  await plan('running', { n: 0 }, { key: 'running' })
  await pumpAll()
  await database.query(
    "UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'other', attempts = 1 WHERE key = 'running'",
  )
  await plan('running', { n: 1 }, { key: 'running' })
  await pumpAll()
  expect(await waiting('running')).toEqual([
    { payload: { n: 0 }, minutes: 0, key: null },
    { payload: { n: 1 }, minutes: 0, key: 'running' },
  ])
})

test('an order paid by card without a pingback is polled by one series of calls: 6 in all', async () => {
  provider.answer = (call) => ({ json: call.path === '/api/brick/charge' ? charged(call) : [] })
  const order = await newCardOrder(database)
  expect(await order.pay()).toMatchObject({ kind: 'charged' })
  const timesAsked = () => provider.calls.filter(({ path }) => path === '/api/rest/payment').length
  const key = `check-payment-status:${order.id}`
  const planned = () =>
    database.query(
      `SELECT FROM outbox_jobs WHERE job_key = $1
       UNION ALL SELECT FROM graphile_worker._private_jobs WHERE key = $1`,
      [key],
    )
  // Time passes: as much as the next one has to wait.
  const pass = () =>
    database.query(
      `WITH wait AS (
         SELECT greatest(min(run_at) - now(), '0') AS span FROM (
           SELECT run_at FROM outbox_jobs WHERE job_key = $1
           UNION ALL SELECT run_at FROM graphile_worker._private_jobs WHERE key = $1) AS planned
       ), outbox AS (
         UPDATE outbox_jobs SET run_at = run_at - span FROM wait WHERE job_key = $1
       )
       UPDATE graphile_worker._private_jobs SET run_at = run_at - span FROM wait
       WHERE key = $1 AND locked_at IS NULL`,
      [key],
    )
  await vi.waitFor(
    async () => {
      await pass()
      expect(await planned()).toEqual([])
    },
    { timeout: patience, interval: 100 },
  )
  expect(timesAsked()).toBe(6)
})

test('of several jobs with one key the last one planned is what waits, and of every other key its own', async () => {
  await database.query(
    `INSERT INTO outbox_jobs (task, payload, job_key)
     SELECT 'none', jsonb_build_object('n', n), 'none:' || n % 2 FROM generate_series(1, 6) n`,
  )
  const left = () => database.query("SELECT 1 FROM outbox_jobs WHERE job_key LIKE 'none:%'")
  do await pumpOutbox()
  while ((await left()).length > 0)
  const jobs = await database.query<{ key: string; payload: { n: number } }>(
    `SELECT key, payload FROM graphile_worker._private_jobs WHERE key LIKE 'none:%' ORDER BY key`,
  )
  expect(jobs).toEqual([
    { key: 'none:0', payload: { n: 6 } },
    { key: 'none:1', payload: { n: 5 } },
  ])
})

test('the worker gives signs of life', async () => {
  const signs = () => database.query('SELECT version FROM worker_signs')
  await vi.waitFor(async () => expect(await signs()).toEqual([{ version: '1.0.0' }]), { timeout: patience })
})
