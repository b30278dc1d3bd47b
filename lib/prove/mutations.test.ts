import { expect, test } from 'vitest'
import { uidSchema } from '@/lib/accounts/schema'
import { newId } from '@/lib/ids'
import { cases, casesFor, stepOf } from '@/lib/prove/cases'
import { findRun, listRuns } from '@/lib/prove/data'
import { claimRun, endRun, leaveWaiting, recordStep, startRun, touchRun } from '@/lib/prove/mutations'
import { liveRefusal, startProving, unfit } from '@/lib/prove/start'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

const operator = { uid: uidSchema.parse(newId()), email: 'ada@example.com' }
const begin = () => startRun('all', cases, operator)
const silence = (id: string, seconds: number) =>
  database.query(`UPDATE prove_runs SET seen_at = now() - $2 * interval '1 second' WHERE id = $1`, [
    id,
    seconds,
  ])

async function endAll(): Promise<void> {
  for (const { id } of await listRuns()) await endRun(id)
}

test('of many presses at once one begins a run, which a worker is told of once', async () => {
  const begun = await Promise.all(Array.from({ length: 12 }, begin))
  expect(begun.filter(({ isNew }) => isNew)).toHaveLength(1)
  expect(new Set(begun.map(({ runId }) => runId)).size).toBe(1)
  const [first] = begun
  const run = await findRun(first?.runId ?? '')
  expect(run).toMatchObject({ standing: 'queued', mode: 'local', uid: operator.uid })
  expect(run?.steps.map(({ caseId }) => caseId)).toEqual(
    cases.flatMap(({ id, steps }) => steps(true).map(() => id)),
  )
  expect(await database.query("SELECT task FROM outbox_jobs WHERE task = 'prove'")).toHaveLength(1)
  await endAll()
})

test('a run is worked on by one worker, and by none once it has ended', async () => {
  const { runId } = await begin()
  const claims = await Promise.all([claimRun(runId), claimRun(runId), claimRun(runId)])
  expect(claims.filter((claimed) => claimed)).toHaveLength(1)
  expect(await touchRun(runId)).toBe(true)
  await endRun(runId)
  expect(await touchRun(runId)).toBe(false)
  expect(await claimRun(runId)).toBe(false)
  const run = await findRun(runId)
  expect(run).toMatchObject({ standing: 'ended' })
  expect(new Set(run?.steps.map(({ state }) => state))).toEqual(new Set(['SKIPPED']))
})

test('a run whose worker died is interrupted, is not worked on again, and keeps nobody from the next', async () => {
  const { runId } = await begin()
  await claimRun(runId)
  const running = await findRun(runId)
  const [step] = running?.steps ?? []
  await recordStep(step?.id ?? 0n, { state: 'RUNNING' })
  expect(running?.standing).toBe('running')
  await silence(runId, 40)
  expect((await findRun(runId))?.standing).toBe('interrupted')
  expect(await claimRun(runId)).toBe(false)
  const next = await begin()
  expect(next.isNew).toBe(true)
  expect(next.runId).not.toBe(runId)
  expect((await findRun(runId))?.standing).toBe('interrupted')
  await endAll()
})

test('a run that no worker takes up is interrupted after a minute', async () => {
  const { runId } = await begin()
  await silence(runId, 70)
  expect((await findRun(runId))?.standing).toBe('interrupted')
  await endAll()
})

test('a run that waits for a person lets others run, goes on afterwards, and is taken up by the same press', async () => {
  const { runId } = await begin()
  await claimRun(runId)
  await leaveWaiting(runId, 5)
  expect((await findRun(runId))?.standing).toBe('waiting')
  const other = await startRun('paylet', cases.slice(0, 1), operator)
  expect(other.isNew).toBe(true)
  expect(await claimRun(runId), 'while another is under way').toBe(false)
  await endRun(other.runId)
  expect(await claimRun(runId)).toBe(true)
  await leaveWaiting(runId, 5)
  await begin()
  expect((await findRun(runId))?.endedAt).not.toBeNull()
  await endAll()
})

test('what is written down of a step is masked', async () => {
  const { runId } = await begin()
  const [step] = (await findRun(runId))?.steps ?? []
  await recordStep(step?.id ?? 0n, {
    state: 'DONE',
    sentence: 'Sent to ada@example.com',
    request: 'GET /x?card=4242 4242 4242 4242',
    answer: '200 OK',
    changes: ['Payment t1 is new: PAID.'],
    memory: { order: 'abc' },
  })
  const [done] = (await findRun(runId))?.steps ?? []
  expect(done).toMatchObject({
    state: 'DONE',
    sentence: 'Sent to a…@example.com',
    answer: '200 OK',
    changes: ['Payment t1 is new: PAID.'],
    memory: { order: 'abc' },
  })
  expect(done?.request).not.toContain('4242 4242')
  await endAll()
})

test('in live mode nothing is begun, and the reason is told', async () => {
  expect(await startProving('all', operator, 'live')).toEqual({
    ok: false,
    sentence: liveRefusal,
    subject: 'all',
  })
  expect(await database.query("SELECT FROM prove_runs WHERE state = 'QUEUED'")).toEqual([])
})

test('what is not for sale can’t be bought, and a case that is unknown is not begun', async () => {
  const [first] = cases
  expect(first && (await unfit(first))).toContain('nothing is for sale')
  expect(await startProving('all', operator)).toMatchObject({ ok: false })
  expect(await startProving('nothing', operator)).toMatchObject({
    sentence: 'Nothing was started: there is no case called nothing.',
  })
})

test('cases have names of their own, and their steps can be found again', () => {
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length)
  for (const { id, steps } of cases) {
    for (const local of [true, false]) {
      for (const [place, { title }] of steps(local).entries()) {
        expect(stepOf(id, place, local)?.title).toBe(title)
      }
    }
  }
  expect(casesFor('B8').map(({ id }) => id)).toContain('duplicates')
  expect(casesFor('Z1')).toEqual([])
})
