import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { type Column, DataTable } from '@/app/(admin)/_parts/data-table'
import { ExportLink } from '@/app/(admin)/_parts/export-link'
import { OrderLink } from '@/app/(admin)/_parts/order-link'
import { Section } from '@/app/(admin)/_parts/section'
import { Time } from '@/app/(admin)/_parts/time'
import { WorkerNotice } from '@/app/(admin)/_parts/worker-notice'
import { AlertGroups } from '@/app/(admin)/admin/alert-groups'
import { VerdictTag } from '@/app/(admin)/admin/pingbacks/verdict-tag'
import { SalesFigures } from '@/app/(admin)/admin/sales-figures'
import { SilenceNotice } from '@/app/(admin)/admin/silence-notice'
import { env } from '@/lib/env'
import { lastWorkerSign } from '@/lib/jobs/data'
import { listAlertGroups } from '@/lib/open-alerts/data'
import { type LastArrival, lastArrivals, readSales, readSilence } from '@/lib/today/data'

export const metadata: Metadata = { title: 'Today' }

const columns: Column<LastArrival>[] = [
  {
    title: 'Time',
    cell: ({ id, receivedAt }) => (
      <PageLink href={`/admin/pingbacks/${id}`} className="link">
        <Time at={receivedAt} />
      </PageLink>
    ),
  },
  { title: 'Verdict', cell: ({ verdict, arrivals }) => <VerdictTag verdict={verdict} arrivals={arrivals} /> },
  {
    title: 'Order',
    cell: ({ orderId }) => <OrderLink id={orderId} />,
  },
  { title: 'What came of it', cell: ({ sentence }) => sentence },
]

export default adminPage('REVIEWER', '/admin', async ({ operator }) => {
  const now = new Date()
  const [groups, sales, arrivals, silence, workerSeen] = await Promise.all([
    listAlertGroups(operator),
    readSales(operator, now),
    lastArrivals(operator),
    readSilence(now),
    lastWorkerSign(),
  ])
  return (
    <>
      <PageHeading title="Today" />
      <WorkerNotice seenAt={workerSeen} now={now} />
      <Section
        id="needs-you"
        title="What needs you"
        aside={
          groups.length > 0 && (
            <PageLink href="/admin/alerts" className="link inline-flex min-h-11 items-center">
              All of them
            </PageLink>
          )
        }
      >
        <AlertGroups groups={groups} operator={operator} />
      </Section>
      <Section
        id="sales"
        title="Sales and refunds"
        aside={<ExportLink what="payments" query={{}} read={{ faults: [] }} />}
      >
        <SalesFigures sales={sales} />
        <p className="max-w-3xl text-sm text-muted">
          A sale counts on the day when it was paid, whatever became of it later. A refund, a chargeback or a
          void counts on the day when the shop heard of it. Days begin at midnight in {env().TIME_ZONE}.
          Currencies are never added up.
        </p>
      </Section>
      <Section
        id="pingbacks"
        title="Last pingbacks"
        aside={
          <PageLink href="/admin/pingbacks" className="link inline-flex min-h-11 items-center">
            The whole log
          </PageLink>
        }
      >
        <SilenceNotice silence={silence} />
        <DataTable
          caption="The last ten arrivals, newest first"
          columns={columns}
          rows={arrivals}
          keyOf={({ id }) => String(id)}
          empty="No pingback has come yet."
        />
      </Section>
    </>
  )
})
