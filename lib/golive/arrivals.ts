import type { Context, Fact, Judgement } from '@/lib/golive/check'
import { judgementOf, withAttacks } from '@/lib/golive/judgement'
import type { RejectReason } from '@/lib/pingbacks/verify'
import { startOfDay } from '@/lib/tally/data'

/** Judging reads so many of the newest arrivals: with any number in the log it takes the same time. */
const newest = 20_000

interface AnsweredRow {
  id: bigint
  verdict: string
  type: number
  ref: string
  receivedAt: Date
  durationMs: number
}

/** What the types of pingbacks are called in sentences (pingback.md §3). */
const typeNames: Record<number, string> = {
  0: 'payment',
  2: 'reversal',
  200: 'risk review',
  201: 'risk review accepted',
  202: 'risk review declined',
}

/** The part of a criterion that an answer to a type of pingback shows. */
export const answerPart = (type: number) => `type ${type}`

const nameOf = (type: number) => `type ${type} (${typeNames[type] ?? 'other'})`

/**
 * Whether pingbacks of each of some types were answered OK. Of each type the newest arrival decides: one that Paymentwall
 * signed and that was refused, or could not be applied, is a fault as long as none came after it that was answered OK.
 */
export async function answeredOk(context: Context, types: readonly number[]): Promise<Judgement> {
  const { database, since } = context
  const rows = await database.$queryRaw<AnsweredRow[]>`
    SELECT * FROM (
      SELECT a.id, a.verdict::text, p.type, p.ref, a.received_at AS "receivedAt", a.duration_ms::float8 AS "durationMs",
        row_number() OVER (PARTITION BY p.type ORDER BY a.id DESC) AS place
      FROM (SELECT * FROM pingback_attempts WHERE received_at >= ${since} ORDER BY id DESC LIMIT ${newest}) a
      JOIN pingbacks p ON p.id = a.pingback_id
      WHERE p.type = ANY(${[...types]}::int[])
        AND (a.verdict IN ('applied', 'duplicate') OR (a.verdict = 'failed' AND p.verdict = 'failed'))) found
    WHERE place <= 3`
  const refused = await genuineRefused(context, types)
  const facts = [...rows.map(answeredFact), ...refused]
  const missing = types.filter((type) => !rows.some((row) => row.type === type && row.verdict !== 'failed'))
  const current = facts.filter(
    (fact) =>
      fact.kind !== 'fault' ||
      !rows.some((row) => row.type === fact.type && row.verdict !== 'failed' && row.receivedAt > fact.at),
  )
  const judgement = judgementOf(
    current.map(({ type: _, ...fact }) => fact),
    { notYet: '', proven: `Pingbacks of ${types.map(nameOf).join(', ')} were each answered OK.` },
    { passed: types.length - missing.length, of: types.length },
  )
  const attacked = withAttacks(judgement, await attacksTried(context))
  if (judgement.state === 'failed' || missing.length === 0) return attacked
  return {
    ...attacked,
    state: 'not_yet',
    sentence: `No pingback of ${missing.map(nameOf).join(' or ')} has been answered OK yet.`,
  }
}

type TypedFact = Fact & { type: number }

const answeredFact = ({ id, verdict, type, ref, receivedAt, durationMs }: AnsweredRow): TypedFact => ({
  kind: verdict === 'failed' ? 'fault' : 'proof',
  what: `Pingback of ${nameOf(type)} for payment ${ref}`,
  seen:
    verdict === 'failed'
      ? 'answered OK, but not applied: it is waiting to be re-applied'
      : `answered 200 OK after ${Math.round(durationMs)} ms`,
  at: receivedAt,
  subject: { kind: 'arrival', id: String(id) },
  part: answerPart(type),
  type,
})

/** Pingbacks that one of the shop's secrets signed and that were refused all the same. */
async function genuineRefused({ database, since }: Context, types: readonly number[]): Promise<TypedFact[]> {
  const rows = await database.$queryRaw<{ id: bigint; reason: string; type: string; receivedAt: Date }[]>`
    SELECT id, reason, parameters->>'type' AS type, received_at AS "receivedAt" FROM pingback_attempts
    WHERE verdict = 'rejected' AND secret IS NOT NULL AND received_at >= ${since}
      AND parameters->>'type' = ANY(${types.map(String)}::text[])
    ORDER BY id DESC LIMIT 5`
  return rows.map(({ id, reason, type, receivedAt }) => ({
    kind: 'fault',
    what: `Pingback of ${nameOf(Number(type))} with a correct signature`,
    seen: `refused (${reason})`,
    at: receivedAt,
    subject: { kind: 'arrival', id: String(id) },
    type: Number(type),
  }))
}

/** What was tried, by the reason for which it was refused. */
const attempts: Partial<Record<RejectReason, string>> = {
  signature_mismatch: 'Pingback with a wrong signature',
  version_refused: 'Pingback with an older, weaker signature version',
  repeated_parameter: 'Pingback with a repeated parameter',
  unknown_parameter: 'Pingback made by re-splitting a signed URL',
  malformed_value: 'Pingback with a value that Paymentwall never sends',
  missing_parameter: 'Pingback with a required parameter missing',
  address_refused: 'Pingback from an address that is not Paymentwall’s',
}

/**
 * What was refused, and whether it changed anything: an arrival that no secret of the shop signed is `proof` or `attack`, as
 * the caller wants to call it, or a fault if it reached the ledger.
 */
