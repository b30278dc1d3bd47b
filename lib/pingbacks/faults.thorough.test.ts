import { beforeAll, describe, expect, test } from 'vitest'
import { decideGoods } from '@/lib/deliveries/mutations'
import type { OrderId, Uid } from '@/lib/ids'
import { createOrder } from '@/lib/orders/mutations'
import { reapplyPingback } from '@/lib/pingbacks/mutations'
import { receivePingback } from '@/lib/pingbacks/receive'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'
import { isThorough } from '@/test/support/thoroughness'

const database = await testDatabase()
process.env.PINGBACK_CUSTOM_PARAMETERS = 'paid_currency,initial_ref,subscription_id,note'

type Order = { id: OrderId; uid: Uid }
type Parameters = Record<string, string | number | undefined>

const notify = (order: Order, parameters: Parameters) =>
  receivePingback(pingbackQuery({ uid: order.uid, goodsid: order.id, ...parameters }), undefined)

/** The function, its phases, and those that they call. */
const functions = [
  'apply_pingback',
  'pingback_order',
  'pingback_ledger',
  'pingback_terms',
  'pingback_payment',
  'pingback_alerts',
  'pingback_work',
  'update_deliveries',
  'tell_conflict',
  'flag_buyer',
  'suspect_second_refund',
]
/** The places in what keeping a failed event needs as well: a fault there is answered 500, and the event comes again. */
const shared = new Set<number>()
/** Each scenario is played once for every place that is tried. */
const timeout = 300_000

/** The line of each place. */
const places: string[] = []
const neededTwice = new Set(['tell_conflict', 'flag_buyer', 'suspect_second_refund'])

/** The same functions with a place to fail after each of their statements. Returns how many places there are. */
async function addFaultPoints(): Promise<number> {
  await database.query('CREATE TABLE faults (point int)')
  await database.query('CREATE TABLE passed (point int PRIMARY KEY)')
  await database.query(`
    CREATE FUNCTION fault_point(at int) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM faults WHERE point = at) THEN RAISE EXCEPTION 'a fault at %', at; END IF;
      INSERT INTO passed VALUES (at) ON CONFLICT DO NOTHING;
    END $$`)
  let points = 0
  for (const name of functions) {
    const [row] = await database.query<{ source: string }>(
      'SELECT pg_get_functiondef($1::regproc) AS source',
      [name],
    )
    const lines = row?.source.split('\n') ?? []
    const body = lines.indexOf('BEGIN')
    const instrumented = lines.map((line, n) => {
      const endsStatement = n > body && line.endsWith(';') && !/^\s*(END\b|RETURN\b|[\w.]+ := )/.test(line)
      // ROW_COUNT and FOUND belong to the statement right before.
      const isAsked = /GET DIAGNOSTICS|FOUND/.test(lines[n + 1] ?? '')
      if (!endsStatement || isAsked) return line
      points++
      places.push(line.trim())
      if (neededTwice.has(name)) shared.add(points)
      return `${line} PERFORM fault_point(${points});`
    })
    await database.query(instrumented.join('\n'))
  }
  return points
}

/** All that an arrival may change for an order, but for the ledger, the log and the alert that says it failed. */
async function effects(order: Order, refs: string[]) {
  const [row] = await database.query<{ facts: unknown }>(
    `SELECT jsonb_build_object(
      'payments', (SELECT jsonb_agg(jsonb_build_array(state, order_id IS NOT NULL, refunded) ORDER BY state, refunded)
                   FROM payments WHERE ref = ANY($2)),
      'deliveries', (SELECT jsonb_agg(withdrawn_at IS NULL) FROM deliveries WHERE order_id = $1),
      'alerts', (SELECT jsonb_agg(kind ORDER BY kind::text) FROM alerts
                 WHERE split_part(subject, ':', 1) = ANY($2) AND kind <> 'failed' AND resolved_at IS NULL),
      'flagged', (SELECT flagged_at IS NOT NULL FROM users WHERE uid = $3)) AS facts`,
    [order.id, refs, order.uid],
  )
  return row?.facts
}

