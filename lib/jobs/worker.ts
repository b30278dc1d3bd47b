import { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { Logger, run, type WorkerEvents } from 'graphile-worker'
import type { Pool } from 'pg'
import { isDatabaseAway, openPool } from '@/lib/database-pool'
import { db } from '@/lib/db'
import { directDatabaseUrl, env } from '@/lib/env'
import { projectOf } from '@/lib/golive/project'
import { giveSignOfLife, signEvery } from '@/lib/jobs/mutations'
import { crontab, tasks } from '@/lib/jobs/tasks'
import { log } from '@/lib/log'
import { shutdownTimeout } from '@/lib/shutdown-timeout'
import { tallyEvery } from '@/lib/tally/keep'
import { flushTally } from '@/lib/tally/mutations'

const pumpEvery = 500
const restartAfter = 2000
const releaseAbandonedEvery = 60_000
const abandonedAfterMinutes = 10

/**
 * Runs background jobs until the signal aborts: carries them from the outbox to graphile-worker, twice a second, and works
 * on those that are due. Several workers may run at once. Survives the database going away, and returns within `shutdownTimeout` of the
 * signal whatever the database does.
 */
export async function runWorker(signal: AbortSignal): Promise<void> {
  const inTime = await Promise.race([work(signal).then(() => true), timeoutAfter(signal).then(() => false)])
  if (!inTime) log.warn('worker stops without waiting for jobs in progress')
}

async function timeoutAfter(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve))
  await pause(shutdownTimeout, undefined, { ref: false })
}

async function work(signal: AbortSignal): Promise<void> {
  const pool = openPool({ url: directDatabaseUrl(), size: 6, connectWithin: 8000, answerWithin: 10_000 })
  retryQueries(pool, signal)
  while (!signal.aborted) {
    try {
      await workUntilFailure(pool, signal)
    } catch (error) {
      log.warn({ error: String(error) }, 'worker is waiting for the database')
      await quietly(pause(restartAfter, undefined, { signal }))
    }
  }
  await quietly(flushTally(projectOf(env())))
  await quietly(Promise.all([pool.end(), db().$disconnect()]))
}

// Only graphile-worker's schedule queries the pool directly. It would end the process if the database were unavailable at
// that minute; its queries may be repeated.
function retryQueries(pool: Pool, signal: AbortSignal): void {
  const ask = pool.query.bind(pool) as (...given: unknown[]) => Promise<unknown>
  pool.query = (async (...given: unknown[]) => {
    while (!signal.aborted) {
      try {
        return await ask(...given)
      } catch (error) {
        if (!isDatabaseAway(error)) throw error
        await quietly(pause(restartAfter, undefined, { signal }))
      }
    }
    return new Promise(() => {})
  }) as Pool['query']
}

/** Works until the signal aborts, or throws what stops graphile-worker, which migrates its own tables. */
async function workUntilFailure(pool: Pool, signal: AbortSignal): Promise<void> {
  const failure = new AbortController()
  const events: WorkerEvents = new EventEmitter()
  // One of its workers that couldn't report a job's result stops for good.
  events.on('worker:fatalError', ({ error }) => failure.abort(error))
  const runner = await run({
    pgPool: pool,
    taskList: tasks,
    crontab,
    events,
    concurrency: 4,
    pollInterval: 1000,
    noHandleSignals: true,
    noPreparedStatements: env().DATABASE_PREPARED_STATEMENTS === 'off',
    logger: new Logger(() => (level, message) => {
      if (level === 'error' || level === 'warning') log.warn({ worker: message }, 'background job')
    }),
  })
  runner.promise.then(
    () => failure.abort(new Error('graphile-worker has stopped')),
    (error) => failure.abort(error),
  )
  log.info('worker is ready')
  const ending = AbortSignal.any([signal, failure.signal])
  await Promise.all([
    repeat(ending, pumpEvery, 'outbox', pumpOutbox),
    repeat(ending, releaseAbandonedEvery, 'abandoned jobs', releaseAbandonedJobs),
    repeat(ending, signEvery, 'sign of life', giveSignOfLife),
    repeat(ending, tallyEvery, 'daily counts', () => flushTally(projectOf(env()))),
  ])
  await Promise.race([quietly(runner.stop()), pause(shutdownTimeout, undefined, { ref: false })])
  if (!signal.aborted) throw failure.signal.reason
}

async function repeat(
  signal: AbortSignal,
  every: number,
  subject: string,
  step: () => Promise<unknown>,
): Promise<void> {
  let failed = false
  while (!signal.aborted) {
    try {
      await step()
      if (failed) log.info({ subject }, 'worker can reach the database again')
      failed = false
    } catch (error) {
      log.warn({ subject, error: String(error) }, 'worker could not read from the database')
      failed = true
    }
    await quietly(pause(every, undefined, { signal }))
  }
}

async function quietly(work: Promise<unknown>): Promise<void> {
  await work.catch(() => {})
}

/**
 * Hands the outbox's jobs to graphile-worker as they come, each exactly once, with the time when it is due: of one key the
 * latest then replaces the one that waits there. Any number may pump at once: of a key only the first row is taken, so that
 * none overtakes another that a second pump still holds. One that is already running keeps running, and its successor
 * waits.
 *
 * @returns how many
 */
export async function pumpOutbox(): Promise<number> {
  // A job that begins in the middle of add_job is not replaced, and no job comes of it: its row stays for the next time.
  return await db().$executeRaw`
    WITH taken AS (
      SELECT id, task, payload, job_key, run_at FROM outbox_jobs AS job
      WHERE NOT EXISTS (SELECT FROM outbox_jobs AS earlier WHERE earlier.job_key = job.job_key AND earlier.id < job.id)
      ORDER BY id LIMIT 200 FOR UPDATE SKIP LOCKED
    ), handed AS (
      SELECT id, (graphile_worker.add_job(task, payload::json, job_key := job_key, run_at := run_at)).id AS job_id
      FROM taken ORDER BY id
    )
    DELETE FROM outbox_jobs USING handed WHERE outbox_jobs.id = handed.id AND handed.job_id IS NOT NULL`
}

/**
 * Releases the jobs of workers that were killed or never received them. No job takes that long, and each may run twice.
 */
async function releaseAbandonedJobs(): Promise<void> {
  await db().$executeRaw`
    SELECT graphile_worker.force_unlock_workers(array_agg(worker)) FROM (
      SELECT locked_by AS worker FROM graphile_worker.jobs WHERE locked_by IS NOT NULL
      GROUP BY locked_by HAVING max(locked_at) < now() - ${abandonedAfterMinutes} * interval '1 minute'
    ) AS abandoned`
}
