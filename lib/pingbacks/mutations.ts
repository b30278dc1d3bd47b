import { createHash } from 'node:crypto'
import { z } from 'zod'
import { raiseAlert } from '@/lib/alerts'
import { db, deleteInSteps, inTransaction } from '@/lib/db'
import { env } from '@/lib/env'
import { Prisma } from '@/lib/generated/prisma/client'
import type { Verdict } from '@/lib/generated/prisma/enums'
import type { OrderId } from '@/lib/ids'
import { pingbackDatabase, whileWorthRetrying } from '@/lib/pingbacks/database'
import { type PingbackEvent, readEvent } from '@/lib/pingbacks/event'
import { maskParameters, roughPairs } from '@/lib/pingbacks/mask'
import { type Recoverable, type Refusal, rejectSentences, verifyPingback } from '@/lib/pingbacks/verify'
import { seal, unseal } from '@/lib/security/seal'

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
  orderId: OrderId | null
}

const storedParameters = z.record(z.string(), z.string())

type Row = { verdict: Verdict; sentence: string; order_id: OrderId | null }

const resultOf = ({ verdict, sentence, order_id: orderId }: Row): PingbackResult => ({
  verdict,
  sentence,
  orderId,
})

function resultsOf(rows: Row[]): [PingbackResult, ...PingbackResult[]] {
  const [first, ...others] = rows.map(resultOf)
  if (!first) throw new Error('The database function returned no row.')
  return [first, ...others]
}

/**
 * Applies a genuine pingback in one statement and one round trip (docs/pingbacks.md). Rejects with the database's error.
 *
 * @param arrivals of this event: the first one counts, the others are its repetitions
 * @returns a result for each
 */
export async function applyPingback(
  event: PingbackEvent,
  arrivals: readonly PingbackArrival[],
  database: Pick<Prisma.TransactionClient, '$queryRaw'> = pingbackDatabase(),
): Promise<[PingbackResult, ...PingbackResult[]]> {
  return resultsOf(
    await database.$queryRaw<Row[]>`
      SELECT verdict::text, sentence, order_id
      FROM receive_pingback(${JSON.stringify(event)}::jsonb, ${JSON.stringify(arrivals)}::jsonb)`,
  )
}

/** An event with its arrivals, as for {@link applyPingback}. */
export interface ReceivedEvent {
  event: PingbackEvent
  arrivals: readonly PingbackArrival[]
}

/**
 * Applies several events in one statement, each in a failure scope of its own, committed together. Rejects with the
 * database's error, when none is stored.
 *
 * @returns the results of each event; null for one that failed or whose order is busy, which {@link applyPingback} tells
 */
export async function applyPingbacks(batch: readonly ReceivedEvent[]): Promise<(PingbackResult[] | null)[]> {
  const rows = await pingbackDatabase().$queryRaw<
    (Omit<Row, 'verdict'> & { place: number; verdict: Verdict | null })[]
  >`SELECT place, verdict::text, sentence, order_id FROM receive_pingbacks(${JSON.stringify(batch)}::jsonb)`
  const results: PingbackResult[][] = batch.map(() => [])
  for (const { place, verdict, ...row } of rows) {
    if (verdict) results[place]?.push(resultOf({ ...row, verdict }))
  }
  return results.map((each) => (each.length > 0 ? each : null))
}

/** Stores an event that could not be applied because of a fault of ours, with an alert and a job that retries it. */
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
  options: { orderId?: OrderId | undefined; live: boolean },
  database: Pick<Prisma.TransactionClient, 'pingback' | '$queryRaw'> = db(),
): Promise<PingbackResult> {
  const stored = await database.pingback.findUnique({ where: { id } })
  if (!stored) throw new Error(`Pingback ${id} not found.`)
  const event = {
    ...readEvent(new Map(Object.entries(storedParameters.parse(stored.parameters))), options.live),
    part: stored.part,
  }
  const arrival: PingbackArrival = {
    address: null,
    sign_version: null,
    secret: null,
    elapsed_ms: 0,
    parameters: maskParameters(Object.entries(event.parameters)),
  }
  const [result] = resultsOf(
    await database.$queryRaw<Row[]>`
      SELECT verdict::text, sentence, order_id
      FROM apply_pingback(${JSON.stringify(event)}::jsonb, ${JSON.stringify([arrival])}::jsonb, ${id}, ${options.orderId ?? null})`,
  )
  return result
}

