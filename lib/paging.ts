import { z } from 'zod'

/** How many rows a page of the back office shows. */
export const pageSize = 50

/** A page of rows, newest first, and where the pages beside it begin; a cursor is the id of a row at the edge. */
export interface Page<Row> {
  rows: Row[]
  /** For `?older=`; undefined on the last page. */
  older: string | undefined
  /** For `?newer=`; undefined on the first page. */
  newer: string | undefined
}

/** Which page of a list is asked for: that after (`older`) or before (`newer`) a row, else the first. */
export type PageRequest = { older: string } | { newer: string } | undefined

const cursor = z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/)

/** Reads `?older=` or `?newer=`; anything else asks for the first page. */
export function readPage(query: Record<string, unknown>): PageRequest {
  const older = cursor.safeParse(query.older)
  if (older.success) return { older: older.data }
  const newer = cursor.safeParse(query.newer)
  return newer.success ? { newer: newer.data } : undefined
}

/**
 * Makes a page of rows by key: the database is asked for one row more than is shown, in the direction of the request, so no
 * page costs more than another however far back it lies.
 *
 * @param read takes the direction and the limit, and returns rows from the cursor on: `desc` newest first, `asc` oldest first
 */
export async function readRows<Row>(
  request: PageRequest,
  keyOf: (row: Row) => string,
  read: (order: 'desc' | 'asc', limit: number) => Promise<Row[]>,
  size = pageSize,
): Promise<Page<Row>> {
  const upwards = request !== undefined && 'newer' in request
  const found = await read(upwards ? 'asc' : 'desc', size + 1)
  const isMore = found.length > size
  const shown = found.slice(0, size)
  const rows = upwards ? shown.reverse() : shown
  const first = rows[0]
  const last = rows.at(-1)
  return {
    rows,
    older: last && (upwards || isMore) ? keyOf(last) : undefined,
    newer: first && request !== undefined && (!upwards || isMore) ? keyOf(first) : undefined,
  }
}
