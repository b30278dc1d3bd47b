import fc from 'fast-check'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DecisionKind, PaymentState } from '@/lib/generated/prisma/enums'
import type { OrderId } from '@/lib/ids'
import { readEvent } from '@/lib/pingbacks/event'
import { addPeriod, type Period } from '@/lib/plans/period'
import { type Plan, postTrialId } from '@/lib/plans/plan'
import { isStanding } from '@/lib/subscriptions/data'
import { inOrder, isTrial, type PeriodPayment, subscriptionAt } from '@/lib/subscriptions/state'
import { orderIdOf, refOf } from '@/test/support/ids'
import { testDatabase } from '@/test/support/test-database'
import { propertyRuns } from '@/test/support/thoroughness'

// What is decided in TypeScript, for pages, and in the database, for alerts: the same facts, the same answer.

const database = await testDatabase()
process.env.PINGBACK_CUSTOM_PARAMETERS = 'initial_ref,paid_at'

// In a time zone with summer time, where a day is not always 24 hours.
const client = new Client({ connectionString: database.url, options: '-c TimeZone=America/New_York' })
const query = async <Row extends object>(sql: string, ...parameters: unknown[]): Promise<Row[]> =>
  (await client.query<Row>(sql, parameters)).rows

const month: Period = { length: 1, unit: 'month' }
const fortnight: Period = { length: 14, unit: 'day' }
const plans: Record<string, Plan> = {
  plain: { amount: 600, currency: 'USD', period: month, trial: undefined },
  trial: {
    amount: 600,
    currency: 'USD',
    period: month,
    trial: { amount: 100, currency: 'USD', period: fortnight },
  },
  alike: {
    amount: 600,
    currency: 'USD',
    period: month,
    trial: { amount: 100, currency: 'USD', period: month },
  },
}
const planName = fc.constantFrom('plain', 'trial', 'alike')
const planCalled = (name: string): Plan => {
  const plan = plans[name]
  if (!plan) throw new Error(`No plan ${name}`)
  return plan
}

let placed = 0

/** An order by a buyer of its own for each of these plans; returns their ids. */
async function placeOrders(names: readonly string[]): Promise<OrderId[]> {
  const orders = names.map((plan) => ({ id: orderIdOf(`order${String(++placed).padStart(8, '0')}`), plan }))
  await query('SELECT place_orders($1)', JSON.stringify(orders))
  return orders.map((order) => order.id)
}

beforeAll(async () => {
  await client.connect()
  for (const [name, { amount, period, trial }] of Object.entries(plans)) {
    await query(
      `INSERT INTO products (id, slug, position, kind, name, summary, description, artwork,
         period_length, period_unit, trial_length, trial_unit, updated_at)
       VALUES ($1, $1, 1, 'MEMBERSHIP', 'Club', '', '', 'club.svg', $2, $3, $4, $5, now())`,
      ...[name, period.length, period.unit],
      ...[trial?.period.length, trial?.period.unit],
    )
    await query(
      `INSERT INTO list_prices (product_id, currency, amount, trial_amount) VALUES ($1, 'USD', $2, $3)`,
      ...[name, amount, trial?.amount],
    )
  }
  await client.query(`
    CREATE FUNCTION place_orders(orders jsonb) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      CREATE TEMP TABLE placed ON COMMIT DROP AS SELECT * FROM jsonb_to_recordset(orders) AS o (id text, plan text);
      INSERT INTO users (uid, email, password_hash) SELECT id, id || '@example.com', '' FROM placed;
      INSERT INTO orders (id, uid, amount, currency) SELECT id, id, 100, 'USD' FROM placed;
      INSERT INTO external_ids (id, order_id, price, currency) SELECT id, id, 1, 'USD' FROM placed;
      INSERT INTO order_lines (id, order_id, position, product_id, kind, name, amount,
          period_length, period_unit, trial_amount, trial_length, trial_unit)
        SELECT o.id, o.id, 0, p.id, p.kind, p.name, price.amount,
          p.period_length, p.period_unit, price.trial_amount, p.trial_length, p.trial_unit
        FROM placed o JOIN products p ON p.id = o.plan JOIN list_prices price ON price.product_id = p.id;
    END $$`)
})
afterAll(async () => {
  await client.end()
})

