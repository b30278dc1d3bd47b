import { beforeAll, expect, test, vi } from 'vitest'
import { env } from '@/lib/env'
import { receivePingback } from '@/lib/pingbacks/receive'
import { cases } from '@/lib/prove/cases'
import { findRun, listRuns, type RunWithSteps } from '@/lib/prove/data'
import { endRun, startRun } from '@/lib/prove/mutations'
import { workOnRun } from '@/lib/prove/run'
import { startProving, unfit } from '@/lib/prove/start'
import { newBuyer, newProduct } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const settings = env()

let operator: Parameters<typeof startRun>[2]
const asked = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('no network'))

beforeAll(async () => {
  settings.PAYMENTWALL_MODE = 'test'
  for (const kind of ['DOWNLOAD', 'CREDITS', 'MEMBERSHIP'] as const) await newProduct(database, kind)
})

/** Begins a run for an operator who has ordered nothing yet, unless told otherwise, and has a worker look at it. */
async function begin(what: string, isNew = true): Promise<RunWithSteps> {
  if (isNew) operator = { uid: await newBuyer(database), email: 'ada@example.com' }
  const begun = await startProving(what, operator)
  const id = begun.subject ?? ''
  await database.query('DELETE FROM outbox_jobs')
  await workOnRun(id)
  return look(id)
}

async function look(id: string): Promise<RunWithSteps> {
  const run = await findRun(id)
  if (!run) throw new Error('no run')
  return run
}

const statesOf = (run: RunWithSteps, caseId: string) =>
  run.steps.filter((step) => step.caseId === caseId).map(({ state }) => state)

const jobs = () => database.query("SELECT FROM outbox_jobs WHERE task = 'prove'")

async function endAll(): Promise<void> {
  for (const { id } of await listRuns()) await endRun(id)
  await database.query('DELETE FROM outbox_jobs')
}

test('in test mode every case goes as far as a person, says what they are to do, and waits', async () => {
  const run = await begin('all')
  expect(run.standing).toBe('waiting')
  for (const { id } of cases) expect(statesOf(run, id), id).toContain('PERSON')
  const waiting = run.steps.filter(({ state }) => state === 'PERSON')
  expect(waiting).toHaveLength(cases.length)
  for (const { sentence, memory } of waiting) {
    expect(sentence).toMatch(/^(Accept the terms|Pay)/)
    expect(memory).toHaveProperty('order')
  }
  expect(run.steps.some(({ state }) => state === 'FAILED')).toBe(false)
  expect(asked, 'Paymentwall is asked for nothing').not.toHaveBeenCalled()
  expect(await jobs()).toHaveLength(1)

  // A case goes on once its payment is there, and the others wait on.
  const order = run.steps.find(({ caseId }) => caseId === 'paylet')?.memory as { order: string }
  const payment = { uid: operator.uid, goodsid: order.order, type: 0, ref: newReference(), is_test: 1 }
  expect(await receivePingback(pingbackQuery(payment), '203.0.113.9')).toMatchObject({ body: 'OK' })
  await workOnRun(run.id)
  const later = await look(run.id)
  expect(new Set(statesOf(later, 'paylet'))).toEqual(new Set(['DONE']))
  expect(statesOf(later, 'duplicates')).toContain('PERSON')
  expect(later.standing).toBe('waiting')
  await endAll()
})

test('a run that waits can be cancelled: what was done stands, and no job brings it back', async () => {
  const run = await begin('refund')
  expect(await endRun(run.id)).toBe(true)
  expect(await endRun(run.id), 'a second time').toBe(false)
  await database.query('DELETE FROM outbox_jobs')
  expect(await workOnRun(run.id)).toBe(false)
  const ended = await look(run.id)
  expect(new Set(ended.steps.map(({ state }) => state))).toEqual(new Set(['DONE', 'SKIPPED']))
  expect(ended.endedAt).not.toBeNull()
  expect(await jobs()).toEqual([])
  await endAll()
})

test('begun again after it was cancelled, a run goes on with the orders that are left', async () => {
  const ordersOf = ({ steps }: RunWithSteps) =>
    steps.flatMap(({ state, memory }) => (state === 'DONE' ? [(memory as { order?: string }).order] : []))
  const run = await begin('saved-card')
  await endRun(run.id)
  const again = await begin('saved-card', false)
  expect(again.id).not.toBe(run.id)
  expect(again.steps.some(({ state }) => state === 'FAILED')).toBe(false)
  expect(new Set(ordersOf(again))).toEqual(new Set(ordersOf(run)))
  expect(ordersOf(again)).toHaveLength(1)
  await endAll()
})

test('a run that is being worked on is left alone by a job that comes twice', async () => {
  const { runId } = await startRun('all', cases, operator)
  await database.query(`UPDATE prove_runs SET state = 'RUNNING', seen_at = now() WHERE id = $1`, [runId])
  await database.query('DELETE FROM outbox_jobs')
  expect(await workOnRun(runId)).toBe(false)
  expect((await look(runId)).standing).toBe('running')
  expect(await jobs()).toEqual([])
  await endAll()
})

test('what Paymentwall is told of deliveries is tried only where it is told', async () => {
  const told = cases.filter(({ points }) => points.includes('B11'))
  expect(await Promise.all(told.map(unfit))).toEqual([undefined])
  settings.DELIVERY_CONFIRMATION = 'off'
  try {
    expect(await Promise.all(told.map(unfit))).toEqual(['DELIVERY_CONFIRMATION is off'])
  } finally {
    settings.DELIVERY_CONFIRMATION = 'project'
  }
})

test('what waits since before a change of mode is ended, and touches nothing', async () => {
  const run = await begin('refund')
  settings.PAYMENTWALL_MODE = 'live'
  try {
    expect(await workOnRun(run.id)).toBe(false)
    expect((await look(run.id)).endedAt).not.toBeNull()
  } finally {
    settings.PAYMENTWALL_MODE = 'test'
  }
  expect(asked).not.toHaveBeenCalled()
  await endAll()
})