/** A refused arrival that a change of settings would let pass. */
export interface RefusedArrival extends Refusal {
  recoverable: Recoverable
  address: string | undefined
  /** The raw query. */
  query: string
  receivedAt: Date
}

const refusedKept = 1000
/** How long a kept arrival is retried while its order is busy. */
const retryRefusedFor = 2000
const sealContext = (fingerprint: string) => `refused-pingback ${fingerprint}`

/** Stores refused arrivals encrypted, each query once and at most 1,000, to be processed after a setting is corrected. */
export async function keepRefused(arrivals: readonly RefusedArrival[]): Promise<void> {
  if (arrivals.length === 0) return
  const data = arrivals.map(({ reason, recoverable, address, query, receivedAt }) => {
    const fingerprint = createHash('sha256').update(query).digest('hex')
    return {
      fingerprint,
      reason,
      advice: recoverable.advice,
      address,
      parameters: maskParameters(roughPairs(query)),
      sealed: seal(query, sealContext(fingerprint)),
      receivedAt,
    }
  })
  await db().$transaction(async (transaction) => {
    // Other processes keep theirs too: those that count at once would not count each other.
    await transaction.$executeRaw`LOCK TABLE refused_pingbacks IN SHARE ROW EXCLUSIVE MODE`
    const room = Math.max(0, refusedKept - (await transaction.refusedPingback.count()))
    await transaction.refusedPingback.createMany({ data: data.slice(0, room), skipDuplicates: true })
  })
}

/**
 * Reads a kept arrival again as if it came now: it is verified by all that an arrival must pass, and applied only then. It is
 * deleted with it, and the alerts about its reason are resolved with the last of its kind, all in one transaction. Of two at
 * once, the second finds it applied.
 *
 * @returns what was done, or why it is still refused
 */
export function applyRefused(id: bigint): Promise<{ isApplied: boolean; sentence: string }> {
  return inTransaction(() => applyKept(id))
}

async function applyKept(id: bigint): Promise<{ isApplied: boolean; sentence: string }> {
  await db().$queryRaw`SELECT FROM refused_pingbacks WHERE id = ${id} FOR UPDATE`
  const stored = await db().refusedPingback.findUnique({ where: { id } })
  if (!stored) {
    const sentence = `Refused pingback ${id} is no longer kept: it was applied before, or there never was one.`
    return { isApplied: false, sentence }
  }
  const query = unseal(stored.sealed, sealContext(stored.fingerprint))
  if (query === undefined) {
    const sentence = 'It can’t be decrypted with DATA_ENCRYPTION_KEY or DATA_ENCRYPTION_KEY_PREVIOUS.'
    return { isApplied: false, sentence }
  }
  const verified = verifyPingback(query, stored.address ?? undefined, env())
  if (!verified.ok) {
    const advice = verified.recoverable ? ` ${verified.recoverable.advice}` : ''
    return { isApplied: false, sentence: rejectSentences[verified.reason] + advice }
  }
  const event = readEvent(verified.parameters, env().PAYMENTWALL_MODE === 'live')
  const arrival: PingbackArrival = {
    address: stored.address,
    sign_version: verified.signVersion,
    secret: verified.secret,
    elapsed_ms: 0,
    parameters: maskParameters(verified.parameters),
  }
  const [{ sentence }] = await whileWorthRetrying(performance.now() + retryRefusedFor, () =>
    db().$transaction((transaction) => applyPingback(event, [arrival], transaction)),
  )
  await forgetRefused(id, stored.reason)
  return { isApplied: true, sentence }
}

/**
 * Deletes a kept arrival and, with the last of its reason, resolves the alerts about it. The alerts are locked first: when the
 * last two are deleted at once, the second transaction sees that the first one is gone.
 */
