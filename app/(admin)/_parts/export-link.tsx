import { pageQuery } from '@/app/(admin)/_parts/pager'
import type { ExportName } from '@/lib/exports/schema'
import type { Query, ReadFilter } from '@/lib/list-filter'

/** Leads to what a list holds under its filters, as a CSV file. */
export function ExportLink({
  what,
  query,
  read,
}: {
  what: ExportName
  query: Query
  read: Pick<ReadFilter<object>, 'faults'>
}) {
  if (read.faults.length > 0) return null
  // No link of Next's: it would fetch the file ahead.
  return (
    <a
      href={`/admin/exports/${what}?${pageQuery(query, {})}`}
      download
      className="link inline-flex min-h-11 items-center"
    >
      Export {what} as CSV
    </a>
  )
}
