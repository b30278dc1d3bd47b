import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { Tag } from '@/app/(admin)/_parts/tag'
import { Time } from '@/app/(admin)/_parts/time'
import { StepList, StepTag } from '@/app/(admin)/admin/go-live/_prove/step-list'
import { type BrowserStep, WatchRun } from '@/app/(admin)/admin/go-live/_prove/watch-run'
import { runName, standingTags } from '@/app/(admin)/admin/go-live/_prove/words'
import { hasRole } from '@/lib/accounts/access'
import type { AccountUser } from '@/lib/accounts/mutations'
import { env } from '@/lib/env'
import type { StepState } from '@/lib/generated/prisma/enums'
import { shownEmail } from '@/lib/operators/scope'
import { cancelRunAction } from '@/lib/prove/actions'
import { isAwaited } from '@/lib/prove/case'
import { stepOf } from '@/lib/prove/cases'
import { findRun, type RunWithSteps } from '@/lib/prove/data'
import { runIdSchema } from '@/lib/prove/schema'

export const metadata: Metadata = { title: 'Test run' }

const isUnderWay = ({ standing }: RunWithSteps) => standing === 'queued' || standing === 'running'

export default adminPage(
  'REVIEWER',
  ({ run }) => `/admin/go-live/prove/${run}`,
  async ({ operator, params }) => {
    const run = await findRun(runIdSchema.safeParse(params.run).data ?? notFound())
    if (!run) notFound()
    const groups = [...new Set(run.steps.map(({ caseId }) => caseId))].map((caseId) => ({
      caseId,
      steps: run.steps.filter((step) => step.caseId === caseId),
    }))
    const done = run.steps.filter(({ state }) => state === 'DONE').length
    const [kind, word] = standingTags[run.standing]
    return (
      <>
        <PageHeading
          above={
            <PageLink href="/admin/go-live/prove" className="link">
              Test cases
            </PageLink>
          }
          title={runName(run.what)}
        />
        <p className="text-muted">
          <Tag kind={kind}>{word}</Tag> Started <Time at={run.startedAt} /> by{' '}
          {shownEmail(operator, run.actor)}, in {run.mode} mode.
        </p>
        <div className="max-w-2xl space-y-2">
          <progress
            aria-label="Steps done"
            max={run.steps.length}
            value={done}
            className="h-3 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-positive [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-positive"
          />
          <p role="status">{progressOf(run, done)}</p>
        </div>
        {run.standing === 'interrupted' && (
          <Notice kind="critical" title="The run was interrupted">
            The worker stopped responding, so the remaining steps were not run. What was done before still
            counts. Start the run again.
          </Notice>
        )}
        {run.standing === 'waiting' && (
          <Notice title="Some steps need a person">
            Each waiting step says what to do, and where. The order does not matter: a case continues within
            seconds of its payment or pingback. The run ends automatically after a day.
          </Notice>
        )}
        {(isUnderWay(run) || run.standing === 'waiting') && hasRole(operator, 'ADMIN') && (
          <ActForm
            action={cancelRunAction}
            back={`/admin/go-live/prove/${run.id}`}
            fields={{ run: run.id }}
            submit="Cancel the run"
            pending="Cancelling…"
            isQuiet
          />
        )}
        {(isUnderWay(run) || run.standing === 'waiting') && (
          <WatchRun every={isUnderWay(run) ? 600 : 3000} task={taskOf(run, operator)} />
        )}
        <div>
          {groups.map(({ caseId, steps }) => (
            <details
              key={caseId}
              open={groups.length === 1 || !isFolded(steps)}
              className="border-b border-line"
            >
              <summary className="flex min-h-12 items-center justify-between gap-x-4 py-2 font-semibold">
                {runName(caseId)}
                <StepTag state={stateOf(steps)} />
              </summary>
              <StepList steps={steps} />
            </details>
          ))}
        </div>
      </>
    )
  },
)

function progressOf(run: RunWithSteps, done: number): string {
  const count = run.steps.length
  const now = run.steps.find(({ state }) => state === 'RUNNING' || state === 'BROWSER')
  const waiting = run.steps.filter(({ state }) => state === 'PERSON').length
  const failed = run.steps.filter(({ state }) => state === 'FAILED').length
  if (run.standing === 'queued') return 'Waiting for the worker to start.'
  if (run.standing === 'running' && now)
    return `Step ${now.position + 1} of ${count}: ${now.title}. ${count - now.position - 1} left.`
  if (run.standing === 'waiting')
    return `${done} of ${count} steps are done; ${waiting} ${waiting === 1 ? 'waits' : 'wait'} for a person.`
  if (failed > 0) return `${done} of ${count} steps are done; ${failed} failed.`
  if (done === count) return `All ${count} steps are done.`
  const skipped = run.steps.filter(({ state }) => state === 'SKIPPED').length
  return `${done} of ${count} steps are done${skipped > 0 ? `; ${skipped} skipped` : ''}.`
}

type Steps = readonly { state: StepState }[]

const isFolded = (steps: Steps) => steps.every(({ state }) => state === 'DONE' || state === 'PENDING')

/** A case stands as the first of its steps that is not done. */
const stateOf = (steps: Steps): StepState => steps.find(({ state }) => state !== 'DONE')?.state ?? 'DONE'

/** What the browser is to do now: that of the operator whose run it is, at the emulator alone. */
function taskOf(run: RunWithSteps, operator: AccountUser): BrowserStep | undefined {
  if (run.uid !== operator.uid || env().PAYMENTWALL_MODE !== 'local') return undefined
  const step = run.steps.find(({ state }) => state === 'BROWSER')
  if (!step) return undefined
  const place = run.steps.filter(({ caseId }) => caseId === step.caseId).indexOf(step)
  const known = stepOf(step.caseId, place, true)
  const { memory } = step
  if (!known || !isAwaited(known) || !known.task || typeof memory !== 'object' || memory === null)
    return undefined
  return 'order' in memory
    ? { step: String(step.id), orderId: String(memory.order), ...known.task }
    : undefined
}
