import type { Context, Fact, Judgement } from '@/lib/golive/check'
import { judgementOf } from '@/lib/golive/judgement'

interface Attempt {
  id: string
  orderId: string
  at: Date
  state: string
  card: string | null
  hadFingerprint: boolean | null
  sent: string[]
  subscriptionId: string | null
  isMembership: boolean
}

/** The newest card charges, those left at the bank and those declined among them. */
export function chargeAttempts({ database, since }: Context): Promise<Attempt[]> {
  return database.$queryRaw<Attempt[]>`
    SELECT c.id, c.order_id AS "orderId", c.created_at AS at, c.state::text, c.brand || ' …' || c.last4 AS card,
      c.had_fingerprint AS "hadFingerprint", c.sent, c.subscription_id AS "subscriptionId",
      EXISTS (SELECT FROM order_lines l WHERE l.order_id = c.order_id AND l.kind = 'MEMBERSHIP') AS "isMembership"
    FROM charge_attempts c WHERE c.created_at >= ${since} ORDER BY c.created_at DESC LIMIT 200`
}

/** The states of a charge that Brick took. */
const taken: ReadonlySet<string> = new Set(['SUCCEEDED', 'AUTHORISED', 'REVIEW', 'REFUNDED', 'VOIDED'])
export const isTaken = ({ state }: Pick<Attempt, 'state'>) => taken.has(state)

/** A charge by the number that the shop gave it. */
export const chargeFact = (
  { id, at, orderId }: Pick<Attempt, 'id' | 'at' | 'orderId'>,
  kind: Fact['kind'],
  seen: string,
): Fact => ({ kind, what: `Card charge ${id}`, seen, at, subject: { kind: 'order', id: orderId } })

/** Why cards count for nothing here; undefined where they are taken. */
export const noCards = ({ env }: Context) =>
  env.BRICK_PUBLIC_KEY === undefined ? 'Brick is not used: no Brick keys are set.' : undefined

/** How many of the charges of entered cards bore the browser's fingerprint. A saved card needs none. */
export async function fingerprintShare(context: Context): Promise<Judgement> {
  const attempts = (await chargeAttempts(context)).filter(({ hadFingerprint }) => hadFingerprint !== null)
  const facts = attempts.map((attempt) =>
    attempt.hadFingerprint
      ? chargeFact(attempt, 'proof', 'sent with the browser’s fingerprint')
      : chargeFact(attempt, 'fault', 'sent without a fingerprint'),
  )
  const passed = attempts.filter(({ hadFingerprint }) => hadFingerprint).length
  return judgementOf(
    facts,
    {
      notYet: 'No card has been charged yet.',
      proven: `${passed} of ${passed} charges of entered cards included the browser’s fingerprint.`,
    },
    { passed, of: attempts.length },
  )
}

/** Whether each charge call bore some parameters, with values. */
export async function chargesBear(
  context: Context,
  names: readonly string[],
  words: string,
): Promise<Judgement> {
  const attempts = (await chargeAttempts(context)).filter(({ sent }) => sent.length > 0)
  const facts = attempts.map((attempt) => {
    const missing = names.filter((name) => !attempt.sent.includes(name))
    return missing.length === 0
      ? chargeFact(attempt, 'proof', `sent with ${names.join(', ')}`)
      : chargeFact(attempt, 'fault', `sent without ${missing.join(', ')}`)
  })
  const passed = facts.filter(({ kind }) => kind === 'proof').length
  return judgementOf(
    facts,
    { notYet: 'No card has been charged yet.', proven: `Every charge was sent with ${words}.` },
    { passed, of: facts.length },
  )
}

interface SecureRow {
  id: string
  orderId: string
  state: string
  securedAt: Date | null
  at: Date
  chargeId: string | null
  isPaid: boolean
}

