import { beforeAll, expect, test } from 'vitest'
import { env } from '@/lib/env'
import { openExport } from '@/lib/exports/data'
import { type ExportFilters, type ExportName, exportSchemas, filtersOf } from '@/lib/exports/schema'
import { receivePingback } from '@/lib/pingbacks/receive'
import { uidOf } from '@/test/support/ids'
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
  const filter = exportSchemas[name].parse(filtersOf(new URLSearchParams(query))) as ExportFilters[Name]
  const text = await new Response(openExport(name, filter, operator, { at: new Date(), size })).text()
  const [head, ...lines] = text.trimEnd().split('\r\n')
  const titles = cells(head ?? '')
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, at) => [titles[at] ?? '', cell])))
}

const cells = (line: string) => line.slice(1, -1).split('","')

async function asLive<Result>(work: () => Promise<Result>): Promise<Result> {
  const settings = env()
  settings.PAYMENTWALL_MODE = 'live'
  try {
    return await work()
  } finally {
    settings.PAYMENTWALL_MODE = 'local'
  }
}

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

test('test money is told from real money', async () => {
  expect((await rowsOf('orders', 'money=test')).map(({ order }) => order)).toEqual([orders[4]?.id])
  expect(await rowsOf('orders', 'money=real')).toHaveLength(4)
  expect((await rowsOf('payments', 'money=test')).map(({ payment }) => payment)).toEqual([orders[4]?.ref])
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

test('in a live shop a reviewer gets test orders and their own, with addresses shortened', async () => {
  await asLive(async () => {
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

test('a filter that an export does not know is refused, and the place on the list is none', () => {
  const read = (query: string) => exportSchemas.orders.safeParse(filtersOf(new URLSearchParams(query)))
  expect(read('money=test&older=1.a&newer=&from=').data).toEqual({ money: 'test' })
  expect(read('product=fox').success).toBe(false)
  expect(read('from=yesterday').success).toBe(false)
  expect(read('money=all').success).toBe(false)
})
