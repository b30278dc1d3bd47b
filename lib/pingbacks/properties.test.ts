import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { creditBalance } from '@/lib/deliveries/data'
import type { PaymentState } from '@/lib/generated/prisma/enums'
import { paymentsState } from '@/lib/orders/state'
import { readEvent } from '@/lib/pingbacks/event'
import { uidOf } from '@/test/support/ids'
import { testDatabase } from '@/test/support/test-database'
import { propertyRuns, someOf } from '@/test/support/thoroughness'

const database = await testDatabase()

// Thousands of cases are applied by the one statement that production uses, many of its calls in each round trip.

type Type = 0 | 1 | 200 | 201 | 202 | 203 | 2
const types: Type[] = [0, 1, 200, 201, 202, 203, 2]

interface Event {
  payment: 'a' | 'b'
  type: Type
}

/** What an operator decides: of the whole order, or of the line with the credits alone. */
interface Decision {
  decide: 'GRANT' | 'WITHDRAW'
  of: 'order' | 'credits'
}

type Step = Event | Decision

const isDecision = (step: Step): step is Decision => 'decide' in step

const states: PaymentState[] = ['NONE', 'REVIEW', 'PAID', 'VOIDED', 'DECLINED', 'REVERSED']
const rank: Record<Type, number> = { 200: 1, 0: 2, 1: 2, 201: 2, 203: 3, 202: 4, 2: 5 }
const credits = 100

/** The rules, in a few lines: what a set of events must come to, whatever their order and repetition. */
function model(events: readonly Event[]) {
  const ranks = new Map<string, number>()
  let everHeld = false
  for (const { payment, type } of events) {
    ranks.set(payment, Math.max(ranks.get(payment) ?? 0, rank[type]))
    everHeld ||= [...ranks.values()].includes(rank[0])
  }
  const payments = [...ranks]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([payment, n]) => `${payment}:${states[n]}`)
  return { payments, held: [...ranks.values()].includes(rank[0]), everHeld }
}

interface Row {
  payments: { ref: string; state: PaymentState; reversalReason: null }[] | null
  deliveries: { held: boolean; credits: number }[] | null
}

let batches = 0

/** New orders of two lines, one of them credits, each of a buyer of its own. */
async function newOrders(count: number): Promise<string[]> {
  const batch = `p${String(++batches).padStart(7, '0')}x`
  const ids = Array.from({ length: count }, (_, n) => `${batch}${n}`)
  await database.query('SELECT make_orders($1)', [ids])
  return ids
}

/** Applies to each order its events and decisions, one after the other. */
async function apply(ids: readonly string[], events: readonly (readonly Step[])[]): Promise<void> {
  const read = ids.flatMap((id, n) =>
    (events[n] ?? []).map((step) => {
      if (isDecision(step)) {
        return { target: id, line: step.of === 'credits' ? `${id}credits` : null, decide: step.decide }
      }
      const { payment, type } = step
      const parameters = { uid: id, goodsid: id, ref: payment + id, type: String(type) }
      return readEvent(new Map(Object.entries(parameters)), false)
    }),
  )
  await database.query('SELECT apply_all($1)', [JSON.stringify(read)])
}

/** What has become of the orders. */
async function outcomes(ids: readonly string[]) {
  const rows = await database.query<Row>(
    `SELECT
       (SELECT jsonb_agg(jsonb_build_object('ref', p.ref, 'state', p.state, 'reversalReason', NULL) ORDER BY p.ref)
        FROM payments p WHERE p.order_id = i.id) AS payments,
       (SELECT jsonb_agg(jsonb_build_object('held', d.withdrawn_at IS NULL, 'credits', d.credits))
        FROM deliveries d WHERE d.order_id = i.id) AS deliveries
     FROM unnest($1::text[]) WITH ORDINALITY i(id, n) ORDER BY i.n`,
    [ids],
  )
  return rows.map(({ payments, deliveries }) => ({
    // When it was recorded matters beside card charges only, of which these orders have none.
    payments: (payments ?? []).map((payment) => ({ ...payment, createdAt: new Date(0) })),
    deliveries: deliveries ?? [],
  }))
}

/** The cases whose outcome is not what the rules say, with both. Empty when all is well. */
async function wrongOutcomes(ids: readonly string[], cases: readonly (readonly Event[])[]) {
  return (await outcomes(ids)).flatMap(({ payments, deliveries }, n) => {
    const events = cases[n] ?? []
    const { everHeld, ...expected } = model(events)
    const outcome = {
      payments: payments.map(({ ref, state }) => `${ref[0]}:${state}`),
      held: deliveries.length > 0 && deliveries.every(({ held }) => held),
    }
    const partlyHeld = new Set(deliveries.map(({ held }) => held)).size > 1
    // Each of the two lines at most once, and only if the order was paid at some time.
    const granted = deliveries.length === (everHeld ? 2 : 0)
    const agrees = (paymentsState(payments) === 'paid') === outcome.held
    const right = JSON.stringify(outcome) === JSON.stringify(expected) && !partlyHeld && granted && agrees
    return right ? [] : [{ events, expected, outcome, deliveries, agrees }]
  })
}

