import { execFileSync } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { temporaryDirectory } from './children'
import { connect, createDatabase, migrate } from './database'
import { functionChanges, functionSources } from './database-functions'
import { startPostgres } from './postgres'
import { diffSchemas } from './schema-engine'
import { root } from './settings'
import { UserError } from './user-error'

const schema = 'prisma/schema.prisma'

function committedSchema(): string {
  try {
    return execFileSync('git', ['show', `HEAD:${schema}`], { cwd: root, encoding: 'utf8', stdio: 'pipe' })
  } catch {
    throw new UserError(`The committed ${schema} can't be read: db:diff compares with it and needs git.`)
  }
}

function migrationName(args: string[]): string | undefined {
  const { name } = parseArgs({ args, options: { name: { type: 'string' } } }).values
  if (name === undefined || /^[a-z0-9_]{1,60}$/.test(name)) return name
  throw new UserError('Usage: npm run db:diff [-- --name add_something]  (small letters, digits and _)')
}

// A server for this moment, so that nobody's database is needed or touched.
async function changes(): Promise<string> {
  const postgres = await startPostgres({ directory: await temporaryDirectory('diff'), durable: false })
  try {
    const url = postgres.url('shop')
    await createDatabase(postgres.url('postgres'), 'shop')
    await migrate(url)
    const wanted = await readFile(path.join(root, schema), 'utf8')
    const schemaSql = await diffSchemas(url, committedSchema(), wanted)
    const client = await connect(url)
    try {
      // Functions may need it. It fails where a migration that isn't committed yet has done it.
      await client.query(schemaSql).catch(() => {})
      const functions = await functionChanges(client, await functionSources())
      return [schemaSql, ...functions.map((change) => change.sql)].filter((part) => part !== '').join('\n')
    } finally {
      await client.end()
    }
  } finally {
    await postgres.stop()
  }
}

/**
 * Prints the SQL from the committed schema to the one in the working tree and from the functions that the migrations make to
 * those of `prisma/functions`, or writes it as a migration.
 */
export async function main(args: string[]) {
  const name = migrationName(args)
  const sql = await changes()
  if (sql === '') {
    console.log(
      `${schema} is as committed, and prisma/functions as the migrations make it: there is nothing to migrate.`,
    )
    return
  }
  if (name === undefined) {
    console.log(sql.trim())
    return
  }
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = `prisma/migrations/${time}_${name}`
  await mkdir(path.join(root, folder), { recursive: true })
  await writeFile(path.join(root, folder, 'migration.sql'), sql)
  console.log(
    `Wrote ${folder}/migration.sql. Read it, add what the schema can't say, then run npm run db:migrate.`,
  )
}