test('the end of a period', async () => {
  const cases = fc.array(
    fc.record({
      from: fc.date({ min: new Date('1999-12-31'), max: new Date('2040-01-01'), noInvalidDate: true }),
      length: fc.integer({ min: 1, max: 400 }),
      unit: fc.constantFrom('day', 'week', 'month', 'year'),
    }),
    { minLength: 100, maxLength: 100 },
  )
  await fc.assert(
    fc.asyncProperty(cases, async (some) => {
      const rows = await query<{ ends: Date }>(
        `SELECT add_period(c."from", c.length, c.unit) AS ends FROM ROWS FROM (
           jsonb_to_recordset($1) AS ("from" timestamptz, length int, unit "PeriodUnit")) WITH ORDINALITY c ("from", length, unit, n)
         ORDER BY c.n`,
        JSON.stringify(some),
      )
      expect(rows.map((row) => row.ends)).toEqual(some.map(({ from, ...period }) => addPeriod(from, period)))
    }),
    { numRuns: propertyRuns(100) },
  )
})

const epoch = Date.UTC(2026, 9, 20)
// Days, so that moments often coincide, and end within the hour that a clock is set back.
const moment = fc.integer({ min: -50, max: 50 }).map((days) => new Date(epoch + days * 86_400_000))
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })

const facts = fc.record({
  plan: planName,
  payments: fc.uniqueArray(
    fc.record({
      ref: fc.constantFrom(...['a', 'b', 'c', 'd', 'Z'].map(refOf)),
      state: fc.constantFrom<PaymentState>('PAID', 'PAID', 'PAID', 'REVERSED', 'DECLINED', 'VOIDED'),
      everPaid: fc.constantFrom(true, true, true, false),
      paidAt: moment,
      period: maybe(fc.constantFrom(month, fortnight)),
      nextChargeAt: maybe(moment),
      initialRef: maybe(fc.constantFrom(...['a', 'b', 'x'].map(refOf))),
      createdAt: moment,
    }),
    { selector: ({ ref }) => ref, maxLength: 4 },
  ),
  events: fc.array(
    fc.record({
      type: fc.constantFrom(12, 13, 14),
      at: moment,
      isApplied: fc.constantFrom(true, true, false),
    }),
    { maxLength: 2 },
  ),
  decision: maybe(fc.record({ kind: fc.constantFrom<DecisionKind>('GRANT', 'WITHDRAW'), decidedAt: moment })),
  cancellation: maybe(fc.record({ stoppedAt: maybe(moment) })),
  at: moment,
})
type Facts = typeof facts extends fc.Arbitrary<infer Case> ? Case : never

/** What TypeScript says of a subscription. */
function told({ plan, payments, events, decision, cancellation, at }: Facts) {
  const known = payments.map(
    ({ period, ...payment }): PeriodPayment => ({
      ...payment,
      periodLength: period?.length ?? null,
      periodUnit: period?.unit ?? null,
    }),
  )
  const stoppedAt = cancellation?.stoppedAt
  const happened = [
    ...events.filter((event) => event.isApplied),
    ...(stoppedAt ? [{ type: 12, at: stoppedAt }] : []),
  ]
  const { period, trial } = planCalled(plan)
  const subscription = (of: PeriodPayment[], after: typeof happened) =>
    subscriptionAt(
      {
        plan: { period, trial },
        payments: of,
        events: after,
        decision: decision ?? undefined,
        graceHours: 0,
      },
      at,
    )
  const now = subscription(known, happened)
  const before = subscription(
    known.filter(({ ref, paidAt }) => ref !== 'd' && paidAt !== null && paidAt < at),
    happened.filter((event) => event.at < at),
  )
  return {
    isStanding:
      now !== undefined &&
      isStanding({
        ...now,
        cancellation: cancellation && {
          orderId: orderIdOf(''),
          cause: 'BUYER',
          requestedAt: at,
          acceptedAt: null,
          failures: 0,
          problem: null,
          ...cancellation,
        },
      }),
    paidUntil: now?.paidUntil ?? null,
    before: before && { renews: before.renews, revoked: before.state === 'REVOKED' },
  }
}

