import { raiseAlert } from '@/lib/alerts'
import { db } from '@/lib/db'
import { log } from '@/lib/log'
import { maskName, maskParameters, roughPairs } from '@/lib/pingbacks/mask'
import { keepRefused, type RefusedArrival } from '@/lib/pingbacks/mutations'
import { type Refusal, rejectSentences } from '@/lib/pingbacks/verify'

const rowsPerMinute = 60
const rowsKept = 10_000
const flushEvery = 1000
/** When the database takes nothing. */
const retryAfter = 5000
/** Senders counted separately between two writes. */
const maxGroups = 50
/** Arrivals that a change of settings would let pass, between two writings. */
const maxRecoverable = 100
const maxAlerts = 50
/** Minutes whose forged arrivals are kept for the count while the database takes nothing. */
const maxMinutes = 60
/** Arrivals a minute, at all processes together, with a wrong signature that raise an alert. */
const forgedAlertAt = 30

interface Group {
  refusal: Refusal
  address: string | undefined
  query: string
  arrivals: number
  /** How many of them are not in the process's log yet. */
  unlogged: number
}

type Alert = Parameters<typeof raiseAlert>[1]

/**
 * Counts refused arrivals in memory and writes them in batches, to the log of the process and to the database: alike ones
 * (reason and address) share a row, each process writes at most 60 rows a minute and 10,000 are kept, so a flood can neither fill the
 * disk nor slow down genuine pingbacks, and a wrong secret is still seen. What a change of settings would let pass is kept
 * sealed, with an alert for each reason and hour. What could not be written is tried again; memory is bounded throughout.
 */
export class RejectedLog {
  #groups = new Map<string, Group>()
  #recoverable = new Map<string, RefusedArrival>()
  #alerts = new Map<string, Alert>()
  #timer: NodeJS.Timeout | undefined
  #minute = 0
  #rows = 0
  /** Arrivals with a wrong signature that are not in the count of all processes yet, by the minute in which they came. */
  #forged = new Map<number, number>()
  #isPruned = false
  #flushing = Promise.resolve()

  add(refusal: Refusal, address: string | undefined, query: string): void {
    const { reason, parameter, recoverable } = refusal
    this.#count({ refusal, address, query: query.slice(0, 1000), arrivals: 1, unlogged: 1 })
    if (recoverable && this.#recoverable.size < maxRecoverable) {
      const receivedAt = new Date()
      this.#recoverable.set(query, { reason, parameter, recoverable, address, query, receivedAt })
    }
    this.#flushAfter(flushEvery)
  }

