import { afterAll, expect, test, vi } from 'vitest'
import { newOrder } from '@/e2e/support/orders'
import { testDatabase } from '@/e2e/support/test-database'
import { pumpOutbox, runWorker } from '@/lib/jobs/worker'
import { readEvent } from '@/lib/pingbacks/event'
import { recordFailedPingback } from '@/lib/pingbacks/mutations'

const database = await testDatabase()
const stop = new AbortController()
const working = runWorker(stop.signal)

afterAll(async () => {
  stop.abort()
  await working
})

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
  await vi.waitFor(async () => expect(await isDelivered(order.id)).toBe(true), { timeout: 120_000 })
  const alerts = await database.query<{ resolved: boolean }>(
    "SELECT resolved_at IS NOT NULL AS resolved FROM alerts WHERE kind = 'failed' AND subject = $1",
    [`b${order.id}:0`],
  )
  expect(alerts).toEqual([{ resolved: true }])
})

test('jobs pumped by many at once are each handed over once', async () => {
  await vi.waitFor(() => database.query('SELECT 1 FROM graphile_worker.jobs'), { timeout: 120_000 })
  await database.query(
    "INSERT INTO outbox_jobs (task, payload) SELECT 'none', '{}' FROM generate_series(1, 500)",
  )
  const left = () => database.query("SELECT 1 FROM outbox_jobs WHERE task = 'none'")
  // The running worker pumps too: what it has taken is gone from the outbox once it has been handed over.
  do await Promise.all(Array.from({ length: 5 }, () => pumpOutbox()))
  while ((await left()).length > 0)
  const [jobs] = await database.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE task_identifier = 'none'",
  )
  expect(jobs?.count).toBe(500)
})

test('a job that is not due yet stays in the outbox', async () => {
  await database.query(
    "INSERT INTO outbox_jobs (task, payload, run_at) VALUES ('later', '{}', now() + interval '1 hour')",
  )
  await pumpOutbox()
  expect(await database.query("SELECT 1 FROM outbox_jobs WHERE task = 'later'")).toHaveLength(1)
})
