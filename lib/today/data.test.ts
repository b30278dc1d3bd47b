import { beforeEach, expect, test } from 'vitest'
import { receivePingback } from '@/lib/pingbacks/receive'
import { uidOf } from '@/test/support/ids'
import { newBuyer, newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
// Read once by env(), at the first call.
process.env.TIME_ZONE = 'Europe/Berlin'
process.env.PINGBACK_CUSTOM_PARAMETERS = 'paid_currency'
const { lastArrivals, readSales, readSilence } = await import('@/lib/today/data')

const admin = { role: 'ADMIN', uid: uidOf('an-admin') } as const
// Clocks went back on 25 October.
const now = new Date('2026-10-31T12:00:00Z')

beforeEach(async () => {
  await database.query('TRUNCATE payments, delivery_confirmations, pingbacks, pingback_attempts, alerts')
})

async function send(parameters: Record<string, string | number>): Promise<void> {
  const { body } = await receivePingback(pingbackQuery(parameters), undefined)
  if (body !== 'OK') throw new Error(`The pingback was not taken: ${body}`)
}

/** A payment of 9.99 USD, paid at a moment; returns its reference and its buyer. */
async function paid(at: string, more: Record<string, string | number> = {}) {
  const { id, uid } = await newOrder(database)
  const ref = newReference()
  await send({ uid, goodsid: id, type: 0, ref, ...more })
  await database.query('UPDATE payments SET paid_at = $2 WHERE ref = $1', [ref, at])
  return { ref, uid, goodsid: id }
}

/** Tells of money that went back, heard of at a moment. */
async function returned(
  { ref, uid, goodsid }: { ref: string; uid: string; goodsid: string },
  type: number,
  at: string,
  more: Record<string, string | number> = {},
) {
  await send({ uid, goodsid, type, ref, ...more })
  await database.query('UPDATE pingbacks SET received_at = $3 WHERE ref = $1 AND type = $2', [ref, type, at])
}

/** The days of the first currency on which money moved: sold and returned, in cents. */
async function moved(at = now) {
  const [first] = await readSales(admin, at)
  return (first?.days ?? [])
    .filter(({ sold, returned: back }) => sold.count + back.count > 0)
    .map(({ day, sold, returned: back }) => [day, sold.amount, back.amount])
}

test('a sale counts on its day in the shop’s time zone, also where a day has 25 hours', async () => {
  await paid('2026-10-24T21:59:59Z')
  await paid('2026-10-24T22:00:00Z')
  await paid('2026-10-25T22:59:59Z')
  await paid('2026-10-25T23:00:00Z')
  expect(await moved()).toEqual([
    ['2026-10-24', 999, 0],
    ['2026-10-25', 1998, 0],
    ['2026-10-26', 999, 0],
  ])
})

test('today, 7 days and 30 days are summed up, and nothing older or yet to come', async () => {
  for (const at of ['2026-10-31T11:00:00Z', '2026-10-25T12:00:00Z', '2026-10-02T12:00:00Z']) await paid(at)
  for (const at of ['2026-10-01T12:00:00Z', '2026-10-31T23:30:00Z']) await paid(at)
  const [sales] = await readSales(admin, now)
  expect(sales?.days.map(({ day }) => day)).toHaveLength(30)
  expect(sales?.days[0]?.day).toBe('2026-10-02')
  expect(sales?.spans.map(({ days, sold }) => [days, sold.count, sold.amount])).toEqual([
    [1, 1, 999],
    [7, 2, 1998],
    [30, 3, 2997],
  ])
})

test('currencies are never added up, and test payments stand apart', async () => {
  await paid('2026-10-30T12:00:00Z')
  await paid('2026-10-30T12:00:00Z', { is_test: 1 })
  const yen = await paid('2026-10-30T12:00:00Z')
  await database.query("UPDATE payments SET currency = 'JPY', price = 1500 WHERE ref = $1", [yen.ref])
  const sales = await readSales(admin, now)
  expect(sales.map(({ currency, isTest, spans }) => [currency, isTest, spans[2]?.sold])).toEqual([
    ['JPY', false, { amount: 1500, count: 1, unknown: 0 }],
    ['USD', false, { amount: 999, count: 1, unknown: 0 }],
    ['USD', true, { amount: 999, count: 1, unknown: 0 }],
  ])
})

test('a refund counts once, on the day the shop was first notified', async () => {
  const payment = await paid('2026-10-20T12:00:00Z')
  await returned(payment, 2, '2026-10-29T12:00:00Z', { reason: 9 })
  await returned(payment, 203, '2026-10-30T12:00:00Z')
  expect(await moved()).toEqual([
    ['2026-10-20', 999, 0],
    ['2026-10-29', 0, 999],
  ])
})

test('parts count for what they say, and the rest for what was left', async () => {
  const payment = await paid('2026-10-20T12:00:00Z')
  const part = { refund_amount: '3.00', paid_currency: 'USD', merchant_refund_id: 'r1' }
  await returned(payment, 220, '2026-10-28T12:00:00Z', part)
  await returned(payment, 2, '2026-10-29T12:00:00Z', { reason: 9 })
  expect(await moved()).toEqual([
    ['2026-10-20', 999, 0],
    ['2026-10-28', 0, 300],
    ['2026-10-29', 0, 699],
  ])
})

test('a partial refund without an amount is counted as unknown', async () => {
  const payment = await paid('2026-10-20T12:00:00Z')
  await returned(payment, 220, '2026-10-28T12:00:00Z', { merchant_refund_id: 'r2' })
  const [sales] = await readSales(admin, now)
  expect(sales?.spans[1]?.returned).toEqual({ amount: 0, count: 1, unknown: 1 })
})

test('what was never paid brought nothing, and takes nothing back', async () => {
  const { id, uid } = await newOrder(database)
  const ref = newReference()
  await send({ uid, goodsid: id, type: 202, ref })
  await database.query("UPDATE pingbacks SET received_at = '2026-10-29T12:00:00Z' WHERE ref = $1", [ref])
  expect(await readSales(admin, now)).toEqual([])
})

test('a payment that came before its order was named has the order’s currency afterwards', async () => {
  const { id, uid } = await newOrder(database)
  const ref = newReference()
  await send({ uid, type: 200, ref })
  expect(await database.query('SELECT currency FROM payments WHERE ref = $1', [ref])).toEqual([
    { currency: null },
  ])
  await send({ uid, goodsid: id, type: 0, ref })
  expect(await database.query('SELECT currency FROM payments WHERE ref = $1', [ref])).toEqual([
    { currency: 'USD' },
  ])
})

test('the last ten arrivals are shown, the newest first', async () => {
  const uid = await newBuyer(database)
  for (let count = 0; count < 12; count++) await send({ uid, goodsid: 'none', type: 0, ref: newReference() })
  const arrivals = await lastArrivals(admin)
  expect(arrivals).toHaveLength(10)
  expect(arrivals.map(({ id }) => id)).toEqual(arrivals.map(({ id }) => id).sort((a, b) => Number(b - a)))
  expect(arrivals[0]).toMatchObject({ verdict: 'quarantined', arrivals: 1, orderId: null })
})

test('what none of the shop’s keys signed is no recent pingback; what one signed and a setting refused is', async () => {
  const ref = newReference()
  await send({ uid: 'nobody', goodsid: 'none', type: 0, ref })
  for (const secret of [null, 'current']) {
    await database.query(
      `INSERT INTO pingback_attempts (received_at, verdict, reason, sentence, duration_ms, parameters, secret)
       VALUES (now(), 'rejected', 'version_refused', $1, 1, '{}', $2)`,
      [secret ? 'ours' : 'a stranger’s', secret],
    )
  }
  expect((await lastArrivals(admin)).map(({ verdict, sentence }) => [verdict, sentence])).toEqual([
    ['rejected', 'ours'],
    ['quarantined', expect.stringContaining(ref)],
  ])
})

test('silence is counted from the last genuine arrival, whatever forgers send', async () => {
  expect(await readSilence(now)).toBeUndefined()
  const add = (verdict: string, at: string) =>
    database.query(
      `INSERT INTO pingback_attempts (received_at, verdict, sentence, duration_ms, parameters)
       VALUES ($2, $1::"Verdict", '', 1, '{}')`,
      [verdict, at],
    )
  for (let hour = 1; hour <= 60; hour++) {
    await add('applied', new Date(now.getTime() - (hour + 2) * 3_600_000).toISOString())
  }
  await add('rejected', new Date(now.getTime() - 60_000).toISOString())
  const silence = await readSilence(now)
  expect(silence?.milliseconds).toBe(3 * 3_600_000)
  expect(silence?.isUnusual).toBe(true)
  expect(Math.abs((silence?.usual ?? 0) - 3_600_000)).toBeLessThan(180_000)
})