/** 3-D Secure: a charge that the bank confirmed in a second step, and one that was left at the bank and charged nothing. */
export async function secureSteps({ database, since }: Context): Promise<Judgement> {
  const rows = await database.$queryRaw<SecureRow[]>`
    SELECT c.id, c.order_id AS "orderId", c.state::text, c.secured_at AS "securedAt", c.charge_id AS "chargeId",
      coalesce(c.secured_at, c.updated_at) AS at,
      EXISTS (SELECT FROM payments p WHERE p.order_id = c.order_id AND p.ever_paid) AS "isPaid"
    FROM charge_attempts c
    WHERE c.created_at >= ${since} AND (c.secured_at IS NOT NULL OR c.state = 'EXPIRED')
    ORDER BY c.created_at DESC LIMIT 200`
  const facts = rows.map((row): Fact => {
    if (row.securedAt) {
      return {
        ...chargeFact(row, 'proof', 'confirmed at the bank, then completed by a second call'),
        part: 'completed',
      }
    }
    if (row.chargeId !== null)
      return chargeFact(row, 'fault', `abandoned at the bank, but charged (${row.chargeId})`)
    const seen = row.isPaid
      ? 'abandoned at the bank and not charged; the order was paid another way'
      : 'abandoned at the bank: nothing was charged'
    return { ...chargeFact(row, 'attack', seen), part: 'abandoned' }
  })
  const judgement = judgementOf(facts, {
    notYet: 'No charge has been confirmed at the bank yet.',
    proven: 'A charge was completed after 3-D Secure, and one abandoned at the bank charged nothing.',
  })
  const isAbandoned = facts.some(({ kind }) => kind === 'attack')
  return judgement.state === 'proven' && !isAbandoned
    ? { ...judgement, state: 'not_yet', sentence: 'No charge has been abandoned at the bank yet.' }
    : judgement
}

/**
 * Whether memberships are set up as subscriptions, so that Paymentwall charges them again.
 *
 * @param names of parameters that a card charge must have borne
 */
export async function subscriptionsBegun(context: Context, names: readonly string[]): Promise<Judgement> {
  const attempts = (await chargeAttempts(context)).filter(
    (attempt) => attempt.isMembership && isTaken(attempt),
  )
  const facts = attempts.map((attempt) => {
    const missing = attempt.sent.length === 0 ? [] : names.filter((name) => !attempt.sent.includes(name))
    if (attempt.subscriptionId === null)
      return chargeFact(attempt, 'fault', 'a membership, charged only once')
    return missing.length > 0
      ? chargeFact(attempt, 'fault', `a membership, set up without ${missing.join(', ')}`)
      : chargeFact(attempt, 'proof', `started subscription ${attempt.subscriptionId}`)
  })
  const all = [...facts, ...(await widgetSubscriptions(context))]
  return judgementOf(
    all,
    {
      notYet: 'No membership has been paid yet.',
      proven: 'Paid memberships started subscriptions, which Paymentwall renews.',
    },
    { passed: all.filter(({ kind }) => kind === 'proof').length, of: all.length },
  )
}

/** Memberships paid through the widget: Paymentwall tells back the period that it was asked for. */
async function widgetSubscriptions({ database, since }: Context): Promise<Fact[]> {
  const rows = await database.$queryRaw<{ ref: string; orderId: string; at: Date; period: string | null }[]>`
    SELECT p.ref, p.order_id AS "orderId", p.created_at AS at, p.period_length || ' ' || p.period_unit::text AS period
    FROM (SELECT * FROM payments WHERE created_at >= ${since} AND ever_paid ORDER BY created_at DESC LIMIT 500) p
    WHERE EXISTS (SELECT FROM order_lines l WHERE l.order_id = p.order_id AND l.kind = 'MEMBERSHIP')
      AND NOT EXISTS (SELECT FROM charge_attempts c WHERE c.order_id = p.order_id)
    ORDER BY p.created_at DESC LIMIT 20`
  return rows.map(({ ref, orderId, at, period }) => ({
    kind: period === null ? 'fault' : 'proof',
    what: `Payment ${ref} of a membership, through the widget`,
    seen: period === null ? 'reported without a period' : `recurring, with a period of ${period}`,
    at,
    subject: { kind: 'order', id: orderId },
  }))
}

