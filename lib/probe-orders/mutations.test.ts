import { beforeEach, expect, test } from 'vitest'
import { env } from '@/lib/env'
import { openExport } from '@/lib/exports/data'
import { exportNames, exportSchemas } from '@/lib/exports/schema'
import type { OrderId } from '@/lib/ids'
import { readFilter } from '@/lib/list-filter'
import { metricsText } from '@/lib/metrics'
import { receivePingback } from '@/lib/pingbacks/receive'
import { markProbeOrder } from '@/lib/probe-orders/mutations'
import { probeProof } from '@/lib/probe-orders/proof'
import { readSales } from '@/lib/today/data'
import { uidOf } from '@/test/support/ids'
import { inLiveShop } from '@/test/support/live-shop'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const admin = { role: 'ADMIN', uid: uidOf('an-admin') } as const

beforeEach(async () => {
  await database.query('TRUNCATE payments, delivery_confirmations, pingbacks, pingback_attempts, alerts')
})

const proofOf = (id: OrderId, secret = env().PAYMENTWALL_SECRET_KEY) => probeProof('order', id, secret)

async function isProbe(id: OrderId): Promise<unknown> {
  const [row] = await database.query('SELECT is_probe FROM orders WHERE id = $1', [id])
  return row?.is_probe
}

/** Whatever the order's payment has left, where a merchant would see it. */
async function traces({ id, uid }: { id: OrderId; uid: string }): Promise<string[]> {
  const found: string[] = []
  const sales = await readSales(admin)
  if (sales.length > 0) found.push('sales')
  for (const name of exportNames) {
    const filter = readFilter(exportSchemas[name], {}).filter
    const text = await new Response(
      openExport(name, filter as never, admin, { at: new Date(), size: 50 }),
    ).text()
    if (text.includes(id) || text.includes(uid)) found.push(`export of ${name}`)
  }
  const alerts = await database.query('SELECT kind FROM alerts')
  if (alerts.length > 0) found.push('alerts')
  return found
}

/** A payment, and a refund of it that alerts: its reason stands for a chargeback. */
async function payAndReverse({ id, uid }: { id: OrderId; uid: string }, proof?: (query: string) => string) {
  const ref = newReference()
  for (const more of [{ type: 0 }, { type: 2, reason: 1 }]) {
    const query = pingbackQuery({ uid, goodsid: id, ref, ...more })
    const { body } = await receivePingback(query, undefined, undefined, undefined, proof?.(query) ?? null)
    expect(body).toBe('OK')
  }
}

/** How many pingbacks the metrics have counted. */
async function counted(): Promise<number> {
  const text = await metricsText({ jobs: undefined, workerSeenSeconds: undefined, pools: new Map() })
  return [...text.matchAll(/^shop_pingback_seconds_count\{[^}]*\} (\d+)$/gm)].reduce(
    (sum, [, n]) => sum + Number(n),
    0,
  )
}

test('the probe’s order is in no sales, exports, metrics and alerts, and anybody else’s is in all', async () => {
  const [probe, customer] = [await newOrder(database), await newOrder(database)]
  expect(await markProbeOrder(probe.id, proofOf(probe.id))).toEqual({ ok: true })
  const before = await counted()
  await payAndReverse(probe, (query) => probeProof('pingback', query, env().PAYMENTWALL_SECRET_KEY))
  await database.query(`SELECT raise_alert('overpaid', 'probe', 'Paid twice.', $1)`, [probe.id])
  expect(await counted()).toBe(before)
  expect(await traces(probe)).toEqual([])

  await payAndReverse(customer)
  await database.query(`SELECT raise_alert('overpaid', 'customer', 'Paid twice.', $1)`, [customer.id])
  expect(await counted()).toBe(before + 2)
  expect(await traces(customer)).toEqual([
    'sales',
    ...exportNames.map((name) => `export of ${name}`),
    'alerts',
  ])
})

test('nobody hides an order without the project’s secret key, nor a pingback from the metrics', async () => {
  const order = await newOrder(database)
  const wrong = await markProbeOrder(order.id, proofOf(order.id, 'another secret'))
  expect(wrong).toMatchObject({ ok: false, status: 403 })
  const other = await newOrder(database)
  expect(await markProbeOrder(order.id, proofOf(other.id))).toMatchObject({ ok: false, status: 403 })
  expect(await isProbe(order.id)).toBe(false)
  const before = await counted()
  await payAndReverse(order, () => probeProof('pingback', 'another query', env().PAYMENTWALL_SECRET_KEY))
  expect(await counted()).toBe(before + 2)
})

test('a live shop marks nothing, and counts everything', async () => {
  const order = await newOrder(database)
  await inLiveShop(async () => {
    expect(await markProbeOrder(order.id, proofOf(order.id))).toMatchObject({ ok: false, status: 409 })
    const before = await counted()
    await payAndReverse(order, (query) => probeProof('pingback', query, env().PAYMENTWALL_SECRET_KEY))
    expect(await counted()).toBe(before + 2)
  })
  expect(await isProbe(order.id)).toBe(false)
})

test('an order that was paid, takes keys from a pool or begins a membership is not marked', async () => {
  const paid = await newOrder(database)
  await payAndReverse(paid)
  const pooled = await newOrder(database)
  await database.query(
    'UPDATE products SET keys_from_pool = TRUE WHERE id IN (SELECT product_id FROM order_lines WHERE order_id = $1)',
    [pooled.id],
  )
  const membership = await newOrder(database, { kinds: ['MEMBERSHIP'] })
  for (const { id } of [paid, pooled, membership]) {
    expect(await markProbeOrder(id, proofOf(id))).toMatchObject({ ok: false, status: 409 })
    expect(await isProbe(id)).toBe(false)
  }
})

test('who signed a pingback is told that its address is not on the list, and nobody else is', async () => {
  const settings = env()
  settings.PINGBACK_ALLOWED_IPS = ['203.0.113.1']
  try {
    const { id, uid } = await newOrder(database)
    const query = pingbackQuery({ uid, goodsid: id, ref: newReference(), type: 0 })
    const named = { status: 403, body: 'NOK', headers: { 'X-Pingback-Result': 'address_refused' } }
    expect(await receivePingback(query, '203.0.113.9')).toEqual(named)
    expect(await receivePingback(`${query}0`, '203.0.113.9')).toMatchObject({ body: 'NOK', headers: {} })
  } finally {
    settings.PINGBACK_ALLOWED_IPS = []
  }
})
