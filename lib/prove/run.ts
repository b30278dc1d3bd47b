import { uidSchema } from '@/lib/accounts/schema'
import { changesBetween } from '@/lib/acts/facts'
import { env } from '@/lib/env'
import type { ProveStep } from '@/lib/generated/prisma/client'
import { projectOf } from '@/lib/golive/project'
import { log } from '@/lib/log'
import { type AwaitedStep, isAwaited, type Told } from '@/lib/prove/case'
import { stepOf } from '@/lib/prove/cases'
import { findRun, type RunWithSteps } from '@/lib/prove/data'
import {
  claimRun,
  endRun,
  leaveWaiting,
  lookLater,
  recordStep,
  type StepRecord,
  skipRest,
  touchRun,
} from '@/lib/prove/mutations'
import { emulator, ledgerOf, orderOf, type Scene, waitFor } from '@/lib/prove/scene'

const beatEvery = 3000
/** How long a step may take, and what is waited for, in milliseconds. */
const patience = { step: 60_000, others: 120_000 }
/** In seconds: how often waiting steps are looked at, and after how long they are given up. */
const lookEvery = 5
const givenUpAfter = 24 * 3600

/**
 * Walks through a run's cases until all is done, or what is left waits for a person. Each step is written down as it goes. A
 * process that dies leaves a run that is silent, and that nobody takes up again.
 *
 * @returns whether it has walked
 */
export async function workOnRun(runId: string): Promise<boolean> {
  if (!(await claimRun(runId))) {
    // Another run is under way: what waits, waits on.
    await lookLater(runId, lookEvery)
    return false
  }
  const ended = new AbortController()
  const beat = setInterval(() => {
    touchRun(runId).then(
      (isThere) => isThere || ended.abort(),
      () => {},
    )
  }, beatEvery)
  try {
    const run = await findRun(runId)
    if (!run) return false
    const { mode, project } = projectOf(env())
    if (run.mode !== mode || run.project !== project) {
      // What waited since before the change of mode or project proves nothing any more.
      await endRun(runId)
      return false
    }
    for (const caseId of new Set(run.steps.map((step) => step.caseId))) {
      if (ended.signal.aborted) return false
      await walk(run, caseId, ended.signal)
    }
    const after = await findRun(runId)
    const waits = after?.steps.some(({ state }) => state === 'PERSON') === true
    const age = (Date.now() - run.startedAt.getTime()) / 1000
    if (waits && age < givenUpAfter) await leaveWaiting(runId, lookEvery)
    else await endRun(runId)
    return true
  } finally {
    clearInterval(beat)
  }
}

/** Walks through a case from where it was left: to its end, to a step that fails, or to one that waits for a person. */
async function walk(run: RunWithSteps, caseId: string, ended: AbortSignal): Promise<void> {
  const steps = run.steps.filter((step) => step.caseId === caseId)
  const memory = new Map(
    steps.flatMap((step) => Object.entries(step.memory ?? {}).map(([k, v]) => [k, String(v)])),
  )
  for (const [place, step] of steps.entries()) {
    if (step.state === 'DONE') continue
    if (step.state !== 'PENDING' && step.state !== 'PERSON') return
    const end = await perform(run, step, place, memory, ended)
    if (end === 'FAILED') await skipRest(run.id, caseId)
    if (end !== 'DONE' || ended.aborted) return
  }
}

async function perform(
  run: RunWithSteps,
  { id, caseId, state }: ProveStep,
  place: number,
  memory: Map<string, string>,
  ended: AbortSignal,
): Promise<'DONE' | 'FAILED' | 'PERSON'> {
  const settings = env()
  const isLocal = settings.PAYMENTWALL_MODE === 'local'
  const step = stepOf(caseId, place, isLocal)
  const uid = uidSchema.parse(run.uid)
  const scene = (milliseconds: number): Scene => ({
    env: settings,
    runId: run.id,
    caseId,
    uid,
    memory,
    deadline: performance.now() + milliseconds,
    ended,
  })
  const told = ({ sentence, request = '', answer = '' }: Told) => ({ sentence, request, answer })
  try {
    if (!step) throw new Error('This version of the shop has no such step.')
    const before = await ledgerOf(scene(patience.step))
    if (state === 'PENDING') await recordStep(id, { state: 'RUNNING' })
    let done: Told | undefined
    if (!isAwaited(step)) done = await step.act(scene(patience.step))
    else if (isLocal) done = await awaited(step, id, scene(patience.others))
    else done = await step.found(scene(patience.step))
    const record: StepRecord = done
      ? {
          state: 'DONE',
          ...told(done),
          changes: changesBetween(before, await ledgerOf(scene(patience.step))),
        }
      : { state: 'PERSON', sentence: isAwaited(step) ? step.asks : '' }
    await recordStep(id, { ...record, memory: Object.fromEntries(memory) })
    return done ? 'DONE' : 'PERSON'
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error)
    log.warn({ run: run.id, case: caseId, step: place, error: sentence }, 'a step of a case failed')
    await recordStep(id, { state: 'FAILED', sentence, memory: Object.fromEntries(memory) })
    return 'FAILED'
  }
}

/** Waits for what the emulator sends, or for the operator's browser to pay, while the bank does as the task says. */
async function awaited(step: AwaitedStep, id: bigint, scene: Scene): Promise<Told> {
  const look = () =>
    waitFor(scene, step.task ? 'A payment by your browser' : step.title, () => step.found(scene))
  if (!step.task) return look()
  await emulator(scene).tellBank(orderOf(scene), step.task.bank)
  await recordStep(id, {
    state: 'BROWSER',
    sentence: 'Your browser pays at the checkout, in the window that has just opened.',
    memory: Object.fromEntries(scene.memory),
  })
  return look()
}
