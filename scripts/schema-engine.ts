import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'

// Prisma's CLI downloads a native engine for its migration commands. The same engine comes from npm as WebAssembly,
// so migrations work without a network. `prisma/migrations` keeps the CLI's standard form.

const filters = { externalTables: [], externalEnums: [] }
const root = path.resolve(import.meta.dirname, '..')
const schemaPath = 'prisma/schema.prisma'

let instantiated = false

async function instantiate() {
  if (instantiated) return
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const module = new WebAssembly.Module(await readFile(script.replace(/\.js$/, '.wasm')))
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()
  instantiated = true
}

async function engine(databaseUrl: string) {
  await instantiate()
  const factory = new PrismaPg({ connectionString: databaseUrl })
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    // The adapter's own executeScript splits at every semicolon, PL/pgSQL bodies included.
    adapter.executeScript = async (sql) => {
      await adapter.underlyingDriver().query(sql)
    }
    return adapter
  }
  const schema = await readFile(path.join(root, schemaPath), 'utf8')
  return bindings.SchemaEngine.new(
    { datamodels: [[schemaPath, schema]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  )
}

/** Applies the migrations of `prisma/migrations` that the database lacks; returns their names. */
export async function applyMigrations(databaseUrl: string): Promise<string[]> {
  const baseDir = path.join(root, 'prisma/migrations')
  const entries = await readdir(baseDir, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const migrationDirectories = await Promise.all(
    names.sort().map(async (name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok' as const,
          value: await readFile(path.join(baseDir, name, 'migration.sql'), 'utf8'),
        },
      },
    })),
  )
  const lockfile = {
    path: 'migration_lock.toml',
    content: await readFile(path.join(baseDir, 'migration_lock.toml'), 'utf8'),
  }
  const { appliedMigrationNames } = await (await engine(databaseUrl)).applyMigrations({
    migrationsList: { baseDir, lockfile, shadowDbInitScript: '', migrationDirectories },
    filters,
  })
  return appliedMigrationNames
}

/** The SQL that leads from one schema text (empty: from nothing) to another. Needs no database. */
export async function diffSchemas(from: string, to: string): Promise<string> {
  const files = (content: string) => ({
    tag: 'schemaDatamodel' as const,
    files: [{ path: schemaPath, content }],
  })
  const { stdout } = await (await engine('postgresql://localhost:1/unused')).diff({
    from: from === '' ? { tag: 'empty' } : files(from),
    to: files(to),
    script: true,
    exitCode: null,
    filters,
  })
  return stdout ?? ''
}
