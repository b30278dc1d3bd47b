import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import type { Pool } from 'pg'
import { openPool } from '@/lib/database-pool'

// Prisma's CLI downloads a native engine for its migration commands. The same engine comes from npm as WebAssembly,
// so migrations work without a network. `prisma/migrations` keeps the CLI's standard form.

const filters = { externalTables: [], externalEnums: [] }
const root = path.resolve(import.meta.dirname, '..')
const schemaPath = 'prisma/schema.prisma'

/** The number by which all programs that migrate take turns, Prisma's CLI included. */
export const migrationLock = 72_707_369
const takesLock = `SELECT pg_advisory_lock(${migrationLock})`

let instantiated = false

// The engine arms a timer of ten seconds for its lock and never clears it: it must not keep the program alive.
function withoutLingering() {
  const imports: Record<string, unknown> = { ...bindings }
  for (const name of Object.keys(imports).filter((key) => key.startsWith('__wbg_setTimeout_'))) {
    imports[name] = (callback: () => void, milliseconds: number) => setTimeout(callback, milliseconds).unref()
  }
  return imports as WebAssembly.ModuleImports
}

async function instantiate() {
  if (instantiated) return
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const module = new WebAssembly.Module(await readFile(script.replace(/\.js$/, '.wasm')))
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': withoutLingering() })
  bindings.__wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()
  instantiated = true
}

function connecting(pool: Pool) {
  const factory = new PrismaPg(pool)
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    // The adapter's own executeScript splits at every semicolon, PL/pgSQL bodies included.
    adapter.executeScript = async (sql) => {
      await pool.query(sql)
    }
    // Its lock would stay in the connection, and a pooler would keep that: the caller holds the same one.
    const execute = adapter.executeRaw.bind(adapter)
    adapter.executeRaw = async (statement) => (statement.sql === takesLock ? 1 : execute(statement))
    return adapter
  }
  return factory
}

async function engine(pool: Pool) {
  await instantiate()
  const schema = await readFile(path.join(root, schemaPath), 'utf8')
  return bindings.SchemaEngine.new(
    { datamodels: [[schemaPath, schema]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(connecting(pool)),
  )
}

const migrationsFolder = path.join(root, 'prisma/migrations')

/** The migrations of `prisma/migrations`, the oldest first. */
export async function readMigrations(): Promise<{ name: string; sql: string }[]> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => ({
      name,
      sql: await readFile(path.join(migrationsFolder, name, 'migration.sql'), 'utf8'),
    })),
  )
}

/** Applies the migrations of `prisma/migrations` that the database lacks; returns their names. The caller holds `migrationLock`. */
export async function applyMigrations(databaseUrl: string): Promise<string[]> {
  const migrationDirectories = (await readMigrations()).map(({ name, sql }) => ({
    path: name,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: sql } },
  }))
  const lockfile = {
    path: 'migration_lock.toml',
    content: await readFile(path.join(migrationsFolder, 'migration_lock.toml'), 'utf8'),
  }
  const pool = openPool({ url: databaseUrl, size: 10, connectWithin: 8000 })
  try {
    const { appliedMigrationNames } = await (await engine(pool)).applyMigrations({
      migrationsList: { baseDir: migrationsFolder, lockfile, shadowDbInitScript: '', migrationDirectories },
      filters,
    })
    return appliedMigrationNames
  } finally {
    await pool.end()
  }
}

/** The SQL that leads from one schema text to another, in the dialect of a server, which is left alone; empty when alike. */
export async function diffSchemas(databaseUrl: string, from: string, to: string): Promise<string> {
  const files = (content: string) => ({
    tag: 'schemaDatamodel' as const,
    files: [{ path: schemaPath, content }],
  })
  const pool = openPool({ url: databaseUrl, size: 1, connectWithin: 8000 })
  try {
    const { stdout } = await (await engine(pool)).diff({
      from: files(from),
      to: files(to),
      script: true,
      exitCode: null,
      filters,
    })
    return stdout?.includes('This is an empty migration') ? '' : (stdout ?? '')
  } finally {
    await pool.end()
  }
}
