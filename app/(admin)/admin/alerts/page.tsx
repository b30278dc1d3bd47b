import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { DataTable } from '@/app/(admin)/_parts/data-table'
import { ChoiceFilter, Filters, readNarrowed } from '@/app/(admin)/_parts/filters'
import { Pager } from '@/app/(admin)/_parts/pager'
import { Time } from '@/app/(admin)/_parts/time'
import { AlertLinks } from '@/app/(admin)/admin/alert-groups'
import { AlertKind } from '@/lib/generated/prisma/enums'
import { readFilter } from '@/lib/list-filter'
import { listOpenAlerts } from '@/lib/open-alerts/data'
import { alertFilterSchema } from '@/lib/open-alerts/schema'
import { alertWords } from '@/lib/open-alerts/words'
import { readPage } from '@/lib/paging'

export const metadata: Metadata = { title: 'Alerts' }

const path = '/admin/alerts'

const kinds = Object.values(AlertKind).map((kind) => [kind, alertWords(kind)] as const)

export default adminPage('REVIEWER', path, async ({ operator, query }) => {
  const read = readFilter(alertFilterSchema, query)
  const { filter } = read
  const { rows, older, newer } = await readNarrowed(read, () =>
    listOpenAlerts(filter, operator, readPage(query)),
  )
  return (
    <>
      <PageHeading title="Alerts" lead="Open alerts that need an operator." />
      <Filters path={path} read={read}>
        <ChoiceFilter name="kind" label="Kind" value={filter.kind} choices={kinds} />
      </Filters>
      <DataTable
        caption="Open alerts, newest first"
        columns={[
          { title: 'Time', cell: ({ createdAt }) => <Time at={createdAt} /> },
          { title: 'Kind', cell: ({ kind }) => alertWords(kind), isWords: true },
          { title: 'What happened', cell: ({ message }) => message },
          {
            title: 'Action',
            cell: (alert) => <AlertLinks alert={alert} operator={operator} />,
            isWords: true,
          },
        ]}
        rows={rows}
        keyOf={({ id }) => String(id)}
        empty="No open alerts. New alerts appear here."
      />
      <Pager path={path} query={query} older={older} newer={newer} />
    </>
  )
})
