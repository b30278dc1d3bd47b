import { Client, DatabaseError, Pool, type PoolClient, type PoolConfig } from 'pg'
import { type DatabaseHosts, hostsOf } from '@/lib/database-hosts'
import { log } from '@/lib/log'

export interface PoolSettings {
  /** Where the database is: a postgresql:// address, of one host or several (`host1:5432,host2:5432`). */
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
      if (explained instanceof DatabaseAway) {
        void this.end()
        this.lose()
      }
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

  /** Called when it can't be trusted any more. */
  protected lose(): void {}
}

/** Milliseconds an unanswered statement waits before all hosts are asked, each time. */
const suspiciousAfter = 2000

/** A client of the host that is current when it is made. */
abstract class HostClient extends CautiousClient {
  readonly address: string
  readonly #hosts: DatabaseHosts

  constructor(hosts: DatabaseHosts, settings: ConstructorParameters<typeof Client>[0]) {
    const address = hosts.current
    super({ ...(settings as object), connectionString: address })
    this.address = address
    this.#hosts = hosts
    let unanswered: NodeJS.Timeout | undefined
    const forget = hosts.watch(this)
    this.on('drain', () => clearInterval(unanswered))
    this.once('end', () => {
      clearInterval(unanswered)
      forget()
    })
    const send = this.query.bind(this) as (...given: unknown[]) => unknown
    this.query = ((...given: unknown[]) => {
      clearInterval(unanswered)
      unanswered = setInterval(() => this.#suspect(), suspiciousAfter).unref()
      return send(...given)
    }) as Client['query']
  }

  /** A frozen host says nothing, so whether it still takes writes is checked while the statement waits. */
  #suspect(): void {
    this.lose()
    this.#hosts.find().catch(() => {})
  }

  protected override lose(): void {
    this.#hosts.doubt(this.address)
  }
}

type ConnectCallback = Parameters<Pool['connect']>[0]

// Every connection is in use: no host is to blame.
const isFull = (error: Error) => error.message.startsWith('timeout exceeded')

class CautiousPool extends Pool {
  readonly #hosts: DatabaseHosts | undefined

  constructor(settings: PoolConfig, hosts: DatabaseHosts | undefined) {
    super(settings)
    this.#hosts = hosts
  }

  override connect(): Promise<PoolClient>
  override connect(callback: ConnectCallback): void
  override connect(callback?: ConnectCallback): Promise<PoolClient> | undefined {
    if (this.#hosts) {
      const connected = this.#connectTo(this.#hosts)
      if (callback === undefined) return connected
      connected.then(
        (client) => callback(undefined, client, client.release),
        (error) => callback(error, undefined, () => {}),
      )
      return undefined
    }
    if (callback === undefined) {
      return super.connect().catch((error: Error) => {
        throw explain(error)
      })
    }
    super.connect((error, client, release) => callback(error && explain(error), client, release))
    return undefined
  }

  /** A connection to the host that takes writes; those to another are given up. */
  async #connectTo(hosts: DatabaseHosts): Promise<PoolClient> {
    for (let failed = false; ; ) {
      await hosts.find().catch((error: Error) => {
        throw new DatabaseAway(error)
      })
      const { current } = hosts
      try {
        const client = await super.connect()
        if ((client as unknown as HostClient).address === hosts.current) return client
        client.release(true)
      } catch (error) {
        const explained = explain(error as Error)
        if (failed || !(explained instanceof DatabaseAway) || isFull(error as Error)) throw explained
        hosts.doubt(current)
        failed = true
      }
    }
  }
}

function severalHosts(hosts: DatabaseHosts): PoolConfig {
  return {
    Client: class extends HostClient {
      constructor(settings?: ConstructorParameters<typeof Client>[0]) {
        super(hosts, settings)
      }
    },
    onConnect: async (client) => {
      const fault = await hosts.faultOf(client)
      if (fault !== undefined) throw new DatabaseAway(new Error(`${(client as HostClient).host} ${fault}`))
    },
  }
}

/**
 * Opens a pool of connections to PostgreSQL, the one way to do so for all that serves the shop. Nothing waits in it for
 * ever, whatever the database does, and connections that timed out, were cut or lead to a standby leave it. Asks for
 * nothing at the start of a connection that a pooler would refuse. Of several hosts it uses the one that takes writes.
 */
export function openPool({ url, size, connectWithin, answerWithin }: PoolSettings): Pool {
  const hosts = hostsOf(url)
  const settings = {
    max: size,
    connectionTimeoutMillis: connectWithin,
    query_timeout: answerWithin,
    // Finds the dead among those that only listen, or lie idle.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // A host name that moves to another server is resolved again within half an hour.
    maxLifetimeSeconds: 1800,
    ...(hosts ? severalHosts(hosts) : { Client: CautiousClient, connectionString: url }),
  }
  const pool = new CautiousPool(settings, hosts)
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