/** What the database says of the same. */
async function stored(cases: readonly Facts[]) {
  const ids = await placeOrders(cases.map(({ plan }) => plan))
  const of = <T extends object>(pick: (one: Facts) => readonly T[]) =>
    JSON.stringify(cases.flatMap((one, n) => pick(one).map((row) => ({ ...row, order: ids[n] }))))
  await query(
    `INSERT INTO payments (ref, order_id, state, ever_paid, paid_at, period_length, period_unit, next_charge_at, initial_ref, created_at)
     SELECT p.ref || p."order", p."order", p.state, p."everPaid", p."paidAt", (p.period->>'length')::int,
       (p.period->>'unit')::"PeriodUnit", p."nextChargeAt", p."initialRef" || p."order", p."createdAt"
     FROM jsonb_to_recordset($1) AS p (ref text, "order" text, state "PaymentState", "everPaid" boolean, "paidAt" timestamptz,
       period jsonb, "nextChargeAt" timestamptz, "initialRef" text, "createdAt" timestamptz)`,
    of((one) => one.payments),
  )
  await query(
    `INSERT INTO pingbacks (ref, type, part, digest, parameters, verdict, order_id, received_at)
     SELECT 'e' || row_number() OVER () || e."order", e.type, '', '', '{}',
       CASE WHEN e."isApplied" THEN 'applied' ELSE 'test_ignored' END::"Verdict", e."order", e.at
     FROM jsonb_to_recordset($1) AS e ("order" text, type int, at timestamptz, "isApplied" boolean)`,
    of((one) => one.events),
  )
  await query(
    `INSERT INTO decisions (order_id, kind, actor, reason, decided_at)
     SELECT d."order", d.kind, 'ann', 'why', d."decidedAt"
     FROM jsonb_to_recordset($1) AS d ("order" text, kind "DecisionKind", "decidedAt" timestamptz)`,
    of(({ decision }) => (decision ? [decision] : [])),
  )
  await query(
    `INSERT INTO cancellations (order_id, cause, requested_at, stopped_at)
     SELECT c."order", 'BUYER', now(), c."stoppedAt"
     FROM jsonb_to_recordset($1) AS c ("order" text, "stoppedAt" timestamptz)`,
    of(({ cancellation }) => (cancellation ? [cancellation] : [])),
  )
  const rows = await query<ReturnType<typeof told>>(
    `SELECT is_standing(i.id, i.at) AS "isStanding", paid_until(i.id) AS "paidUntil",
       (SELECT to_jsonb(s) FROM subscription_end(i.id, i.at, 'd' || i.id) s) AS before
     FROM unnest($1::text[], $2::timestamptz[]) WITH ORDINALITY i(id, at, n) ORDER BY i.n`,
    ids,
    cases.map((one) => one.at),
  )
  return rows
}

test('whether a subscription renews, was revoked, until when it is paid, and whether it stands', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(facts, { minLength: 50, maxLength: 50 }), async (cases) => {
      const rows = await stored(cases)
      for (const [n, one] of cases.entries()) {
        const { before, ...expected } = told(one)
        const wasCharged = one.payments.some((payment) => payment.everPaid)
        // A subscription that was never paid has not begun; nothing asks the database about it.
        if (wasCharged) expect([one, rows[n]]).toEqual([one, expect.objectContaining(expected)])
        if (before) expect([one, rows[n]?.before]).toEqual([one, before])
      }
    }),
    { numRuns: propertyRuns(50) },
  )
})

