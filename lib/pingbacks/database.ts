import { PrismaPg } from '@prisma/adapter-pg'
import { openPool, watchPool } from '@/lib/database-pool'
import { env } from '@/lib/env'
import { PrismaClient } from '@/lib/generated/prisma/client'

const kept = globalThis as { pingbackDatabase?: PrismaClient }

/** How long a statement may take; after that its connection is closed. */
const statementMilliseconds = 4000

/**
 * The listener's own small pool, so that neither buyers' pages nor a stuck order can block it. Its statements
 * set their limits themselves, each in its transaction (`limit_pingback`): a pooler between would refuse them as parameters
 * of a connection. How long a statement may take is counted here, and the one that applies a pingback is prepared once a
 * connection.
 */
export function pingbackDatabase(): PrismaClient {
  kept.pingbackDatabase ??= open()
  return kept.pingbackDatabase
}

function open(): PrismaClient {
  const { DATABASE_URL: url, PINGBACK_CONNECTIONS: size, DATABASE_PREPARED_STATEMENTS } = env()
  const within = statementMilliseconds
  const pool = openPool({ url, size, connectWithin: within, answerWithin: within })
  watchPool('pingbacks', pool)
  return new PrismaClient({
    adapter: new PrismaPg(pool, {
      disposeExternalPool: true,
      statementNameGenerator: ({ sql }) =>
        (DATABASE_PREPARED_STATEMENTS === 'on' && /\breceive_pingbacks?(?=\()/.exec(sql)?.[0]) || '',
    }),
  })
}

/** The limits that hold for each of the listener's statements, asked over its own pool. Rejects when it can't be asked. */
export async function pingbackLimits(): Promise<{ lock_timeout: string; synchronous_commit: string }> {
  const [limits] = await pingbackDatabase().$queryRaw<{ lock_timeout: string; synchronous_commit: string }[]>`
    SELECT lock_timeout, synchronous_commit FROM limit_pingback()`
  if (!limits) throw new Error('The database function returned no row.')
  return limits
}

/** The SQLSTATE of a failed raw query; undefined when the server wasn't reached. */
function sqlState(error: unknown): string | undefined {
  const meta = (error as { meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } }).meta
  return meta?.driverAdapterError?.cause?.originalCode
}

/** Whether the statement may succeed when it is run again: a lock not to be had in time, a deadlock, a race. */
export function isWorthRetrying(error: unknown): boolean {
  return ['55P03', '40P01', '40001'].includes(sqlState(error) ?? '')
}

/**
 * Runs a statement until it succeeds or fails with an error that is not worth a retry.
 *
 * @param deadline on the clock of `performance.now()`: no retry starts after it
 */
export async function whileWorthRetrying<T>(deadline: number, statement: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await statement()
    } catch (error) {
      if (!isWorthRetrying(error) || performance.now() >= deadline) throw error
    }
  }
}

/**
 * Whether the fault is ours: the statement itself is wrong (bad data, a constraint, a missing function). All else, such as
 * a server that is down, full, read-only or shutting down, passes by itself.
 */
export function isOwnFault(error: unknown): boolean {
  return /^(0A|2[1-4]|2F|42|P0|XX)/.test(sqlState(error) ?? '')
}