  /** Writes what has gathered, as far as this minute's rows reach; the rest waits. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#flushing = this.#flushing.then(() => this.#write())
    return this.#flushing
  }

  #flushAfter(milliseconds: number): void {
    this.#timer ??= setTimeout(() => void this.flush(), milliseconds).unref()
  }

  #count(group: Group): void {
    const { reason, recoverable } = group.refusal
    const kind = recoverable ? `${reason} recoverable` : reason
    const own = `${kind} ${group.address ?? ''}`
    // Of too many senders at once, the others share one row for each reason.
    const isShared = this.#groups.size >= maxGroups && !this.#groups.has(own)
    const known = this.#groups.get(isShared ? kind : own)
    if (known) {
      known.arrivals += group.arrivals
      known.unlogged += group.unlogged
    } else if (isShared) this.#groups.set(kind, { ...group, address: undefined })
    else this.#groups.set(own, group)
  }

  async #write(): Promise<void> {
    const minute = Math.floor(Date.now() / 60_000)
    if (minute !== this.#minute) {
      this.#minute = minute
      this.#rows = 0
      this.#isPruned = false
    }
    const batch = [...this.#groups].slice(0, rowsPerMinute - this.#rows)
    for (const [key] of batch) this.#groups.delete(key)
    if (this.#groups.size > 0) this.#flushAfter(60_000 - (Date.now() % 60_000))
    const groups = batch.map(([, group]) => group)
    const recoverable = [...this.#recoverable.values()]
    this.#recoverable.clear()
    this.#report(groups, recoverable)
    if (groups.length + recoverable.length + this.#alerts.size + this.#forged.size === 0) return
    try {
      await this.#countForged()
      await keepRefused(recoverable)
      for (const [key, alert] of [...this.#alerts]) {
        await raiseAlert(db(), alert)
        this.#alerts.delete(key)
      }
      await this.#store(groups)
    } catch (error) {
      log.warn({ error: String(error), rows: groups.length }, 'refused pingbacks could not be stored yet')
      for (const group of groups) this.#count(group)
      for (const arrival of recoverable) {
        if (this.#recoverable.size < maxRecoverable) this.#recoverable.set(arrival.query, arrival)
      }
      this.#flushAfter(retryAfter)
    }
  }

  /** Logs immediately, whatever the state of the database; alerts are queued for it. */
  #report(groups: readonly Group[], recoverable: readonly RefusedArrival[]): void {
    for (const group of groups) {
      const { refusal, address, unlogged: arrivals } = group
      if (arrivals === 0) continue
      group.unlogged = 0
      if (refusal.reason === 'signature_mismatch') {
        this.#forged.set(this.#minute, (this.#forged.get(this.#minute) ?? 0) + arrivals)
      }
      const parameter = refusal.parameter && maskName(refusal.parameter)
      log.warn({ reason: refusal.reason, parameter, address, arrivals }, sentenceOf(refusal))
    }
    for (const [oldest] of this.#forged) {
      if (this.#forged.size <= maxMinutes) break
      this.#forged.delete(oldest)
    }
    const hour = hourOf(this.#minute)
    for (const { reason, recoverable: how } of recoverable) {
      this.#alert({
        kind: 'refused_pingback',
        subject: `${reason}:${hour}`,
        message: `Pingbacks that Paymentwall signed are being refused. ${how.advice} Paymentwall keeps resending them, and those received are stored: npm run pingback:refused.`,
      })
    }
  }

  /** Adds what came here to the count of all processes, which decides whether the merchant is told. */
  async #countForged(): Promise<void> {
    for (const [minute, arrivals] of [...this.#forged]) {
      const [counted] = await db().$queryRaw<{ hits: number }[]>`
        INSERT INTO rate_limits AS counter (key, window_start, hits)
        VALUES ('forged pingbacks', to_timestamp(${minute * 60}::bigint), ${arrivals})
        ON CONFLICT (key, window_start) DO UPDATE SET hits = counter.hits + EXCLUDED.hits RETURNING hits`
      this.#forged.delete(minute)
      if (!counted || counted.hits < forgedAlertAt) continue
      this.#alert({
        kind: 'forged_rate',
        subject: hourOf(minute),
        message: `${counted.hits} pingbacks in one minute had a wrong signature. Either the secret key differs from the project’s, or someone is trying to forge them.`,
      })
    }
  }

  #alert(alert: Alert): void {
    const key = `${alert.kind} ${alert.subject}`
    if (!this.#alerts.has(key) && this.#alerts.size < maxAlerts) this.#alerts.set(key, alert)
  }

  async #store(groups: readonly Group[]): Promise<void> {
    if (groups.length === 0) return
    await db().pingbackAttempt.createMany({
      data: groups.map(({ refusal, address, query, arrivals }) => ({
        verdict: 'rejected' as const,
        reason: refusal.reason,
        sentence: sentenceOf(refusal),
        signVersion: versionNamed(query),
        secret: refusal.recoverable?.secret,
        address,
        arrivals,
        durationMs: 0,
        parameters: maskParameters(roughPairs(query)),
      })),
    })
    this.#rows += groups.length
    if (this.#isPruned) return
    this.#isPruned = true
    await db().$executeRaw`
      DELETE FROM pingback_attempts WHERE id <= (
        SELECT id FROM pingback_attempts WHERE verdict = 'rejected' ORDER BY id DESC OFFSET ${rowsKept} LIMIT 1)
      AND verdict = 'rejected'`.catch((error) => {
      log.warn({ error: String(error) }, 'old refused pingbacks could not be deleted')
    })
  }
}

const hourOf = (minute: number) => new Date(minute * 60_000).toISOString().slice(0, 13)

/** The signature version that a query names, if it is one that exists. */
function versionNamed(query: string): number | undefined {
  const named = roughPairs(query).find(([name]) => name === 'sign_version')?.[1]
  return named !== undefined && /^[123]$/.test(named) ? Number(named) : undefined
}

function sentenceOf({ reason, recoverable }: Refusal): string {
  return recoverable ? `${rejectSentences[reason]} ${recoverable.advice}` : rejectSentences[reason]
}

// Next's bundles each get a copy of this module; what is counted must be counted once.
const kept = globalThis as { rejectedPingbacks?: RejectedLog }

/** The log of this process. */
export function rejectedPingbacks(): RejectedLog {
  kept.rejectedPingbacks ??= new RejectedLog()
  return kept.rejectedPingbacks
}
