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

export const metadata: Metadata = { title: 'Kept for a setting' }

const path = '/admin/pingbacks/refused'

const columns: Column<RefusedRow>[] = [
  { title: 'Received', cell: ({ receivedAt }) => <Time at={receivedAt} /> },
  { title: 'Payment', cell: ({ parameters }) => valueIn(parameters, 'ref') },
  { title: 'Type', cell: ({ parameters }) => valueIn(parameters, 'type') },
  { title: 'Buyer', cell: ({ parameters }) => valueIn(parameters, 'uid') },
  { title: 'From', cell: ({ address }) => address },
  { title: 'What to change', cell: ({ advice }) => advice },
]

const choice: Column<RefusedRow> = {
  title: 'Choose',
  cell: ({ id, parameters }) => (
    <label className="inline-flex size-11 items-center justify-center max-md:justify-start">
      <span className="sr-only">Choose payment {valueIn(parameters, 'ref')}</span>
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
      caption="Pingbacks that are kept, the newest first"
      columns={canApply ? [choice, ...columns] : columns}
      rows={rows}
      keyOf={({ id }) => String(id)}
      empty="None is waiting."
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
        title="Kept for a setting"
        lead="Paymentwall signed these, and the shop refused them for their form or their sender. Once the setting is right, read them again: each is checked like an arrival, and what came meanwhile is a repetition."
      />
      {canApply ? (
        <ActForm
          action={applyRefusedAction}
          back={`${path}?${pageQuery(query, {})}`}
          submit="Read the chosen ones again"
          pending="Reading them again…"
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
          submit={`Read all ${rows.length} of this page again`}
          pending="Reading them again…"
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
