import { beforeAll, expect, test } from 'vitest'
import { startSession } from '@/lib/accounts/session'
import { db } from '@/lib/db'
import { downloadLink } from '@/lib/deliveries/download-link'
import type { OrderId, Uid } from '@/lib/ids'
import { receivePingback } from '@/lib/pingbacks/receive'
import { Browser } from '@/test/support/next-request'
import { newBuyer, newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'
import { GET } from './route'

const database = await testDatabase()

let order: { id: OrderId; uid: Uid }
let delivery: string
beforeAll(async () => {
  order = await newOrder(database, { kinds: ['DOWNLOAD'] })
  await database.query("UPDATE products SET sheet = 'fox.pdf'")
  const query = pingbackQuery({ uid: order.uid, goodsid: order.id, type: 0, ref: newReference() })
  await receivePingback(query, undefined)
  delivery = (await db().delivery.findFirstOrThrow({ where: { orderId: order.id } })).id
})

async function signedIn(uid: Uid): Promise<Browser> {
  const browser = new Browser('198.51.100.23')
  await browser.run(() => startSession({ uid, sessionVersion: 1 }))
  return browser
}

const fetchFile = (browser: Browser, path: string, method: 'GET' | 'HEAD' = 'GET') =>
  browser.send(
    (request) => GET(new Request(request, { method }), { params: Promise.resolve({ delivery }) }),
    { path, headers: { 'user-agent': `Paper/1 ${'x'.repeat(400)}` } },
  )

test('each file that is fetched is recorded: when, from where, and by what', async () => {
  const browser = await signedIn(order.uid)
  for (let n = 0; n < 2; n++) expect((await fetchFile(browser, downloadLink(delivery))).status).toBe(200)
  const downloads = await db().download.findMany({ where: { orderId: order.id } })
  expect(downloads).toHaveLength(2)
  expect(downloads[0]).toMatchObject({
    deliveryId: delivery,
    fileName: 'fox.pdf',
    address: '198.51.100.23',
    userAgent: `Paper/1 ${'x'.repeat(248)}`,
    at: expect.any(Date),
  })
})

test('what was refused, or only asked for, is no download', async () => {
  const before = await db().download.count()
  const stranger = await signedIn(await newBuyer(database))
  expect((await fetchFile(stranger, downloadLink(delivery))).status).toBe(404)
  const owner = await signedIn(order.uid)
  expect((await fetchFile(owner, `/api/downloads/${delivery}?expires=1&signature=x`)).status).toBe(404)
  await fetchFile(owner, downloadLink(delivery), 'HEAD')
  expect(await db().download.count()).toBe(before)
})

test.each([
  ['/orders/abc', 'Download not found. Sign in and open it from your library.'],
  ['/de/orders/abc', 'Download nicht gefunden. Melden Sie sich an, und öffnen Sie ihn in Ihrer Bibliothek.'],
])('a refusal is in the language of the page that led there: %s', async (page, sentence) => {
  const path = `/api/downloads/${delivery}?expires=1&signature=x`
  const headers = { referer: `${process.env.SHOP_URL}${page}` }
  const answer = await new Browser().send(
    (request) => GET(request, { params: Promise.resolve({ delivery }) }),
    { path, headers },
  )
  expect(await answer.text()).toBe(sentence)
})
