import { beforeEach, describe, expect, test } from 'vitest'
import { listArrivals } from '@/lib/pingbacks/log'
import { addLogMonths, applyPingback, pruneLog } from '@/lib/pingbacks/mutations'
import { receivePingback } from '@/lib/pingbacks/receive'
import { uidOf } from '@/test/support/ids'
import { holdLocks } from '@/test/support/locks'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackEvent, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const admin = { role: 'ADMIN' as const, uid: uidOf('admin') }
const dayMs = 86_400_000

/** The first moment of a month, by its distance from this one. */
async function monthAt(distance: number): Promise<Date> {
  const [row] = await database.query<{ at: Date }>(
    "SELECT add_period(date_trunc('month', now(), 'UTC'), $1, 'month') AS at",
    [distance],
  )
  if (!row) throw new Error('no month')
  return row.at
}
const nameOf = (month: Date) => `pingback_attempts_${month.toISOString().slice(0, 7).replace('-', '_')}`

const parts = () =>
  database.query<{ part: string; since: Date; until: Date }>(
    'SELECT part::text, since, until FROM pingback_log_parts() WHERE NOT is_default',
  )
const names = async () => (await parts()).map(({ part }) => part)
/** Adds every month, also that of what may arrive now, as the migration does. */
async function addAll() {
  while ((await database.query("SELECT FROM add_pingback_log_part('-infinity', '0')")).length > 0);
}
const inDefault = async () => (await database.query('SELECT FROM pingback_attempts_default')).length
const alerts = () => database.query("SELECT FROM alerts WHERE kind = 'log_month_missing'")