interface Scenario {
  /** What is done to the order before, besides. */
  prepared?: (order: Order) => Promise<unknown>
  /** What the order is of; a licence and credits, unless told otherwise. */
  kinds?: readonly ('LICENCE' | 'CREDITS' | 'MEMBERSHIP')[]
  before: Parameters[]
  event: Parameters
  /** The verdict when applying fails; what is in the ledger before is not stored again. */
  failing?: 'duplicate' | 'conflict'
}

const scenarios: Record<string, Scenario> = {
  'a payment': { before: [], event: { type: 0 } },
  'a refund': { before: [{ type: 0 }], event: { type: 2, reason: 9 } },
  'a reversal for fraud': { before: [{ type: 0 }], event: { type: 2, reason: 2 } },
  'a reversal without payment': { before: [], event: { type: 2 } },
  'partial refunds that reach the price': {
    before: [{ type: 0 }],
    event: { type: 220, refund_amount: '19.98', paid_currency: 'USD', merchant_refund_id: 'r1' },
  },
  'an accept after a decline': { before: [{ type: 202 }], event: { type: 201 } },
  'a renewal': {
    before: [{ type: 0 }],
    event: { type: 0, ref: 'other', goodsid: undefined, initial_ref: 'first' },
  },
  'a payment too many': { before: [{ type: 0, ref: 'other' }], event: { type: 0 } },
  'a payment that another waits for': { before: [{ type: 2, goodsid: undefined }], event: { type: 0 } },
  'a reversal whose order is not known': { before: [], event: { type: 2, goodsid: undefined } },
  'an unknown goodsid': { before: [], event: { type: 0, goodsid: 'test_product' } },
  'an unknown type': { before: [], event: { type: 77 } },
  'a membership renewed, known by its subscription': {
    kinds: ['MEMBERSHIP'],
    before: [{ type: 0, slength: 7, speriod: 'day', subscription_id: 'first' }],
    event: { type: 0, ref: 'other', goodsid: undefined, subscription_id: 'first' },
  },
  'a membership revoked': { kinds: ['MEMBERSHIP'], before: [{ type: 0 }], event: { type: 2 } },
  'a membership renewed after its end': {
    kinds: ['MEMBERSHIP'],
    before: [
      { type: 0, ref: 'other' },
      { type: 13, ref: 'other' },
    ],
    event: { type: 0 },
  },
  'a payment against a decision': {
    prepared: ({ id }) => decideGoods({ orderId: id, kind: 'WITHDRAW', actor: 'ann', reason: 'why' }),
    before: [],
    event: { type: 0 },
  },
  'a payment that comes late': {
    prepared: ({ id }) =>
      database.query("UPDATE orders SET expires_at = now() - interval '1 second' WHERE id = $1", [id]),
    before: [],
    event: { type: 0 },
  },
  'a payment for a closed account': {
    prepared: ({ uid }) => database.query('UPDATE users SET closed_at = now() WHERE uid = $1', [uid]),
    before: [],
    event: { type: 0 },
  },
  'a payment for what the buyer has': { prepared: buyBefore, before: [], event: { type: 0 } },
  'a second membership': {
    kinds: ['MEMBERSHIP'],
    prepared: buyBefore,
    before: [],
    event: { type: 0 },
  },
  'a chargeback of what its parts had returned': {
    before: [{ type: 0 }, { type: 220, refund_amount: '19.98', paid_currency: 'USD' }],
    event: { type: 2, reason: 1 },
  },
  'money that returns': { before: [{ type: 0 }, { type: 2, reason: 1 }], event: { type: 1 } },
  'a second refund of one amount': {
    before: [{ type: 0 }, { type: 220, refund_amount: '1.00', paid_currency: 'USD' }],
    event: { type: 220, refund_amount: '1.00', paid_currency: 'USD' },
    failing: 'duplicate',
  },
  'a chargeback after a refund': {
    before: [{ type: 0 }, { type: 2, reason: 9 }],
    event: { type: 2, reason: 3 },
    failing: 'conflict',
  },
  'money that returns, in a 0 of other content': {
    before: [{ type: 0 }, { type: 2, reason: 1 }],
    event: { type: 0, note: 'x' },
    failing: 'conflict',
  },
  'a licence out of a pool': {
    prepared: sellFromPool('only'),
    before: [],
    event: { type: 0 },
  },
  'a licence of a pool that is empty': { prepared: sellFromPool(), before: [], event: { type: 0 } },
  'a refund while a licence waits for its key': {
    prepared: sellFromPool(),
    before: [{ type: 0 }],
    event: { type: 2, reason: 9 },
  },
  'a repetition': { before: [{ type: 0 }], event: { type: 0 }, failing: 'duplicate' },
  'other content': { before: [{ type: 0 }], event: { type: 0, note: 'x' }, failing: 'conflict' },
}

