import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Client } from 'pg'

const folder = path.resolve(import.meta.dirname, '../../prisma/migrations')

/** Runs the migrations from a prefix on, or up to it, as a database of the version before it gets them. */
export async function runMigrations(
  client: Client,
  { from = '', before = '9' }: { from?: string; before?: string },
): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  for (const name of names.filter((each) => each >= from && each < before).sort()) {
    await client.query(await readFile(path.join(folder, name, 'migration.sql'), 'utf8'))
  }
}
