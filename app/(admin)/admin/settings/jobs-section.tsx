import { ActForm } from '@/app/(admin)/_parts/act-form'
import { DataTable } from '@/app/(admin)/_parts/data-table'
import { Facts } from '@/app/(admin)/_parts/facts'
import { Section } from '@/app/(admin)/_parts/section'
import { Tag } from '@/app/(admin)/_parts/tag'
import { Time } from '@/app/(admin)/_parts/time'
import { giveUpJobAction, retryJobAction } from '@/lib/jobs/actions'
import type { JobCounts, TroubledJob } from '@/lib/jobs/data'

function JobActs({ job, back }: { job: TroubledJob; back: string }) {
  if (job.isRunning) return 'Running now'
  const fields = { id: job.id, attempts: String(job.attempts) }
  return (
    <div className="flex flex-wrap gap-3">
      <ActForm
        action={retryJobAction}
        back={back}
        submit="Retry"
        pending="Retrying…"
        fields={fields}
        isQuiet
      />
      <ActForm
        action={giveUpJobAction}
        back={back}
        submit="Cancel job"
        pending="Cancelling…"
        fields={fields}
        isQuiet
      />
    </div>
  )
}

/** How many background jobs wait, and those that failed, with what can be done about them. */
export function JobsSection({
  counts,
  jobs,
  back,
}: {
  counts: JobCounts
  jobs: readonly TroubledJob[]
  back: string
}) {
  return (
    <Section id="jobs" title="Background jobs">
      <Facts
        facts={[
          ['Waiting', counts.waiting.toLocaleString('en-GB')],
          ['Failed, retrying', counts.retrying.toLocaleString('en-GB')],
          ['Failed permanently', counts.failed.toLocaleString('en-GB')],
        ]}
      />
      <DataTable
        caption="Failed jobs, permanently failed first"
        columns={[
          {
            title: 'Job',
            cell: ({ id, task, key }) => (
              <>
                <code className="font-mono text-sm">{task}</code>{' '}
                <span className="text-sm text-muted">
                  {id} {key}
                </span>
              </>
            ),
          },
          {
            title: 'Attempts',
            cell: ({ attempts, maxAttempts }) => (
              <>
                {attempts >= maxAttempts && <Tag kind="critical">Failed</Tag>} {attempts} of {maxAttempts}
              </>
            ),
          },
          {
            title: 'Next',
            cell: ({ attempts, maxAttempts, runAt }) => attempts < maxAttempts && <Time at={runAt} />,
          },
          { title: 'Last error', cell: ({ lastError }) => lastError },
          { title: 'Actions', cell: (job) => <JobActs job={job} back={back} /> },
        ]}
        rows={jobs}
        keyOf={({ id }) => id}
        empty="No failed jobs."
      />
    </Section>
  )
}
