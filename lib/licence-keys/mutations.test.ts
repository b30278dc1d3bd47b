import { describe, expect, test } from 'vitest'
import { readCart } from '@/lib/cart/data'
import { addToCart } from '@/lib/cart/mutations'
import { beginCharge } from '@/lib/charges/mutations'
import { decideGoods } from '@/lib/deliveries/mutations'
import { newId } from '@/lib/ids'
import { listSoldOut, readStock } from '@/lib/licence-keys/data'
import { deliverWaiting, importKeys as importOnly } from '@/lib/licence-keys/mutations'
import { createOrder } from '@/lib/orders/mutations'
import { receivePingback } from '@/lib/pingbacks/receive'
import { attemptIdOf } from '@/test/support/ids'
import { newBuyer, newProduct } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

/** Imports keys, then delivers what waits for them. */
async function importKeys(product: string, list: string) {
  const imported = await importOnly(product, list)
  return imported.ok ? { ...imported, delivered: await deliverWaiting(product) } : imported
}

const keysOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name}-${String(index + 1).padStart(5, '0')}`)

async function newPool(keys: readonly string[], lowStock = 2): Promise<string> {
  const product = await newProduct(database)
  await database.query('UPDATE products SET keys_from_pool = true, low_stock = $2 WHERE id = $1', [
    product,
    lowStock,
  ])
  if (keys.length > 0) await importKeys(product, keys.join('\n'))
  return product
}

async function newOrderOf(...products: string[]) {
  const uid = await newBuyer(database)
  const result = await createOrder(uid, products)
  if (!result.ok) throw new Error(result.reason)
  return { id: result.orderId, uid, ref: newReference() }
}

type Placed = Awaited<ReturnType<typeof newOrderOf>>

/** Sends until it is answered `OK`, as the provider does. */
async function notify({ id, uid, ref }: Placed, type = 0): Promise<void> {
  const query = pingbackQuery({ uid, goodsid: id, type, ref, ...(type === 2 && { reason: 1 }) })
  for (let tries = 0; tries < 50; tries++) {
    if ((await receivePingback(query, undefined)).body === 'OK') return
  }
  throw new Error(`never OK: ${query}`)
}

const keysHeld = async (product: string) => {
  const rows = await database.query<{ licence_key: string }>(
    `SELECT d.licence_key FROM deliveries d JOIN order_lines l ON l.id = d.order_line_id
     WHERE l.product_id = $1 AND d.withdrawn_at IS NULL ORDER BY d.licence_key`,
    [product],
  )
  return rows.map((row) => row.licence_key)
}

const openAlerts = async (product: string) => {
  const rows = await database.query<{ subject: string }>(
    `SELECT subject FROM alerts WHERE kind = 'low_stock' AND resolved_at IS NULL AND subject LIKE $1 ORDER BY subject`,
    [`${product}%`],
  )
  return rows.map(({ subject }) => subject.slice(product.length))
}

describe('a key from the pool', () => {
  test('is the oldest one, and a product without a pool still has keys made for it', async () => {
    const product = await newPool(['first-key', 'second-key'])
    const plain = await newProduct(database)
    const order = await newOrderOf(product, plain)
    await notify(order)
    expect(await keysHeld(product)).toEqual(['first-key'])
    expect(await keysHeld(plain)).toEqual([expect.stringMatching(/^([0-9A-F]{5}-){4}[0-9A-F]{5}$/)])
  })

  test('comes back to its own buyer when the order is granted again, and goes to nobody else', async () => {
    const product = await newPool(['one-key', 'two-key'])
    const refunded = await newOrderOf(product)
    await notify(refunded)
    await notify(refunded, 2)
    expect(await keysHeld(product)).toEqual([])
    await notify(await newOrderOf(product))
    expect(await keysHeld(product)).toEqual(['two-key'])
    expect(await listSoldOut([product])).toEqual(new Set([product]))
    await decideGoods({ orderId: refunded.id, kind: 'GRANT', actor: 'ann', reason: 'why' })
    expect(await keysHeld(product)).toEqual(['one-key', 'two-key'])
  })

  test('of an empty pool waits for a key; a refund ends the wait', async () => {
    const product = await newPool(['last-key'])
    const orders = [await newOrderOf(product), await newOrderOf(product), await newOrderOf(product)]
    for (const order of orders) await notify(order)
    expect((await readStock([product])).get(product)).toEqual({ unused: 0, taken: 1, waiting: 2 })
    const [, second] = orders
    if (second) await notify(second, 2)
    expect((await readStock([product])).get(product)).toMatchObject({ waiting: 1 })
    expect(await importKeys(product, 'late-key-1\nlate-key-2')).toMatchObject({ added: 2, delivered: 1 })
    expect(await keysHeld(product)).toEqual(['last-key', 'late-key-1'])
  })

  test('stops waiting once keys are generated again', async () => {
    const product = await newPool(['only-key'])
    const orders = [await newOrderOf(product), await newOrderOf(product)]
    for (const order of orders) await notify(order)
    await database.query('UPDATE products SET keys_from_pool = false WHERE id = $1', [product])
    expect(await deliverWaiting(product)).toBe(1)
    expect(await keysHeld(product)).toHaveLength(2)
    expect(await openAlerts(product)).toEqual([])
  })
})

describe('an empty pool', () => {
  test('keeps the product out of carts and orders, and ends the payment of an order that was made before', async () => {
    const product = await newPool(['final-key'])
    const other = await newProduct(database)
    const before = await newOrderOf(product)
    const { uid } = await newOrderOf(other)
    expect(await addToCart({ uid }, product)).toMatchObject({ ok: true })
    expect(await addToCart({ uid }, other)).toMatchObject({ ok: true })
    await database.query(
      `INSERT INTO terms_acceptances (order_id, uid, policy_version, wording) VALUES ($1, $2, '1', 'I accept.')`,
      [before.id, before.uid],
    )
    await notify(await newOrderOf(product))

    expect(await createOrder(uid, [other, product])).toEqual({ ok: false, reason: 'sold_out' })
    const cart = await readCart({ uid }, { currency: 'USD', language: 'en' })
    expect(cart.soldOut.map(({ id }) => id)).toEqual([product])
    expect(cart.products.map(({ id }) => id)).toEqual([other])
    expect(await addToCart({ uid }, product)).toEqual({ ok: false, reason: 'sold-out' })
    const now = { at: new Date(), beside: undefined }
    expect(await beginCharge(before.id, attemptIdOf(newId()), now)).toEqual({ why: 'sold_out' })

    await importKeys(product, 'new-key')
    expect(await beginCharge(before.id, attemptIdOf(newId()), now)).not.toEqual({ why: 'sold_out' })
    expect(await createOrder(uid, [other, product])).toMatchObject({ ok: true })
  })
})

test('50 orders paid at once, 30 keys: 30 hold one each, 20 wait, and 20 imported keys reach them, none twice', async () => {
  const first = keysOf('pool', 30)
  const product = await newPool(first, 5)
  const orders = await Promise.all(Array.from({ length: 50 }, () => newOrderOf(product)))
  await Promise.all(orders.map((order) => notify(order)))
  expect(await keysHeld(product)).toEqual(first)
  expect((await readStock([product])).get(product)).toEqual({ unused: 0, taken: 30, waiting: 20 })
  expect(await openAlerts(product)).toEqual(['', ':empty', ':waiting'])
  expect(
    await database.query(`SELECT FROM payments WHERE state = 'PAID' AND order_id = ANY ($1)`, [
      orders.map(({ id }) => id),
    ]),
  ).toHaveLength(50)

  const second = keysOf('refill', 20)
  // The process may die between two deliveries, or before the first: the job goes on, and does so beside an import too.
  await Promise.all([
    importKeys(product, second.join('\n')),
    deliverWaiting(product),
    deliverWaiting(product),
  ])
  await deliverWaiting(product)
  expect(await keysHeld(product)).toEqual([...first, ...second].sort())
  expect(
    await database.query(`SELECT FROM outbox_jobs WHERE job_key = $1`, [`deliver-waiting:${product}`]),
  ).not.toEqual([])
  expect((await readStock([product])).get(product)).toEqual({ unused: 0, taken: 50, waiting: 0 })
})

describe('the merchant is told', () => {
  test('once that keys run low, once that none is left, and again after an import', async () => {
    const product = await newPool(keysOf('low', 4), 2)
    const buy = async () => notify(await newOrderOf(product))
    await buy()
    expect(await openAlerts(product)).toEqual([])
    await buy()
    expect(await openAlerts(product)).toEqual([''])
    await database.query(`UPDATE alerts SET resolved_at = now(), resolved_by = 'ann' WHERE subject = $1`, [
      product,
    ])
    await buy()
    expect(await openAlerts(product)).toEqual([])
    await buy()
    expect(await openAlerts(product)).toEqual([':empty'])
    await importKeys(product, keysOf('more', 4).join('\n'))
    expect(await openAlerts(product)).toEqual([])
    await buy()
    await buy()
    expect(await openAlerts(product)).toEqual([''])
  })
})

describe('an import', () => {
  test('leaves out what is repeated, known to any product, delivered before, or no key', async () => {
    const generated = await newProduct(database)
    await notify(await newOrderOf(generated))
    const [delivered = ''] = await keysHeld(generated)
    await newPool(['foreign-key'])
    const product = await newPool([])
    const list = `\uFEFF  spaced-key  \r\n\r\nspaced-key\nforeign-key\n${delivered}\nabc\nta\tb-key\nother-key\n`
    expect(await importKeys(product, list)).toEqual({
      ok: true,
      added: 2,
      known: 2,
      repeated: 1,
      faulty: [6, 7],
      delivered: 0,
    })
    expect(await importKeys(product, list)).toMatchObject({ added: 0, known: 4 })
    expect(
      await database.query('SELECT key FROM licence_keys WHERE product_id = $1 ORDER BY id', [product]),
    ).toEqual([{ key: 'spaced-key' }, { key: 'other-key' }])
  })

  test('of 10,000 keys, twice at once, adds each once, in the order of the list', async () => {
    const product = await newPool([])
    const keys = keysOf('many', 10_000)
    const results = await Promise.all([
      importKeys(product, keys.join('\n')),
      importKeys(product, keys.join('\n')),
    ])
    expect(results.map((result) => result.ok && result.added).sort()).toEqual([0, 10_000])
    const [row] = await database.query<{ sorted: boolean }>(
      `SELECT bool_and(key = 'many-' || lpad(place::text, 5, '0')) AS sorted
       FROM (SELECT key, row_number() OVER (ORDER BY id) AS place FROM licence_keys WHERE product_id = $1) k`,
      [product],
    )
    expect(row?.sorted).toBe(true)
  })

  test('of more than 10,000 is refused whole', async () => {
    const product = await newPool([])
    expect(await importKeys(product, keysOf('too', 10_001).join('\n'))).toEqual({
      ok: false,
      why: 'too_many',
    })
    expect((await readStock([product])).get(product)).toMatchObject({ unused: 0 })
  })

  test('is refused for what is no licence, or not there', async () => {
    expect(await importKeys(await newProduct(database, 'CREDITS'), 'some-key')).toEqual({
      ok: false,
      why: 'missing',
    })
    expect(await importKeys('nothing', 'some-key')).toEqual({ ok: false, why: 'missing' })
  })
})
