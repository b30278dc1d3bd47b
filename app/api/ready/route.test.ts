import { readdirSync } from 'node:fs'
import { Client } from 'pg'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { pingbackDatabase } from '@/lib/pingbacks/database'
import { testDatabase } from '@/test/support/test-database'
import { wireTo } from '@/test/support/wire'
import { GET } from './route'

const database = await testDatabase()
const wire = await wireTo(database.url)
process.env.DATABASE_URL = wire.url
const name = new URL(database.url).pathname.slice(1)
const migrations = readdirSync('prisma/migrations', { withFileTypes: true }).filter((entry) =>
  entry.isDirectory(),
)

const disconnect = () => Promise.all([db().$disconnect(), pingbackDatabase().$disconnect()])

afterAll(async () => {
  await disconnect()
  wire.stop()
})

async function ready() {
  const answer = await GET()
  expect(answer.headers.get('cache-control')).toBe('no-store')
  return { status: answer.status, body: await answer.json() }
}

const isReady = { status: 200, body: { ok: true } }
const notReady = (problem: unknown) => ({ status: 503, body: { ok: false, problem } })

describe('/api/ready', () => {
  // Each test leaves the database as it was, and the shop finds that out without a restart.
  afterEach(async () => {
    expect(await ready()).toEqual(isReady)
  })

  test('says yes where the database answers, takes writes and has every migration', async () => {
    expect(await ready()).toEqual(isReady)
  })

  test('says no to a database that takes no writes, as a standby', async () => {
    await database.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`)
    await disconnect()
    expect(await ready()).toEqual(notReady('The database cannot be written to.'))
    await database.query(
      `BEGIN READ WRITE; ALTER DATABASE ${name} RESET default_transaction_read_only; COMMIT`,
    )
    await disconnect()
  })

  test.each([
    [1, '1 migration is missing: run npm run db:migrate.'],
    [2, '2 migrations are missing: run npm run db:migrate.'],
  ])('says no where migrations are missing (%d), and what to run', async (count, problem) => {
    const names = migrations.slice(-count).map((entry) => entry.name)
    await database.query(
      'CREATE TABLE put_aside AS SELECT * FROM _prisma_migrations WHERE migration_name = ANY($1)',
      [names],
    )
    await database.query('DELETE FROM _prisma_migrations WHERE migration_name = ANY($1)', [names])
    expect(await ready()).toEqual(notReady(problem))
    await database.query('INSERT INTO _prisma_migrations SELECT * FROM put_aside')
    await database.query('DROP TABLE put_aside')
  })

  test('says no where the last migration was begun and has not ended', async () => {
    const last = migrations.at(-1)?.name
    const end = async (value: 'NULL' | 'now()') =>
      database.query(`UPDATE _prisma_migrations SET finished_at = ${value} WHERE migration_name = $1`, [last])
    await end('NULL')
    expect(await ready()).toEqual(notReady('1 migration is missing: run npm run db:migrate.'))
    await end('now()')
  })

  test('says no to a database without the shop’s tables', async () => {
    await database.query('ALTER SCHEMA public RENAME TO elsewhere')
    expect(await ready()).toEqual(notReady('The database cannot be written to.'))
    await database.query('ALTER SCHEMA elsewhere RENAME TO public')
  })
})

describe('/api/ready, while the database is away', () => {
  test('says no where it lets nobody in', async () => {
    await disconnect()
    const elsewhere = new Client({
      connectionString: new URL('/postgres', database.url).href,
    })
    await elsewhere.connect()
    await elsewhere.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
    expect(await ready()).toEqual(notReady('The database cannot be written to.'))
    await elsewhere.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
    await elsewhere.end()
    expect(await ready()).toEqual(isReady)
  })

  test('says no where it has fallen silent', async () => {
    wire.cut()
    const silent = /The database does not answer|cannot be written to|connections to the database fail/
    expect(await ready()).toEqual(notReady(expect.stringMatching(silent)))
  })

  test('says no where nothing listens', async () => {
    wire.stop()
    await disconnect()
    expect(await ready()).toEqual(notReady('The database cannot be written to.'))
  })
})
