import { runMigrations } from 'graphile-worker'
import { expect, test } from 'vitest'
import { countJobs, lastWorkerSign, listTroubledJobs, listWorkers } from '@/lib/jobs/data'
import { giveSignOfLife, giveUpJob, retryJob } from '@/lib/jobs/mutations'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

test('before the first worker has run there are no jobs, and nothing fails', async () => {
  expect(await countJobs()).toEqual({ waiting: 0, retrying: 0, failed: 0 })
  expect(await listTroubledJobs()).toEqual([])
  expect(await lastWorkerSign()).toBeUndefined()
  await runMigrations({ connectionString: database.url })
})

/** A job that has been tried so often, of so many times. */
async function newJob(attempts: number, { of = 25, isRunning = false } = {}): Promise<bigint> {
  const [job] = await database.query<{ id: string }>(
    "SELECT id FROM graphile_worker.add_job('prune-log', '{}')",
  )
  if (!job) throw new Error('no job')
  await database.query(
    `UPDATE graphile_worker._private_jobs SET attempts = $2, max_attempts = $3, last_error = 'Error: <b>away</b>',
       run_at = now() + interval '1 hour', locked_at = CASE WHEN $4 THEN now() END, locked_by = CASE WHEN $4 THEN 'w' END
     WHERE id = $1`,
    [job.id, attempts, of, isRunning],
  )
  return BigInt(job.id)
}

const jobOf = async (id: bigint) =>
  (
    await database.query<{ attempts: number; isDue: boolean }>(
      'SELECT attempts, run_at <= now() AS "isDue" FROM graphile_worker.jobs WHERE id = $1',
      [String(id)],
    )
  )[0]

test('jobs are listed by state, those that failed first', async () => {
  const before = await countJobs()
  await database.query("SELECT graphile_worker.add_job('prune-log', '{}')")
  await database.query("INSERT INTO outbox_jobs (task, payload) VALUES ('prune-log', '{}')")
  const retrying = await newJob(3)
  const failed = await newJob(25)
  expect(await countJobs()).toEqual({
    waiting: before.waiting + 2,
    retrying: before.retrying + 1,
    failed: before.failed + 1,
  })
  const listed = await listTroubledJobs()
  expect(listed.map(({ id }) => id)).toEqual([String(failed), String(retrying)])
  expect(listed[0]).toMatchObject({
    task: 'prune-log',
    attempts: 25,
    maxAttempts: 25,
    lastError: 'Error: <b>away</b>',
    isRunning: false,
  })
})

test('a job that is retried is due at once and has all its attempts again', async () => {
  const id = await newJob(25)
  expect(await retryJob(id, 25)).toEqual({
    ok: true,
    sentence: `Job ${id} (prune-log) will run again now.`,
    before: { task: 'prune-log', attempts: 25, lastError: 'Error: <b>away</b>' },
  })
  expect(await jobOf(id)).toEqual({ attempts: 0, isDue: true })
})

test('a cancelled job is gone, and the second operator reads that', async () => {
  const id = await newJob(2)
  const both = await Promise.all([giveUpJob(id, 2), giveUpJob(id, 2)])
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
  expect(await jobOf(id)).toBeUndefined()
  expect(await retryJob(id, 2)).toEqual({
    ok: false,
    sentence: `Job ${id} no longer exists: it has finished or was cancelled.`,
  })
})

test('a job that was retried since it was shown, or is running, is left alone', async () => {
  const changed = await newJob(4)
  expect(await retryJob(changed, 3)).toMatchObject({ ok: false })
  expect(await jobOf(changed)).toEqual({ attempts: 4, isDue: false })
  const running = await newJob(1, { isRunning: true })
  expect(await giveUpJob(running, 1)).toMatchObject({
    ok: false,
    sentence: `Job ${running} (prune-log) is running right now. Try again in a moment.`,
  })
  expect(await jobOf(running)).toMatchObject({ attempts: 1 })
})

test('each worker process has one sign of life, which goes a day after its last', async () => {
  await giveSignOfLife('one')
  await giveSignOfLife('one')
  await giveSignOfLife('two')
  expect((await listWorkers()).map(({ id }) => id).sort()).toEqual(['one', 'two'])
  await database.query("UPDATE worker_signs SET seen_at = now() - interval '25 hours' WHERE id = 'one'")
  await giveSignOfLife('two')
  expect((await listWorkers()).map(({ id, version }) => [id, version])).toEqual([['two', '1.0.0']])
})
