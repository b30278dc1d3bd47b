import { createHash, randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { db } from '@/lib/db'
import { testDatabase } from '@/test/support/test-database'
import { transactionPoolerTo } from '@/test/support/transaction-pooler'
import { migrate } from './database'
import { readMigrations } from './schema-engine'

const database = await testDatabase()

test('a test database is migrated, empty and the one that the shop uses', async () => {
  expect(await db().user.count()).toBe(0)
  await database.query(
    `INSERT INTO users (uid, email, password_hash) VALUES ('u1aaaaaaaa', 'a@example.com', 'x')`,
  )
  expect(await db().user.count()).toBe(1)
})

test('migrating again applies nothing', async () => {
  expect(await migrate(database.url)).toEqual([])
})

test('who upgrades is told which processes must be stopped before anything is applied; a new database has none', async () => {
  const other = new URL(database.url)
  other.pathname = `${other.pathname}_upgraded`
  const name = other.pathname.slice(1)
  const told: string[] = []
  const say = (sentence: string) => void told.push(sentence)
  await database.query(`CREATE DATABASE ${name}`)
  await migrate(other.href, say)
  expect(told).toEqual([])

  await database.query(`DROP DATABASE ${name} (FORCE)`)
  await database.query(`CREATE DATABASE ${name}`)
  const { Client } = await import('pg')
  const client = new Client({ connectionString: other.href })
  await client.connect()
  // The table of Prisma's own command.
  await client.query(
    `CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
       migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
       started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`,
  )
  for (const { name: migration, sql } of await readMigrations()) {
    if (migration >= '20261127030000') break
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), createHash('sha256').update(sql).digest('hex'), migration],
    )
  }
  const refuse = (sentence: string) => {
    throw new Error(sentence)
  }
  const sentence =
    'Shops and workers of the version before fail once 20261127030000_price_lists is applied: stop all that still run, and start the new version afterwards.'
  await expect(migrate(other.href, refuse)).rejects.toThrow(sentence)
  expect((await client.query(`SELECT to_regclass('list_prices') AS list`)).rows).toEqual([{ list: null }])
  expect(await migrate(other.href, say)).toContain('20261127030000_price_lists')
  expect(told).toEqual([sentence])
  expect(await migrate(other.href, say)).toEqual([])
  expect(told).toHaveLength(1)
  await client.end()
})

test('a database in which something else lives is refused and left alone', async () => {
  const other = new URL(database.url)
  other.pathname = `${other.pathname}_other`
  await database.query(`CREATE DATABASE ${other.pathname.slice(1)}`)
  const { Client } = await import('pg')
  const client = new Client({ connectionString: other.href })
  await client.connect()
  await client.query('CREATE TABLE invoices (id int)')
  await expect(migrate(other.href)).rejects.toThrow(/contains tables of another program \(invoices…\)/)
  const { rows } = await client.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`)
  expect(rows).toEqual([{ tablename: 'invoices' }])
  await client.end()
})

test('a user who may not create the extensions is told who can, before anything is changed', async () => {
  const other = new URL(database.url)
  other.pathname = `${other.pathname}_plain`
  const name = other.pathname.slice(1)
  await database.query(`CREATE DATABASE ${name}`)
  await database.query(`CREATE ROLE ${name} LOGIN PASSWORD 'plain'`)
  const { Client } = await import('pg')
  const owner = new Client({ connectionString: other.href })
  await owner.connect()
  await owner.query(`GRANT ALL ON SCHEMA public TO ${name}`)
  const own = Object.assign(new URL(other), { username: name, password: 'plain' }).href
  const told = await migrate(own).catch((error: Error) => error.message)
  expect(told).toBe(
    'The search needs the extensions pg_trgm and unaccent, which this database user may not create: have the database\'s owner run "CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent;" in it, or grant the user CREATE on the database.',
  )
  const tables = `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`
  expect((await owner.query(tables)).rows).toEqual([])

  await owner.query('CREATE EXTENSION pg_trgm')
  await owner.query(`GRANT CREATE ON DATABASE ${name} TO ${name}`)
  expect(await migrate(own)).not.toEqual([])
  await owner.end()
})

test.each([
  [
    'a closed port',
    (url: URL) => Object.assign(url, { port: '1' }),
    /can't be reached .* start it, or correct DATABASE_URL/,
  ],
  ['a wrong password', (url: URL) => Object.assign(url, { password: 'wrong' }), /refuses user "postgres"/],
  [
    'an unknown database',
    (url: URL) => Object.assign(url, { pathname: '/nowhere' }),
    /has no database "nowhere"/,
  ],
])('%s is named, without the password', async (_, change, message) => {
  const error = await migrate(change(new URL(database.url)).href).catch((caught: Error) => caught)
  expect(error).toHaveProperty('name', 'UserError')
  expect(String(error)).toMatch(message)
  expect(String(error)).not.toContain(new URL(database.url).password)
})

test('a migration through a pooler in transaction mode leaves no lock behind in its connections', async () => {
  const fresh = new URL(database.url)
  fresh.pathname = `${fresh.pathname}_pooled`
  await database.query(`CREATE DATABASE ${fresh.pathname.slice(1)}`)
  const pooler = await transactionPoolerTo(fresh.href, 3)
  try {
    expect((await migrate(pooler.url)).length).toBeGreaterThan(40)
    expect(await migrate(pooler.url)).toEqual([])
    const left = `SELECT objid FROM pg_locks l JOIN pg_database d ON d.oid = l.database
      WHERE l.locktype = 'advisory' AND d.datname = $1`
    expect(await database.query(left, [fresh.pathname.slice(1)])).toEqual([])
  } finally {
    pooler.stop()
  }
})

test('programs that migrate at once take turns, Prisma’s own command included', async () => {
  const fresh = new URL(database.url)
  fresh.pathname = `${fresh.pathname}_turns`
  await database.query(`CREATE DATABASE ${fresh.pathname.slice(1)}`)
  const { Client } = await import('pg')
  const prisma = new Client({ connectionString: fresh.href })
  await prisma.connect()
  await prisma.query('SELECT pg_advisory_lock(72707369)')
  const both = Promise.all([migrate(fresh.href), migrate(fresh.href)])
  const waiting = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
  await vi.waitFor(async () => expect(await database.query(waiting)).toHaveLength(2), { timeout: 60_000 })
  await prisma.end()
  const [one, other] = (await both).map(({ length }) => length).sort((a, b) => a - b)
  expect([one, other && other > 40]).toEqual([0, true])
})
