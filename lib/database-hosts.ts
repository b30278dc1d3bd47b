import { setTimeout as pause } from 'node:timers/promises'
import { Client, type ClientBase } from 'pg'
import { addressesOf, placeOf } from '@/lib/database-address'
import { log } from '@/lib/log'

/** How long all hosts together are asked, and how often one that takes no writes while another has not answered. */
const searchWithin = 4000
const askAgainAfter = 200
/** How long the host in use is waited for when another has said first that it takes writes. */
const preferredFor = 200
/** For how long an answer that there is none stands: requests come many at a time. */
const refusalStands = 250

/** A connection to one of the hosts. */
interface Connection {
  address: string
  end(): unknown
}

interface Standing {
  isStandby: boolean
  isReadOnly: boolean
}

/** The number of promotions that a primary's data has behind it; 0 where the service does not say. */
async function timelineOf(client: ClientBase): Promise<number> {
  try {
    const { rows } = await client.query<{ timeline: number }>(
      "SELECT ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int AS timeline",
    )
    return rows[0]?.timeline ?? 0
  } catch {
    return 0
  }
}

/**
 * The hosts of one address. Knows which of them was last found to take writes, and asks all of them at once when that is in
 * doubt. A former primary that comes back is passed over: whoever has seen a later timeline never writes to an earlier one.
 */
export class DatabaseHosts {
  readonly #addresses: readonly string[]
  readonly #connections = new Set<Connection>()
  readonly #reported = new Map<string, string>()
  #current: string
  #isKnown = false
  #isDoubtful = true
  #timeline = 0
  #search: Promise<void> | undefined
  #refusal: { at: number; error: Error } | undefined

  constructor(addresses: readonly string[]) {
    this.#addresses = [...new Set(addresses)]
    this.#current = addresses[0] ?? ''
  }

  /** The address of the host to connect to. */
  get current(): string {
    return this.#current
  }

  /**
   * Has a connection ended when its host turns out to be gone, where its statement would wait in vain. Returns what takes
   * that back.
   */
  watch(connection: Connection): () => void {
    this.#connections.add(connection)
    return () => this.#connections.delete(connection)
  }

  /** Has all hosts asked before the next use, if it is the current one that failed. */
  doubt(address: string): void {
    if (address === this.#current) this.#isDoubtful = true
  }

  /** Returns once the current host is one that takes writes; rejects with what is wrong with each when none does. */
  async find(): Promise<void> {
    if (!this.#isDoubtful) return
    this.#search ??= this.#ask().finally(() => {
      this.#search = undefined
    })
    await this.#search
  }

  /** Why a host that was connected to can't be used; undefined when it takes writes. */
  async faultOf(client: ClientBase): Promise<string | undefined> {
    const { rows } = await client.query<Standing>(
      `SELECT pg_is_in_recovery() AS "isStandby", current_setting('transaction_read_only') = 'on' AS "isReadOnly"`,
    )
    if (rows[0]?.isStandby) return 'is a standby'
    if (rows[0]?.isReadOnly) return 'is read-only'
    const timeline = await timelineOf(client)
    if (timeline < this.#timeline) return `is a former primary (timeline ${timeline}, not ${this.#timeline})`
    this.#timeline = timeline
    return undefined
  }

  async #ask(): Promise<void> {
    if (this.#refusal && performance.now() - this.#refusal.at < refusalStands) throw this.#refusal.error
    const until = performance.now() + searchWithin
    const silent = new Set(this.#addresses)
    const findings = new Map<string, string>()
    let isOver = false
    const askOne = async (address: string): Promise<string> => {
      for (;;) {
        const finding = await this.#look(address, until - performance.now())
        silent.delete(address)
        this.#report(address, finding)
        if (finding === undefined) return address
        findings.set(address, finding)
        // A standby may be promoted while a frozen primary keeps everybody waiting.
        if (!isOver && silent.size > 0) await pause(askAgainAfter)
        if (isOver || silent.size === 0 || performance.now() + askAgainAfter > until) throw new Error(finding)
      }
    }
    const answers = new Map(this.#addresses.map((address) => [address, askOne(address)]))
    try {
      const first = await Promise.any(answers.values())
      const preferred = answers.get(this.#current)?.catch(() => first) ?? first
      this.#use(await Promise.race([preferred, pause(preferredFor, first, { ref: false })]))
    } catch {
      const each = this.#addresses.map((address) => `${placeOf(address)} ${findings.get(address)}`)
      const error = new Error(`no host takes writes: ${each.join('; ')}`)
      this.#refusal = { at: performance.now(), error }
      throw error
    } finally {
      isOver = true
    }
  }

  async #look(address: string, within: number): Promise<string | undefined> {
    const client = new Client({
      connectionString: address,
      connectionTimeoutMillis: within,
      query_timeout: within,
    })
    client.on('error', () => {})
    try {
      await client.connect()
      return await this.faultOf(client)
    } catch (error) {
      const { message, code } = error as Error & { code?: string }
      return `can't be used (${message || code})`
    } finally {
      void client.end().catch(() => {})
    }
  }

  #use(address: string): void {
    const before = this.#current
    this.#current = address
    this.#isDoubtful = false
    if (this.#isKnown && address !== before) {
      log.warn({ from: placeOf(before), to: placeOf(address) }, 'the database has moved to another host')
    }
    this.#isKnown = true
    for (const connection of [...this.#connections]) if (connection.address !== address) connection.end()
  }

  /** Says once what keeps a host from being used, until that changes. */
  #report(address: string, finding: string | undefined): void {
    const known = this.#reported.get(address)
    if (finding === undefined) this.#reported.delete(address)
    else this.#reported.set(address, finding)
    if (finding === undefined || finding === known) return
    const level = finding === 'is a standby' ? 'info' : 'warn'
    log[level](`the database host ${placeOf(address)} ${finding}`)
  }
}

// Next's bundles each get a copy of this module; what one pool has found out serves all.
const kept = globalThis as { databaseHosts?: Map<string, DatabaseHosts> }

/** The hosts that an address names, if there are several. */
export function hostsOf(url: string): DatabaseHosts | undefined {
  const addresses = addressesOf(url)
  if (addresses.length < 2) return undefined
  kept.databaseHosts ??= new Map()
  const hosts = kept.databaseHosts.get(url) ?? new DatabaseHosts(addresses)
  kept.databaseHosts.set(url, hosts)
  return hosts
}
