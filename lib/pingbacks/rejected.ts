import { log } from '@/lib/log'
import { pingbackDatabase } from '@/lib/pingbacks/database'
import { maskParameters } from '@/lib/pingbacks/mask'
import { type RejectReason, rejectSentences } from '@/lib/pingbacks/verify'

const rowsPerMinute = 60
const rowsKept = 10_000
const flushEvery = 1000
const maxGroups = 50
/** Arrivals a minute with a wrong signature that raise an alert. */
const forgedAlertAt = 30

interface Group {
  reason: RejectReason
  address: string | undefined
  query: string
  arrivals: number
}

/**
 * Counts refused arrivals in memory and writes them in batches: alike ones (reason and address) share a row, at most 60
 * rows a minute are written and 10,000 kept, so a flood can neither fill the disk nor slow down genuine pingbacks, and a
 * wrong secret is still seen.
 */
export class RejectedLog {
  #groups = new Map<string, Group>()
  #timer: NodeJS.Timeout | undefined
  #minute = 0
  #rows = 0
  #forged = 0
  #flushing = Promise.resolve()

  add(reason: RejectReason, address: string | undefined, query: string): void {
    const key = `${reason} ${address ?? ''}`
    const group = this.#groups.get(key)
    if (group) group.arrivals++
    else if (this.#groups.size < maxGroups) {
      this.#groups.set(key, { reason, address, query: query.slice(0, 1000), arrivals: 1 })
    } else {
      const rest = this.#groups.values().next().value
      if (rest) rest.arrivals++
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
    for (const group of groups) {
      if (group.reason === 'signature_mismatch') this.#forged += group.arrivals
    }
    try {
      await pingbackDatabase().$transaction([
        pingbackDatabase().pingbackAttempt.createMany({
          data: groups.map(({ reason, address, query, arrivals }) => ({
            verdict: 'rejected' as const,
            reason,
            sentence: rejectSentences[reason],
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
      log.warn({ error: String(error), arrivals: groups.length }, 'refused pingbacks could not be logged')
    }
  }

  async #alert(minute: number): Promise<void> {
    const hour = new Date(minute * 60_000).toISOString().slice(0, 13)
    await pingbackDatabase().alert.createMany({
      data: {
        kind: 'forged_rate',
        subject: hour,
        message: `${this.#forged} pingbacks in one minute bore a wrong signature. Either the secret key differs from the project's, or somebody is trying to forge them.`,
      },
      skipDuplicates: true,
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
