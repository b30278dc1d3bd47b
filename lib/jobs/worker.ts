import { setTimeout as pause } from 'node:timers/promises'
import { Logger, type Runner, run } from 'graphile-worker'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { crontab, tasks } from '@/lib/jobs/tasks'
import { log } from '@/lib/log'

const pumpEvery = 500

/**
 * Runs background jobs until the signal aborts: carries them from the outbox to graphile-worker, twice a second, and works
 * on them. Several workers may run at once.
 */
export async function runWorker(signal: AbortSignal): Promise<void> {
  const runner = await startRunner(signal)
  if (!runner) return
  log.info('worker is ready')
  try {
    while (!signal.aborted) {
      await pumpOutbox().catch((error) => log.warn({ error: String(error) }, 'outbox could not be read'))
      await pause(pumpEvery, undefined, { signal }).catch(() => {})
    }
  } finally {
    await runner.stop()
    await db().$disconnect()
  }
}

/** Starts graphile-worker, which brings its own tables along, as soon as there is a database. */
async function startRunner(signal: AbortSignal): Promise<Runner | undefined> {
  while (!signal.aborted) {
    try {
      return await run({
        connectionString: env().DATABASE_URL,
        taskList: tasks,
        crontab,
        concurrency: 4,
        pollInterval: 1000,
        noHandleSignals: true,
        logger: new Logger(() => (level, message) => {
          if (level === 'error' || level === 'warning') log.warn({ worker: message }, 'background job')
        }),
      })
    } catch (error) {
      log.warn({ error: String(error) }, 'worker is waiting for the database')
      await pause(2000, undefined, { signal }).catch(() => {})
    }
  }
  return undefined
}

/**
 * Hands the outbox's due jobs to graphile-worker, in one statement, so that each is handed over exactly once.
 *
 * @returns how many
 */
export async function pumpOutbox(): Promise<number> {
  const [row] = await db().$queryRaw<{ moved: bigint }[]>`
    WITH due AS (
      DELETE FROM outbox_jobs WHERE id IN (
        SELECT id FROM outbox_jobs WHERE run_at <= now() ORDER BY id LIMIT 200 FOR UPDATE SKIP LOCKED)
      RETURNING id, task, payload, job_key
    ), handed AS (
      SELECT graphile_worker.add_job(task, payload::json, job_key := job_key) FROM due ORDER BY id
    )
    SELECT count(*) AS moved FROM handed`
  return Number(row?.moved ?? 0)
}
