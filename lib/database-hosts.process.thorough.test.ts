import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { isDatabaseAway, openPool } from '@/lib/database-pool'
import { db } from '@/lib/db'
import { receivePingback } from '@/lib/pingbacks/receive'
import { readinessProblem } from '@/lib/readiness'
import { temporaryDirectory } from '@/scripts/children'
import { connect, createDatabase, migrate } from '@/scripts/database'
import { freePort, type Postgres, startPostgres } from '@/scripts/postgres'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import type { TestDatabase } from '@/test/support/test-database'
import { wireTo } from '@/test/support/wire'

// Two servers, each with a database of the shop and with one order of the same ids: what was the standby is its own primary.

const patience = { timeout: 60_000 }
const directory = await temporaryDirectory('hosts')
const folders = ['one', 'two'].map((name) => path.join(directory, name))
const servers = await Promise.all(
  folders.map((folder) => startPostgres({ directory: folder, durable: false })),
)
const [one, two] = servers as [Postgres, Postgres]

async function ask(server: Postgres, sql: string, values: unknown[] = []) {
  const client = new Client({ connectionString: server.url('shop') })
  await client.connect()
  try {
    return (await client.query(sql, values)).rows
  } finally {
    await client.end()
  }
}

// Both accept the password of the first, since an address has one.
const password = new URL(one.url('shop')).password
for (const server of servers) {
  await createDatabase(server.url('postgres'), 'shop')
  await migrate(server.url('shop'))
  await ask(server, `CREATE ROLE merchant SUPERUSER LOGIN PASSWORD '${password}'`)
}

const portOf = (server: Postgres) => new URL(server.url('shop')).port
const addressOf = (...ports: (string | number)[]) =>
  `postgresql://merchant:${password}@${ports.map((port) => `127.0.0.1:${port}`).join(',')}/shop`

/** As on a standby, or as after a promotion. */
async function allowWrites(server: Postgres, isAllowed: boolean) {
  await ask(server, `ALTER SYSTEM SET default_transaction_read_only = ${isAllowed ? 'off' : 'on'}`)
  await ask(server, 'SELECT pg_reload_conf()')
  const shown = () => ask(server, 'SHOW default_transaction_read_only')
  await vi.waitFor(
    async () => expect(await shown()).toEqual([{ default_transaction_read_only: isAllowed ? 'off' : 'on' }]),
    patience,
  )
}

const write =
  "INSERT INTO rate_limits (key, window_start, hits) VALUES ('x', now(), 1) ON CONFLICT DO NOTHING"

afterAll(async () => {
  await db().$disconnect()
  await Promise.all(servers.map((server) => server.stop()))
})

describe('a pool of several hosts', () => {
  test('uses the one that takes writes, whatever the others are', async () => {
    await allowWrites(one, false)
    const pool = openPool({
      url: addressOf(await freePort(), portOf(one), portOf(two)),
      size: 2,
      connectWithin: 8000,
      answerWithin: 8000,
    })
    const { rows } = await pool.query('SHOW port')
    expect(rows).toEqual([{ port: portOf(two) }])
    await pool.end()
  })

  test('follows when another is promoted, and leaves connections to the one before behind', async () => {
    await allowWrites(one, true)
    await allowWrites(two, false)
    const url = addressOf(portOf(one), portOf(two))
    const pool = openPool({ url, size: 3, connectWithin: 8000, answerWithin: 8000 })
    const busy = await Promise.all([1, 2, 3].map(() => pool.connect()))
    for (const client of busy) client.release()
    expect(pool.totalCount).toBe(3)
    await allowWrites(one, false)
    await allowWrites(two, true)
    const lost = await pool.query(write).catch((error) => error)
    expect(isDatabaseAway(lost)).toBe(true)
    const places = await Promise.all([1, 2, 3].map(async () => (await pool.query('SHOW port')).rows[0]?.port))
    expect(places).toEqual([portOf(two), portOf(two), portOf(two)])
    await pool.end()
  })

  test('leaves a host that falls silent as soon as one statement has waited in vain', async () => {
    await allowWrites(one, true)
    const wire = await wireTo(addressOf(portOf(one)))
    const url = addressOf(new URL(wire.url).port, portOf(two))
    await allowWrites(two, false)
    const pool = openPool({ url, size: 2, connectWithin: 60_000, answerWithin: 2000 })
    await Promise.all([pool.query('SELECT pg_sleep(0.1)'), pool.query('SELECT pg_sleep(0.1)')])
    wire.cut()
    expect(isDatabaseAway(await pool.query(write).catch((error) => error))).toBe(true)
    // It was not to be had when the search began.
    const found = vi.waitFor(() => pool.query('SHOW port'), patience)
    await allowWrites(two, true)
    expect((await found).rows).toEqual([{ port: portOf(two) }])
    await pool.end()
    wire.stop()
  })
})

