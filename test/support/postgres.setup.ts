import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { removeAfterwards } from '@/scripts/children'
import { createDatabase, migrate } from '@/scripts/database'
import { startPostgres } from '@/scripts/postgres'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/** One throw-away server for the whole run, with a migrated database that every test database is copied from. */
export default async function setup(project: TestProject) {
  const directory = await mkdtemp(path.join(tmpdir(), 'foldline-test-'))
  removeAfterwards(directory)
  const postgres = await startPostgres({ directory, durable: false, maxConnections: 200 })
  await createDatabase(postgres.url('postgres'), 'template')
  await migrate(postgres.url('template'))
  project.provide('postgresUrl', postgres.url('postgres'))
  return async () => {
    await postgres.stop()
    await rm(directory, { recursive: true, force: true })
  }
}
