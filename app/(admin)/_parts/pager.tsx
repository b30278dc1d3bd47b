import { PageLink } from '@/app/_components/page-link'
import type { Query } from '@/lib/list-filter'

/** The ways to the pages beside this one of a list; the filters stay. */
export function Pager({
  path,
  query,
  older,
  newer,
}: {
  path: string
  query: Query
  older: string | undefined
  newer: string | undefined
}) {
  if (older === undefined && newer === undefined) return null
  const link = 'link inline-flex min-h-11 items-center'
  return (
    <nav aria-label="Pages" className="flex justify-between">
      {newer === undefined ? (
        <span />
      ) : (
        <PageLink href={`${path}?${pageQuery(query, { newer })}`} rel="prev" className={link}>
          Newer
        </PageLink>
      )}
      {older !== undefined && (
        <PageLink href={`${path}?${pageQuery(query, { older })}`} rel="next" className={link}>
          Older
        </PageLink>
      )}
    </nav>
  )
}

/** A query with the same filters, for another page of the list. */
export function pageQuery(query: Query, page: Record<string, string>): URLSearchParams {
  const kept = Object.entries(query).flatMap(([name, value]) =>
    ['older', 'newer', 'outcome'].includes(name) || typeof value !== 'string' || value === ''
      ? []
      : [[name, value]],
  )
  return new URLSearchParams([...kept, ...Object.entries(page)])
}
