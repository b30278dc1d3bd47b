import { z } from 'zod'
import { Prisma, type PrismaClient } from '@/lib/generated/prisma/client'
import { holdsCardNumber } from '@/lib/security/card-numbers'

/** Of each table the newest rows are read, and of each text its beginning: the work is bounded, whatever was stored. */
const rowsRead = 300
const charactersRead = 10_000

/** Columns that are not read, and why. `*` is every table. */
const unread: readonly (readonly [column: RegExp, why: string])[] = [
  [/^_prisma_migrations\./, 'written by releases alone'],
  [/\.(?:id|uid|\w+_id|\w+_uid|\w+_by)$/, 'identifiers that the shop or Paymentwall made'],
  [/\.(?:ref|initial_ref)$/, 'Paymentwall’s references: long numbers by nature'],
  [/\.(?:digest|\w*hash|fingerprint)$/, 'digests'],
  [/\.(?:sentence|message|subject)$/, 'sentences of the shop’s own, which name references and ids'],
  [/^(?:licence_keys\.key|deliveries\.licence_key)$/, 'the merchant’s keys, which may be long numbers'],
  [/^(?:evidence|assessments|daily_counts|project_periods)\./, 'written from what other tables hold, masked'],
]

/** Parameters of the provider's identifiers, inside what is stored as JSON. */
const providerNames =
  /^(?:ref|initial_ref|goodsid|uid|sig|merchant_refund_id|subscription_id|orderId|attemptId|id)$/
const identifier = /^[A-Za-z0-9._-]{1,256}$/

interface Column {
  table: string
  name: string
}

export interface ScanResult {
  tables: number
  columns: number
  texts: number
  /** Where something like a card number stands: never what stands there. */
  found: Column[]
}

/**
 * Every column that may hold text, by the catalogue: a new table is read without being named here. One that is part of another
 * is read with it.
 */
async function textColumns(database: PrismaClient): Promise<Column[]> {
  const columns = await database.$queryRaw<Column[]>`
    SELECT table_name::text AS table, column_name::text AS name FROM information_schema.columns
    WHERE table_schema = current_schema()
      AND NOT (SELECT relispartition FROM pg_class WHERE oid = format('%I.%I', table_schema, table_name)::regclass)
      AND (data_type IN ('text', 'character varying', 'json', 'jsonb')
      OR (data_type = 'ARRAY' AND udt_name IN ('_text', '_varchar')))
    ORDER BY table_name, ordinal_position`
  return columns.filter(({ table, name }) => !unread.some(([pattern]) => pattern.test(`${table}.${name}`)))
}

/** By which indexed column each table's newest rows are found; a table without one is small, or in no order. */
async function orders(database: PrismaClient): Promise<Map<string, string>> {
  const rows = await database.$queryRaw<Column[]>`
    SELECT DISTINCT ON (c.relname) c.relname::text AS table, a.attname::text AS name
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
    WHERE c.relnamespace = current_schema()::regnamespace AND i.indpred IS NULL
      AND (a.atttypid = 'timestamptz'::regtype OR (a.atttypid = 'bigint'::regtype AND i.indisprimary))
    ORDER BY c.relname, (a.atttypid = 'bigint'::regtype) DESC, a.attname`
  return new Map(rows.map(({ table, name }) => [table, name]))
}

/** Looks for card numbers in what the database keeps. */
export async function scanDatabase(database: PrismaClient): Promise<ScanResult> {
  const columns = await textColumns(database)
  const newestBy = await orders(database)
  const byTable = new Map<string, Column[]>()
  for (const column of columns) byTable.set(column.table, [...(byTable.get(column.table) ?? []), column])
  const result: ScanResult = { tables: byTable.size, columns: columns.length, texts: 0, found: [] }
  for (const [table, own] of byTable) {
    for (const row of await newestRows(database, table, own, newestBy.get(table))) {
      for (const [index, text] of row.entries()) {
        const column = own[index]
        if (text === null || column === undefined) continue
        result.texts++
        if (holds(text)) result.found.push(column)
      }
    }
  }
  return result
}

const quoted = (name: string) => Prisma.raw(`"${name.replaceAll('"', '""')}"`)

async function newestRows(
  database: PrismaClient,
  table: string,
  columns: readonly Column[],
  newestBy: string | undefined,
): Promise<(string | null)[][]> {
  const texts = columns.map(({ name }) => Prisma.sql`left(${quoted(name)}::text, ${charactersRead}::int)`)
  const order = newestBy ? Prisma.sql`ORDER BY ${quoted(newestBy)} DESC` : Prisma.empty
  const rows = await database.$queryRaw<{ texts: (string | null)[] }[]>`
    SELECT ARRAY[${Prisma.join(texts)}] AS texts FROM ${quoted(table)} ${order} LIMIT ${rowsRead}`
  return rows.map((row) => row.texts)
}

const json = z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())])

/** Whether a text holds what could be a card number; of JSON the values are read, but for the provider's identifiers. */
function holds(text: string): boolean {
  const values: [name: string, value: unknown][] = [['', text]]
  if (/^[[{]/.test(text)) {
    try {
      values[0] = ['', json.parse(JSON.parse(text))]
    } catch {
      // Cut off, or only like JSON: read as text.
    }
  }
  for (let item = values.pop(); item; item = values.pop()) {
    const [name, value] = item
    if (typeof value === 'object' && value !== null) {
      values.push(
        ...Object.entries(value).map(([key, inner]): [string, unknown] => [
          Array.isArray(value) ? name : key,
          inner,
        ]),
      )
    } else if (typeof value === 'string' || typeof value === 'number') {
      const content = String(value)
      if (providerNames.test(name) && identifier.test(content)) continue
      if (holdsCardNumber(content)) return true
    }
  }
  return false
}
