import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { newId, type OrderId, type Uid } from '@/lib/ids'
import { receivePingback } from '@/lib/pingbacks/receive'
import { search } from '@/lib/search/data'
import { searchText } from '@/lib/search/schema'
import { uidOf } from '@/test/support/ids'
import { inLiveShop } from '@/test/support/live-shop'
import { newBuyer, newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const admin = { role: 'ADMIN', uid: uidOf('admin') } as const
const find = (text: string, operator: Parameters<typeof search>[1] = admin) =>
  search(text, operator, new Date())
const leadsTo = async (text: string, operator?: Parameters<typeof search>[1]) =>
  (await find(text, operator)).only

let order: { id: OrderId; uid: Uid }
let ref: string
let licence: string
beforeAll(async () => {
  order = await newOrder(database)
  await newOrder(database)
  ref = newReference()
  await receivePingback(pingbackQuery({ uid: order.uid, goodsid: order.id, type: 0, ref }), '203.0.113.9')
  await database.query("UPDATE payments SET subscription_id = 'sub-1' WHERE ref = $1", [ref])
  const delivery = await db().delivery.findFirstOrThrow({ where: { orderId: order.id } })
  licence = delivery.licenceKey ?? ''
  await db().chargeAttempt.create({
    data: {
      id: newId(),
      orderId: order.id,
      state: 'SUCCEEDED',
      chargeId: '4242424242424242',
      subscriptionId: 'sub-2',
      brand: 'Visa',
      last4: '1881',
    },
  })
})

describe('whatever a customer quotes leads straight to the order:', () => {
  test.each<[string, () => string]>([
    ['its id', () => order.id],
    ['its id, in capitals', () => order.id.toUpperCase()],
    ['the reference of a payment', () => ref],
    ['the id of a charge, though it may pass for a card number', () => '4242424242424242'],
    ['a subscription of the Paylet', () => 'sub-1'],
    ['a subscription of Brick', () => 'sub-2'],
    ['a licence key', () => licence],
    ['a licence key, in small letters', () => licence.toLowerCase()],
    ['a licence key, without its dashes', () => licence.replaceAll('-', ' ')],
    ['the last four digits of a card', () => '1881'],
    ['a whole card number, of which the last four count', () => '4012 8888 8888 1881'],
  ])('%s', async (_, text) => {
    expect(await leadsTo(text())).toBe(`/admin/orders/${order.id}`)
  })
})

describe('a customer is found', () => {
  test.each<[string, () => string]>([
    ['uid', () => order.uid],
    ['e-mail address', () => `${order.uid}@EXAMPLE.com`],
  ])('by %s, and is led to', async (by, text) => {
    expect(await find(text())).toMatchObject({
      only: `/admin/customers/${order.uid}`,
      customers: [{ uid: order.uid, by }],
    })
  })

  test('by a part of the address or the name, among others', async () => {
    const uid = await newBuyer(database)
    await database.query("UPDATE users SET name = 'Zoë van Dyk' WHERE uid = $1", [uid])
    expect(await find('ZOË VAN')).toMatchObject({
      only: undefined,
      customers: [{ uid, by: 'part of the name' }],
    })
    expect(await find(uid.slice(3, 15))).toMatchObject({
      only: undefined,
      customers: [{ uid, by: 'part of the address' }],
    })
    expect((await find('example.com')).customers.length).toBeGreaterThan(1)
  })

  test('by a saved card', async () => {
    const uid = await newBuyer(database)
    await db().savedCard.create({
      data: {
        id: newId(),
        uid,
        brand: 'Visa',
        last4: '7777',
        expMonth: '12',
        expYear: '2031',
        sealed: new Uint8Array(1),
      },
    })
    expect(await find('7777')).toMatchObject({ customers: [{ uid, by: 'saved card' }] })
  })

  test('by no wildcard', async () => {
    for (const text of ['%', '___', '%%%', '\\', '_%_']) expect((await find(text)).customers).toEqual([])
  })
})

test('several orders of one card are listed, the newest first, with what they were found by', async () => {
  const [first, second] = [await newOrder(database), await newOrder(database)]
  await database.query("UPDATE orders SET created_at = now() - interval '1 day' WHERE id = $1", [first.id])
  for (const { id } of [first, second]) {
    await db().chargeAttempt.create({ data: { id: newId(), orderId: id, state: 'DECLINED', last4: '0005' } })
  }
  const { orders, only } = await find('0005')
  expect(only).toBeUndefined()
  expect(orders.map(({ id, by }) => [id, by])).toEqual([
    [second.id, 'card ending 0005'],
    [first.id, 'card ending 0005'],
  ])
})

test('a payment of no known order leads to what is stored of it', async () => {
  const stray = newReference()
  await receivePingback(pingbackQuery({ uid: 'x', goodsid: 'none', type: 0, ref: stray }), '203.0.113.9')
  const stored = await db().pingback.findFirstOrThrow({ where: { ref: stray } })
  expect(await leadsTo(stray)).toBe(`/admin/pingbacks/ledger/${stored.id}`)
})

test('a product leads to its page by its id or name, and is listed by a part of the name', async () => {
  const { productId, name } = await db().orderLine.findFirstOrThrow({ where: { orderId: order.id } })
  expect(await leadsTo(productId)).toBe(`/admin/products/${productId}`)
  expect((await find(name.slice(0, 3))).products.length).toBeGreaterThan(0)
})

test.each(['', ' ', "' OR 1=1 --", '<script>', 'a'.repeat(300), '\0', '☃☃☃☃', '‮abc', '9'.repeat(256)])(
  'nothing is found, and nothing breaks: %j',
  async (typed) => {
    expect(await find(searchText.parse(typed))).toEqual({
      orders: [],
      customers: [],
      pingbacks: [],
      products: [],
      only: undefined,
    })
  },
)

describe('a reviewer', () => {
  const reviewer = { role: 'REVIEWER', uid: uidOf('reviewer') } as const

  test('reads shortened addresses, and can’t guess them part by part', async () => {
    expect((await find(`${order.uid}@example.com`, reviewer)).customers).toMatchObject([
      { email: `${order.uid[0]}…@example.com` },
    ])
    expect((await find(order.uid.slice(3, 15), reviewer)).customers).toEqual([])
  })

  test('of a live shop finds their own orders and those of test payments alone', async () => {
    const tried = await newOrder(database)
    const testRef = newReference()
    const query = { uid: tried.uid, goodsid: tried.id, type: 0, ref: testRef, is_test: 1 }
    await receivePingback(pingbackQuery(query), '203.0.113.9')
    await inLiveShop(async () => {
      for (const text of [order.id, ref, licence, '1881', order.uid]) {
        const { orders, customers, pingbacks, only } = await find(text, reviewer)
        expect([orders, customers, pingbacks, only], text).toEqual([[], [], [], undefined])
      }
      expect(await leadsTo(testRef, reviewer)).toBe(`/admin/orders/${tried.id}`)
      expect(await leadsTo(order.id, { ...reviewer, uid: order.uid })).toBe(`/admin/orders/${order.id}`)
    })
  })
})
