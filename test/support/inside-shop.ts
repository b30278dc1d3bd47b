import { env, parseEnv } from '@/lib/env'

// What lib/ keeps of a shop for the life of a process (lib/db.ts, lib/pingbacks/database.ts, lib/cache.ts, lib/clock.ts).
interface Clients {
  shopDatabase?: unknown
  pingbackDatabase?: unknown
}
interface Kept extends Clients {
  shopCache?: unknown
  emulatorClock?: { aheadMs?: number }
}
const kept = globalThis as Kept
const noClients: Clients = { shopDatabase: undefined, pingbackDatabase: undefined }
const left = new Map<string, Kept>()
let entered: string | undefined

/**
 * Lets what a test calls of lib/ work on a shop from now on, in a process that may have worked on others.
 *
 * @param values all of its variables, as its own programs have them
 */
export function enterShop(values: Record<string, string | undefined>): void {
  const database = values.DATABASE_URL ?? ''
  if (database === entered) return
  // What the programs log that a test runs would stand between the lines that they print.
  Object.assign(process.env, values, { LOG_LEVEL: 'silent' })
  // It hands out the same object for the life of a process.
  Object.assign(env(), parseEnv(process.env))
  if (entered !== undefined) {
    const { shopDatabase, pingbackDatabase, shopCache } = kept
    left.set(entered, { shopDatabase, pingbackDatabase, shopCache })
  }
  Object.assign(kept, { ...noClients, shopCache: undefined, ...left.get(database) })
  if (kept.emulatorClock) Reflect.deleteProperty(kept.emulatorClock, 'aheadMs')
  entered = database
}

/** Runs a program's `main` on the shop that was entered. At its end it closes the database's clients, so others follow. */
export async function runInside<Result>(main: () => Promise<Result>): Promise<Result> {
  try {
    return await main()
  } finally {
    Object.assign(kept, noClients)
  }
}
