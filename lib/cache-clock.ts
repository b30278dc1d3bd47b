import { followClock } from '@/lib/cache'
import { db } from '@/lib/db'

/** Moves with every change of the catalogue, in the transaction that makes it (triggers). */
export async function catalogVersion(): Promise<bigint> {
  const [clock] = await db().$queryRaw<{ version: bigint }[]>`SELECT version FROM cache_clock`
  return clock?.version ?? 0n
}

/**
 * Shows catalogue changes by other processes in this one within a second. Triggers move the clock in the transaction of the
 * change, whoever makes it: the back office, a command, a statement by hand. Call once per process.
 */
export function followCatalogChanges(): void {
  followClock(catalogVersion)
}
