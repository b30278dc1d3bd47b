import { addressesOf } from '@/lib/database-address'
import { db } from '@/lib/db'
import { appliedMigrations, missingMigrations } from '@/lib/migrations'

/** The database as it is seen from here. */
export interface DatabaseStatus {
  version: string
  /** Where it is, without user and password. */
  place: string
  megabytes: number
  migrations: { applied: number; newest: string | undefined; missing: string[] }
}

/** What the database is, and whether it has all migrations of this version. */
export async function readDatabaseStatus(url: string): Promise<DatabaseStatus> {
  const [[facts], applied] = await Promise.all([
    db().$queryRaw<{ version: string; megabytes: number }[]>`
      SELECT current_setting('server_version') AS version,
        (pg_database_size(current_database()) / 1048576)::int AS megabytes`,
    appliedMigrations(),
  ])
  const addresses = addressesOf(url).map((address) => new URL(address))
  return {
    version: facts?.version ?? '',
    place: `${addresses.map(({ host }) => host).join(', ')}${addresses[0]?.pathname ?? ''}`,
    megabytes: facts?.megabytes ?? 0,
    migrations: {
      applied: applied.length,
      newest: applied.at(-1),
      missing: await missingMigrations(applied),
    },
  }
}

/** How many genuine pingbacks are kept that a setting refuses; no more than 1,000 are. */
export function countKeptPingbacks(): Promise<number> {
  return db().refusedPingback.count()
}
