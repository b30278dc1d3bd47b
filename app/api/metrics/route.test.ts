import { expect, test } from 'vitest'
import { poolStates } from '@/lib/database-pool'
import { giveSignOfLife } from '@/lib/jobs/mutations'
import { countCharge, countRequest } from '@/lib/metrics'
import { receivePingback } from '@/lib/pingbacks/receive'
import { Browser } from '@/test/support/next-request'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const token = 'a token of more than 16 characters'
process.env.METRICS_TOKEN = token
const database = await testDatabase()
const { GET } = await import('./route')

function scrape(authorization?: string): Promise<Response> {
  return new Browser().send(GET, { path: '/api/metrics', headers: authorization ? { authorization } : {} })
}

/** The value of a line of the metrics, by its name and labels as they stand there. */
async function read(line: string): Promise<number | undefined> {
  const text = await (await scrape(`Bearer ${token}`)).text()
  const found = text.split('\n').find((row) => row.startsWith(`${line} `))
  return found === undefined ? undefined : Number(found.slice(line.length + 1))
}

test.each([undefined, 'Bearer', 'Bearer another', `Basic ${token}`, token])(
  'with "%s" there is no such page',
  async (authorization) => {
    const response = await scrape(authorization)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  },
)

test('with the token there is Prometheus’s text, which nobody keeps', async () => {
  const response = await scrape(`Bearer ${token}`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.text()).toMatch(/^process_cpu_seconds_total \d/m)
})

test('pingbacks are counted by verdict, those refused too', async () => {
  const { id, uid } = await newOrder(database)
  const query = pingbackQuery({ uid, goodsid: id, type: 0, ref: newReference() })
  await receivePingback(query, undefined)
  await receivePingback(query, undefined)
  await receivePingback(`${query}0`, undefined)
  expect(await read('shop_pingback_seconds_count{verdict="applied"}')).toBe(1)
  expect(await read('shop_pingback_seconds_count{verdict="duplicate"}')).toBe(1)
  expect(await read('shop_pingback_seconds_count{verdict="rejected"}')).toBe(1)
  expect(await read('shop_pingback_seconds_sum{verdict="applied"}')).toBeGreaterThan(0)
})

test('charges and requests are counted by few words', async () => {
  countCharge('refused')
  countRequest('/orders/[order]', 'GET', '2xx', 0.02)
  expect(await read('shop_charges_total{outcome="refused"}')).toBe(1)
  expect(await read('shop_http_seconds_count{route="/orders/[order]",method="GET",status="2xx"}')).toBe(1)
})

test('jobs, the worker and the pools are asked at the moment of the scrape', async () => {
  expect(await read('shop_worker_seen_seconds')).toBeUndefined()
  expect(await read('shop_jobs{state="waiting"}')).toBe(
    Number((await database.query<{ n: string }>('SELECT count(*) AS n FROM outbox_jobs'))[0]?.n),
  )
  await giveSignOfLife()
  expect(await read('shop_worker_seen_seconds')).toBeLessThan(60)
  await database.query("UPDATE worker_signs SET seen_at = now() - interval '10 minutes'")
  expect(await read('shop_worker_seen_seconds')).toBeGreaterThan(599)
  expect([...poolStates().keys()].sort()).toEqual(['pingbacks', 'shop'])
  expect(await read('shop_database_connections{pool="pingbacks",state="in_use"}')).toBe(0)
})
