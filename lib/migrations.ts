import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { db } from '@/lib/db'

/** The migrations that the database has, by name, the oldest first. */
export async function appliedMigrations(): Promise<string[]> {
  const rows = await db().$queryRaw<{ name: string }[]>`
    SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY migration_name`
  return rows.map(({ name }) => name)
}

/** The migrations of this version that are not among those that the database has. */
export async function missingMigrations(applied: readonly string[]): Promise<string[]> {
  const entries = await readdir(path.join(process.cwd(), 'prisma/migrations'), { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && !applied.includes(entry.name))
    .map(({ name }) => name)
}
