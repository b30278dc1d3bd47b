import { describe, expect, test } from 'vitest'
import type { OrderId, Uid } from '@/lib/ids'
import { findOrder, findOrderFacts, listOrders } from '@/lib/orders/data'
import { acceptTerms, createOrder } from '@/lib/orders/mutations'
import { orderIdSchema } from '@/lib/orders/schema'
import { newBuyer, newOrder, newProduct, setPrice } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

describe('placing an order', () => {
  test('freezes what is bought and at which price', async () => {
    const uid = await newBuyer(database)
    const product = await newProduct(database)
    const placed = await createOrder(uid, [product])
    if (!placed.ok) throw new Error(placed.reason)
    expect(placed.amounts).toEqual(new Map([[product, 999]]))
    await setPrice(database, product, 1)
    await database.query("UPDATE products SET name = 'Dearer' WHERE id = $1", [product])
    expect(await findOrder(placed.orderId, uid)).toMatchObject({
      amount: 999,
      currency: 'USD',
      lines: [{ name: 'Fox (LICENCE)', amount: 999 }],
    })
  })

  test('keeps the price that a pingback may name, under the id that it will bear', async () => {
    const order = await newOrder(database, { kinds: ['LICENCE', 'DOWNLOAD'] })
    const ids = await database.query('SELECT id, price, currency FROM external_ids WHERE order_id = $1', [
      order.id,
    ])
    expect(ids).toEqual([{ id: order.id, price: '19.980', currency: 'USD' }])
  })

  test.each([
    ['JPY', 900, '900.000'],
    ['KWD', 1850, '1.850'],
    ['EUR', 550, '5.500'],
  ] as const)('in %s takes the price of that list, with its decimals', async (currency, amount, sent) => {
    const uid = await newBuyer(database)
    const product = await newProduct(database, 'LICENCE', { prices: { [currency]: amount } })
    const placed = await createOrder(uid, [product], new Date(), currency)
    if (!placed.ok) throw new Error(placed.reason)
    await setPrice(database, product, 1, { currency })
    expect(await findOrder(placed.orderId, uid)).toMatchObject({
      amount,
      currency,
      lines: [{ amount, product: { amount: 1 } }],
    })
    expect(
      await database.query('SELECT price, currency FROM external_ids WHERE order_id = $1', [placed.orderId]),
    ).toEqual([{ price: sent, currency }])
    // To place it again there must be a price of today in its currency.
    await database.query('DELETE FROM list_prices WHERE product_id = $1 AND currency = $2', [
      product,
      currency,
    ])
    expect(await findOrder(placed.orderId, uid)).toMatchObject({
      amount,
      lines: [{ product: { amount: null } }],
    })
  })

  test('a trial costs the trial first; the regular price is known under an id of its own', async () => {
    const order = await newOrder(database, { kinds: ['MEMBERSHIP'] })
    expect(await findOrder(order.id, order.uid)).toMatchObject({ amount: 100 })
    const ids = await database.query('SELECT id, price FROM external_ids WHERE order_id = $1 ORDER BY id', [
      order.id,
    ])
    expect(ids).toEqual([
      { id: order.id, price: '1.000' },
      { id: `${order.id}.p`, price: '9.990' },
    ])
  })

  test('says until when it may be paid, by the setting of that day', async () => {
    const uid = await newBuyer(database)
    const placed = await createOrder(uid, [await newProduct(database)], new Date('2026-11-26T10:00:00Z'))
    if (!placed.ok) throw new Error(placed.reason)
    expect((await findOrder(placed.orderId, uid))?.expiresAt).toEqual(new Date('2026-12-03T10:00:00Z'))
  })

  test('the same product twice is one line', async () => {
    const uid = await newBuyer(database)
    const product = await newProduct(database)
    const placed = await createOrder(uid, [product, product])
    if (!placed.ok) throw new Error(placed.reason)
    expect((await findOrder(placed.orderId, uid))?.lines).toHaveLength(1)
  })

  describe('without paying', () => {
    const place = async (uid: Uid, times: number) => {
      const product = await newProduct(database)
      const placed = await Promise.all(Array.from({ length: times }, () => createOrder(uid, [product])))
      return placed.map((result) => (result.ok ? 'placed' : result.reason)).sort()
    }

    test('is possible twenty times of sixty at once, and again after an hour', async () => {
      const uid = await newBuyer(database)
      const placed = await place(uid, 60)
      expect(placed).toEqual([...Array(20).fill('placed'), ...Array(40).fill('too_many')])
      expect(await listOrders(uid)).toHaveLength(20)
      await database.query("UPDATE orders SET created_at = now() - interval '61 minutes' WHERE uid = $1", [
        uid,
      ])
      expect(await place(uid, 1)).toEqual(['placed'])
    })

    test('makes room again by paying, and is nobody else’s limit', async () => {
      const uid = await newBuyer(database)
      await place(uid, 20)
      const [order] = await listOrders(uid)
      await database.query(
        "INSERT INTO payments (ref, order_id, state, ever_paid) VALUES ($1, $1, 'PAID', true)",
        [order?.id],
      )
      expect(await place(uid, 2)).toEqual(['placed', 'too_many'])
      expect(await place(await newBuyer(database), 1)).toEqual(['placed'])
    })
  })

  describe('is refused, and nothing is written:', () => {
    const refused = async (productIds: string[]) => {
      const uid = await newBuyer(database)
      const placed = await createOrder(uid, productIds)
      expect(await listOrders(uid)).toEqual([])
      return placed
    }

    test('nothing in it', async () => {
      expect(await refused([])).toEqual({ ok: false, reason: 'empty' })
    })

    test('a product that is not there', async () => {
      expect(await refused(['none'])).toEqual({ ok: false, reason: 'unavailable' })
      expect(await refused([await newProduct(database), 'none'])).toEqual({
        ok: false,
        reason: 'unavailable',
      })
    })

    test('a product that is no longer sold', async () => {
      const product = await newProduct(database)
      await database.query('UPDATE products SET active = false WHERE id = $1', [product])
      expect(await refused([product])).toEqual({ ok: false, reason: 'unavailable' })
    })

    test('what is sold in another currency alone', async () => {
      const [both, dollars] = [
        await newProduct(database, 'LICENCE', { prices: { EUR: 900 } }),
        await newProduct(database),
      ]
      const uid = await newBuyer(database)
      expect(await createOrder(uid, [both, dollars], new Date(), 'EUR')).toEqual({
        ok: false,
        reason: 'no_price',
      })
      expect(await createOrder(uid, [both], new Date(), 'EUR')).toMatchObject({ ok: true })
      await database.query('DELETE FROM list_prices WHERE product_id = $1', [both])
      expect(await createOrder(uid, [both], new Date(), 'EUR')).toEqual({ ok: false, reason: 'no_price' })
    })

    test('more than one payment can be', async () => {
      const most = { prices: { JPY: 2_147_483_647 } }
      const uid = await newBuyer(database)
      const [one, other] = [
        await newProduct(database, 'LICENCE', most),
        await newProduct(database, 'LICENCE', { prices: { JPY: 1 } }),
      ]
      expect(await createOrder(uid, [one, other], new Date(), 'JPY')).toEqual({
        ok: false,
        reason: 'too_large',
      })
      expect(await createOrder(uid, [one], new Date(), 'JPY')).toMatchObject({ ok: true })
    })

    test('a membership beside something else', async () => {
      const products = [await newProduct(database, 'MEMBERSHIP'), await newProduct(database)]
      expect(await refused(products)).toEqual({ ok: false, reason: 'membership_alone' })
    })
  })
})

