import { hostname } from 'node:os'
import { db } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'
import { newId } from '@/lib/ids'
import { versions } from '@/lib/version'

/** How often a worker gives a sign of life, and after how long a silence the merchant is told, in milliseconds. */
export const signEvery = 30_000
export const silentAfter = 120_000

const signsKeptDays = 1

/** How this process signs: a process number alone comes again. */
const ownSign = `${hostname()} ${process.pid} ${newId().slice(0, 6)}`

/** Notes that the worker of this process is alive, by the database's clock, and forgets those that have been gone for a day. */
export async function giveSignOfLife(id = ownSign): Promise<void> {
  await db().$executeRaw`
    INSERT INTO worker_signs (id, seen_at, version) VALUES (${id}, now(), ${versions.shop})
    ON CONFLICT (id) DO UPDATE SET seen_at = now()`
  await db().$executeRaw`
    DELETE FROM worker_signs WHERE seen_at < now() - ${signsKeptDays} * interval '1 day'`
}

/** What came of an act on a job, with the job as it was. */
export interface JobAct {
  ok: boolean
  sentence: string
  before?: Prisma.InputJsonObject
}

interface LockedJob {
  task: string
  attempts: number
  lastError: string | null
  isRunning: boolean
}

/**
 * Does something to a job that is as the operator saw it: neither done, running nor tried again since.
 *
 * @param attempts how often it had been tried when the operator looked
 */
async function onJob(
  id: bigint,
  attempts: number,
  work: (transaction: Prisma.TransactionClient, job: LockedJob) => Promise<string>,
): Promise<JobAct> {
  return db().$transaction(async (transaction) => {
    // The view can't be locked; its rows are those of this table.
    const [job] = await transaction.$queryRaw<LockedJob[]>`
      SELECT t.identifier AS task, j.attempts::int, left(j.last_error, 500) AS "lastError", j.locked_at IS NOT NULL AS "isRunning"
      FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
      WHERE j.id = ${id} FOR UPDATE OF j`
    if (!job) return { ok: false, sentence: `Job ${id} no longer exists: it has finished or was cancelled.` }
    const before = { task: job.task, attempts: job.attempts, lastError: job.lastError ?? '' }
    if (job.isRunning) {
      return {
        ok: false,
        sentence: `Job ${id} (${job.task}) is running right now. Try again in a moment.`,
        before,
      }
    }
    if (job.attempts !== attempts) {
      return {
        ok: false,
        sentence: `Job ${id} (${job.task}) has run again since this page was loaded. Nothing was done.`,
        before,
      }
    }
    return { ok: true, sentence: await work(transaction, job), before }
  })
}

/** Has a job that failed run again at once, with all its attempts before it. */
export function retryJob(id: bigint, attempts: number): Promise<JobAct> {
  return onJob(id, attempts, async (transaction, { task }) => {
    await transaction.$queryRaw`
      SELECT id FROM graphile_worker.reschedule_jobs(ARRAY[${id}]::bigint[], run_at := now(), attempts := 0)`
    return `Job ${id} (${task}) will run again now.`
  })
}

/** Gives up a job that failed: it never runs again. */
export function giveUpJob(id: bigint, attempts: number): Promise<JobAct> {
  return onJob(id, attempts, async (transaction, { task }) => {
    await transaction.$queryRaw`SELECT id FROM graphile_worker.complete_jobs(ARRAY[${id}]::bigint[])`
    return `Job ${id} (${task}) was cancelled. It will not run again.`
  })
}
