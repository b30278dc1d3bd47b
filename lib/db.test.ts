import { afterAll, expect, test, vi } from 'vitest'
import { isDatabaseAway } from '@/lib/database-pool'
import { db, deleteInSteps, inTransaction, readRows } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import { holdLocks } from '@/test/support/locks'
import { testDatabase } from '@/test/support/test-database'
import { wireTo } from '@/test/support/wire'

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

const waiting = { timeout: 60_000 }

/** Uses all ten connections at the same moment. */
async function useAll() {
  const holder = await holdLocks(database)
  await holder.query('SELECT pg_advisory_xact_lock(1)')
  const all = Promise.all(
    Array.from({ length: 10 }, () => db().$queryRaw`SELECT 1 FROM pg_advisory_xact_lock_shared(1)`),
  )
  const areAllUsed = await holder.isWaitedFor(all, 10)
  await holder.commit()
  await all
  expect(areAllUsed).toBe(true)
}

test('ten connections on which the database falls silent, in transactions and beside them, are all replaced', {
  timeout: 120_000,
}, async () => {
  await vi.waitFor(useAll, waiting)
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
  await vi.waitFor(useAll, waiting)
})

test('a read on a closed connection is retried once; a write is not', async () => {
  await db().product.count()
  const lock = `FROM pg_locks WHERE relation = 'products'::regclass AND database = (
    SELECT oid FROM pg_database WHERE datname = current_database())`
  const holder = await holdLocks(database)
  await holder.query('LOCK TABLE products')
  // Prisma sends nothing before somebody waits for it.
  const read = db().product.count().then(Number)
  const rows = readRows<{ count: number }>(Prisma.sql`SELECT count(*)::int AS count FROM products`)
  const write = outcome(db().product.updateMany({ data: { active: true } }))
  await vi.waitFor(
    async () => expect(await database.query(`SELECT ${lock} AND NOT granted`)).toHaveLength(3),
    waiting,
  )
  await database.query(`SELECT pg_terminate_backend(pid) ${lock} AND NOT granted`)
  expect(await write).toBe('away')
  await holder.commit()
  expect(await read).toBe(0)
  expect(await rows).toEqual([{ count: 0 }])
})

test('a page’s statement is prepared once for each connection, whatever its values are', async () => {
  const used = await inTransaction(async () => {
    for (const id of ['fox', 'heron', 'whale']) {
      await readRows(Prisma.sql`SELECT id FROM products WHERE id = ${id}`)
    }
    await db().product.count()
    return db().$queryRaw<{ used: number }[]>`
      SELECT (generic_plans + custom_plans)::int AS used FROM pg_prepared_statements
      WHERE statement LIKE '%SELECT id FROM products %'`
  })
  expect(used).toEqual([{ used: 3 }])
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
