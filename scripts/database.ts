import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { Client } from 'pg'
import { placeOf } from '@/lib/database-address'
import { hostsOf } from '@/lib/database-hosts'
import { applyMigrations, migrationLock, readMigrations } from './schema-engine'
import { errorCode, UserError } from './user-error'

const oldestServer = 150_000

/** The address of the host that takes writes, where there are several. */
async function addressInUse(databaseUrl: string): Promise<string> {
  const hosts = hostsOf(databaseUrl)
  if (!hosts) return databaseUrl
  try {
    await hosts.find()
    return hosts.current
  } catch (error) {
    throw new UserError(
      `The database can't be used: ${(error as Error).message}. Start it, or correct DATABASE_URL.`,
    )
  }
}

/** Connects to a database; says in one line what to do when that fails. The password never shows. */
export async function connect(databaseUrl: string): Promise<Client> {
  const address = await addressInUse(databaseUrl)
  const { pathname, username } = new URL(address)
  const place = placeOf(address)
  const database = decodeURIComponent(pathname.slice(1))
  const client = new Client({ connectionString: address, connectionTimeoutMillis: 5000 })
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => {})
    switch (errorCode(error)) {
      case '28P01':
      case '28000':
        throw new UserError(
          `The database at ${place} refuses user "${username}": correct the user or password in DATABASE_URL.`,
        )
      case '3D000':
        throw new UserError(
          `The server at ${place} has no database "${database}": create it, or correct DATABASE_URL.`,
        )
    }
    const reason = error instanceof Error ? error.message || errorCode(error) : String(error)
    throw new UserError(
      `The database at ${place} can't be reached (${reason}): start it, or correct DATABASE_URL.`,
    )
  }
}

/** Creates a database unless it is there. `adminUrl` names another database of the same server. */
export async function createDatabase(adminUrl: string, name: string) {
  const client = await connect(adminUrl)
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  } catch (error) {
    if (errorCode(error) !== '42P04') throw error
  } finally {
    await client.end()
  }
}

async function refuseForeign(client: Client) {
  const { rows } = await client.query<{ version: number; tables: string[] }>(
    `SELECT current_setting('server_version_num')::int AS version,
            array(SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1) AS tables`,
  )
  const { version = 0, tables = [] } = rows[0] ?? {}
  const database = `The database "${client.database}" on ${client.host}`
  if (version < oldestServer) {
    throw new UserError(
      `${database} is PostgreSQL ${Math.floor(version / 10_000)}: the shop needs 15 or newer.`,
    )
  }
  const own = await readdir(path.resolve(import.meta.dirname, '../prisma/migrations'))
  const applied = tables.includes('_prisma_migrations')
    ? (await client.query<{ migration_name: string }>('SELECT migration_name FROM _prisma_migrations')).rows
    : []
  const foreign =
    applied.length > 0 ? !applied.some((row) => own.includes(row.migration_name)) : tables.length > 0
  if (foreign && !(applied.length === 0 && tables.length === 1 && tables[0] === '_prisma_migrations')) {
    throw new UserError(
      `${database} contains tables of another program (${tables.slice(0, 3).join(', ')}…): nothing was changed. Set DATABASE_URL to an empty database.`,
    )
  }
}

/** Extensions that migrations create. They are trusted: whoever may create objects in a database may create them. */
const extensions = ['pg_trgm', 'unaccent']

async function refuseWithoutExtensions(client: Client) {
  const { rows } = await client.query<{ name: string; available: boolean }>(
    `SELECT w.name, a.name IS NOT NULL AS available
     FROM unnest($1::text[]) AS w (name) LEFT JOIN pg_available_extensions a USING (name)
     WHERE a.installed_version IS NULL AND NOT (
       a.name IS NOT NULL AND has_database_privilege(current_database(), 'CREATE') AND EXISTS (
         SELECT FROM pg_available_extension_versions v
         WHERE v.name = a.name AND v.version = a.default_version
           AND (v.trusted OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user))))`,
    [extensions],
  )
  const [first] = rows
  if (!first) return
  const names = rows.map(({ name }) => name).join(' and ')
  throw new UserError(
    first.available
      ? `The search needs the extensions ${names}, which this database user may not create: have the database's owner run "${rows.map(({ name }) => `CREATE EXTENSION ${name};`).join(' ')}" in it, or grant the user CREATE on the database.`
      : `The search needs the extensions ${names}, which this server does not have: install the package postgresql-contrib.`,
  )
}

/** A line of a migration that takes away what the version before it reads or writes. */
const stopLine = /^-- needs: old processes stopped$/m

/** What to do with running processes before the database gets the migrations that it lacks; undefined where they may go on. */
async function stopSentence(client: Client): Promise<string | undefined> {
  const { rows } = await client.query<{ isKnown: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "isKnown"`,
  )
  if (!rows[0]?.isKnown) return undefined
  const { rows: applied } = await client.query<{ name: string }>(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL',
  )
  // Nothing has run on a database that has no migration yet.
  if (applied.length === 0) return undefined
  const stopping = (await readMigrations()).filter(
    ({ name, sql }) => stopLine.test(sql) && !applied.some((row) => row.name === name),
  )
  if (stopping.length === 0) return undefined
  return `Shops and workers of the version before fail once ${stopping.map(({ name }) => name).join(', ')} is applied: stop all that still run, and start the new version afterwards.`
}

/**
 * Brings a database to the newest schema and returns the names of the migrations applied. Refuses, without touching
 * anything, a database that something else lives in. Programs that migrate at once take turns.
 *
 * @param say is told beforehand which processes must be stopped, if any
 */
export async function migrate(
  databaseUrl: string,
  say: (sentence: string) => void = () => {},
): Promise<string[]> {
  const client = await connect(databaseUrl)
  try {
    await refuseForeign(client)
    await refuseWithoutExtensions(client)
    // The lock ends with its transaction, which stays open meanwhile: one of a connection would outlive this program in a
    // pooler in transaction mode, and no migration would ever run again.
    client.on('error', () => {})
    await client.query('BEGIN')
    await client.query("SELECT set_config('idle_in_transaction_session_timeout', '0', true)")
    await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock])
    const sentence = await stopSentence(client)
    if (sentence) say(sentence)
    return await applyMigrations(databaseUrl)
  } catch (error) {
    if (error instanceof UserError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new UserError(`A migration failed: ${reason.trim()}`)
  } finally {
    await client.query('ROLLBACK').catch(() => {})
    await client.end().catch(() => {})
  }
}
