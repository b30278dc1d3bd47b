import type { Metadata } from 'next'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { DataTable } from '@/app/(admin)/_parts/data-table'
import { Section } from '@/app/(admin)/_parts/section'
import { Tag } from '@/app/(admin)/_parts/tag'
import { Time } from '@/app/(admin)/_parts/time'
import { WorkerNotice } from '@/app/(admin)/_parts/worker-notice'
import { mayProve, ProveAll } from '@/app/(admin)/admin/go-live/_prove/prove-all'
import { ProveButton } from '@/app/(admin)/admin/go-live/_prove/prove-button'
import { runName, standingTags } from '@/app/(admin)/admin/go-live/_prove/words'
import { env } from '@/lib/env'
import { lastWorkerSign } from '@/lib/jobs/data'
import { shownEmail } from '@/lib/operators/scope'
import { cases } from '@/lib/prove/cases'
import { listRuns } from '@/lib/prove/data'
import { liveRefusal, opensWindow, unfit } from '@/lib/prove/start'

export const metadata: Metadata = { title: 'Test cases' }

const path = '/admin/go-live/prove'

export default adminPage('REVIEWER', path, async ({ operator }) => {
  const mode = env().PAYMENTWALL_MODE
  const mayStart = mayProve(operator)
  const [runs, reasons, seenAt] = await Promise.all([
    listRuns(),
    Promise.all(cases.map(unfit)),
    lastWorkerSign(),
  ])
  const rows = cases.map((one, place) => ({ one, reason: reasons[place] }))
  return (
    <>
      <PageHeading
        title="Test cases"
        lead="Each case does what a buyer and Paymentwall would do, with its own test orders. The check points then find their evidence in the shop’s data."
      />
      {mode === 'live' && <Notice title="Not in live mode">{liveRefusal}</Notice>}
      {mode === 'test' && (
        <Notice title="Some steps need a person">
          A person pays in Paymentwall’s widget and with a test card. The run says where and how, and
          continues when the payment arrives.
        </Notice>
      )}
      {mayStart && <WorkerNotice seenAt={seenAt} now={new Date()} />}
      <ProveAll operator={operator} back={path} />
      <Section id="cases" title="Cases">
        <DataTable
          caption="Test cases and the points that they prove"
          columns={[
            { title: 'Case', cell: ({ one }) => one.title },
            { title: 'Points', cell: ({ one }) => one.points.join(', ') },
            {
              title: 'Run',
              cell: ({ one, reason }) =>
                reason !== undefined
                  ? `Not available: ${reason}.`
                  : mayStart && <ProveButton what={one.id} back={path} opensWindow={opensWindow(one)} />,
            },
          ]}
          rows={rows}
          keyOf={({ one }) => one.id}
          empty="None."
        />
      </Section>
      <Section id="runs" title="Runs">
        <DataTable
          caption="Newest runs"
          columns={[
            {
              title: 'Run',
              cell: ({ id, what }) => (
                <PageLink href={`${path}/${id}`} className="link">
                  {runName(what)}
                </PageLink>
              ),
            },
            { title: 'Started', cell: ({ startedAt }) => <Time at={startedAt} /> },
            { title: 'By', cell: ({ actor }) => shownEmail(operator, actor) },
            { title: 'Mode', cell: (run) => run.mode },
            {
              title: 'State',
              cell: ({ standing }) => <Tag kind={standingTags[standing][0]}>{standingTags[standing][1]}</Tag>,
            },
            {
              title: 'Steps',
              isNumber: true,
              cell: ({ steps }) =>
                `${steps.filter(({ state }) => state === 'DONE').length} of ${steps.length}`,
            },
          ]}
          rows={runs}
          keyOf={({ id }) => id}
          empty="No runs yet."
        />
      </Section>
    </>
  )
})
