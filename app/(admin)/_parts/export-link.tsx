import { pageQuery } from '@/app/(admin)/_parts/pager'
import type { ExportName } from '@/lib/exports/schema'

/** Leads to what a list holds under its filters, as a CSV file. */
export function ExportLink({
  what,
  query,
}: {
  what: ExportName
  query: Record<string, string | string[] | undefined>
}) {
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