async function forgetRefused(id: bigint, reason: string): Promise<void> {
  const subjects = `${reason}:`
  await db().$queryRaw`
    SELECT FROM alerts WHERE kind = 'refused_pingback' AND starts_with(subject, ${subjects}) AND resolved_at IS NULL
    ORDER BY id FOR UPDATE`
  await db().refusedPingback.deleteMany({ where: { id } })
  await db().$executeRaw`
    UPDATE alerts SET resolved_at = now(), resolved_by = 'pingback:refused'
    WHERE kind = 'refused_pingback' AND starts_with(subject, ${subjects}) AND resolved_at IS NULL
      AND NOT EXISTS (SELECT FROM refused_pingbacks WHERE reason = ${reason})`
}

/** How long the log of arrivals is kept, as the privacy policy promises. */
const daysKept = 90
/** How long a table is waited for that others hold, at most 200 ms at a time. */
const retryFor = 5000

/** A table of the log that was added, of a month or a part of one. */
export interface AddedPart {
  part: string
  since: Date
  until: Date
  /** How many arrivals the default table had taken in for it. */
  moved: number
}

/**
 * From when on arrivals are kept, by the clock of the database or of this process, whichever is behind: neither that runs ahead
 * may empty the log.
 */
function oldestKept(now: Date): Prisma.Sql {
  return Prisma.sql`least(now(), ${now}::timestamptz) - ${daysKept} * interval '1 day'`
}

/**
 * Adds the tables of this month and the next two to the log of arrivals, and alerts the merchant when the default table had to
 * take in arrivals. They move to their own month; those of the current one do so a few minutes after the first call.
 */
export async function addLogMonths(now = new Date()): Promise<AddedPart[]> {
  const [strays] = await db().$queryRaw<{ month: string }[]>`
    SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM') AS month FROM pingback_attempts_default LIMIT 1`
  if (strays) {
    await raiseAlert(db(), {
      kind: 'log_month_missing',
      subject: strays.month,
      message:
        'Pingbacks arrived at a time for which the log had no month: no worker has made one for two months, or the clock of the database has jumped. Nothing is lost, and a job moves them to their month. Check that a worker runs, and the clock of the database server.',
    })
  }
  const added: AddedPart[] = []
  for (;;) {
    const [part] = await whileWorthRetrying(
      performance.now() + retryFor,
      () => db().$queryRaw<AddedPart[]>`
        SELECT part, since, until, moved::float8 FROM add_pingback_log_part(${oldestKept(now)})`,
    )
    if (!part) return added
    added.push(part)
  }
}

/**
 * Drops the oldest month of the log of arrivals once its first day is older than 90 days; at most one a call, so that a clock
 * that is wrong for a day costs no more. Where arrivals are not in a table of their month, those that are older are deleted.
 * The ledger is never pruned.
 *
 * @returns the table that was dropped, and how many arrivals were deleted
 */
export async function pruneLog(now = new Date()): Promise<{ dropped: string | null; deleted: number }> {
  const [row] = await whileWorthRetrying(
    performance.now() + retryFor,
    () => db().$queryRaw<{ dropped: string | null }[]>`
      SELECT drop_pingback_log_part(${oldestKept(now)}) AS dropped`,
  )
  const wide = await db().$queryRaw<{ part: string }[]>`
    SELECT part::text FROM pingback_log_parts() WHERE is_default OR NOT isfinite(since)`
  let deleted = 0
  for (const { part } of wide) {
    const table = Prisma.raw(part)
    deleted += await deleteInSteps(async (limit) => ({
      count: await db().$executeRaw`
        DELETE FROM ${table} WHERE (received_at, id) IN (
          SELECT received_at, id FROM ${table} WHERE received_at < ${oldestKept(now)} LIMIT ${limit})`,
    }))
  }
  return { dropped: row?.dropped ?? null, deleted }
}

/** The raw query of a kept arrival; undefined where neither key opens it. */
export function openRefused({
  sealed,
  fingerprint,
}: {
  sealed: Uint8Array
  fingerprint: string
}): string | undefined {
  return unseal(sealed, sealContext(fingerprint))
}