async function refusedArrivals(
  { database, since }: Context,
  kind: 'proof' | 'attack' = 'attack',
): Promise<Fact[]> {
  const rows = await database.$queryRaw<
    { id: bigint; reason: string; arrivals: number; receivedAt: Date; hasEffect: boolean }[]
  >`
    SELECT id, reason, arrivals, received_at AS "receivedAt", (pingback_id IS NOT NULL OR order_id IS NOT NULL) AS "hasEffect"
    FROM (
      SELECT *, row_number() OVER (PARTITION BY reason ORDER BY id DESC) AS place FROM (
        SELECT * FROM pingback_attempts WHERE verdict = 'rejected' AND secret IS NULL AND received_at >= ${since}
        ORDER BY id DESC LIMIT 1000) recent) found
    WHERE place <= 2 OR pingback_id IS NOT NULL OR order_id IS NOT NULL
    ORDER BY id DESC LIMIT 20`
  return rows.map(({ id, reason, arrivals, receivedAt, hasEffect }) => ({
    kind: hasEffect ? 'fault' : reason === 'signature_mismatch' ? kind : 'attack',
    what: `${attempts[reason as RejectReason] ?? 'Request that is not a pingback'}${arrivals > 1 ? `, ${arrivals} times` : ''}`,
    seen: hasEffect ? `refused (${reason}), but it changed an order` : `refused (${reason}); nothing changed`,
    at: receivedAt,
    subject: { kind: 'arrival', id: String(id) },
    part: reason === 'signature_mismatch' ? 'refused' : undefined,
  }))
}

/** What was tried against the listener and did not work: refused pingbacks, and those that came again. */
export async function attacksTried(context: Context): Promise<Fact[]> {
  const { database, since } = context
  const repeated = await database.$queryRaw<{ id: bigint; type: number; ref: string; receivedAt: Date }[]>`
    SELECT a.id, p.type, p.ref, a.received_at AS "receivedAt" FROM pingback_attempts a JOIN pingbacks p ON p.id = a.pingback_id
    WHERE a.verdict = 'duplicate' AND a.received_at >= ${since} ORDER BY a.id DESC LIMIT 2`
  const refused = await refusedArrivals(context)
  return [
    ...refused.filter(({ kind }) => kind === 'attack'),
    ...repeated.map(
      ({ id, type, ref, receivedAt }): Fact => ({
        kind: 'attack',
        what: `Pingback of ${nameOf(type)} for payment ${ref}, sent again`,
        seen: 'recognised, answered OK and not applied again',
        at: receivedAt,
        subject: { kind: 'arrival', id: String(id) },
      }),
    ),
  ]
}

/** A pingback that nobody signed, about a payment and a buyer that don't exist: were it taken, it would be set aside. */
const forged = `/api/pingback?${new URLSearchParams({
  ...{ uid: 'golive-forged', goodsid: 'golive-forged', slength: '', speriod: '', type: '0' },
  ...{ ref: 'golive-forged', is_test: '1', sign_version: '3', sig: '0'.repeat(64) },
})}`

/** Sends the shop's own listener a forged pingback. Undefined if the shop can't reach itself. */
async function forgedVisit({ visit, now }: Context): Promise<Fact | undefined> {
  const answer = await visit(forged).catch(() => undefined)
  if (answer === undefined || answer.status >= 500) return undefined
  const isTaken = answer.status === 200
  return {
    kind: isTaken ? 'fault' : 'attack',
    what: 'A forged pingback, sent to the listener by this check',
    seen: isTaken
      ? `answered ${answer.status} ${answer.body.slice(0, 10)}`
      : `answered ${answer.status}, not OK`,
    at: startOfDay(now),
    subject: { kind: 'setting', id: 'listener' },
  }
}

/** Whether what nobody signed is refused, and changes nothing. */
export async function forgeriesRefused(context: Context): Promise<Judgement> {
  const [visited, arrived] = await Promise.all([forgedVisit(context), refusedArrivals(context, 'proof')])
  const facts = [...(visited ? [visited] : []), ...arrived]
  return judgementOf(facts, {
    notYet: 'No pingback with a wrong signature has arrived yet.',
    proven: 'Every pingback with a wrong signature was refused and changed nothing.',
  })
}

/** Whether there is a listener that answers: pingbacks that were taken, and a forged one, the same as for B9. */
export async function listenerAnswers(context: Context): Promise<Judgement> {
  const { database, since } = context
  const rows = await database.$queryRaw<{ id: bigint; type: number; receivedAt: Date; durationMs: number }[]>`
    SELECT a.id, p.type, a.received_at AS "receivedAt", a.duration_ms::float8 AS "durationMs"
    FROM (SELECT * FROM pingback_attempts WHERE received_at >= ${since} ORDER BY id DESC LIMIT ${newest}) a
    JOIN pingbacks p ON p.id = a.pingback_id
    WHERE a.verdict IN ('applied', 'duplicate', 'quarantined', 'unhandled', 'test_ignored')
    ORDER BY a.id DESC LIMIT 5`
  const facts = rows.map(
    ({ id, type, receivedAt, durationMs }): Fact => ({
      kind: 'proof',
      what: `Pingback of ${nameOf(type)} at /api/pingback`,
      seen: `answered 200 OK after ${Math.round(durationMs)} ms`,
      at: receivedAt,
      subject: { kind: 'arrival', id: String(id) },
    }),
  )
  const asked = await context.visit(forged).catch(() => undefined)
  return judgementOf([...facts, ...(await attacksTried(context)), ...unansweredFact(asked, context)], {
    notYet: 'No pingback has reached the listener yet.',
    proven: 'The listener accepts pingbacks and answers OK.',
  })
}

function unansweredFact(answer: { status: number } | undefined, { now }: Context): Fact[] {
  const isThere = answer === undefined || answer.status < 404 || answer.status >= 500
  return isThere
    ? []
    : [
        {
          kind: 'fault',
          what: 'The listener’s address, /api/pingback',
          seen: `answered ${answer.status}, as if there was no listener`,
          at: startOfDay(now),
        },
      ]
}
