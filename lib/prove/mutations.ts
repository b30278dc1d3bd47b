import { db } from '@/lib/db'
import { env } from '@/lib/env'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { StepState } from '@/lib/generated/prisma/enums'
import { projectOf } from '@/lib/golive/project'
import { newId, type Uid } from '@/lib/ids'
import { planJob } from '@/lib/outbox'
import { cut, maskLines } from '@/lib/pingbacks/mask'
import type { Case } from '@/lib/prove/case'

/** After how long a silence a run counts as interrupted, in seconds: while it runs, and before a worker takes it up. */
export const silentAfter = { running: 30, queued: 60 } as const

export interface StartedRun {
  runId: string
  /** False when one was under way: that one is meant then. */
  isNew: boolean
}

/**
 * Begins a run of some cases, unless one is under way: of any number of presses at once, one begins it. A worker takes it up.
 *
 * @param by the operator, whose browser pays by card
 */
export function startRun(
  what: string,
  cases: readonly Case[],
  by: { uid: Uid; email: string },
): Promise<StartedRun> {
  const settings = env()
  const isLocal = settings.PAYMENTWALL_MODE === 'local'
  const runId = newId()
  const { mode, project } = projectOf(settings)
  return db().$transaction(async (transaction) => {
    await endSilentRuns(transaction)
    const begun = await transaction.$executeRaw`
      INSERT INTO prove_runs (id, what, mode, project, uid, actor)
      VALUES (${runId}, ${what}, ${mode}, ${project}, ${by.uid}, ${by.email}) ON CONFLICT DO NOTHING`
    if (begun === 0) {
      const { id } = await transaction.proveRun.findFirstOrThrow({
        where: { state: { in: ['QUEUED', 'RUNNING'] } },
        select: { id: true },
      })
      return { runId: id, isNew: false }
    }
    // What the same press has left waiting is taken up by this one.
    await transaction.proveRun.updateMany({
      where: { what, state: 'WAITING' },
      data: { state: 'ENDED', endedAt: new Date() },
    })
    await transaction.proveStep.createMany({
      data: cases
        .flatMap(({ id: caseId, steps }) => steps(isLocal).map(({ title }) => ({ caseId, title })))
        .map((step, position) => ({ ...step, runId, position })),
    })
    await planJob(transaction, 'prove', runId, { runId }, 0)
    return { runId, isNew: true }
  })
}

async function endSilentRuns(transaction: Prisma.TransactionClient): Promise<void> {
  await transaction.$executeRaw`
    UPDATE prove_runs SET state = 'ENDED', ended_at = seen_at
    WHERE (state = 'RUNNING' AND seen_at < now() - ${silentAfter.running} * interval '1 second')
      OR (state = 'QUEUED' AND seen_at < now() - ${silentAfter.queued} * interval '1 second')`
}

/** Takes up a run that nobody works on. False for one that somebody has taken up, or that ended, and while another is under way. */
export async function claimRun(id: string): Promise<boolean> {
  const claimed = await db().$executeRaw`
    UPDATE prove_runs SET state = 'RUNNING', seen_at = now() WHERE id = ${id} AND state IN ('QUEUED', 'WAITING')
      AND NOT EXISTS (SELECT FROM prove_runs WHERE state IN ('QUEUED', 'RUNNING') AND id <> ${id})`
  return claimed > 0
}

/** Gives a sign of life of a run. False when it was ended meanwhile. */
export async function touchRun(id: string): Promise<boolean> {
  return (
    (await db().$executeRaw`UPDATE prove_runs SET seen_at = now() WHERE id = ${id} AND state = 'RUNNING'`) > 0
  )
}

/** Leaves a run that somebody else is waited for: it is looked at again after so many seconds. */
export async function leaveWaiting(id: string, seconds: number): Promise<void> {
  await db().$transaction(async (transaction) => {
    await transaction.proveRun.updateMany({ where: { id, state: 'RUNNING' }, data: { state: 'WAITING' } })
    await planLook(transaction, id, seconds)
  })
}

/** Has a run that waits looked at after so many seconds; one that runs or has ended is left alone. */
export const lookLater = (id: string, seconds: number) =>
  db().$transaction((transaction) => planLook(transaction, id, seconds))

async function planLook(transaction: Prisma.TransactionClient, id: string, seconds: number): Promise<void> {
  if ((await transaction.proveRun.count({ where: { id, state: 'WAITING' } })) === 0) return
  await planJob(transaction, 'prove', id, { runId: id }, seconds)
}

/**
 * Ends a run; what it has not come to is skipped. What a worker is doing for it is given up at the worker's next sign of life.
 *
 * @returns false for one that had ended, or that there is none of
 */
export function endRun(id: string): Promise<boolean> {
  return db().$transaction(async (transaction) => {
    const { count } = await transaction.proveRun.updateMany({
      where: { id, endedAt: null },
      data: { state: 'ENDED', endedAt: new Date() },
    })
    if (count === 0) return false
    await transaction.proveStep.updateMany({
      where: { runId: id, state: { in: ['PENDING', 'RUNNING', 'BROWSER', 'PERSON'] } },
      data: { state: 'SKIPPED' },
    })
    return true
  })
}

/** What is written down of a step. */
export interface StepRecord {
  state: StepState
  sentence?: string
  request?: string
  answer?: string
  changes?: string[]
  memory?: Record<string, string>
}

const maskShown = (text: string) => cut(maskLines(text), 4000)

/** Writes down how a step stands; what it tells is masked. */
export async function recordStep(
  id: bigint,
  { state, memory, changes, ...texts }: StepRecord,
): Promise<void> {
  const isOver = state === 'DONE' || state === 'FAILED'
  // A step that was skipped as its run ended stays so, whatever comes of it.
  await db().proveStep.updateMany({
    where: { id, state: { not: 'SKIPPED' } },
    data: {
      state,
      ...(memory && { memory }),
      ...(changes && { changes: changes.map(maskShown) }),
      ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, maskShown(text)])),
      ...(isOver ? { endedAt: new Date() } : state === 'RUNNING' ? { startedAt: new Date() } : {}),
    },
  })
}

/** Skips what is left of a case. */
export async function skipRest(runId: string, caseId: string): Promise<void> {
  await db().proveStep.updateMany({
    where: { runId, caseId, state: 'PENDING' },
    data: { state: 'SKIPPED' },
  })
}
