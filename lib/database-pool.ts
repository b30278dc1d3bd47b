import { Client, DatabaseError, Pool, type PoolClient } from 'pg'
import { log } from '@/lib/log'

export interface PoolSettings {
  /** Where the database is: a postgresql:// address. */
  url: string
  /** How many connections there may be at once. */
  size: number
  /** Milliseconds that a statement waits for a connection: for one that is free, or for a new one. */
  connectWithin: number
  /** Milliseconds that a statement may take, the way there and back included; migrations alone take as long as they need. */
  answerWithin?: number
}

/**
 * The database can't be reached, has not answered in time, or has answered what one that is going away does. Whether a
 * statement that was sent has taken effect is not known.
 */
class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway'
  /** graphile-worker repeats its own statements on this code, and gives a worker up on most others. */
  readonly code = 'ETIMEDOUT'

  constructor(cause: Error) {
    super(`The database is away: ${cause.message}`, { cause })
  }
}

// Connection trouble, an overfull server, one that shuts down or starts, a standby that takes no writes, an idle
// transaction cut off.
const passingStates = /^(08|53300|57P0|25006|25P03)/
const passingMessages =
  /^(Query read timeout|timeout e|Connection terminated|Client was closed|Client has encountered a connection error)/

/** What the driver reports, as `DatabaseAway` where it says nothing about the statement. */
function explain(error: Error): Error {
  const passes =
    error instanceof DatabaseError
      ? passingStates.test(error.code ?? '')
      : passingMessages.test(error.message) || 'syscall' in error
  return passes ? new DatabaseAway(error) : error
}

/** Closes itself once it can't be trusted: a pool does not reuse a closed connection. */
class CautiousClient extends Client {
  constructor(...settings: ConstructorParameters<typeof Client>) {
    super(...settings)
    const send = this.query.bind(this) as (...given: unknown[]) => unknown
    const judge = (error: Error) => {
      const explained = explain(error)
      if (explained instanceof DatabaseAway) void this.end()
      return explained
    }
    this.query = ((...given: unknown[]) => {
      const callback = given.at(-1)
      if (typeof callback === 'function') {
        return send(...given.slice(0, -1), (error: Error | null, result: unknown) =>
          callback(error && judge(error), result),
        )
      }
      const answer = send(...given)
      if (!(answer instanceof Promise)) return answer
      return answer.catch((error: Error) => {
        throw judge(error)
      })
    }) as Client['query']
  }
}

type ConnectCallback = Parameters<Pool['connect']>[0]

class CautiousPool extends Pool {
  override connect(): Promise<PoolClient>
  override connect(callback: ConnectCallback): void
  override connect(callback?: ConnectCallback): Promise<PoolClient> | undefined {
    if (callback === undefined) {
      return super.connect().catch((error: Error) => {
        throw explain(error)
      })
    }
    super.connect((error, client, release) => callback(error && explain(error), client, release))
    return undefined
  }
}

/**
 * Opens a pool of connections to PostgreSQL, the one way to do so for all that serves the shop. Nothing waits in it for
 * ever, whatever the database does, and connections that timed out, were cut or lead to a standby leave it. Asks for
 * nothing at the start of a connection that a pooler would refuse.
 */
export function openPool({ url, size, connectWithin, answerWithin }: PoolSettings): Pool {
  const pool = new CautiousPool({
    Client: CautiousClient,
    connectionString: url,
    max: size,
    connectionTimeoutMillis: connectWithin,
    query_timeout: answerWithin,
    // Finds the dead among those that only listen, or lie idle.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // A host name that moves to another server is resolved again within half an hour.
    maxLifetimeSeconds: 1800,
  })
  pool.on('error', (error) => log.warn({ error: error.message }, 'an idle database connection was lost'))
  // The loss of a connection in use is reported by its statement.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

// Next's bundles each get a copy of this module, hence the global object.
const kept = globalThis as { databasePools?: Map<string, Pool> }

/** Lets `poolStates` tell of a pool of this process; of one name the newest counts. */
export function watchPool(name: string, pool: Pool): void {
  kept.databasePools ??= new Map()
  kept.databasePools.set(name, pool)
}

/** How busy the pools of this process are, by name: connections in use and idle, and statements that wait for one. */
export function poolStates(): ReadonlyMap<string, { inUse: number; idle: number; waiting: number }> {
  return new Map(
    Array.from(kept.databasePools ?? [], ([name, { totalCount, idleCount, waitingCount }]) => [
      name,
      { inUse: totalCount - idleCount, idle: idleCount, waiting: waitingCount },
    ]),
  )
}

// What becomes of a DatabaseAway in Prisma's hands, and its own codes for a server that is not reached, does not answer or
// hangs up, and for a transaction that can't begin or go on.
const passingPrismaCodes = new Set(['ETIMEDOUT', 'P1001', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'])

/** Whether what a statement threw, Prisma's errors included, only says that the database can't be reached at present. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.name === 'DatabaseAway') return true
  return (
    error.name === 'PrismaClientKnownRequestError' &&
    'code' in error &&
    passingPrismaCodes.has(String(error.code))
  )
}
