import { type Cell, csvLine } from '@/lib/exports/csv'
import type { Page, PageRequest } from '@/lib/paging'

/** A column of an export: its heading, and what a row has in it. */
export type ExportColumn<Row> = readonly [title: string, cell: (row: Row) => Cell]

/** How many rows are read at once. */
export const batchSize = 500

/** Reads the pages of a list one after the other, from the newest row to the oldest. A page may be empty, and not the last. */
export async function* readPages<Row>(
  read: (request: PageRequest) => Promise<Pick<Page<Row>, 'rows' | 'older'>>,
): AsyncGenerator<Row[]> {
  let request: PageRequest
  for (;;) {
    const { rows, older } = await read(request)
    yield rows
    if (older === undefined) return
    request = { older }
  }
}

/**
 * Writes rows as CSV. A batch is read when the reader wants more, and none after the reader has gone, so that however many rows there
 * are, one batch is held.
 */
export function csvStream<Row>(
  columns: readonly ExportColumn<Row>[],
  batches: AsyncGenerator<Row[]>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let isBegun = false
  return new ReadableStream(
    {
      async pull(controller) {
        const { value: rows, done } = await batches.next()
        if (done) return controller.close()
        const head = isBegun ? '' : csvLine(columns.map(([title]) => title))
        isBegun = true
        const lines = rows.map((row) => csvLine(columns.map(([, cell]) => cell(row))))
        controller.enqueue(encoder.encode(head + lines.join('')))
      },
      async cancel() {
        await batches.return(undefined)
      },
    },
    // Nothing is read ahead.
    { highWaterMark: 0 },
  )
}
