import { execFileSync } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Fault } from './fault'
import { diffSchemas } from './schema-engine'
import { root } from './settings'

const schema = 'prisma/schema.prisma'

function committedSchema(): string {
  try {
    return execFileSync('git', ['show', `HEAD:${schema}`], { cwd: root, encoding: 'utf8', stdio: 'pipe' })
  } catch {
    throw new Fault(`The committed ${schema} can't be read: db:diff compares with it and needs git.`)
  }
}

function migrationName(args: string[]): string | undefined {
  try {
    const { name } = parseArgs({ args, options: { name: { type: 'string' } } }).values
    if (name === undefined || /^[a-z0-9_]{1,60}$/.test(name)) return name
  } catch {}
  throw new Fault('Usage: npm run db:diff [-- --name add_something]  (small letters, digits and _)')
}

/** Prints the SQL from the committed schema to the one in the working tree, or writes it as a migration. */
export async function main(args: string[]) {
  const name = migrationName(args)
  const sql = await diffSchemas(committedSchema(), await readFile(path.join(root, schema), 'utf8'))
  if (sql.includes('This is an empty migration')) {
    console.log(`${schema} is as committed: there is nothing to migrate.`)
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
