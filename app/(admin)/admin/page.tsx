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
  { title: 'Result', cell: ({ sentence }) => sentence },
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
        title="Needs attention"
        aside={
          groups.length > 0 && (
            <PageLink href="/admin/alerts" className="link inline-flex min-h-11 items-center">
              View all alerts
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
          Sales are counted on the day they were paid, even if they were refunded later. Refunds, chargebacks
          and voids are counted on the day the shop received the notice. Days start at midnight in{' '}
          {env().TIME_ZONE}. Currencies are not added together.
        </p>
      </Section>
      <Section
        id="pingbacks"
        title="Recent pingbacks"
        aside={
          <PageLink href="/admin/pingbacks" className="link inline-flex min-h-11 items-center">
            View all pingbacks
          </PageLink>
        }
      >
        <SilenceNotice silence={silence} />
        <DataTable
          caption="The ten most recent pingbacks, newest first"
          columns={columns}
          rows={arrivals}
          keyOf={({ id }) => String(id)}
          empty="No pingbacks yet. Every pingback that Paymentwall sends appears here."
        />
        <p className="max-w-3xl text-sm text-muted">
          Requests with a wrong signature are left out.{' '}
          <PageLink href="/admin/pingbacks?verdict=rejected" className="link">
            View rejected pingbacks
          </PageLink>
        </p>
      </Section>
    </>
  )
})
