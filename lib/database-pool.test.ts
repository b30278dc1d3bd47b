import { afterAll, expect, test, vi } from 'vitest'
import { isDatabaseAway, openPool } from '@/lib/database-pool'
import { holdLocks } from '@/test/support/locks'
import { testDatabase } from '@/test/support/test-database'
import { wireTo } from '@/test/support/wire'

const database = await testDatabase()
const wire = await wireTo(database.url)
const pool = openPool({ url: wire.url, size: 1, connectWithin: 10_000, answerWithin: 2000 })

afterAll(async () => {
  await pool.end()
  wire.stop()
})

const pidOf = async () => (await pool.query('SELECT pg_backend_pid() AS pid')).rows[0].pid
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: Error) => error,
  )

test('a connection survives a failed statement', async () => {
  const client = await pool.connect()
  const wrong = await failureOf(client.query('SELECT nothing'))
  expect([wrong?.name, isDatabaseAway(wrong)]).toEqual(['error', false])
  expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  client.release()
})

test('a statement that is not answered in time gives up its connection, even when its holder hands that back as sound', async () => {
  const pid = await vi.waitFor(pidOf, { timeout: 60_000 })
  const holder = await holdLocks(database)
  await holder.query('SELECT pg_advisory_xact_lock(1)')
  const client = await pool.connect()
  expect(isDatabaseAway(await failureOf(client.query('SELECT pg_advisory_lock(1)')))).toBe(true)
  expect(isDatabaseAway(await failureOf(client.query('ROLLBACK')))).toBe(true)
  client.release()
  await holder.commit()
  expect(await vi.waitFor(pidOf, { timeout: 60_000 })).not.toBe(pid)
})

test('a connection to a server that has become a standby is given up', async () => {
  const pid = await vi.waitFor(pidOf, { timeout: 60_000 })
  await pool.query('SET default_transaction_read_only = on')
  const write = () => pool.query('DELETE FROM outbox_jobs')
  expect(isDatabaseAway(await failureOf(write()))).toBe(true)
  await vi.waitFor(write, { timeout: 60_000 })
  expect(await pidOf()).not.toBe(pid)
})

test('a connection that the server has ended, in use or idle, is given up', async () => {
  for (const prepare of [() => pool.connect(), () => undefined]) {
    const pid = await vi.waitFor(pidOf, { timeout: 60_000 })
    const held = await prepare()
    await database.query('SELECT pg_terminate_backend($1)', [pid])
    if (held) expect(isDatabaseAway(await failureOf(held.query('SELECT 1')))).toBe(true)
    held?.release()
    expect(await vi.waitFor(pidOf, { timeout: 60_000 })).not.toBe(pid)
  }
})

test('no new connection, and none that is free: both end in time', async () => {
  const impatient = openPool({ url: wire.url, size: 1, connectWithin: 500, answerWithin: 2000 })
  wire.cut()
  const failures = await Promise.all([1, 2].map(() => failureOf(impatient.query('SELECT 1'))))
  expect(failures.map(isDatabaseAway)).toEqual([true, true])
  wire.heal()
  await vi.waitFor(() => impatient.query('SELECT 1'), { timeout: 60_000 })
  await impatient.end()
})

test('nothing is asked for at the start that a pooler would refuse', async () => {
  const client = await pool.connect()
  const asked = (client as unknown as { getStartupConf(): object }).getStartupConf()
  expect(Object.keys(asked).sort()).toEqual(['database', 'user'])
  client.release()
})