const dateTime = (date: Date) => date.toISOString().slice(0, 19).replace('T', ' ')
const evidence = fc.record({
  plan: fc.constantFrom('trial', 'alike'),
  trial: fc.record({ isPeriodSent: fc.boolean(), isInitial: fc.boolean() }),
  renewal: fc.record({ isPeriodSent: fc.boolean(), isFollowing: fc.boolean(), isUnderOwnId: fc.boolean() }),
  order: fc.constantFrom('ab', 'ba', 'aba', 'bab', 'b'),
})

test('whether a payment was for the trial or a renewal, wherever anything tells it', async () => {
  const decided = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(evidence, { minLength: 30, maxLength: 30 }), async (cases) => {
      const ids = await placeOrders(cases.map(({ plan }) => plan))
      await query(
        "INSERT INTO external_ids (id, order_id, price, currency) SELECT p, i, 6, 'USD' FROM unnest($1::text[], $2::text[]) o(i, p)",
        ids,
        ids.map(postTrialId),
      )
      const sequences = cases.map(({ plan, trial, renewal, order }, n) => {
        const id = ids[n] ?? orderIdOf('')
        const sent = (period: Period | undefined) =>
          period && { slength: String(period.length), speriod: period.unit }
        const messages: Record<string, Record<string, string> | undefined> = {
          a: {
            ref: `a${id}`,
            goodsid: id,
            paid_at: dateTime(new Date(epoch)),
            ...(trial.isPeriodSent ? sent(planCalled(plan).trial?.period) : {}),
            ...(trial.isInitial ? { initial_ref: `a${id}` } : {}),
          },
          b: {
            ref: `b${id}`,
            goodsid: renewal.isUnderOwnId ? postTrialId(id) : id,
            paid_at: dateTime(new Date(epoch + 31 * 86_400_000)),
            ...(renewal.isPeriodSent ? sent(month) : {}),
            // Without the trial's own pingback only its reference tells that there was one.
            ...(renewal.isFollowing || order === 'b' ? { initial_ref: `a${id}` } : {}),
          },
        }
        return [...order].map((letter) =>
          readEvent(new Map(Object.entries({ type: '0', uid: id, ...messages[letter] })), false),
        )
      })
      // The first of each order at once, then the second, and so on.
      for (const turn of [0, 1, 2]) {
        const events = sequences.flatMap((sequence) => sequence.slice(turn, turn + 1))
        const verdicts = await query<{ verdict: string }>(
          `SELECT verdict FROM jsonb_array_elements($1::jsonb) e, apply_pingback(e, '[{"elapsed_ms": 0, "parameters": {}}]')`,
          JSON.stringify(events),
        )
        expect(verdicts).toHaveLength(events.length)
        for (const { verdict } of verdicts) expect(['applied', 'duplicate']).toContain(verdict)
      }
      const rows = await query<PeriodPayment & { order: string; price: number | null }>(
        `SELECT order_id AS "order", ref, state, ever_paid AS "everPaid", paid_at AS "paidAt", period_length AS "periodLength",
           period_unit AS "periodUnit", next_charge_at AS "nextChargeAt", initial_ref AS "initialRef", created_at AS "createdAt",
           price::float AS price
         FROM payments WHERE order_id = ANY($1)`,
        ids,
      )
      for (const id of ids) {
        for (const [index, payment] of inOrder(rows.filter((row) => row.order === id)).entries()) {
          if (payment.price === null) continue
          expect([payment, payment.price]).toEqual([payment, isTrial(payment, index) ? 1 : 6])
          decided.add(`${payment.ref.slice(0, 1)} ${payment.price}`)
        }
      }
    }),
    { numRuns: propertyRuns(30) },
  )
  expect([...decided].sort()).toEqual(['a 1', 'b 6'])
})
