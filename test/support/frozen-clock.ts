import { Client } from 'pg'
import type { TestDatabase } from '@/test/support/test-database'

/**
 * Makes `now()` return the same moment on every connection opened from now on, so that attempts counted per time window all
 * fall into one window. Call it before the database is used.
 */
export async function freezeClock(database: TestDatabase): Promise<void> {
  const client = new Client({ connectionString: database.url })
  await client.connect()
  await client.query(`
    CREATE SCHEMA frozen;
    DO $do$ BEGIN
      EXECUTE format('CREATE FUNCTION frozen.now() RETURNS timestamptz LANGUAGE sql STABLE RETURN %L::timestamptz', now());
      EXECUTE format('ALTER DATABASE %I SET search_path = frozen, pg_catalog, public', current_database());
    END $do$`)
  await client.end()
}
