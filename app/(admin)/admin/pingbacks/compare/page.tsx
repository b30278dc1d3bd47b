import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { DataTable } from '@/app/(admin)/_parts/data-table'
import { Tag } from '@/app/(admin)/_parts/tag'
import { compareArrivals } from '@/lib/pingbacks/compare'
import { conflictingArrivalId, findArrival, findLedgerId, firstArrivalId } from '@/lib/pingbacks/log'
import { rowIdSchema } from '@/lib/pingbacks/schema'

export const metadata: Metadata = { title: 'Compare two arrivals' }

const path = '/admin/pingbacks'

/** The two arrivals of `?a=&b=`; or of `?key=`, by which an alert names a conflict, the first one and the newest that differs. */
async function asked({ a, b, key }: Record<string, unknown>): Promise<(bigint | null)[]> {
  if (typeof key !== 'string') {
    return [a, b].map((id) => {
      const parsed = rowIdSchema.safeParse(id)
      return parsed.success ? parsed.data : null
    })
  }
  const ledger = await findLedgerId(key)
  return ledger === null ? [] : [await firstArrivalId(ledger), await conflictingArrivalId(ledger)]
}

export default adminPage('REVIEWER', `${path}/compare`, async ({ operator, query }) => {
  const [a, b] = await Promise.all(
    (await asked(query)).map((id) => (id === null ? null : findArrival(id, operator))),
  )
  if (!a || !b) notFound()
  const rows = compareArrivals(a, b)
  const differing = rows.filter(({ differs }) => differs === 'yes').length
  const title = (id: bigint) => `Arrival ${id}`
  return (
    <>
      <PageHeading
        above={
          <PageLink href={path} className="link">
            Pingbacks
          </PageLink>
        }
        title={`Arrivals ${a.id} and ${b.id}`}
        lead={
          differing === 0
            ? 'No visible differences.'
            : `${differing} ${differing === 1 ? 'difference' : 'differences'}, marked below.`
        }
      />
      <DataTable
        caption="Two arrivals side by side"
        columns={[
          {
            title: 'What',
            cell: ({ name, isParameter }) =>
              isParameter ? <code className="font-mono text-sm">{name}</code> : name,
          },
          { title: title(a.id), cell: ({ a: value }) => value ?? <span className="text-muted">none</span> },
          {
            title: a.id === b.id ? `${title(b.id)} again` : title(b.id),
            cell: ({ b: value }) => value ?? <span className="text-muted">none</span>,
          },
          {
            title: 'Compared',
            cell: ({ differs }) =>
              differs === 'yes' ? (
                <Tag kind="caution">Different</Tag>
              ) : differs === 'unknown' ? (
                <span className="text-muted">Same, as far as shown</span>
              ) : (
                <span className="text-muted">Same</span>
              ),
          },
        ]}
        rows={rows}
        keyOf={({ name, isParameter }) => `${isParameter} ${name}`}
        empty="There is nothing to compare."
      />
      <ul className="flex flex-wrap gap-x-6">
        {[a, b].map(({ id }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the two may be one
          <li key={index}>
            <PageLink href={`${path}/${id}`} className="link inline-flex min-h-11 items-center">
              {title(id)}
            </PageLink>
          </li>
        ))}
      </ul>
    </>
  )
})
