import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { db } from '@/lib/db'

/** What keeps the shop from serving: nothing, or one sentence that says what and what to do. Takes at most a second. */
export async function readinessProblem(): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, 1000, 'The database did not answer within a second.')
  })
  try {
    return await Promise.race([probe(), timeout])
  } finally {
    clearTimeout(timer)
  }
}

async function probe(): Promise<string | undefined> {
  try {
    await db().$executeRaw`
      INSERT INTO rate_limits (key, window_start, hits) VALUES ('readiness probe', 'epoch', 1)
      ON CONFLICT (key, window_start) DO UPDATE SET hits = 1`
    const applied = await db().$queryRaw<{ name: string }[]>`
      SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL`
    const names = new Set(applied.map((row) => row.name))
    const entries = await readdir(path.join(process.cwd(), 'prisma/migrations'), { withFileTypes: true })
    const missing = entries.filter((entry) => entry.isDirectory() && !names.has(entry.name))
    return missing.length > 0
      ? `${missing.length} migrations are missing: run npm run db:migrate.`
      : undefined
  } catch {
    return 'The database cannot be written to.'
  }
}
