import { db } from '@/lib/db'
import { putBack, takeCounts } from '@/lib/tally/counts.mjs'
import { type Counted, storedName } from '@/lib/tally/data'

/**
 * Adds what this process has counted to the database, in one statement: any number of processes add up. Each mode and
 * project has counts of its own. What can't be written is kept for the next time.
 */
export async function flushTally(project: Counted): Promise<void> {
  const taken = takeCounts()
  if (taken.length === 0) return
  const days = taken.map(({ day }) => day)
  const names = taken.map(({ name }) => storedName(project, name))
  const counts = taken.map(({ count }) => count)
  try {
    // In one order everywhere, so that two processes never wait for each other.
    await db().$executeRaw`
      INSERT INTO daily_counts (day, name, count)
      SELECT day::date, name, count FROM unnest(${days}::text[], ${names}::text[], ${counts}::bigint[]) AS t (day, name, count)
      ORDER BY 1, 2
      ON CONFLICT (day, name) DO UPDATE SET count = daily_counts.count + EXCLUDED.count`
  } catch (error) {
    putBack(taken)
    throw error
  }
}
