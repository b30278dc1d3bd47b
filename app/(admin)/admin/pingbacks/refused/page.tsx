import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { type Column, DataTable } from '@/app/(admin)/_parts/data-table'
import { Pager, pageQuery } from '@/app/(admin)/_parts/pager'
import { Time } from '@/app/(admin)/_parts/time'
import { seesAll } from '@/lib/operators/scope'
import { readPage } from '@/lib/paging'
import { applyRefusedAction } from '@/lib/pingbacks/actions'
import { listRefusedRows, type RefusedRow } from '@/lib/pingbacks/data'

export const metadata: Metadata = { title: 'Refused pingbacks' }

const path = '/admin/pingbacks/refused'

const columns: Column<RefusedRow>[] = [
  { title: 'Received', cell: ({ receivedAt }) => <Time at={receivedAt} /> },
  { title: 'Payment', cell: ({ parameters }) => valueIn(parameters, 'ref') },
  { title: 'Type', cell: ({ parameters }) => valueIn(parameters, 'type') },
  { title: 'Buyer', cell: ({ parameters }) => valueIn(parameters, 'uid') },
  { title: 'IP address', cell: ({ address }) => address },
  { title: 'Required change', cell: ({ advice }) => advice },
]

const choice: Column<RefusedRow> = {
  title: 'Select',
  cell: ({ id, parameters }) => (
    <label className="inline-flex size-11 items-center justify-center max-md:justify-start">
      <span className="sr-only">Select payment {valueIn(parameters, 'ref')}</span>
      <input type="checkbox" name="id" value={String(id)} className="size-5 accent-accent" />
    </label>
  ),
}

function valueIn(parameters: unknown, name: string): string | undefined {
  return (parameters as Partial<Record<string, string>>)[name]
}

export default adminPage('REVIEWER', path, async ({ operator, query }) => {
  // What was refused was matched to no order, so nobody knows whose it is.
  const { rows, older, newer } = seesAll(operator)
    ? await listRefusedRows(readPage(query))
    : { rows: [], older: undefined, newer: undefined }
  const canApply = operator.role === 'ADMIN' && rows.length > 0
  const table = (
    <DataTable
      caption="Refused pingbacks, newest first"
      columns={canApply ? [choice, ...columns] : columns}
      rows={rows}
      keyOf={({ id }) => String(id)}
      empty="No refused pingbacks are stored."
    />
  )
  return (
    <>
      <PageHeading
        above={
          <PageLink href="/admin/pingbacks" className="link">
            Pingbacks
          </PageLink>
        }
        title="Refused pingbacks"
        lead="Paymentwall signed these pingbacks, but the shop refused their form or sender. Correct the setting, then retry them. Each is verified again like a new pingback."
      />
      {canApply ? (
        <ActForm
          action={applyRefusedAction}
          back={`${path}?${pageQuery(query, {})}`}
          submit="Retry selected"
          pending="Retrying…"
        >
          {table}
        </ActForm>
      ) : (
        table
      )}
      {canApply && rows.length > 1 && (
        <ActForm
          action={applyRefusedAction}
          back={path}
          submit={`Retry all ${rows.length} on this page`}
          pending="Retrying…"
          isQuiet
        >
          {rows.map(({ id }) => (
            <input key={String(id)} type="hidden" name="id" value={String(id)} />
          ))}
        </ActForm>
      )}
      <Pager path={path} query={query} older={older} newer={newer} />
    </>
  )
})
