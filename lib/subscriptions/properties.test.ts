import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { readEvent } from '@/lib/pingbacks/event'
import { type PeriodPayment, subscriptionAt } from '@/lib/subscriptions/state'
import { refOf } from '@/test/support/ids'
import { dateTime } from '@/test/support/memberships'
import { testDatabase } from '@/test/support/test-database'
import { propertyRuns } from '@/test/support/thoroughness'

const database = await testDatabase()
process.env.PINGBACK_CUSTOM_PARAMETERS = 'initial_ref,subscription_id,paid_at,next_charge_at'

// Thousands of cases are applied by the one statement that production uses, many of its calls in each round trip.

const day = 24 * 60 * 60 * 1000
const now = Math.floor(Date.now() / 1000) * 1000
const inDays = (days: number) => new Date(now + days * day)
const paidOn = (days: number) => dateTime(inDays(days))
const month = { slength: '1', speriod: 'month' }

/** What a trial, two renewals and all that may befall them are told by. `a`, `b` and `c` stand for references. */
const messages: Record<string, string>[] = [
  { ref: 'a', type: '0', slength: '14', speriod: 'day', paid_at: paidOn(-50), subscription_id: 'S' },
  { ref: 'a', type: '200' },
  { ref: 'a', type: '2', reason: '9', slength: '-14', speriod: 'day' },
  { ref: 'a', type: '12' },
  { ref: 'b', type: '0', id: '.p', ...month, paid_at: paidOn(-36), initial_ref: 'a' },
  { ref: 'b', type: '200', id: '.p' },
  { ref: 'b', type: '201', id: '.p', ...month, paid_at: paidOn(-36) },
  { ref: 'b', type: '202', id: '.p' },
  { ref: 'b', type: '2', reason: '9', slength: '-1', speriod: 'month' },
  { ref: 'b', type: '14' },
  { ref: 'c', type: '0', ...month, paid_at: paidOn(-4), next_charge_at: paidOn(28), subscription_id: 'S' },
  { ref: 'c', type: '2', reason: '1' },
  { ref: 'c', type: '13' },
]
const plan = {
  period: { length: 1, unit: 'month' as const },
  trial: { period: { length: 14, unit: 'day' as const } },
}
const moments = [-45, -20, 0, 20, 28.5, 60].map(inDays)

type Message = (typeof messages)[number]

let batches = 0

/** Makes a new order for each case, applies its messages one after the other, and says what the buyers have then. */
async function outcomes(cases: readonly (readonly Message[])[]): Promise<string[]> {
  const batch = `s${String(++batches).padStart(7, '0')}x`
  const ids = cases.map((_, n) => `${batch}${n}`)
  await database.query('SELECT make_members($1)', [ids])
  const events = ids.flatMap((order, n) =>
    (cases[n] ?? []).map(({ id = '', ref = '', initial_ref, subscription_id, ...sent }) =>
      readEvent(
        new Map(
          Object.entries({
            ...sent,
            uid: order,
            goodsid: order + id,
            ref: ref + order,
            ...(initial_ref ? { initial_ref: initial_ref + order } : {}),
            ...(subscription_id ? { subscription_id: subscription_id + order } : {}),
          }),
        ),
        false,
      ),
    ),
  )
  await database.query('SELECT apply_all($1)', [JSON.stringify(events)])
  const rows = await database.query<Facts>(
    `SELECT
       (SELECT coalesce(jsonb_agg(to_jsonb(p) ORDER BY random()), '[]') FROM payments p WHERE p.order_id = i.id) AS payments,
       (SELECT coalesce(jsonb_agg(l.type ORDER BY random()), '[]') FROM pingbacks l
        WHERE l.order_id = i.id AND l.type IN (12, 13, 14) AND l.verdict = 'applied') AS events
     FROM unnest($1::text[]) WITH ORDINALITY i(id, n) ORDER BY i.n`,
    [ids],
  )
  return rows.map(({ payments, events }) => {
    const facts = {
      plan,
      payments: payments.map(readPayment),
      events: events.map((type) => ({ type, at: inDays(0) })),
      graceHours: 72,
    }
    return JSON.stringify(moments.map((at) => subscriptionAt(facts, at)))
  })
}

