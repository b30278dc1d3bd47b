import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { removeAfterwards } from '@/scripts/children'
import { connect, createDatabase, migrate } from '@/scripts/database'
import { startPostgres } from '@/scripts/postgres'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/**
 * In memory, where there is plenty: each database has three hundred files, which a disk's file system takes longer to create
 * than PostgreSQL to fill.
 */
async function place(): Promise<string> {
  const memory = '/dev/shm'
  const needed = 6 * 2 ** 30
  const { bavail, bsize } = await statfs(memory).catch(() => ({ bavail: 0, bsize: 0 }))
  return Math.min(bavail * bsize, process.availableMemory()) > needed ? memory : tmpdir()
}

/** One throw-away server for the whole run, with a migrated database that every test database is copied from. */
export default async function setup(project: TestProject) {
  const directory = await mkdtemp(path.join(await place(), 'foldline-test-'))
  removeAfterwards(directory)
  const postgres = await startPostgres({ directory, durable: false, maxConnections: 200 })
  const server = await connect(postgres.url('postgres'))
  // It would go through a hundred databases again and again.
  await server.query('ALTER SYSTEM SET autovacuum = off')
  await server.query('SELECT pg_reload_conf()')
  await server.end()
  await createDatabase(postgres.url('postgres'), 'template')
  await migrate(postgres.url('template'))
  project.provide('postgresUrl', postgres.url('postgres'))
  return async () => {
    await postgres.stop()
    await rm(directory, { recursive: true, force: true })
  }
}
