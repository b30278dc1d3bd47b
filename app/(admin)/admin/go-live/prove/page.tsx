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

export const metadata: Metadata = { title: 'Prove it now' }

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
        title="Prove it now"
        lead="Each case does what a buyer and Paymentwall would do, with test orders made for it. What proves a point is found in the shop’s data afterwards."
      />
      {mode === 'live' && <Notice title="Not in live mode">{liveRefusal}</Notice>}
      {mode === 'test' && (
        <Notice title="Some steps need a person">
          At Paymentwall’s payment page, and with a test card, a person pays: the run says where and with
          what, and goes on when the payment is there.
        </Notice>
      )}
      {mayStart && <WorkerNotice seenAt={seenAt} now={new Date()} />}
      <ProveAll operator={operator} back={path} />
      <Section id="cases" title="Cases">
        <DataTable
          caption="What can be proven, and by which case"
          columns={[
            { title: 'Case', cell: ({ one }) => one.title },
            { title: 'Points', cell: ({ one }) => one.points.join(', ') },
            {
              title: 'Act',
              cell: ({ one, reason }) =>
                reason !== undefined
                  ? `Not here: ${reason}.`
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
          caption="The newest runs"
          columns={[
            {
              title: 'Run',
              cell: ({ id, what }) => (
                <PageLink href={`${path}/${id}`} className="link">
                  {runName(what)}
                </PageLink>
              ),
            },
            { title: 'Begun', cell: ({ startedAt }) => <Time at={startedAt} /> },
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
          empty="Nothing has been proven yet."
        />
      </Section>
    </>
  )
})