interface Facts {
  payments: Record<string, never>[]
  events: number[]
}

function readPayment(row: Facts['payments'][number]): PeriodPayment {
  const date = (text: string | null | undefined) => (text ? new Date(text) : null)
  return {
    // Without the order's id, which differs between the two orders of a case.
    ref: refOf(String(row.ref).slice(0, 1)),
    state: row.state ?? 'NONE',
    everPaid: row.ever_paid ?? false,
    paidAt: date(row.paid_at),
    periodLength: row.period_length ?? null,
    periodUnit: row.period_unit ?? null,
    nextChargeAt: date(row.next_charge_at),
    initialRef: row.initial_ref ? refOf(String(row.initial_ref).slice(0, 1)) : null,
    createdAt: date(row.created_at) ?? inDays(0),
  }
}

beforeAll(async () => {
  await database.query(`
    INSERT INTO products (id, slug, position, kind, name, summary, description, artwork,
      period_length, period_unit, trial_length, trial_unit, updated_at)
    VALUES ('club', 'club', 1, 'MEMBERSHIP', 'Club', '', '', 'club.svg', 1, 'month', 14, 'day', now());
    CREATE FUNCTION make_members(ids text[]) RETURNS void LANGUAGE sql AS $$
      INSERT INTO users (uid, email, password_hash) SELECT id, id || '@example.com', '' FROM unnest(ids) id;
      INSERT INTO orders (id, uid, amount, currency) SELECT id, id, 100, 'USD' FROM unnest(ids) id;
      INSERT INTO external_ids (id, order_id, price, currency) SELECT id, id, 1, 'USD' FROM unnest(ids) id;
      INSERT INTO external_ids (id, order_id, price, currency) SELECT id || '.p', id, 6, 'USD' FROM unnest(ids) id;
      INSERT INTO order_lines (id, order_id, position, product_id, kind, name, amount,
          period_length, period_unit, trial_amount, trial_length, trial_unit)
        SELECT o, o, 0, p.id, p.kind, p.name, 600,
          p.period_length, p.period_unit, 100, p.trial_length, p.trial_unit FROM unnest(ids) o, products p;
    $$;
    CREATE FUNCTION apply_all(events jsonb) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE e jsonb;
    BEGIN
      FOR e IN SELECT value FROM jsonb_array_elements(events) WITH ORDINALITY ORDER BY ordinality LOOP
        PERFORM apply_pingback(e, '[{"elapsed_ms": 0, "parameters": {}}]');
      END LOOP;
    END $$`)
})

test('sets of pingbacks: two orders, with other repetitions, end in one state and one “paid until”', async () => {
  const batchSize = 250
  const twice = fc.subarray(messages, { minLength: 2, maxLength: 6 }).chain((some) => {
    const order = fc.tuple(
      fc.shuffledSubarray(some, { minLength: some.length }),
      fc.array(fc.constantFrom(...some), { maxLength: 2 }),
    )
    return fc.tuple(order, order).map(([one, other]) => [one.flat(), other.flat()] as const)
  })
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(twice, { minLength: batchSize, maxLength: batchSize }), async (cases) => {
      const ends = await outcomes(cases.flat())
      for (const end of ends) seen.add(end)
      const differing = cases.filter((_, n) => ends[2 * n] !== ends[2 * n + 1])
      expect(differing).toEqual([])
    }),
    { numRuns: propertyRuns(batchSize), endOnFailure: true },
  )
  const states = [...seen].join()
  for (const state of ['ACTIVE', 'CANCEL_AT_END', 'FAILED', 'EXPIRED', 'ENDED', 'REVOKED']) {
    expect(states).toContain(state)
  }
}, 1_800_000)