describe('accepting the terms', () => {
  const acceptance = (order: { id: OrderId; uid: Uid }, policyVersion: string) => ({
    orderId: order.id,
    uid: order.uid,
    policyVersion,
    wording: 'I have read and accept them.',
    language: 'en' as const,
    address: '203.0.113.9',
  })

  test('keeps who accepted which version when; a second time changes nothing', async () => {
    const order = await newOrder(database)
    expect((await findOrder(order.id, order.uid))?.acceptance).toBeNull()
    await acceptTerms(acceptance(order, '2026-11-22'))
    const first = (await findOrder(order.id, order.uid))?.acceptance
    expect(first).toMatchObject({ ...acceptance(order, '2026-11-22'), acceptedAt: expect.any(Date) })
    await acceptTerms(acceptance(order, '2027-01-01'))
    expect((await findOrder(order.id, order.uid))?.acceptance).toEqual(first)
  })

  test('of other words takes the place of the first, until the order is paid', async () => {
    const order = await newOrder(database)
    const accepted = async () => (await findOrder(order.id, order.uid))?.acceptance?.wording
    const accept = (wording: string) => acceptTerms({ ...acceptance(order, '2026-11-22'), wording })
    await accept('Charged today, Monday.')
    await accept('Charged today, Tuesday.')
    expect(await accepted()).toBe('Charged today, Tuesday.')
    await database.query(
      "INSERT INTO payments (ref, order_id, state, ever_paid, updated_at) VALUES ($1, $1, 'PAID', true, now())",
      [order.id],
    )
    await accept('Charged today, Wednesday.')
    expect(await accepted()).toBe('Charged today, Tuesday.')
  })

  test('plans to ask for the payment, once', async () => {
    const order = await newOrder(database)
    await Promise.all([1, 2, 3].map(() => acceptTerms(acceptance(order, '2026-11-22'))))
    const jobs = await database.query("SELECT FROM outbox_jobs WHERE payload->>'orderId' = $1", [order.id])
    expect(jobs).toHaveLength(1)
  })
})

describe('another buyer’s order', () => {
  test('is not there', async () => {
    const order = await newOrder(database)
    const stranger = await newBuyer(database)
    expect(await findOrder(order.id, stranger)).toBeNull()
    expect(await findOrderFacts(order.id, stranger)).toBeNull()
    expect(await listOrders(stranger)).toEqual([])
    expect((await findOrder(order.id, order.uid))?.id).toBe(order.id)
  })

  test.each(['', 'x', '../admin', "' OR 1=1 --", 'A'.repeat(20)])('nor is one of no possible id: %j', (id) =>
    expect(orderIdSchema.safeParse(id).success).toBe(false),
  )
})
