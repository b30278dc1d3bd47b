import { beforeAll, describe, expect, test } from 'vitest'
import { db, inTransaction } from '@/lib/db'
import { findOrderRecord } from '@/lib/orders/record'
import { orderIdSchema } from '@/lib/orders/schema'
import {
  conflictingArrivalId,
  effectOf,
  findArrival,
  findLedgerId,
  findLedgerRow,
  firstArrivalId,
  listArrivals,
  listTwins,
} from '@/lib/pingbacks/log'
import { pingbackFilterSchema } from '@/lib/pingbacks/schema'
import { lastArrivals, readSilence } from '@/lib/today/data'
import { uidOf } from '@/test/support/ids'
import { newOrder } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const admin = { role: 'ADMIN' as const, uid: uidOf('admin') }
const reviewer = { role: 'REVIEWER' as const, uid: uidOf('reviewer') }

const rows = 30_000
/** A list reads no more of a table from its beginning than this: what is smaller is read at once. */
const few = 100

const order = await newOrder(database)

beforeAll(async () => {
  await database.query(
    `INSERT INTO pingbacks (ref, type, part, digest, parameters, verdict, sentence, order_id, received_at)
     SELECT 'h' || n, 0, '', sha256('h'), jsonb_build_object('uid', 'u' || n % 500, 'type', '0', 'ref', 'h' || n), 'applied', 'Paid.',
       CASE WHEN n % 3000 = 1 THEN $1 END, now() - (${rows} - n) * interval '85 days' / ${rows}
     FROM generate_series(1, ${rows}) n`,
    [order.id],
  )
  await database.query(
    `INSERT INTO pingback_attempts (received_at, verdict, sentence, reason, duration_ms, sign_version, secret, pingback_id, order_id, parameters)
     SELECT received_at, CASE WHEN id % 50 = 0 THEN 'rejected' WHEN id % 400 = 1 THEN 'conflict' ELSE verdict END, sentence,
       CASE WHEN id % 50 = 0 THEN 'signature_mismatch' END, 1, CASE WHEN id % 100 = 0 THEN 2 ELSE 3 END,
       CASE WHEN id % 50 > 0 THEN 'current' END, CASE WHEN id % 50 > 0 THEN id END, order_id,
       parameters || jsonb_build_object('type', CASE WHEN id % 40 = 0 THEN '2' ELSE '0' END)
     FROM pingbacks ORDER BY id`,
  )
  while ((await database.query("SELECT FROM add_pingback_log_part('-infinity', '0')")).length > 0);
  await database.query('ANALYZE')
})

interface Use {
  table: string
  /** How often it was read, by an index or from its beginning, and how many rows were read from its beginning. */
  reads: number
  scanned: number
}

/** What this transaction's connection has read, by what the database itself counts. */
const counted = () => db().$queryRaw<Use[]>`
  SELECT relname::text AS table, (seq_scan + coalesce(idx_scan, 0))::int AS reads, seq_tup_read::int AS scanned
  FROM pg_stat_xact_user_tables WHERE relname = 'pingbacks' OR relname LIKE 'pingback_attempts%' ORDER BY 1`

/** Which tables of the ledger and the log some work reads. */
async function uses(work: () => Promise<unknown>): Promise<Use[]> {
  return inTransaction(async () => {
    await db().$executeRaw`SET LOCAL max_parallel_workers_per_gather = 0`
    const before = await counted()
    await work()
    return (await counted())
      .map(({ table, reads, scanned }) => {
        const was = before.find((use) => use.table === table)
        return { table, reads: reads - (was?.reads ?? 0), scanned: scanned - (was?.scanned ?? 0) }
      })
      .filter(({ reads }) => reads > 0)
  })
}

const list = (query: Record<string, string>, operator: typeof admin | typeof reviewer = admin) =>
  listArrivals(pingbackFilterSchema.parse(query), operator, undefined)

async function middle() {
  const arrival = await findArrival(BigInt(rows / 2 + 1), admin)
  if (!arrival) throw new Error('no arrival')
  return arrival
}

describe('on a large log and ledger nothing that lists reads a table from its beginning', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['the log', () => list({})],
    ['an older page', () => listArrivals({}, admin, { older: '5000' })],
    ['a newer page', () => listArrivals({}, admin, { newer: '5000' })],
    ['refused ones', () => list({ verdict: 'rejected' })],
    ['conflicts', () => list({ verdict: 'conflict' })],
    ['a type', () => list({ type: '2' })],
    ['the usual type', () => list({ type: '0' })],
    ['an old version', () => list({ version: '2' })],
    ['an order', () => list({ order: order.id })],
    ['a reference', () => list({ ref: 'h77' })],
    ['a buyer', () => list({ uid: 'u77' })],
    ['what a reviewer sees', () => list({}, reviewer)],
    ['one arrival', middle],
    ['its twins', async () => listTwins(await middle())],
    ['its effect', async () => effectOf(await middle())],
    ['the first of an event', () => firstArrivalId(77n)],
    ['a conflict', () => conflictingArrivalId(401n)],
    ['a row of the ledger', () => findLedgerRow(77n, admin)],
    ['a row by its key', () => findLedgerId('h77:0')],
    ['the record of an order', () => findOrderRecord(orderIdSchema.parse(order.id), admin)],
    ['the last arrivals', () => lastArrivals(admin)],
    ['the silence', () => readSilence()],
  ])('%s', async (_, work) => {
    const used = await uses(work)
    expect(used).not.toEqual([])
    expect(used.filter(({ scanned }) => scanned > few)).toEqual([])
  })
})

test('a list of some days reads the months of those days alone', async () => {
  const day = (distance: number) => new Date(Date.now() - distance * 86_400_000).toISOString().slice(0, 10)
  const used = await uses(() => list({ from: `${day(50)}T00:00`, to: `${day(49)}T00:00` }))
  const months = new Set(
    [day(51), day(50), day(49), day(48)].map((at) => `pingback_attempts_${at.slice(0, 7).replace('-', '_')}`),
  )
  const read = used.map(({ table }) => table).filter((table) => table !== 'pingbacks')
  expect(read).not.toEqual([])
  expect(read.filter((table) => !months.has(table))).toEqual([])
})
