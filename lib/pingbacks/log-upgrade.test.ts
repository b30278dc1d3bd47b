import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listArrivals } from '@/lib/pingbacks/log'
import { addLogMonths, pruneLog } from '@/lib/pingbacks/mutations'
import { receivePingback } from '@/lib/pingbacks/receive'
import { uidOf } from '@/test/support/ids'
import { runMigrations } from '@/test/support/migrations'
import { pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const url = new URL(database.url)
url.pathname = `${url.pathname}_before`
process.env.DATABASE_URL = url.href
const client = new Client({ connectionString: url.href })

const byMonth = '20261127060000'
const rows = 3000
const admin = { role: 'ADMIN' as const, uid: uidOf('admin') }

/** What the log holds, by a digest of all its rows in the order of their ids. */
const content = async () =>
  (
    await client.query<{ rows: number; digest: string }>(
      "SELECT count(*)::int AS rows, md5(string_agg(a::text, ',' ORDER BY a.id)) AS digest FROM pingback_attempts a",
    )
  ).rows[0]

const parts = async () =>
  (
    await client.query<{ part: string; rows: number }>(
      'SELECT tableoid::regclass::text AS part, count(*)::int AS rows FROM pingback_attempts GROUP BY 1 ORDER BY 2 DESC',
    )
  ).rows

let before: Awaited<ReturnType<typeof content>>

beforeAll(async () => {
  await database.query(`CREATE DATABASE ${url.pathname.slice(1)}`)
  await client.connect()
  await runMigrations(client, { before: byMonth })
  // From 93 days ago until now; the last one by a clock that was a year ahead.
  await client.query(`
    INSERT INTO pingback_attempts (received_at, verdict, sentence, reason, duration_ms, address, sign_version, secret, pingback_id, order_id, parameters)
    SELECT CASE WHEN n = ${rows} THEN now() + interval '1 year' ELSE now() - (${rows} - n) * interval '93 days' / ${rows} END,
      CASE WHEN n % 50 = 0 THEN 'rejected' WHEN n % 10 = 0 THEN 'duplicate' ELSE 'applied' END::"Verdict", 'Said ' || n,
      CASE WHEN n % 50 = 0 THEN 'signature_mismatch' END, n / 7.0, '203.0.113.9', 2 + n % 2, 'current',
      CASE WHEN n % 50 > 0 THEN n / 2 END, 'order' || n % 100, jsonb_build_object('type', n % 3, 'ref', 'b' || n)
    FROM generate_series(1, ${rows}) n`)
  before = await content()
  await runMigrations(client, { from: byMonth })
})
afterAll(() => client.end())

test('nothing is lost or changed, and everything is listed in the same order', async () => {
  expect(before?.rows).toBe(rows)
  expect(await content()).toEqual(before)
  const { rows: newest, older } = await listArrivals({}, admin, undefined)
  expect(newest.map(({ id }) => Number(id))).toEqual(newest.map((_, n) => rows - n))
  const next = await listArrivals({}, admin, older === undefined ? undefined : { older })
  expect(Number(next.rows[0]?.id)).toBe(rows - newest.length)
})

test('what was logged stays in its table, and what a clock had dated ahead gets a month of its own', async () => {
  expect(await parts()).toEqual([
    { part: 'pingback_attempts_before', rows: rows - 1 },
    { part: expect.stringMatching(/^pingback_attempts_20\d\d_\d\d$/), rows: 1 },
  ])
  expect(await addLogMonths()).toEqual([])
})

test('an arrival gets the next id, and nothing references the log', async () => {
  await receivePingback(pingbackQuery({ uid: 'ann', goodsid: 'nothing', type: 0, ref: 'b1' }), '203.0.113.9')
  const [arrival] = (await listArrivals({}, admin, undefined)).rows
  expect(arrival).toMatchObject({ id: BigInt(rows + 1), verdict: 'quarantined' })
  const { rows: keys } = await client.query(
    "SELECT FROM pg_constraint WHERE contype = 'f' AND 'pingback_attempts'::regclass IN (conrelid, confrelid)",
  )
  expect(keys).toEqual([])
})

test('of the table of before, rows older than 90 days are deleted', async () => {
  const old =
    "SELECT count(*)::int AS count FROM pingback_attempts WHERE received_at < now() - interval '90 days'"
  const { rows: found } = await client.query<{ count: number }>(old)
  expect(found[0]?.count).toBeGreaterThan(50)
  expect(await pruneLog()).toEqual({ dropped: null, deleted: found[0]?.count })
  expect((await client.query(old)).rows).toEqual([{ count: 0 }])
  expect((await content())?.rows).toBe(rows + 1 - (found[0]?.count ?? 0))
})
