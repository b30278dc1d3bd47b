import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { testDatabase } from '@/test/support/test-database'
import { type Wire, wireTo } from '@/test/support/wire'
import { type Child, startChild, temporaryDirectory } from './children'
import { exampleValues } from './settings'

// The worker as it runs in production, a process of its own, on a database that vanishes without a word. Each
// test goes on with the worker of the one before, since starting one costs most.
const database = await testDatabase()
const directory = await temporaryDirectory('worker')

let worker: Child
let wire: Wire
let log: string

async function start(name: string) {
  wire = await wireTo(database.url)
  log = path.join(directory, `${name}.log`)
  worker = startChild({
    args: ['scripts/run.mjs', 'worker'],
    log,
    // Longer than the test waits: it must end by itself.
    stopTimeout: 600_000,
    env: { ...process.env, ...exampleValues(), DATABASE_URL: wire.url, LOG_LEVEL: 'info' },
  })
  await says('worker is ready')
}

const says = (sentence: string) =>
  vi.waitFor(async () => expect(await readFile(log, 'utf8')).toContain(sentence), { timeout: 60_000 })

const plan = (task: string) =>
  database.query("INSERT INTO outbox_jobs (task, payload) VALUES ($1, '{}')", [task])

afterAll(async () => {
  await worker.kill()
  wire.stop()
  await rm(directory, { recursive: true, force: true })
})

test('the database falls silent: the worker says so, and runs jobs again once it answers', {
  timeout: 180_000,
}, async () => {
  await start('silent')
  // Every connection that it works with is open then.
  await plan('delete-abandoned-carts')
  await says("deleted guests' abandoned carts")
  wire.cut()
  await says('worker could not read from the database')
  wire.heal()
  await says('worker can reach the database again')
  await plan('prune-log')
  await says('pruned the pingback log')
  await vi.waitFor(async () => expect(await database.query('SELECT FROM graphile_worker.jobs')).toEqual([]), {
    timeout: 60_000,
  })
})

test('a job whose worker is gone for good runs again', { timeout: 120_000 }, async () => {
  await worker.kill()
  wire.stop()
  await database.query("SELECT graphile_worker.add_job('delete-abandoned-carts', '{}')")
  await database.query(
    "UPDATE graphile_worker._private_jobs SET locked_by = 'gone', locked_at = now() - interval '11 minutes'",
  )
  await start('next')
  await says("deleted guests' abandoned carts")
})

test('SIGTERM ends the worker in time while the database is silent', { timeout: 120_000 }, async () => {
  wire.cut()
  const began = performance.now()
  await worker.stop()
  expect(await worker.ended).toBe('exit code 0')
  // Ten seconds, and as much again for a busy machine.
  expect(performance.now() - began).toBeLessThan(20_000)
})