async function play(cases: readonly (readonly Event[])[]): Promise<string[]> {
  const ids = await newOrders(cases.length)
  await apply(ids, cases)
  return ids
}

beforeAll(async () => {
  await database.query(`
    INSERT INTO products (id, slug, position, kind, name, summary, description, artwork, credits, updated_at) VALUES
      ('licence', 'licence', 1, 'LICENCE', 'Fox', '', '', 'fox.svg', NULL, now()),
      ('credits', 'credits', 2, 'CREDITS', 'Credits', '', '', 'fox.svg', ${credits}, now());
    CREATE FUNCTION make_orders(ids text[]) RETURNS void LANGUAGE sql AS $$
      INSERT INTO users (uid, email, password_hash) SELECT id, id || '@example.com', '' FROM unnest(ids) id;
      INSERT INTO orders (id, uid, amount, currency) SELECT id, id, 1998, 'USD' FROM unnest(ids) id;
      INSERT INTO external_ids (id, order_id, price, currency) SELECT id, id, 19.98, 'USD' FROM unnest(ids) id;
      INSERT INTO order_lines (id, order_id, position, product_id, kind, name, amount, credits)
        SELECT o || p.id, o, p.position, p.id, p.kind, p.name, 999, p.credits FROM unnest(ids) o, products p;
    $$;
    CREATE FUNCTION apply_all(events jsonb) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE e jsonb;
    BEGIN
      FOR e IN SELECT value FROM jsonb_array_elements(events) WITH ORDINALITY ORDER BY ordinality LOOP
        IF e ? 'decide' THEN
          PERFORM record_decision(e->>'target', e->>'line', (e->>'decide')::"DecisionKind", 'ann', 'why');
        ELSE
          PERFORM apply_pingback(e, '[{"elapsed_ms": 0, "parameters": {}}]');
        END IF;
      END LOOP;
    END $$`)
})

const batchSize = 250
const batchesOf = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: batchSize, maxLength: batchSize })
const inBatches = { numRuns: propertyRuns(batchSize), endOnFailure: true }
const patience = 1_800_000

/** A list in all orders: seven types have 5,040. */
function permutations<T>(of: readonly T[]): T[][] {
  if (of.length === 0) return [[]]
  return of.flatMap((first) =>
    permutations(of.filter((each) => each !== first)).map((rest) => [first, ...rest]),
  )
}

describe('one final state, goods held exactly when some payment ends PAID, each line granted at most once', () => {
  test(
    'every subset of the types on one payment, in every order',
    async () => {
      const all = permutations(types).map((order) => order.map((type): Event => ({ payment: 'a', type })))
      expect(all).toHaveLength(5040)
      // Each fifth begins with every arrangement of four: these come in runs of six.
      const played = someOf(all, 5)
      for (let start = 0; start < played.length; start += 1260) {
        const some = played.slice(start, start + 1260)
        const ids = await newOrders(some.length)
        // What has arrived after each step is a subset of its own: 13,699 arrangements in a thorough run.
        for (let step = 1; step <= types.length; step++) {
          await apply(
            ids,
            some.map((events) => events.slice(step - 1, step)),
          )
          expect(
            await wrongOutcomes(
              ids,
              some.map((events) => events.slice(0, step)),
            ),
          ).toEqual([])
        }
      }
    },
    patience,
  )

  test(
    'random sequences on two payments, with repetitions',
    async () => {
      const event = fc.record({
        payment: fc.constantFrom('a' as const, 'b' as const),
        type: fc.constantFrom(...types),
      })
      await fc.assert(
        fc.asyncProperty(batchesOf(fc.array(event, { maxLength: 9 })), async (cases) => {
          expect(await wrongOutcomes(await play(cases), cases)).toEqual([])
        }),
        inBatches,
      )
    },
    patience,
  )

  test(
    'sets of events on two payments: two orders, with other repetitions, end alike',
    async () => {
      const all = types.flatMap((type): Event[] => [
        { payment: 'a', type },
        { payment: 'b', type },
      ])
      const twice = fc.subarray(all, { minLength: 2, maxLength: 5 }).chain((set) => {
        const order = fc.tuple(
          fc.shuffledSubarray(set, { minLength: set.length }),
          fc.array(fc.constantFrom(...set), { maxLength: 1 }),
        )
        return fc.tuple(order, order).map(([one, other]) => [one.flat(), other.flat()] as const)
      })
      await fc.assert(
        fc.asyncProperty(batchesOf(twice), async (cases) => {
          const ends = await outcomes(await play(cases.flat()))
          const end = (n: number) => {
            const { payments = [], deliveries = [] } = ends[n] ?? {}
            return JSON.stringify([
              payments.map(({ ref, state }) => [ref[0], state]),
              deliveries.filter(({ held }) => held).length,
              paymentsState(payments),
            ])
          }
          const differing = cases.filter((_, n) => end(2 * n) !== end(2 * n + 1))
          expect(differing).toEqual([])
        }),
        inBatches,
      )
    },
    patience,
  )
})

