import { readRows } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import type { Uid } from '@/lib/ids'

declare const value: unique symbol

/** Something of a buyer's that can be read in one statement with other such things. */
export interface Part<Value> {
  /** An expression that gives JSON, in which `u.uid` is the buyer; what it gives is a `Value`, dates as text. */
  sql: Prisma.Sql
  [value]?: Value
}

/** The uids whose orders the buyer sees, as an array: their own, and those of guests that belong to the account. */
export const theirUids = Prisma.sql`ARRAY(
  SELECT u.uid UNION ALL SELECT guest.uid FROM users guest WHERE guest.account_id = u.uid)`

/** The same as a condition on users. */
export function belongsTo(uid: Uid): Prisma.UserWhereInput {
  return { OR: [{ uid }, { accountId: uid }] }
}

export type Parts = Record<string, Part<unknown>>

/** The values of some parts, by their names. */
export type Values<Wanted extends Parts> = {
  [Name in keyof Wanted]: Wanted[Name] extends Part<infer Value> ? Value : never
}

/** The expression for all of some parts: text, for `readValues`. */
export function partsColumn(parts: Parts): Prisma.Sql {
  const all = Object.values(parts).map(({ sql }) => Prisma.sql`(${sql})`)
  return all.length === 0 ? Prisma.sql`'[]'` : Prisma.sql`json_build_array(${Prisma.join(all)})::text`
}

/** The values in what `partsColumn` gave. In fields whose names end in `At` dates are dates again. */
export function readValues<Wanted extends Parts>(parts: Wanted, column: string): Values<Wanted> {
  const values: unknown[] = JSON.parse(column, (name, value) =>
    name.endsWith('At') && typeof value === 'string' ? new Date(value) : value,
  )
  return Object.fromEntries(Object.keys(parts).map((name, index) => [name, values[index]])) as Values<Wanted>
}

/** Reads some parts of what a buyer has, in one statement; for none it asks nothing. Who asks for it, the caller checks. */
export async function readParts<Wanted extends Parts>(uid: Uid, parts: Wanted): Promise<Values<Wanted>> {
  if (Object.keys(parts).length === 0) return readValues(parts, '[]')
  const [row] = await readRows<{ parts: string }>(
    Prisma.sql`SELECT ${partsColumn(parts)} AS parts FROM (SELECT ${uid}::text AS uid) AS u`,
  )
  if (!row) throw new Error('The database returned no row.')
  return readValues(parts, row.parts)
}