/** Logs an arrival at a moment, and returns its id. */
async function logAt(at: Date): Promise<bigint> {
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO pingback_attempts (received_at, verdict, sentence, duration_ms, parameters)
     VALUES ($1, 'applied', 'Logged.', 1, '{}') RETURNING id`,
    [at],
  )
  return BigInt(row?.id ?? 0)
}
const listed = async () => (await listArrivals({}, admin, undefined)).rows.map(({ id }) => id)

async function pay() {
  const order = await newOrder(database)
  const ref = newReference()
  const answer = await receivePingback(
    pingbackQuery({ uid: order.uid, goodsid: order.id, type: 0, ref }),
    '203.0.113.9',
  )
  expect(answer.status).toBe(200)
  return order
}

beforeEach(async () => {
  await database.query('TRUNCATE pingback_attempts, alerts')
  for (const part of await names()) await database.query(`DROP TABLE ${part}`)
  await addAll()
})

describe('the months of the log', () => {
  test('this one and the next two are there, and an arrival lies in its own', async () => {
    const months = await Promise.all([0, 1, 2].map(monthAt))
    expect(await names()).toEqual(months.map(nameOf))
    expect(await addLogMonths()).toEqual([])
    await pay()
    expect(
      await database.query('SELECT DISTINCT tableoid::regclass::text AS part FROM pingback_attempts'),
    ).toEqual([{ part: nameOf(await monthAt(0)) }])
    expect(await alerts()).toEqual([])
  })

  test('two workers at once add each month once', async () => {
    for (const part of await names()) await database.query(`DROP TABLE ${part}`)
    const added = (await Promise.all([addLogMonths(), addLogMonths(), addLogMonths()])).flat()
    expect(added).toHaveLength(3)
    expect(await names()).toHaveLength(3)
  })

  test('a missing one refuses no pingback: it is applied, logged and listed, and the merchant is told', async () => {
    for (const part of await names()) await database.query(`DROP TABLE ${part}`)
    const order = await pay()
    expect(await inDefault()).toBe(1)
    const { rows } = await listArrivals({ order: order.id }, admin, undefined)
    expect(rows).toMatchObject([{ verdict: 'applied' }])
    await addLogMonths()
    await addLogMonths()
    expect(await alerts()).toHaveLength(1)
  })

  test('where this month is missing, its table begins a little later, and another takes in what came before', async () => {
    const [begins, next] = [await monthAt(0), await monthAt(1)]
    await database.query(`DROP TABLE ${nameOf(begins)}`)
    const early = await logAt(new Date(begins.getTime() + 500))
    const [added] = await addLogMonths()
    // In the last two minutes of a month there is nothing left to add.
    if (added) {
      expect(added).toMatchObject({ until: next, moved: 0 })
      expect(added.since.getTime()).toBeGreaterThan(Date.now())
      expect(await addLogMonths()).toEqual([])
      await database.query(`DROP TABLE ${added.part}`)
    }
    expect(await inDefault()).toBe(1)
    // As it is when the moment has come.
    const piece = new Date(begins.getTime() + 1000)
    await database.query(
      `CREATE TABLE pingback_attempts_piece PARTITION OF pingback_attempts FOR VALUES FROM ('${piece.toISOString()}') TO ('${next.toISOString()}')`,
    )
    expect(await addLogMonths()).toEqual([{ part: nameOf(begins), since: begins, until: piece, moved: 1 }])
    expect(await inDefault()).toBe(0)
    expect(await listed()).toEqual([early])
  })

  test('one that is added while an arrival is on its way into the default table does not refuse it', async () => {
    await database.query(`DROP TABLE ${nameOf(await monthAt(0))}`)
    const holder = await holdLocks(database)
    await holder.query('LOCK TABLE pingback_attempts_default IN SHARE ROW EXCLUSIVE MODE')
    const logging = logAt(new Date())
    expect(await holder.isWaitedFor(logging)).toBe(true)
    await holder.query("SELECT FROM add_pingback_log_part('-infinity')")
    await holder.commit()
    expect(await listed()).toEqual([await logging])
  })

  test('arrivals of a month long past or yet to come move to it, in their order', async () => {
    const past = await monthAt(-1)
    const far = await monthAt(12)
    const ids = [
      await logAt(new Date(far.getTime() + 5)),
      await logAt(past),
      await logAt(new Date(far.getTime() - 1)),
      await logAt(new Date()),
    ]
    expect(await inDefault()).toBe(3)
    const added = await addLogMonths()
    expect(added.map(({ part, moved }) => [part, moved])).toEqual(
      [past, await monthAt(11), far].map((month) => [nameOf(month), 1]),
    )
    expect(await inDefault()).toBe(0)
    expect(await listed()).toEqual(ids.toReversed())
    const { rows } = await listArrivals({ from: far }, admin, undefined)
    expect(rows.map(({ id }) => id)).toEqual(ids.slice(0, 1))
  })

  test('the clock of the emulator a year ahead dates the ledger, not the log', async () => {
    const order = await newOrder(database)
    const ahead = new Date(Date.now() + 365 * dayMs)
    const arrival = {
      ...{ address: null, sign_version: 3, secret: 'current', elapsed_ms: 0, parameters: {} },
      received_at: ahead.toISOString(),
    }
    await applyPingback(pingbackEvent(order), [arrival])
    expect(await database.query('SELECT received_at FROM pingbacks WHERE order_id = $1', [order.id])).toEqual(
      [{ received_at: ahead }],
    )
    expect(await inDefault()).toBe(0)
    expect(await addLogMonths()).toEqual([])
  })
})

describe('pruning', () => {
  /** Months that lie behind, with an arrival on their first and their last day. */
  async function fillMonths(distances: readonly number[]) {
    for (const distance of distances) {
      await logAt(await monthAt(distance))
      await logAt(new Date((await monthAt(distance + 1)).getTime() - 1))
    }
    await addAll()
  }

  test('drops a month once its first arrivals are older than 90 days, one at a time', async () => {
    await fillMonths([-6, -5, -1, 0])
    for (const distance of [-6, -5]) {
      expect(await pruneLog()).toEqual({ dropped: nameOf(await monthAt(distance)), deleted: 0 })
    }
    expect(await pruneLog()).toEqual({ dropped: null, deleted: 0 })
    expect(await listed()).toHaveLength(4)
    expect(await names()).not.toContain(nameOf(await monthAt(-5)))
  })

  test('holds to the day: 90 days after the first of a month it is there, a moment later it is not', async () => {
    await fillMonths([-1])
    const month = await monthAt(-1)
    const dropped = async (at: number) =>
      (
        await database.query<{ part: string | null }>('SELECT drop_pingback_log_part($1) AS part', [
          new Date(at),
        ])
      )[0]?.part
    expect(await dropped(month.getTime())).toBeNull()
    expect(await dropped(month.getTime() + 1)).toBe(nameOf(month))
  })

  test('a clock of the process that runs a year ahead empties nothing', async () => {
    await fillMonths([-1, 0])
    expect(await pruneLog(new Date(Date.now() + 365 * dayMs))).toEqual({ dropped: null, deleted: 0 })
    expect(await listed()).toHaveLength(4)
  })

  test('deletes row by row what is in no month', async () => {
    await logAt(new Date(Date.now() - 91 * dayMs))
    const kept = await logAt(new Date(Date.now() - 89 * dayMs))
    expect(await pruneLog()).toEqual({ dropped: null, deleted: 1 })
    expect(await listed()).toEqual([kept])
  })

  test('an arrival that is too old to be kept gets no month', async () => {
    await logAt(new Date(Date.now() - 400 * dayMs))
    expect(await addLogMonths()).toEqual([])
  })
})
