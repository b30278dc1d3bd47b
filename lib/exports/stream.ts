import { type Cell, csvLine } from '@/lib/exports/csv'

/** A column of an export: its heading, and what a row has in it. */
export type ExportColumn<Row> = readonly [title: string, cell: (row: Row) => Cell]

/** How many rows are read at once. */
export const batchSize = 500

/**
 * Reads rows batch by batch, each after the last row of the one before, until one is not full.
 *
 * @param read the rows after a row, in their order
 */
export async function* readBatches<Row>(
  read: (after: Row | undefined, limit: number) => Promise<Row[]>,
  size = batchSize,
): AsyncGenerator<Row[]> {
  let after: Row | undefined
  for (;;) {
    const rows = await read(after, size)
    yield rows
    after = rows.at(-1)
    if (rows.length < size) return
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
