import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { type Column, DataTable } from '@/app/(admin)/_parts/data-table'
import { ExportLink } from '@/app/(admin)/_parts/export-link'
import { ChoiceFilter, Filters, readNarrowed, TextFilter } from '@/app/(admin)/_parts/filters'
import { Pager } from '@/app/(admin)/_parts/pager'
import { Time } from '@/app/(admin)/_parts/time'
import { CustomerTags } from '@/app/(admin)/admin/customers/customer-tags'
import { type CustomerRow, listCustomers } from '@/lib/customers/data'
import { customerFilterSchema } from '@/lib/customers/schema'
import { readFilter } from '@/lib/list-filter'
import { readPage } from '@/lib/paging'

export const metadata: Metadata = { title: 'Customers' }

const path = '/admin/customers'

const columns: Column<CustomerRow>[] = [
  {
    title: 'Customer',
    cell: ({ uid, email, name }) => (
      <>
        <PageLink href={`${path}/${uid}`} className="link break-all">
          {email}
        </PageLink>
        {name && <span className="block break-words text-muted">{name}</span>}
      </>
    ),
  },
  { title: 'Registered', cell: ({ registeredAt }) => <Time at={registeredAt} /> },
  { title: 'State', cell: (customer) => <CustomerTags {...customer} /> },
  { title: 'Customer ID', cell: ({ uid }) => <code className="font-mono text-sm break-all">{uid}</code> },
]

export default adminPage('REVIEWER', path, async ({ operator, query }) => {
  const read = readFilter(customerFilterSchema, query)
  const { filter } = read
  const { rows, older, newer } = await readNarrowed(read, () =>
    listCustomers(filter, operator, readPage(query)),
  )
  return (
    <>
      <PageHeading title="Customers" />
      <Filters path={path} read={read}>
        <TextFilter
          name="email"
          label={operator.role === 'ADMIN' ? 'Part of the e-mail address' : 'Full e-mail address'}
          value={filter.email}
        />
        <TextFilter name="name" label="Part of the name" value={filter.name} />
        <ChoiceFilter
          name="state"
          label="State"
          value={filter.state}
          choices={[
            ['open', 'Open'],
            ['guest', 'Guest'],
            ['flagged', 'Flagged'],
            ['closed', 'Closed'],
          ]}
        />
        <ChoiceFilter
          name="role"
          label="Role"
          value={filter.role}
          choices={[
            ['BUYER', 'Customer'],
            ['REVIEWER', 'Reviewer'],
            ['ADMIN', 'Admin'],
          ]}
        />
      </Filters>
      <ExportLink what="customers" query={query} read={read} />
      <DataTable
        caption="Customers, newest first"
        columns={columns}
        rows={rows}
        keyOf={({ uid }) => uid}
        empty="No matching customers. With one or two letters, only the start of an address or name is searched."
      />
      <Pager path={path} query={query} older={older} newer={newer} />
    </>
  )
})
