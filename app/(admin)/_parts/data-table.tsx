import type { ReactNode } from 'react'

/** A column of a table: its heading, and what a row has in it. */
export interface Column<Row> {
  title: string
  cell: (row: Row) => ReactNode
  /** Numbers and amounts. */
  isNumber?: boolean
  /** A few words of ours, which are never broken in their middle, as ids and addresses are. */
  isWords?: boolean
}

/** Rows of one kind. On a phone each row is a block of its own, in which every value has its heading beside it. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
  empty,
}: {
  /** What the rows are, for those who can't see the page. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** Stands in place of the table when there are no rows. */
  empty: ReactNode
}) {
  if (rows.length === 0) return <p className="border-y border-line py-6 text-muted">{empty}</p>
  return (
    <table className="w-full border-y border-line text-[0.9375rem] max-md:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:sr-only">
        <tr className="border-b border-line text-left text-sm text-muted">
          {columns.map(({ title, isNumber }) => (
            <th
              key={title}
              scope="col"
              className={`py-2 pr-4 font-medium whitespace-nowrap last:pr-0 ${isNumber ? 'text-right' : ''}`}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line max-md:block">
        {rows.map((row) => (
          <tr key={keyOf(row)} className="align-baseline max-md:block max-md:py-3">
            {columns.map(({ title, cell, isNumber, isWords }) => (
              <td
                key={title}
                className={`py-2.5 pr-4 last:pr-0 max-md:grid max-md:grid-cols-[7.5rem_1fr] max-md:items-baseline max-md:gap-x-3 max-md:py-0.5 max-md:pr-0 max-md:has-[>span:empty]:hidden ${isNumber ? 'whitespace-nowrap tabular-nums md:text-right' : ''} ${isWords ? 'wrap-normal' : ''}`}
              >
                <span aria-hidden="true" className="text-sm text-muted md:hidden">
                  {title}
                </span>
                <span className="min-w-0">{cell(row)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
