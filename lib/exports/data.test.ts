import { beforeAll, describe, expect, test } from 'vitest'
import { listCustomers } from '@/lib/customers/data'
import { customerFilterSchema } from '@/lib/customers/schema'
import { env } from '@/lib/env'
import { openExport } from '@/lib/exports/data'
import { type ExportFilters, type ExportName, exportSchemas } from '@/lib/exports/schema'
import { queryOf, readFilter } from '@/lib/list-filter'
import { listOrderRows } from '@/lib/orders/list'
import { orderFilterSchema } from '@/lib/orders/schema'
import { listArrivals } from '@/lib/pingbacks/log'
import { receivePingback } from '@/lib/pingbacks/receive'
import { pingbackFilterSchema } from '@/lib/pingbacks/schema'
import { uidOf } from '@/test/support/ids'
import { inLiveShop } from '@/test/support/live-shop'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const admin = { role: 'ADMIN', uid: uidOf('an-admin') } as const
const reviewer = { role: 'REVIEWER', uid: uidOf('a-reviewer') } as const
const orders: { id: string; uid: string; ref: string }[] = []

beforeAll(async () => {
  for (let count = 0; count < 5; count++) {
    const order = await newOrder(database)
    const ref = newReference()
    const test = count === 4 ? { is_test: 1 } : {}
    await receivePingback(
      pingbackQuery({ uid: order.uid, goodsid: order.id, type: 0, ref, ...test }),
      '203.0.113.9',
    )
    await database.query('UPDATE orders SET created_at = $2 WHERE id = $1', [
      order.id,
      new Date(Date.UTC(2026, 9, 20 + count, 22, 30)).toISOString(),
    ])
    orders.push({ ...order, ref })
  }
  await database.query(`UPDATE order_lines SET name = '=cmd|"calc"!A1' WHERE order_id = $1`, [orders[0]?.id])
  await database.query("UPDATE orders SET currency = 'KWD', amount = 1234567 WHERE id = $1", [orders[1]?.id])
  await database.query("UPDATE payments SET currency = 'JPY', price = 1500 WHERE ref = $1", [orders[2]?.ref])
})

/** The lines of an export by their cells, without the head. */
async function rowsOf<Name extends ExportName>(
  name: Name,
  query = '',
  { operator = admin, size = 2 }: { operator?: typeof admin | typeof reviewer; size?: number } = {},
) {
  const filter = readFilter(exportSchemas[name], queryOf(new URLSearchParams(query)))
    .filter as ExportFilters[Name]
  const text = await new Response(openExport(name, filter, operator, { at: new Date(), size })).text()
  const [head, ...lines] = text.trimEnd().split('\r\n')
  const titles = cells(head ?? '')
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, at) => [titles[at] ?? '', cell])))
}

const cells = (line: string) => line.slice(1, -1).split('","')

test('orders come newest first, whole over many batches, with decimals of their currency', async () => {
  const rows = await rowsOf('orders')
  expect(rows.map(({ order }) => order)).toEqual(orders.map(({ id }) => id).reverse())
  expect(rows[4]).toMatchObject({
    placed: '2026-10-20T22:30:00.000Z',
    state: 'paid',
    amount: '9.99',
    currency: 'USD',
    products: `'=cmd|""calc""!A1`,
    test: 'false',
  })
  expect(rows[3]).toMatchObject({ amount: '1234.567', currency: 'KWD' })
  expect(rows[0]).toMatchObject({ test: 'true' })
})

test('days are those of the shop’s time zone, both included', async () => {
  const settings = env()
  const { TIME_ZONE: zone } = settings
  settings.TIME_ZONE = 'Europe/Berlin'
  try {
    // 22:30 UTC is half past midnight in Berlin, the day after.
    const days = 'from=2026-10-22&to=2026-10-23'
    expect((await rowsOf('orders', days)).map(({ order }) => order)).toEqual([orders[2]?.id, orders[1]?.id])
  } finally {
    settings.TIME_ZONE = zone
  }
})

test('test money is distinguished from real money', async () => {
  expect((await rowsOf('orders', 'money=test')).map(({ order }) => order)).toEqual([orders[4]?.id])
  expect(await rowsOf('orders', 'money=real')).toHaveLength(4)
  expect((await rowsOf('payments', 'money=test')).map(({ payment }) => payment)).toEqual([orders[4]?.ref])
})

test('what was refunded of a payment is all of it where it was reversed, as its receipt says', async () => {
  const ref = orders[2]?.ref
  const set = (state: string, refunded: string) =>
    database.query('UPDATE payments SET state = $2::"PaymentState", refunded = $3 WHERE ref = $1', [
      ref,
      state,
      refunded,
    ])
  await set('REVERSED', '0')
  expect(await rowsOf('payments', 'state=REVERSED')).toMatchObject([{ amount: '1500', refunded: '1500' }])
  await set('PAID', '200')
  expect(await rowsOf('payments')).toContainEqual(expect.objectContaining({ payment: ref, refunded: '200' }))
  await set('PAID', '0')
})

test('payments have the decimals of their currency', async () => {
  const rows = await rowsOf('payments', 'state=PAID')
  expect(rows).toHaveLength(5)
  expect(rows[2]).toMatchObject({ payment: orders[2]?.ref, amount: '1500', refunded: '0', currency: 'JPY' })
  expect(rows[0]).toMatchObject({ amount: '9.99', refunded: '0.00', currency: 'USD', state: 'paid' })
})