interface ReviewRow {
  id: bigint
  ref: string
  orderId: string | null
  receivedAt: Date
  state: string
  others: boolean
  lines: bigint
  held: bigint
  decided: boolean
  wasReviewed: boolean
  hasEnded: boolean
  hasEndedOtherwise: boolean
}

/**
 * Pingbacks about a risk review, and what the goods of their orders did: with 200 nothing is delivered, with 201 all is, with
 * 202 nothing.
 *
 * @param endedBy for 200: how the review ended that it began
 */
export async function riskReviews(
  { database, since }: Context,
  type: 200 | 201 | 202,
  endedBy: number = type,
): Promise<Judgement> {
  const rows = await database.$queryRaw<ReviewRow[]>`
    SELECT g.id, g.ref, g.order_id AS "orderId", g.received_at AS "receivedAt", p.state::text,
      EXISTS (SELECT FROM payments o WHERE o.order_id = g.order_id AND o.ref <> g.ref AND o.state = 'PAID') AS others,
      (SELECT count(*) FROM order_lines l WHERE l.order_id = g.order_id) AS lines,
      (SELECT count(*) FROM deliveries d WHERE d.order_id = g.order_id AND d.withdrawn_at IS NULL) AS held,
      EXISTS (SELECT FROM decisions d WHERE d.order_id = g.order_id) AS decided,
      EXISTS (SELECT FROM pingbacks r WHERE r.ref = g.ref AND r.type = 200) AS "wasReviewed",
      EXISTS (SELECT FROM pingbacks r WHERE r.ref = g.ref AND r.type = ${endedBy}) AS "hasEnded",
      EXISTS (SELECT FROM pingbacks r WHERE r.ref = g.ref AND r.type IN (201, 202)) AS "hasEndedOtherwise"
    FROM (SELECT * FROM pingbacks WHERE received_at >= ${since} AND order_id IS NOT NULL ORDER BY id DESC LIMIT 5000) g
    JOIN payments p ON p.ref = g.ref
    WHERE g.type = ${type} ORDER BY g.id DESC LIMIT 20`
  const facts = rows.flatMap((row): Fact[] => {
    const seen = reviewSeen(row, type)
    if (!row.hasEnded && (!seen.isFault || row.hasEndedOtherwise)) return []
    const fact = {
      what: `Pingback of type ${type} for payment ${row.ref}`,
      seen: seen.text,
      at: row.receivedAt,
      subject: { kind: 'pingback' as const, id: String(row.id) },
    }
    return [{ kind: seen.isFault ? 'fault' : 'proof', ...fact, part: reviewPart(type) }]
  })
  const outcomes = {
    200: 'put under review, and nothing was delivered',
    201: 'accepted after the review, and its goods were delivered',
    202: 'declined after the review, and nothing was delivered',
  }
  return judgementOf(facts, {
    notYet: `No pingback of type ${type} has arrived yet${endedBy === type ? '' : ` for a payment whose review ended with type ${endedBy}`}.`,
    proven: `A payment was ${outcomes[type]}.`,
  })
}

/** The part of a criterion that a review's pingback shows. */
export const reviewPart = (type: 200 | 201 | 202) => `review ${type}`

function reviewSeen(row: ReviewRow, type: 200 | 201 | 202): { isFault: boolean; text: string } {
  const { state, others, lines, held, decided, wasReviewed } = row
  const isFree = others || decided
  const goods = `${held} of ${lines} lines delivered`
  if (type === 201) {
    const isFault = !isFree && state === 'PAID' && held < lines
    return { isFault, text: `${wasReviewed ? 'after type 200; ' : ''}${state}, ${goods}` }
  }
  const mayHold = isFree || state === 'PAID'
  return { isFault: held > 0n && !mayHold, text: `now ${state}, ${goods}` }
}
