import { db } from '@/lib/db'

/** How many jobs are counted one by one; beyond that it is enough to know that there are many. */
const counted = 10_000
/** How many jobs that went wrong are shown. */
const shown = 100

export interface JobCounts {
  /** Not run yet, or not due. */
  waiting: number
  /** Failed, and to be tried again. */
  retrying: number
  /** Given up after their last attempt. */
  failed: number
}

/** A background job that went wrong. */
export interface TroubledJob {
  id: string
  task: string
  /** What it is about: of one key there is one that waits. */
  key: string | null
  attempts: number
  maxAttempts: number
  runAt: Date
  lastError: string | null
  /** A worker is at it. */
  isRunning: boolean
}

/** Whether graphile-worker's tables are there: the first worker brings them along. */
async function hasJobs(): Promise<boolean> {
  const [row] = await db().$queryRaw<{ is: boolean }[]>`
    SELECT to_regclass('graphile_worker._private_jobs') IS NOT NULL AS is`
  return row?.is === true
}

/** How many background jobs wait and have failed, the outbox included; up to 10,000 are counted. */
export async function countJobs(): Promise<JobCounts> {
  const planned = await db().outboxJob.count({ take: counted })
  if (!(await hasJobs())) return { waiting: planned, retrying: 0, failed: 0 }
  const [row] = await db().$queryRaw<JobCounts[]>`
    SELECT
      count(*) FILTER (WHERE attempts = 0)::int AS waiting,
      count(*) FILTER (WHERE attempts > 0 AND attempts < max_attempts)::int AS retrying,
      count(*) FILTER (WHERE attempts >= max_attempts)::int AS failed
    FROM (SELECT attempts, max_attempts FROM graphile_worker.jobs LIMIT ${counted}) AS first`
  const { waiting = 0, retrying = 0, failed = 0 } = row ?? {}
  return { waiting: waiting + planned, retrying, failed }
}

/** The jobs that have failed at least once, those that were given up first; at most 100. */
export async function listTroubledJobs(): Promise<TroubledJob[]> {
  if (!(await hasJobs())) return []
  return db().$queryRaw<TroubledJob[]>`
    SELECT id::text, task_identifier AS task, key, attempts::int, max_attempts::int AS "maxAttempts", run_at AS "runAt",
      left(last_error, 2000) AS "lastError", locked_at IS NOT NULL AS "isRunning"
    FROM graphile_worker.jobs WHERE attempts > 0 AND last_error IS NOT NULL
    ORDER BY attempts < max_attempts, updated_at DESC LIMIT ${shown}`
}

/** When a worker last gave a sign of life; undefined while none has ever run. */
export async function lastWorkerSign(): Promise<Date | undefined> {
  const sign = await db().workerSign.findFirst({ orderBy: { seenAt: 'desc' }, select: { seenAt: true } })
  return sign?.seenAt
}

/** The worker processes of the last day, the one that was seen last first. */
export function listWorkers() {
  return db().workerSign.findMany({ orderBy: { seenAt: 'desc' }, take: 50 })
}