/** Lets the order's licence come from a pool of these keys. */
function sellFromPool(...keys: string[]) {
  return async ({ id }: Order) => {
    const [line] = await database.query<{ product_id: string }>(
      "SELECT product_id FROM order_lines WHERE order_id = $1 AND kind = 'LICENCE'",
      [id],
    )
    await database.query('UPDATE products SET keys_from_pool = true WHERE id = $1', [line?.product_id])
    await database.query(
      'INSERT INTO licence_keys (product_id, key) SELECT $1, k || $2 FROM unnest($3::text[]) k',
      [line?.product_id, id, keys],
    )
  }
}

/** Places and pays another order of the same. */
async function buyBefore(order: Order) {
  const lines = await database.query<{ product_id: string }>(
    'SELECT product_id FROM order_lines WHERE order_id = $1',
    [order.id],
  )
  const placed = await createOrder(
    order.uid,
    lines.map((line) => line.product_id),
  )
  if (!placed.ok) throw new Error(placed.reason)
  await notify({ id: placed.orderId, uid: order.uid }, { type: 0, ref: newReference() })
}

async function prepare({ prepared, before, event, kinds = ['LICENCE', 'CREDITS'] }: Scenario) {
  const order = await newOrder(database, { kinds })
  await prepared?.(order)
  const [ref, other] = [newReference(), newReference()]
  const withRef = (parameters: Parameters) => ({
    ...parameters,
    ref: parameters.ref === 'other' ? other : ref,
    initial_ref: parameters.initial_ref === 'first' ? ref : undefined,
    subscription_id: parameters.subscription_id === 'first' ? ref : undefined,
  })
  for (const parameters of before) await notify(order, withRef(parameters))
  return { order, refs: [ref, other], event: withRef(event) }
}

let points = 0
beforeAll(async () => {
  points = await addFaultPoints()
})

