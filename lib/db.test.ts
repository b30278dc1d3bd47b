import { afterAll, expect, test, vi } from 'vitest'
import { testDatabase } from '@/e2e/support/test-database'
import { wireTo } from '@/e2e/support/wire'
import { isDatabaseAway } from '@/lib/database-pool'
import { db, deleteInSteps } from '@/lib/db'

const database = await testDatabase()
const wire = await wireTo(database.url)
process.env.DATABASE_URL = wire.url

afterAll(async () => {
  await db().$disconnect()
  wire.stop()
})

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => (isDatabaseAway(error) ? 'away' : error),
  )

function deferred() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

const useAll = () =>
  Promise.all(Array.from({ length: 10 }, () => db().$queryRaw`SELECT 1 FROM pg_sleep(0.1)`))

test('ten connections on which the database falls silent, in transactions and beside them, are all replaced', {
  timeout: 120_000,
}, async () => {
  await useAll()
  const begun = Array.from({ length: 5 }, deferred)
  const isCut = deferred()
  const transactions = begun.map(({ resolve }) =>
    db().$transaction(async (transaction) => {
      await transaction.product.count()
      resolve()
      await isCut.promise
      await transaction.product.count()
    }),
  )
  await Promise.all(begun.map(({ promise }) => promise))
  wire.cut()
  isCut.resolve()
  const lost = await Promise.all([
    ...transactions.map(outcome),
    ...Array.from({ length: 5 }, () => outcome(db().product.count())),
    ...Array.from({ length: 5 }, () => outcome(db().$executeRaw`DELETE FROM rate_limits`)),
  ])
  expect(lost).toEqual(Array(15).fill('away'))

  wire.heal()
  await vi.waitFor(useAll, { timeout: 30_000 })
})

test('a read whose connection was ended is tried once more; a write is not', async () => {
  await db().product.count()
  const endAll = () =>
    database.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
  const waiting = vi.waitFor(async () => {
    const rows = await database.query("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    expect(rows.length).toBeGreaterThan(0)
  })
  const holder = database.query('BEGIN; LOCK TABLE products; SELECT pg_sleep(60)').catch(() => {})
  await vi.waitFor(async () => {
    const rows = await database.query(
      "SELECT 1 FROM pg_locks WHERE relation = 'products'::regclass AND granted",
    )
    expect(rows.length).toBeGreaterThan(0)
  })
  const read = db().product.count()
  const write = outcome(db().product.updateMany({ data: { active: true } }))
  await waiting
  await endAll()
  await holder
  expect(await read).toBe(0)
  expect(await write).toBe('away')
})

test('a long deletion goes in steps, and deletes all', async () => {
  await database.query(
    "INSERT INTO outbox_jobs (task, payload) SELECT 'old', '{}' FROM generate_series(1, 2500)",
  )
  const sizes: number[] = []
  const deleted = await deleteInSteps(async (limit) => {
    const step = await db().outboxJob.deleteMany({ where: { task: 'old' }, limit })
    sizes.push(step.count)
    return step
  })
  expect([deleted, sizes]).toEqual([2500, [1000, 1000, 500]])
  expect(await database.query("SELECT FROM outbox_jobs WHERE task = 'old'")).toEqual([])
})
