import { db } from '@/lib/db'
import type { ProveRun, ProveStep } from '@/lib/generated/prisma/client'
import { silentAfter } from '@/lib/prove/mutations'

/** How a run stands: an interrupted one is not worked on any more, whatever its row says. */
export type RunStanding = 'queued' | 'running' | 'waiting' | 'ended' | 'interrupted'

export type RunWithSteps = ProveRun & { steps: ProveStep[]; standing: RunStanding }

function standingOf(
  { state, seenAt }: ProveRun,
  steps: readonly Pick<ProveStep, 'state'>[],
  now: Date,
): RunStanding {
  const silence = (now.getTime() - seenAt.getTime()) / 1000
  switch (state) {
    case 'QUEUED':
      return silence > silentAfter.queued ? 'interrupted' : 'queued'
    case 'RUNNING':
      return silence > silentAfter.running ? 'interrupted' : 'running'
    case 'WAITING':
      return 'waiting'
    case 'ENDED':
      return steps.some(
        (step) => step.state === 'PENDING' || step.state === 'RUNNING' || step.state === 'BROWSER',
      )
        ? 'interrupted'
        : 'ended'
  }
}

/** A run with its steps, in their order; undefined when there is none. */
export async function findRun(id: string): Promise<RunWithSteps | undefined> {
  const run = await db().proveRun.findUnique({
    where: { id },
    include: { steps: { orderBy: { position: 'asc' } } },
  })
  return run ? { ...run, standing: standingOf(run, run.steps, new Date()) } : undefined
}

/** The newest runs, with their steps' states alone. */
export async function listRuns(take = 20) {
  const runs = await db().proveRun.findMany({
    orderBy: { startedAt: 'desc' },
    take,
    include: { steps: { select: { state: true } } },
  })
  const now = new Date()
  return runs.map((run) => ({ ...run, standing: standingOf(run, run.steps, now) }))
}
