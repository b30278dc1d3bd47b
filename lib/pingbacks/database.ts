import { PrismaPg } from '@prisma/adapter-pg'
import { env } from '@/lib/env'
import { PrismaClient } from '@/lib/generated/prisma/client'

const kept = globalThis as { pingbackDatabase?: PrismaClient }

/**
 * The listener's own small pool, so that neither buyers' pages nor a stuck order can keep it from its work: a statement
 * that waits for a lock gives up after 250 ms, no statement runs longer than 2 s, and a connection that has fallen silent
 * is given up. The statement that applies a pingback is prepared once a connection.
 */
export function pingbackDatabase(): PrismaClient {
  kept.pingbackDatabase ??= new PrismaClient({
    adapter: new PrismaPg(
      {
        connectionString: env().DATABASE_URL,
        max: env().PINGBACK_CONNECTIONS,
        connectionTimeoutMillis: 5000,
        query_timeout: 5000,
        lock_timeout: 250,
        statement_timeout: 2000,
        // `OK` promises that the row survives a crash, whatever the server's default is.
        options: '-c synchronous_commit=on',
      },
      { statementNameGenerator: ({ sql }) => (sql.includes('apply_pingback(') ? 'apply_pingback' : '') },
    ),
  })
  return kept.pingbackDatabase
}

/** What PostgreSQL or the driver says of a failed raw query: an SQLSTATE, or nothing when the server wasn't reached. */
function sqlState(error: unknown): string | undefined {
  const meta = (error as { meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } }).meta
  return meta?.driverAdapterError?.cause?.originalCode
}

/** Whether the statement may succeed when it is run again: a lock not to be had in time, a deadlock, a race. */
export function isWorthRetrying(error: unknown): boolean {
  return ['55P03', '40P01', '40001'].includes(sqlState(error) ?? '')
}

/**
 * Whether the fault is ours: the statement itself is wrong (bad data, a constraint, a missing function). All else, such as
 * a server that is down, full, read-only or shutting down, passes by itself.
 */
export function isOwnFault(error: unknown): boolean {
  return /^(0A|2[1-4]|2F|42|P0|XX)/.test(sqlState(error) ?? '')
}
