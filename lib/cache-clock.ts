import { followClock } from '@/lib/cache'
import { db } from '@/lib/db'

/**
 * Has this process see within a second what others have changed of the catalog. Triggers move the clock in the transaction of
 * the change, whoever makes it: the back office, a command, a statement by hand. Call once per process.
 */
export function followCatalogChanges(): void {
  followClock(async () => {
    const [clock] = await db().$queryRaw<{ version: bigint }[]>`SELECT version FROM cache_clock`
    return clock?.version ?? 0n
  })
}