describe('a fault of our own after any statement leaves nothing half-written, and nothing is lost', () => {
  const reached = new Set<number>()
  // Those that no scenario has failed at before, the first and the last; with time for everything, all.
  const triedPlaces = (passed: number[]) =>
    passed.filter(
      (point) => isThorough || !reached.has(point) || point === passed[0] || point === passed.at(-1),
    )

  test.each(Object.entries(scenarios))(
    '%s',
    async (_, scenario) => {
      const twin = await prepare(scenario)
      await database.query('TRUNCATE passed')
      expect((await notify(twin.order, twin.event)).body).toBe('OK')
      const expected = await effects(twin.order, twin.refs)
      const passed = await database.query<{ point: number }>('SELECT point FROM passed ORDER BY point')
      expect(passed.length).toBeGreaterThan(3)

      for (const point of triedPlaces(passed.map((place) => place.point))) {
        reached.add(point)
        const { order, refs, event } = await prepare(scenario)
        const before = await effects(order, refs)
        await database.query('INSERT INTO faults VALUES ($1)', [point])
        const answer = await notify(order, event)
        await database.query('TRUNCATE faults')
        if (scenario.failing && shared.has(point)) {
          expect([point, answer.status, await effects(order, refs)]).toEqual([point, 500, before])
          await notify(order, event)
          expect([point, await effects(order, refs)]).toEqual([point, expected])
          continue
        }
        expect([point, answer.status, answer.body]).toEqual([point, 200, 'OK'])

        const [attempt] = await database.query<{ verdict: string; pingback_id: string }>(
          'SELECT verdict, pingback_id FROM pingback_attempts ORDER BY id DESC LIMIT 1',
        )
        expect([point, attempt?.verdict]).toEqual([point, scenario.failing ?? 'failed'])
        if (scenario.failing) {
          expect(await effects(order, refs)).toEqual(expected)
          continue
        }
        expect([point, await effects(order, refs)]).toEqual([point, before])
        const open = () =>
          database.query(
            "SELECT FROM alerts WHERE kind = 'failed' AND subject LIKE $1 AND resolved_at IS NULL",
            [`${event.ref}:%`],
          )
        expect(await open()).toHaveLength(1)
        const [job] = await database.query<{ payload: { id: string } }>(
          "SELECT payload FROM outbox_jobs WHERE job_key = $1 AND task = 'reapply-pingback'",
          [`reapply-pingback:${attempt?.pingback_id}`],
        )
        await reapplyPingback(BigInt(job?.payload.id ?? 0), { live: false })
        expect([point, await effects(order, refs)]).toEqual([point, expected])
        expect(await open()).toHaveLength(0)
        expect(await notify(order, event)).toMatchObject({ headers: { 'X-Pingback-Result': 'duplicate' } })
        expect([point, await effects(order, refs)]).toEqual([point, expected])
      }
    },
    timeout,
  )

  test(
    'a fault while it is applied again: nothing changes, and the job is tried again',
    async () => {
      const { order, refs, event } = await prepare({ before: [], event: { type: 0 } })
      await database.query('INSERT INTO faults SELECT generate_series(1, $1)', [points])
      await notify(order, event)
      await database.query('TRUNCATE faults')
      const [stored] = await database.query<{ id: string }>('SELECT id FROM pingbacks WHERE ref = $1', [
        event.ref,
      ])
      const id = BigInt(stored?.id ?? 0)
      const before = await effects(order, refs)

      for (const met = new Set<number>(); ; ) {
        await database.query(
          'INSERT INTO faults SELECT generate_series(1, $1) EXCEPT SELECT unnest($2::int[])',
          [points, [...met]],
        )
        const result = await reapplyPingback(id, { live: false }).catch((error: Error) => error.message)
        await database.query('TRUNCATE faults')
        if (typeof result !== 'string') break
        const point = Number(/a fault at (\d+)/.exec(result)?.[1])
        expect(met).not.toContain(point)
        met.add(point)
        reached.add(point)
        expect(await effects(order, refs)).toEqual(before)
      }
      expect(await effects(order, refs)).toMatchObject({ deliveries: [true, true] })
    },
    timeout,
  )

  test('the cases above reach every statement but the one of a race', () => {
    expect(places.filter((_, n) => !reached.has(n + 1))).toEqual([
      expect.stringMatching(/^RAISE EXCEPTION .* has found its order meanwhile/),
    ])
  })
})

describe('when the event cannot even be kept', () => {
  test('500, nothing stored; sent again after the fault is mended: 1 grant', async () => {
    const order = await newOrder(database)
    const event = { type: 0, ref: newReference() }
    await database.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON pingbacks FOR EACH ROW EXECUTE FUNCTION refuse()`)
    expect(await notify(order, event)).toEqual({ status: 500, body: 'NOK', headers: {} })
    expect(await effects(order, [event.ref])).toMatchObject({
      payments: null,
      deliveries: null,
      alerts: null,
    })
    await database.query('DROP TRIGGER refuse ON pingbacks')
    expect(await notify(order, event)).toEqual({ status: 200, body: 'OK', headers: {} })
    expect(await effects(order, [event.ref])).toMatchObject({ deliveries: [true] })
  })
})
