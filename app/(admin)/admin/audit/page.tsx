import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { type Column, DataTable } from '@/app/(admin)/_parts/data-table'
import { Filters, readNarrowed, TextFilter } from '@/app/(admin)/_parts/filters'
import { Pager } from '@/app/(admin)/_parts/pager'
import { Tag } from '@/app/(admin)/_parts/tag'
import { Time } from '@/app/(admin)/_parts/time'
import type { AuditEntry } from '@/lib/generated/prisma/client'
import { readFilter } from '@/lib/list-filter'
import { listAudit } from '@/lib/operators/data'
import { auditFilterSchema } from '@/lib/operators/schema'
import { readPage } from '@/lib/paging'

export const metadata: Metadata = { title: 'Audit log' }

const path = '/admin/audit'

const columns: Column<AuditEntry>[] = [
  { title: 'Time', cell: ({ at }) => <Time at={at} /> },
  { title: 'Operator', cell: ({ actor }) => actor },
  { title: 'Action', cell: ({ act }) => <code className="font-mono text-sm">{act}</code> },
  {
    title: 'Subject',
    cell: ({ orderId, subject }) =>
      orderId ? (
        <PageLink href={`/admin/orders/${orderId}`} className="link">
          {subject || orderId}
        </PageLink>
      ) : (
        subject
      ),
  },
  {
    title: 'Result',
    cell: ({ allowed, sentence, reason }) => (
      <>
        {!allowed && <Tag kind="critical">Refused</Tag>} {sentence}
        {reason && <span className="block text-muted">{reason}</span>}
      </>
    ),
  },
  { title: 'IP address', cell: ({ address }) => address },
]

export default adminPage('ADMIN', path, async ({ query }) => {
  const read = readFilter(auditFilterSchema, query)
  const { filter } = read
  const { rows, older, newer } = await readNarrowed(read, () => listAudit(filter, readPage(query)))
  return (
    <>
      <PageHeading title="Audit log" />
      <Filters path={path} read={read}>
        <TextFilter name="act" label="Action starts with" value={filter.act} />
        <TextFilter name="actor" label="Operator" value={filter.actor} />
        <TextFilter name="subject" label="Order, account or product" value={filter.subject} />
      </Filters>
      <DataTable
        caption="Audit log, newest first"
        columns={columns}
        rows={rows}
        keyOf={({ id }) => String(id)}
        empty="No matching entries. Everything that operators do appears here."
      />
      <Pager path={path} query={query} older={older} newer={newer} />
    </>
  )
})
