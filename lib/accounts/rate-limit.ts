import { createHash } from 'node:crypto'
import ipaddr from 'ipaddr.js'
import { db } from '@/lib/db'

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
 * Counts one attempt against each limit, in fixed windows of so many minutes, in one statement: of any number at once,
 * from any number of processes, only `hits` pass. Returns the minutes to wait when a limit is passed, else undefined.
 */
export async function countAttempt(limits: Limit[], windowMinutes: number): Promise<number | undefined> {
  const keys = limits.map((limit) => limit.key)
  const counted = await db().$queryRaw<{ key: string; hits: number; minutesLeft: number }[]>`
    WITH outdated AS (
      DELETE FROM rate_limits WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM rate_limits WHERE window_start < now() - interval '1 day' LIMIT 20 FOR UPDATE SKIP LOCKED
      ))
    )
    INSERT INTO rate_limits AS counter (key, window_start, hits)
    SELECT key, date_bin(make_interval(mins => ${windowMinutes}::int), now(), timestamptz 'epoch'), 1
    FROM unnest(${keys}::text[]) AS key
    ORDER BY key
    ON CONFLICT (key, window_start) DO UPDATE SET hits = counter.hits + 1
    RETURNING key, hits,
      ceil(extract(epoch FROM window_start + make_interval(mins => ${windowMinutes}::int) - now()) / 60)::int
        AS "minutesLeft"`
  const passed = counted.find(({ key, hits }) =>
    limits.some((limit) => limit.key === key && hits > limit.hits),
  )
  return passed && Math.max(passed.minutesLeft, 1)
}

/** Takes back an attempt that was counted and then succeeded: `reset` starts from nothing, `return` gets its one hit. */
export async function uncountAttempt(keys: { reset: string; return: string | undefined }): Promise<void> {
  await db().$executeRaw`
    WITH returned AS (
      UPDATE rate_limits SET hits = greatest(hits - 1, 0)
      WHERE key = ${keys.return ?? ''}
        AND window_start = (SELECT max(window_start) FROM rate_limits WHERE key = ${keys.return ?? ''})
    )
    DELETE FROM rate_limits WHERE key = ${keys.reset}`
}
