import { raiseAlert } from '@/lib/alerts'
import { log } from '@/lib/log'
import { pingbackDatabase } from '@/lib/pingbacks/database'
import { maskName, maskParameters } from '@/lib/pingbacks/mask'
import { type Refusal, rejectSentences } from '@/lib/pingbacks/verify'

const rowsPerMinute = 60
const rowsKept = 10_000
const flushEvery = 1000
/** Senders told apart between two writings. */
const maxGroups = 50
/** Arrivals a minute with a wrong signature that raise an alert. */
const forgedAlertAt = 30

interface Group {
  refusal: Refusal
  address: string | undefined
  query: string
  arrivals: number
}

/**
 * Counts refused arrivals in memory and writes them in batches, to the log of the process and to the database: alike ones
 * (reason and address) share a row, at most 60 rows a minute are written and 10,000 kept, so a flood can neither fill the
 * disk nor slow down genuine pingbacks, and a wrong secret is still seen.
 */
export class RejectedLog {
  #groups = new Map<string, Group>()
  #timer: NodeJS.Timeout | undefined
  #minute = 0
  #rows = 0
  #forged = 0
  #flushing = Promise.resolve()

  add(refusal: Refusal, address: string | undefined, query: string): void {
    const own = `${refusal.reason} ${address ?? ''}`
    // Of too many senders at once, the others share one row for each reason.
    const shared = this.#groups.size >= maxGroups && !this.#groups.has(own)
    const key = shared ? refusal.reason : own
    const group = this.#groups.get(key)
    if (group) group.arrivals++
    else {
      const sender = shared ? undefined : address
      this.#groups.set(key, { refusal, address: sender, query: query.slice(0, 1000), arrivals: 1 })
    }
    this.#timer ??= setTimeout(() => void this.flush(), flushEvery).unref()
  }

  /** Writes what has gathered, as far as this minute's rows reach; the rest waits. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#flushing = this.#flushing.then(() => this.#write())
    return this.#flushing
  }

  async #write(): Promise<void> {
    const minute = Math.floor(Date.now() / 60_000)
    if (minute !== this.#minute) {
      this.#minute = minute
      this.#rows = 0
      this.#forged = 0
    }
    const batch = [...this.#groups.entries()].slice(0, rowsPerMinute - this.#rows)
    for (const [key] of batch) this.#groups.delete(key)
    if (this.#groups.size > 0) {
      this.#timer ??= setTimeout(() => void this.flush(), 60_000 - (Date.now() % 60_000)).unref()
    }
    if (batch.length === 0) return
    this.#rows += batch.length
    const groups = batch.map(([, group]) => group)
    for (const { refusal, address, arrivals } of groups) {
      if (refusal.reason === 'signature_mismatch') this.#forged += arrivals
      const parameter = refusal.parameter && maskName(refusal.parameter)
      log.warn({ reason: refusal.reason, parameter, address, arrivals }, rejectSentences[refusal.reason])
    }
    try {
      await pingbackDatabase().$transaction([
        pingbackDatabase().pingbackAttempt.createMany({
          data: groups.map(({ refusal, address, query, arrivals }) => ({
            verdict: 'rejected' as const,
            reason: refusal.reason,
            sentence: rejectSentences[refusal.reason],
            address,
            arrivals,
            durationMs: 0,
            parameters: maskParameters(roughPairs(query)),
          })),
        }),
        pingbackDatabase().$executeRaw`
          DELETE FROM pingback_attempts WHERE id <= (
            SELECT id FROM pingback_attempts WHERE verdict = 'rejected' ORDER BY id DESC OFFSET ${rowsKept} LIMIT 1)
          AND verdict = 'rejected'`,
      ])
      if (this.#forged >= forgedAlertAt) await this.#alert(minute)
    } catch (error) {
      log.warn({ error: String(error), rows: groups.length }, 'refused pingbacks could not be stored')
    }
  }

  async #alert(minute: number): Promise<void> {
    const hour = new Date(minute * 60_000).toISOString().slice(0, 13)
    await raiseAlert(pingbackDatabase(), {
      kind: 'forged_rate',
      subject: hour,
      message: `${this.#forged} pingbacks in one minute bore a wrong signature. Either the secret key differs from the project's, or somebody is trying to forge them.`,
    })
  }
}

/** The pairs of a query that may be broken in any way, for showing only. */
function roughPairs(query: string): [string, string][] {
  return query.split('&', 64).map((pair) => {
    const [name = '', ...rest] = pair.split('=').map(roughlyDecoded)
    return [name, rest.join('=')]
  })
}

function roughlyDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' ')).replaceAll('\0', '')
  } catch {
    return text
  }
}
