import { createHash } from 'node:crypto'
import ipaddr from 'ipaddr.js'
import { db, outsideTransaction } from '@/lib/db'

export type Limit = { key: string; hits: number }

/** The counter's key for something personal: the table holds no e-mail addresses. */
export function personalKey(purpose: string, text: string): string {
  return `${purpose}:${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`
}

/** The counter's key for a client address; an IPv6 client counts with its /64, which is one household's or server's. */
export function addressKey(purpose: string, address: string): string {
  const parsed = ipaddr.process(address)
  const network =
    parsed instanceof ipaddr.IPv6
      ? `${new ipaddr.IPv6([...parsed.parts.slice(0, 4), 0, 0, 0, 0])}/64`
      : parsed
  return `${purpose}:${network}`
}

/**
 * Counts one attempt against each limit in turn, in fixed windows of so many minutes: of any number at once, from any number
 * of processes, only `hits` pass. It counts whatever becomes of what was attempted. What one limit refuses counts for that
 * limit alone. Returns the minutes to wait when a limit is passed, else undefined.
 */
export async function countAttempt(limits: Limit[], windowMinutes: number): Promise<number | undefined> {
  const passed: string[] = []
  for (const limit of limits) {
    const minutes = await countOne(limit, windowMinutes)
    if (minutes === undefined) {
      passed.push(limit.key)
      continue
    }
    if (passed.length > 0) await uncountAttempt({ reset: [], returned: passed })
    return minutes
  }
  return undefined
}

async function countOne({ key, hits: most }: Limit, windowMinutes: number): Promise<number | undefined> {
  const [counted] = await outsideTransaction(db).$queryRaw<{ hits: number; minutesLeft: number }[]>`
    WITH outdated AS (
      DELETE FROM rate_limits WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM rate_limits WHERE window_start < now() - interval '1 day' LIMIT 20 FOR UPDATE SKIP LOCKED
      ))
    )
    INSERT INTO rate_limits AS counter (key, window_start, hits)
    VALUES (${key}, date_bin(make_interval(mins => ${windowMinutes}::int), now(), timestamptz 'epoch'), 1)
    ON CONFLICT (key, window_start) DO UPDATE SET hits = counter.hits + 1
    RETURNING hits,
      ceil(extract(epoch FROM window_start + make_interval(mins => ${windowMinutes}::int) - now()) / 60)::int
        AS "minutesLeft"`
  return counted && counted.hits > most ? Math.max(counted.minutesLeft, 1) : undefined
}

/** Takes back an attempt that was counted and then succeeded: `reset` start from nothing, `returned` get their one hit. */
export async function uncountAttempt(keys: { reset: string[]; returned: string[] }): Promise<void> {
  // Counters are locked in one order, or two of these could wait for each other.
  await outsideTransaction(db).$executeRaw`
    WITH held AS (
      SELECT key, window_start FROM rate_limits WHERE key = ANY(${[...keys.reset, ...keys.returned]}::text[])
      ORDER BY key, window_start FOR UPDATE
    ), removed AS (
      DELETE FROM rate_limits AS counter USING held
      WHERE (counter.key, counter.window_start) = (held.key, held.window_start)
        AND counter.key = ANY(${keys.reset}::text[])
    )
    UPDATE rate_limits AS counter SET hits = greatest(hits - 1, 0)
    FROM (
      SELECT key, max(window_start) AS window_start FROM held WHERE key = ANY(${keys.returned}::text[]) GROUP BY key
    ) AS newest
    WHERE (counter.key, counter.window_start) = (newest.key, newest.window_start)`
}
