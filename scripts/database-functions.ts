import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Client } from 'pg'
import { root } from './settings'
import { UserError } from './user-error'

const folder = 'prisma/functions'

/** The source of a database function: the file of `prisma/functions` that bears its name. */
export interface FunctionSource {
  name: string
  sql: string
}

/** What a migration has to do about one function. */
export interface FunctionChange {
  name: string
  sql: string
}

interface StoredFunction {
  name: string
  /** What CREATE OR REPLACE can't change. */
  signature: string
  /** Its arguments as DROP FUNCTION takes them. */
  identity: string
  definition: string
}

/** Every file of `prisma/functions`, by name. */
export async function functionSources(): Promise<FunctionSource[]> {
  const files = (await readdir(path.join(root, folder))).filter((file) => file.endsWith('.sql')).sort()
  return await Promise.all(
    files.map(async (file) => ({
      name: path.basename(file, '.sql'),
      sql: await readFile(path.join(root, folder, file), 'utf8'),
    })),
  )
}

async function storedFunctions(client: Client, schema: string): Promise<StoredFunction[]> {
  const { rows } = await client.query<StoredFunction & { qualified: string; plain: string }>(
    `SELECT p.proname AS name, quote_ident(n.nspname) || '.' || quote_ident(p.proname) AS qualified,
       quote_ident(p.proname) AS plain, pg_get_function_identity_arguments(p.oid) AS identity,
       concat(pg_get_function_arguments(p.oid), ' -> ', pg_get_function_result(p.oid)) AS signature,
       pg_get_functiondef(p.oid) AS definition
     FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname = $1 AND p.prokind IN ('f', 'p') AND NOT EXISTS (
       SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
     ORDER BY p.proname, 4`,
    [schema],
  )
  return rows.map(({ qualified, plain, definition, ...row }) => ({
    ...row,
    // The first place alone: the rest is what somebody wrote.
    definition: definition.replace(qualified, () => plain),
  }))
}

// PostgreSQL itself reads the files, into a schema of their own that is gone again afterwards.
async function readSources(client: Client, sources: readonly FunctionSource[]): Promise<StoredFunction[]> {
  const scratch = 'function_sources'
  await client.query(`CREATE SCHEMA ${scratch}`)
  await client.query(`SELECT set_config('search_path', concat('${scratch}, ', current_schema()), true)`)
  await client.query('SET LOCAL check_function_bodies = off')
  for (const { name, sql } of sources) {
    await client.query(sql).catch((error) => {
      throw new UserError(`${folder}/${name}.sql: ${error instanceof Error ? error.message : error}`)
    })
  }
  const found = await storedFunctions(client, scratch)
  const names = found.map((read) => read.name)
  const expected = sources.map((source) => source.name)
  const odd = [
    ...expected.filter((name) => names.filter((other) => other === name).length !== 1),
    ...names.filter((name) => !expected.includes(name)),
  ]
  if (odd.length > 0) {
    throw new UserError(
      `${folder} has one file for each function, which bears its name: see ${odd.join(', ')}.`,
    )
  }
  return found
}

// A function in SQL is checked when it is made: what it calls must be there.
function callersLast(sources: readonly FunctionSource[]): FunctionSource[] {
  const ordered = new Set<FunctionSource>()
  const visited = new Set<FunctionSource>()
  const visit = (source: FunctionSource) => {
    if (visited.has(source)) return
    visited.add(source)
    const words = new Set(source.sql.match(/\w+/g))
    for (const other of sources) if (words.has(other.name)) visit(other)
    ordered.add(source)
  }
  for (const source of sources) visit(source)
  return [...ordered]
}

/**
 * What leads from the functions that a database has to those of the files, in the order in which a migration can do it.
 * Leaves the database as it was; not for use within a transaction.
 *
 * @throws UserError for a file that PostgreSQL can't read, or that makes anything but the function it is named after
 */
export async function functionChanges(
  client: Client,
  sources: readonly FunctionSource[],
): Promise<FunctionChange[]> {
  await client.query('BEGIN')
  try {
    const { rows } = await client.query<{ schema: string }>('SELECT current_schema() AS schema')
    const schema = rows[0]?.schema ?? 'public'
    const wanted = await readSources(client, sources)
    const stored = await storedFunctions(client, schema)
    const drop = ({ name, identity }: StoredFunction) => `DROP FUNCTION "${name}"(${identity});\n`

    const changes = callersLast(sources).flatMap(({ name, sql }) => {
      const goal = wanted.find((read) => read.name === name)
      const namesakes = stored.filter((known) => known.name === name)
      if (namesakes.length === 1 && namesakes[0]?.definition === goal?.definition) return []
      const outdated = namesakes.filter((known) => known.signature !== goal?.signature)
      return [{ name, sql: outdated.map(drop).join('') + sql }]
    })
    const gone = stored.filter((known) => !sources.some((source) => source.name === known.name))
    return [...changes, ...gone.map((known) => ({ name: known.name, sql: drop(known) }))]
  } finally {
    await client.query('ROLLBACK')
  }
}