test('a statement that waits on a frozen host ends as soon as another is promoted', async () => {
  await allowWrites(one, true)
  await allowWrites(two, false)
  const wire = await wireTo(addressOf(portOf(one)))
  const url = addressOf(new URL(wire.url).port, portOf(two))
  // It would wait for as long as the test may take.
  const pool = openPool({ url, size: 1, connectWithin: 8000, answerWithin: 600_000 })
  const client = await vi.waitFor(() => pool.connect(), patience)
  wire.cut()
  const frozen = client.query(write).catch((error) => error)
  await allowWrites(two, true)
  expect(isDatabaseAway(await frozen)).toBe(true)
  client.release()
  await vi.waitFor(async () => {
    expect((await pool.query('SHOW port')).rows).toEqual([{ port: portOf(two) }])
  }, patience)
  await pool.end()
  wire.stop()
})

describe('the shop with several hosts', () => {
  const database = (server: Postgres): TestDatabase => ({
    url: server.url('shop'),
    query: (sql, parameters) => ask(server, sql, parameters) as never,
  })
  const pay = async (server: Postgres) => {
    const { id, uid } = await newOrder(database(server))
    const query = pingbackQuery({ uid, goodsid: id, type: 0, ref: newReference() })
    return async () => (await receivePingback(query, undefined)).status
  }

  beforeAll(async () => {
    await allowWrites(one, true)
    await allowWrites(two, false)
    process.env.DATABASE_URL = addressOf(portOf(two), portOf(one))
  })

  test('a pingback is stored on the one that takes writes', async () => {
    const send = await pay(one)
    expect(await send()).toBe(200)
    expect(await readinessProblem()).toBeUndefined()
  })

  test('all read-only: 503, not ready, and both recover by themselves', async () => {
    const send = await pay(one)
    await allowWrites(one, false)
    expect(await send()).toBe(503)
    expect(await readinessProblem()).toMatch(/^The database cannot be written to/)
    expect(await send()).toBe(503)
    await allowWrites(one, true)
    await vi.waitFor(async () => expect(await send()).toBe(200), patience)
    await vi.waitFor(async () => expect(await readinessProblem()).toBeUndefined(), patience)
  })

  test('after a promotion pingbacks are stored there', async () => {
    await allowWrites(one, false)
    await allowWrites(two, true)
    await vi.waitFor(async () => expect(await readinessProblem()).toBeUndefined(), patience)
    const send = await pay(two)
    await vi.waitFor(async () => expect(await send()).toBe(200), patience)
  })

  test('a command says in one sentence what is wrong with each', async () => {
    await allowWrites(two, false)
    const closed = await freePort()
    const failure = await connect(addressOf(closed, portOf(one), portOf(two))).catch((error: Error) => error)
    expect(failure).toMatchObject({
      name: 'UserError',
      message: `The database can't be used: no host takes writes: 127.0.0.1:${closed} can't be used (connect ECONNREFUSED 127.0.0.1:${closed}); 127.0.0.1:${portOf(one)} is read-only; 127.0.0.1:${portOf(two)} is read-only. Start it, or correct DATABASE_URL.`,
    })
    await allowWrites(two, true)
    const client = await vi.waitFor(() => connect(addressOf(closed, portOf(one), portOf(two))), patience)
    expect(String(client.port)).toBe(portOf(two))
    await client.end()
  })
})

test('a former primary that comes back is never written to', async () => {
  await allowWrites(one, false)
  // Recovery without an archive ends at once, on a timeline of its own, as a promotion does.
  await two.stop()
  await writeFile(path.join(folders[1] ?? '', 'cluster/recovery.signal'), '')
  await writeFile(path.join(folders[1] ?? '', 'cluster/postgresql.auto.conf'), "restore_command = 'false'\n")
  await two.restart()
  const wire = await wireTo(addressOf(portOf(two)))
  const pool = openPool({
    url: addressOf(new URL(wire.url).port, portOf(one)),
    size: 1,
    connectWithin: 8000,
    answerWithin: 2000,
  })
  const promoted = async () => (await pool.query('SHOW port')).rows[0]?.port
  await vi.waitFor(async () => expect(await promoted()).toBe(portOf(two)), patience)
  await allowWrites(one, true)
  wire.cut()
  expect(isDatabaseAway(await pool.query(write).catch((error) => error))).toBe(true)
  const former = await pool.query(write).catch((error) => error)
  expect(former.message).toContain(`127.0.0.1:${portOf(one)} is a former primary (timeline 1, not 2)`)
  wire.heal()
  await vi.waitFor(async () => expect(await promoted()).toBe(portOf(two)), patience)
  await pool.end()
  wire.stop()
})