test('pingbacks and customers are whole over many batches', async () => {
  const pingbacks = await rowsOf('pingbacks', 'verdict=applied')
  expect(pingbacks.map(({ payment }) => payment)).toEqual(orders.map(({ ref }) => ref).reverse())
  expect(pingbacks[0]).toMatchObject({ type: '0', sender: '203.0.113.9', signature_version: '3', reason: '' })
  expect((await rowsOf('pingbacks', `order=${orders[1]?.id}`)).map(({ order }) => order)).toEqual([
    orders[1]?.id,
  ])
  const customers = await rowsOf('customers')
  expect(new Set(customers.map(({ uid }) => uid))).toEqual(new Set(orders.map(({ uid }) => uid)))
  expect(await rowsOf('customers', 'state=closed')).toEqual([])
})

describe('a filter that narrows a list narrows its export to the same rows', () => {
  // A page of a list shows them all.
  const at = new Date()
  const lists = {
    orders: async (query: Record<string, string>) =>
      (await listOrderRows(orderFilterSchema.parse(query), admin, undefined, at)).rows.map(({ id }) => id),
    pingbacks: async (query: Record<string, string>) =>
      (await listArrivals(pingbackFilterSchema.parse(query), admin, undefined)).rows.map(({ id }) =>
        String(id),
      ),
    customers: async (query: Record<string, string>) =>
      (await listCustomers(customerFilterSchema.parse(query), admin, undefined)).rows.map(({ uid }) => uid),
  }
  const idOf = { orders: 'order', pingbacks: 'arrival', customers: 'uid' } as const

  beforeAll(async () => {
    const [first, second] = orders
    await receivePingback(
      pingbackQuery({ uid: first?.uid, goodsid: first?.id, type: 2, ref: first?.ref, reason: 9 }),
      '203.0.113.9',
    )
    const unpaid = await newOrder(database)
    await database.query("UPDATE orders SET created_at = now() - interval '1 day' WHERE id = $1", [unpaid.id])
    await database.query("UPDATE users SET name = 'Ada Lovelace', role = 'REVIEWER' WHERE uid = $1", [
      first?.uid,
    ])
    await database.query('UPDATE users SET closed_at = now() WHERE uid = $1', [second?.uid])
    await database.query(
      "UPDATE pingback_attempts SET received_at = '2026-10-21T09:00Z' WHERE order_id = $1",
      [second?.id],
    )
  })

  test.each<[keyof typeof lists, () => Record<string, string | undefined>]>([
    ['orders', () => ({ state: 'refunded' })],
    ['orders', () => ({ state: 'waiting' })],
    ['orders', () => ({ state: 'paid', money: 'real' })],
    ['orders', () => ({ from: '2026-10-21', to: '2026-10-22' })],
    ['orders', () => ({ buyer: orders[2]?.uid })],
    ['orders', () => ({ buyer: `${orders[2]?.uid.toUpperCase()}@EXAMPLE.com` })],
    ['pingbacks', () => ({ order: orders[0]?.id })],
    ['pingbacks', () => ({ uid: orders[1]?.uid })],
    ['pingbacks', () => ({ ref: orders[2]?.ref })],
    ['pingbacks', () => ({ type: '2' })],
    ['pingbacks', () => ({ from: '2026-10-21', to: '2026-10-22' })],
    ['pingbacks', () => ({ to: '2026-10-21T23:59' })],
    ['customers', () => ({ email: orders[3]?.uid })],
    ['customers', () => ({ name: 'lovelace' })],
    ['customers', () => ({ role: 'REVIEWER' })],
    ['customers', () => ({ state: 'closed' })],
  ])('%s %#', async (name, filter) => {
    const query = filter() as Record<string, string>
    const listed = await lists[name](query)
    const exported = await rowsOf(name, new URLSearchParams(query).toString())
    expect(exported.map((row) => row[idOf[name]])).toEqual(listed)
    expect(listed.length).toBeGreaterThan(0)
    expect(listed.length).toBeLessThan((await lists[name]({})).length)
  })

  test('by the product of an order', async () => {
    const [{ product } = { product: '' }] = await database.query<{ product: string }>(
      'SELECT product_id AS product FROM order_lines WHERE order_id = $1',
      [orders[3]?.id],
    )
    expect((await rowsOf('orders', `product=${product}`)).map(({ order }) => order)).toEqual([orders[3]?.id])
  })
})

test('in a live shop a reviewer gets test orders and their own, with addresses shortened', async () => {
  await inLiveShop(async () => {
    for (const name of ['orders', 'payments', 'pingbacks', 'customers'] as const) {
      const rows = await rowsOf(name, '', { operator: reviewer })
      expect(rows, name).toHaveLength(1)
      expect(rows[0], name).toMatchObject(
        name === 'payments' || name === 'pingbacks' ? { order: orders[4]?.id } : { uid: orders[4]?.uid },
      )
    }
    const [order] = await rowsOf('orders', '', { operator: reviewer })
    expect(order?.email).toMatch(/^.…@example\.com$/)
  })
})
