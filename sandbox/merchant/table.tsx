/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx'

export interface Column<Row> {
  name: string
  /** Numbers stand at the right. */
  isNumber?: boolean
  cell: (row: Row) => Child
}

/** The first column names the row. */
export type Columns<Row> = readonly [Column<Row>, ...Column<Row>[]]

interface TableProps<Row> {
  /** What the rows are, for whoever hears the page. */
  name: string
  columns: Columns<Row>
  rows: readonly Row[]
}

/** A table that becomes a list of cards on a narrow screen, where each cell shows the name of its column. */
export function Table<Row>({ name, columns, rows }: TableProps<Row>) {
  const [first, ...others] = columns
  const classOf = ({ isNumber }: Column<Row>) => (isNumber ? 'number' : undefined)
  return (
    <section class="scroll" tabindex={0} aria-label={`Table of ${name}`}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" class={classOf(column)}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">{first.cell(row)}</th>
              {others.map((column) => (
                <td data-label={column.name} class={classOf(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
