import { randomBytes } from 'node:crypto'
import { Client, Pool, type QueryResultRow } from 'pg'
import { inject } from 'vitest'

export interface TestDatabase {
  url: string
  /** Runs one statement beside the code under test. */
  query<Row extends QueryResultRow>(sql: string, parameters?: unknown[]): Promise<Row[]>
}

/**
 * A fresh, migrated database for one test file: `const database = await testDatabase()` at its top. DATABASE_URL names it
 * from then on, so that `db()` and `env()` find it when they are first called. It goes with the server after the run.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const adminUrl = inject('postgresUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  const admin = new Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template STRATEGY file_copy`)
  await admin.end()
  const address = new URL(adminUrl)
  address.pathname = `/${name}`
  process.env.DATABASE_URL = address.href
  const pool = new Pool({ connectionString: address.href, max: 4, allowExitOnIdle: true })
  // The server ends before idle connections do.
  pool.on('error', () => {})
  return { url: address.href, query: async (sql, parameters) => (await pool.query(sql, parameters)).rows }
}
