import { afterAll, describe, expect, test } from 'vitest'
import { db, inTransaction, readRows } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import { receivePingback } from '@/lib/pingbacks/receive'
import { readinessProblem } from '@/lib/readiness'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'
import { transactionPoolerTo } from '@/test/support/transaction-pooler'

const database = await testDatabase()
const pooler = await transactionPoolerTo(database.url, 3)
process.env.DATABASE_URL = pooler.url
process.env.DATABASE_PREPARED_STATEMENTS = 'off'

afterAll(async () => {
  await db().$disconnect()
  pooler.stop()
})

const several = Array.from({ length: 12 }, (_, n) => n)

describe('behind a pooler in transaction mode, with no statement prepared under a name', () => {
  test('the pooler is one: connections share those to the server', async () => {
    const pids = await Promise.all(
      several.map(
        () => db().$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid FROM pg_sleep(0.01)`,
      ),
    )
    expect(new Set(pids.map(([row]) => row?.pid)).size).toBeLessThanOrEqual(3)
  })

  test('pingbacks are applied, many at once: 1 grant each', async () => {
    const orders = await Promise.all(several.map(() => newOrder(database)))
    const answers = await Promise.all(
      orders.map(({ id, uid }) =>
        receivePingback(pingbackQuery({ uid, goodsid: id, type: 0, ref: newReference() }), undefined),
      ),
    )
    expect(answers.map(({ body }) => body)).toEqual(several.map(() => 'OK'))
    const granted = await database.query('SELECT order_id FROM deliveries WHERE order_id = ANY($1)', [
      orders.map(({ id }) => id),
    ])
    expect(granted).toHaveLength(several.length)
  })

  test('pages are read and transactions hold together, many at once', async () => {
    const rows = await Promise.all(
      several.map((n) => readRows<{ n: number }>(Prisma.sql`SELECT ${n}::int AS n FROM pg_sleep(0.01)`)),
    )
    expect(rows.map(([row]) => row?.n)).toEqual(several)
    const counts = await Promise.all(
      several.map(() =>
        inTransaction(async () => {
          const [first] = await db().$queryRaw<{ id: string }[]>`SELECT pg_current_xact_id()::text AS id`
          const [second] = await db().$queryRaw<{ id: string }[]>`SELECT pg_current_xact_id()::text AS id`
          return first?.id === second?.id
        }),
      ),
    )
    expect(counts).toEqual(several.map(() => true))
  })

  test('the shop is ready: the limits of a pingback’s statement are those of its transaction', async () => {
    expect(await readinessProblem()).toBeUndefined()
  })
})