describe('with an operator’s decisions among the events', () => {
  const event = fc.record({
    payment: fc.constantFrom('a' as const, 'b' as const),
    type: fc.constantFrom(...types),
  })
  const decision = fc.record({
    decide: fc.constantFrom('GRANT' as const, 'WITHDRAW' as const),
    of: fc.constantFrom('order' as const, 'credits' as const),
  })

  /** Which lines are held: as the newest decision about each says, else as the payments do. */
  function held(steps: readonly Step[]) {
    const byPayments = model(steps.filter((step): step is Event => !isDecision(step))).held
    const newest = (line: 'licence' | 'credits') =>
      steps.findLast(
        (step): step is Decision => isDecision(step) && (step.of === 'order' || step.of === line),
      )
    return (['credits', 'licence'] as const).filter((line) => {
      const decided = newest(line)
      return decided ? decided.decide === 'GRANT' : byPayments
    })
  }

  /** The lines that an order's buyer holds, and how often each was ever granted. */
  async function lines(ids: readonly string[]) {
    return database.query<{ held: string[]; most: number }>(
      `SELECT coalesce(array_agg(substr(d.order_line_id, length(i.id) + 1) ORDER BY d.order_line_id)
                 FILTER (WHERE d.id IS NOT NULL AND d.withdrawn_at IS NULL), '{}') AS held,
              count(d.id)::int AS most
       FROM unnest($1::text[]) WITH ORDINALITY i(id, n) LEFT JOIN deliveries d ON d.order_id = i.id
       GROUP BY i.n ORDER BY i.n`,
      [ids],
    )
  }

  test(
    'sequences: each line is held as its newest decision says, else exactly when a payment is PAID',
    async () => {
      const steps = fc.array(fc.oneof({ weight: 2, arbitrary: event }, { weight: 1, arbitrary: decision }), {
        maxLength: 8,
      })
      await fc.assert(
        fc.asyncProperty(batchesOf(steps), async (cases: Step[][]) => {
          const ids = await newOrders(cases.length)
          await apply(ids, cases)
          const found = await lines(ids)
          const wrong = cases.flatMap((given, n) => {
            const { held: holds = [], most = 0 } = found[n] ?? {}
            const right = JSON.stringify(holds) === JSON.stringify(held(given)) && most <= 2
            return right ? [] : [{ given, holds, expected: held(given) }]
          })
          expect(wrong).toEqual([])
        }),
        inBatches,
      )
    },
    patience,
  )

  test(
    'the events around the decisions may come in any order, and again',
    async () => {
      const twice = fc
        .tuple(
          fc.array(event, { minLength: 1, maxLength: 3 }),
          fc.array(decision, { minLength: 1, maxLength: 2 }),
        )
        .chain(([events, decisions]) => {
          // The decisions keep their order, wherever they stand among the events.
          const mixed = fc
            .tuple(
              fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
              fc.array(fc.nat(), { minLength: decisions.length, maxLength: decisions.length }),
            )
            .map(([shuffled, places]) => {
              const steps: Step[] = [...shuffled]
              const at = places.map((place) => place % (shuffled.length + 1)).sort((a, b) => a - b)
              for (const [n, made] of decisions.entries()) steps.splice((at[n] ?? 0) + n, 0, made)
              return steps
            })
          return fc.tuple(mixed, mixed)
        })
      await fc.assert(
        fc.asyncProperty(batchesOf(twice), async (cases) => {
          const ids = await newOrders(2 * cases.length)
          await apply(ids, cases.flat())
          const found = await lines(ids)
          const differing = cases.filter(
            (_, n) => JSON.stringify(found[2 * n]?.held) !== JSON.stringify(found[2 * n + 1]?.held),
          )
          expect(differing).toEqual([])
        }),
        { ...inBatches, numRuns: propertyRuns(4 * batchSize) },
      )
    },
    patience,
  )
})

test(
  'buyers: the balance is what is held minus what was spent, whatever was reversed in between',
  async () => {
    const event = fc.record({
      payment: fc.constantFrom('a' as const, 'b' as const),
      type: fc.constantFrom(...types),
    })
    const buyer = fc.record({
      events: fc.array(event, { maxLength: 5 }),
      spent: fc.array(fc.integer({ min: 1, max: 150 }), { maxLength: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(batchesOf(buyer), async (buyers) => {
        const ids = await play(buyers.map(({ events }) => events))
        const spends = buyers.flatMap(({ spent }, n) =>
          spent.map((amount, key) => ({ uid: ids[n], key, amount })),
        )
        await database.query(
          `INSERT INTO credit_spends (id, uid, key, credits, purpose)
         SELECT uid || key, uid, key, amount, 'print' FROM jsonb_to_recordset($1) AS s(uid text, key text, amount int)`,
          [JSON.stringify(spends)],
        )
        const expected = buyers.map(({ events, spent }) =>
          spent.reduce((left, amount) => left - amount, model(events).held ? credits : 0),
        )
        const balances: number[] = []
        for (const id of ids) balances.push(await creditBalance(uidOf(id)))
        expect(balances).toEqual(expected)
      }),
      inBatches,
    )
  },
  patience,
)
