import { db, deleteInSteps } from '@/lib/db'
import type { Verdict } from '@/lib/generated/prisma/enums'
import { pingbackDatabase } from '@/lib/pingbacks/database'
import { type PingbackEvent, readEvent } from '@/lib/pingbacks/event'

/** What the log keeps of an arrival: the `pingback_arrival` type of the database. */
export interface PingbackArrival {
  address: string | null
  sign_version: number | null
  secret: string | null
  /** Milliseconds spent before the statement. */
  elapsed_ms: number
  /** When it counts as received, if the emulator's clock runs ahead of this machine's (lib/clock.ts). */
  received_at?: string | undefined
  /** Masked. */
  parameters: Record<string, string>
}

export interface PingbackResult {
  verdict: Verdict
  /** What it did, in one sentence. */
  sentence: string
  orderId: string | null
}

type Row = { verdict: Verdict; sentence: string; order_id: string | null }

function resultsOf(rows: Row[]): [PingbackResult, ...PingbackResult[]] {
  const [first, ...others] = rows.map(({ verdict, sentence, order_id: orderId }) => ({
    verdict,
    sentence,
    orderId,
  }))
  if (!first) throw new Error('The database function returned no row.')
  return [first, ...others]
}

/**
 * Applies a genuine pingback in one statement and one round trip (docs/pingbacks.md). Rejects with the database's error.
 *
 * @param arrivals of this very event: the first one counts, the others are its repetitions
 * @returns a result for each
 */
export async function applyPingback(
  event: PingbackEvent,
  arrivals: readonly PingbackArrival[],
): Promise<[PingbackResult, ...PingbackResult[]]> {
  return resultsOf(
    await pingbackDatabase().$queryRaw<Row[]>`
      SELECT verdict::text, sentence, order_id
      FROM receive_pingback(${JSON.stringify(event)}::jsonb, ${JSON.stringify(arrivals)}::jsonb)`,
  )
}

/** Keeps an event that could not be applied through a fault of our own, with an alert and a job that tries again. */
export async function recordFailedPingback(
  event: PingbackEvent,
  arrival: PingbackArrival,
  fault: string,
): Promise<PingbackResult> {
  const [result] = resultsOf(
    await pingbackDatabase().$queryRaw<Row[]>`
      SELECT verdict::text, sentence, order_id
      FROM receive_failed_pingback(${JSON.stringify(event)}::jsonb, ${JSON.stringify(arrival)}::jsonb, ${fault})`,
  )
  return result
}

/**
 * Applies a stored event that was quarantined or failed, by the same function as an arrival.
 *
 * @param id the ledger's id
 * @param options.orderId the order that the merchant matched it to
 * @param options.live as for {@link readEvent}
 * @throws when there is no such event
 */
export async function reapplyPingback(
  id: bigint,
  options: { orderId?: string; live: boolean },
): Promise<PingbackResult> {
  const stored = await db().pingback.findUnique({ where: { id } })
  if (!stored) throw new Error(`There is no pingback ${id}.`)
  const event = {
    ...readEvent(new Map(Object.entries(stored.parameters as Record<string, string>)), options.live),
    part: stored.part,
  }
  const arrival: PingbackArrival = {
    address: null,
    sign_version: null,
    secret: null,
    elapsed_ms: 0,
    parameters: {},
  }
  const [result] = resultsOf(
    await db().$queryRaw<Row[]>`
      SELECT verdict::text, sentence, order_id
      FROM apply_pingback(${JSON.stringify(event)}::jsonb, ${JSON.stringify([arrival])}::jsonb, ${id}, ${options.orderId ?? null})`,
  )
  return result
}

/** Deletes log rows older than `days`; the ledger is never pruned. Returns how many. */
export async function pruneAttempts(days: number): Promise<number> {
  const before = new Date(Date.now() - days * 86_400_000)
  return deleteInSteps((limit) =>
    db().pingbackAttempt.deleteMany({ where: { receivedAt: { lt: before } }, limit }),
  )
}
