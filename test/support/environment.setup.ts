import { AsyncLocalStorage } from 'node:async_hooks'
import type { Pool } from 'pg'
import { afterAll, vi } from 'vitest'
import { exampleValues } from '@/scripts/settings'

// Test files share a process, one after another, and with it the packages, which take longest to load. What is ours is new
// in each file: the modules, the environment, and what the modules keep on the global object.

const kept = globalThis as {
  untouched?: { environment: NodeJS.ProcessEnv; names: ReadonlySet<PropertyKey> }
  rejectedPingbacks?: { flush(): Promise<void> }
  databasePools?: Map<string, Pool>
}
kept.untouched ??= {
  environment: { ...process.env },
  names: new Set([...Reflect.ownKeys(globalThis), 'untouched']),
}
const { environment, names } = kept.untouched

// The shop's names are in camel case; those of packages, which must stay, begin with a capital or an underscore.
for (const name of Object.keys(globalThis)) {
  if (/^[a-z]/.test(name) && !names.has(name)) Reflect.deleteProperty(globalThis, name)
}

// Every test starts from the values of .env.example. Its database is unreachable on purpose: a test that needs one asks
// for it by testDatabase().
for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name]
Object.assign(process.env, environment, exampleValues(), {
  DATABASE_URL: 'postgresql://postgres@127.0.0.1:1/none',
  LOG_LEVEL: environment.LOG_LEVEL ?? 'silent',
})

// Hundreds of passwords would take minutes. The real work is that of lib/accounts/password.test.ts.
vi.mock('@node-rs/argon2', () => import('@/test/support/quick-argon2'))

// Next's server provides it before anything of Next is loaded; here a test may load parts of Next in any order.
Object.assign(globalThis, { AsyncLocalStorage })

afterAll(async () => {
  vi.useRealTimers()
  // It would be written later, into the next file's database.
  await kept.rejectedPingbacks?.flush()
  for (const pool of kept.databasePools?.values() ?? []) if (!pool.ended) await pool.end()
  vi.resetModules()
})
