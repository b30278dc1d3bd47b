import { beforeEach, describe, expect, test } from 'vitest'
import { countCart, readCart } from '@/lib/cart/data'
import { addToCart, adoptCart, deleteAbandonedCarts, removeFromCart } from '@/lib/cart/mutations'
import type { CartOwner } from '@/lib/cart/schema'
import { db } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import type { PaymentState } from '@/lib/generated/prisma/enums'
import { newId, type Uid } from '@/lib/ids'
import { createOrder } from '@/lib/orders/mutations'
import { seedProducts } from '@/prisma/seed'
import { uidOf } from '@/test/support/ids'
import { setPrice } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
await seedProducts(database.url)
await database.query(`INSERT INTO products (id, slug, position, kind, name, summary, description, artwork, credits, updated_at)
  VALUES ('yen', 'yen', 999, 'CREDITS', 'Yen', 'Yen', 'Yen', 'yen.svg', 5, now())`)
await setPrice(database, 'yen', 500, { currency: 'JPY' })
await database.query(`UPDATE products SET active = true WHERE kind = 'MEMBERSHIP'`)

async function openUser(): Promise<Uid> {
  const uid = uidOf(newId())
  await db().user.create({ data: { uid, email: `${uid}@buyer.example`, passwordHash: 'x' } })
  return uid
}

async function filledGuestCart(...productIds: string[]): Promise<string> {
  let cartId: string | undefined
  for (const productId of productIds) {
    const added = await addToCart({ cartId }, productId)
    if (!added.ok) throw new Error(added.reason)
    cartId = added.cartId
  }
  return cartId ?? newId()
}

async function namesIn(owner: CartOwner): Promise<string[]> {
  return (await readCart(owner, { currency: 'USD', language: 'en' })).products.map((product) => product.name)
}

async function pay(uid: Uid, productIds: string[], state: PaymentState, everPaid: boolean) {
  const order = await createOrder(uid, productIds)
  if (!order.ok) throw new Error(order.reason)
  const ref = newId()
  await db().payment.create({ data: { ref, orderId: order.orderId, state, everPaid, price: 6 } })
}

beforeEach(async () => {
  await database.query(`UPDATE products SET active = true`)
})

describe('a guest', () => {
  test('keeps what was added, in that order, with the sum at today’s prices', async () => {
    const cartId = await filledGuestCart('heron', 'fox')
    expect(await namesIn({ cartId })).toEqual(['Heron', 'Fox'])
    expect(await readCart({ cartId }, { currency: 'USD', language: 'en' })).toMatchObject({
      total: { amount: 1350, currency: 'USD' },
      unavailable: [],
    })
    await setPrice(database, 'fox', 700)
    expect((await readCart({ cartId }, { currency: 'USD', language: 'en' })).total?.amount).toBe(1450)
    await setPrice(database, 'fox', 600)
  })

  test('has a product once, however often and at once it is added', async () => {
    const cartId = await filledGuestCart('fox')
    await Promise.all(Array.from({ length: 5 }, () => addToCart({ cartId }, 'fox')))
    expect(await countCart({ cartId })).toBe(1)
  })

  test('gets a new cart for an id that we did not issue', async () => {
    const forged = newId()
    const added = await addToCart({ cartId: forged }, 'fox')
    expect(added.ok && added.cartId).not.toBe(forged)
    expect(await countCart({ cartId: forged })).toBe(0)
  })

  test('takes one product out and leaves the rest', async () => {
    const cartId = await filledGuestCart('fox', 'owl')
    await removeFromCart({ cartId }, 'fox')
    await removeFromCart({ cartId }, 'never-added')
    expect(await namesIn({ cartId })).toEqual(['Owl'])
  })

  test('can neither read nor change a user’s cart by its id', async () => {
    const uid = await openUser()
    const added = await addToCart({ uid }, 'fox')
    const cartId = added.ok ? added.cartId : ''
    expect(await countCart({ cartId })).toBe(0)
    await removeFromCart({ cartId }, 'fox')
    await addToCart({ cartId }, 'owl')
    await adoptCart(cartId, await openUser())
    expect(await namesIn({ uid })).toEqual(['Fox'])
  })
})

describe('refused', () => {
  test.each([
    ['an unknown product', 'no-such-product', 'unavailable'],
    ['a membership, which is bought on its own', 'club-monthly', 'membership'],
  ])('%s', async (_, productId, reason) => {
    const cartId = await filledGuestCart('fox')
    expect(await addToCart({ cartId }, productId)).toEqual({ ok: false, reason })
    expect(await namesIn({ cartId })).toEqual(['Fox'])
  })

  test('what is not for sale', async () => {
    await database.query(`UPDATE products SET active = false WHERE id = 'fox'`)
    expect(await addToCart({ cartId: undefined }, 'fox')).toEqual({ ok: false, reason: 'unavailable' })
  })

  test('what leaves the shop stays in sight, but is not part of the sum', async () => {
    const cartId = await filledGuestCart('fox', 'owl')
    await database.query(`UPDATE products SET active = false WHERE id = 'fox'`)
    const cart = await readCart({ cartId }, { currency: 'USD', language: 'en' })
    expect(cart.unavailable.map((product) => product.name)).toEqual(['Fox'])
    expect(cart).toMatchObject({ total: { amount: 650, currency: 'USD' } })
  })
})

describe('signing in', () => {
  test('gives the guest’s cart to the user, who may have one already', async () => {
    const uid = await openUser()
    await addToCart({ uid }, 'owl')
    const cartId = await filledGuestCart('fox', 'owl')
    await adoptCart(cartId, uid)
    expect((await namesIn({ uid })).sort()).toEqual(['Fox', 'Owl'])
    expect(await countCart({ cartId })).toBe(0)
  })

  test('keeps what the guest chose though the account had bought the same from its cart before', async () => {
    const uid = await openUser()
    await addToCart({ uid }, 'fox')
    await addToCart({ uid }, 'owl')
    await pay(uid, ['fox', 'owl'], 'PAID', true)
    expect(await countCart({ uid })).toBe(0)
    await adoptCart(await filledGuestCart('fox'), uid)
    expect(await namesIn({ uid })).toEqual(['Fox'])
  })

  test('brings back nothing that the account bought after the guest had chosen it', async () => {
    const uid = await openUser()
    const cartId = await filledGuestCart('fox', 'owl')
    await pay(uid, ['fox'], 'PAID', true)
    await adoptCart(cartId, uid)
    expect(await namesIn({ uid })).toEqual(['Owl'])
  })

  test.each([
    ['guest', '2026-01-02', '2026-01-01'],
    ['account', '2026-01-01', '2026-01-02'],
  ])('counts a product of both carts from its last addition, here the %s’s', async (_, guest, account) => {
    const uid = await openUser()
    const added = await addToCart({ uid }, 'fox')
    const cartId = await filledGuestCart('fox')
    for (const [id, day] of [
      [cartId, guest],
      [added.ok ? added.cartId : '', account],
    ]) {
      await database.query('UPDATE cart_lines SET added_at = $1 WHERE cart_id = $2', [`${day}T00:00Z`, id])
    }
    await adoptCart(cartId, uid)
    const lines = await db().cartLine.findMany({ where: { cart: { uid } } })
    expect(lines.map(({ addedAt }) => addedAt.toISOString())).toEqual(['2026-01-02T00:00:00.000Z'])
  })

  test('merges all that a line holds: whoever adds a property says here what becomes of two', () => {
    expect(Object.keys(Prisma.CartLineScalarFieldEnum)).toEqual(['cartId', 'productId', 'addedAt'])
  })

  test('twice at once adds nothing twice', async () => {
    const uid = await openUser()
    const cartId = await filledGuestCart('fox', 'owl')
    await Promise.all([adoptCart(cartId, uid), adoptCart(cartId, uid)])
    expect(await namesIn({ uid })).toEqual(['Fox', 'Owl'])
  })

  test('with two guest carts at once merges both', async () => {
    const uid = await openUser()
    await addToCart({ uid }, 'fox')
    await pay(uid, ['fox'], 'PAID', true)
    const carts = [await filledGuestCart('fox', 'owl'), await filledGuestCart('heron', 'owl')]
    await Promise.all(carts.map((cartId) => adoptCart(cartId, uid)))
    expect((await namesIn({ uid })).sort()).toEqual(['Fox', 'Heron', 'Owl'])
  })

  test('to two accounts at once gives the guest’s cart to one of them', async () => {
    const uids = [await openUser(), await openUser()]
    const cartId = await filledGuestCart('fox')
    await Promise.all(uids.map((uid) => adoptCart(cartId, uid)))
    const counts = await Promise.all(uids.map((uid) => countCart({ uid })))
    expect(counts.sort()).toEqual([0, 1])
  })

  test('while the guest adds something in another window loses nothing', async () => {
    for (let round = 0; round < 8; round++) {
      const uid = await openUser()
      const cartId = await filledGuestCart('fox')
      const [added] = await Promise.all([addToCart({ cartId }, 'owl'), adoptCart(cartId, uid)])
      const names = [
        ...(await namesIn({ uid })),
        ...(await namesIn({ cartId: added.ok ? added.cartId : undefined })),
      ]
      expect(names).toEqual(['Fox', 'Owl'])
    }
  })

  test('in whatever currency each is sold', async () => {
    const uid = await openUser()
    await addToCart({ uid }, 'yen')
    await adoptCart(await filledGuestCart('fox'), uid)
    expect(await countCart({ uid })).toBe(2)
  })
})

describe('in the currency of its reader', () => {
  test('each product has its price in it; what has none is in sight, but not part of the order', async () => {
    const cartId = await filledGuestCart('fox', 'yen')
    const inYen = await readCart({ cartId }, { currency: 'JPY', language: 'en' })
    expect(inYen).toMatchObject({ currency: 'JPY', total: { amount: 1400, currency: 'JPY' }, unpriced: [] })
    expect(inYen.products.map(({ name, amount }) => [name, amount])).toEqual([
      ['Fox', 900],
      ['Yen', 500],
    ])
    const inDinars = await readCart({ cartId }, { currency: 'KWD', language: 'en' })
    expect(inDinars).toMatchObject({ total: { amount: 1850, currency: 'KWD' }, unpriced: [{ name: 'Yen' }] })
    await removeFromCart({ cartId }, 'fox')
    expect(await readCart({ cartId }, { currency: 'KWD', language: 'en' })).toMatchObject({
      products: [],
      total: undefined,
    })
    expect((await readCart({ cartId }, { currency: 'JPY', language: 'en' })).total).toEqual({
      amount: 500,
      currency: 'JPY',
    })
  })

  test('what loses its price there leaves the sum, and comes back with a new one', async () => {
    const uid = await openUser()
    await addToCart({ uid }, 'owl')
    await addToCart({ uid }, 'fox')
    await database.query(`DELETE FROM list_prices WHERE product_id = 'fox' AND currency = 'EUR'`)
    expect(await readCart({ uid }, { currency: 'EUR', language: 'en' })).toMatchObject({
      total: { amount: 600, currency: 'EUR' },
      unpriced: [{ name: 'Fox' }],
    })
    expect(await countCart({ uid })).toBe(2)
    await setPrice(database, 'fox', 550, { currency: 'EUR' })
    expect((await readCart({ uid }, { currency: 'EUR', language: 'en' })).total).toEqual({
      amount: 1150,
      currency: 'EUR',
    })
  })
})

describe('an order', () => {
  test('leaves the cart alone until it is paid', async () => {
    const uid = await openUser()
    await addToCart({ uid }, 'fox')
    await addToCart({ uid }, 'owl')
    await pay(uid, ['fox'], 'DECLINED', false)
    expect(await namesIn({ uid })).toEqual(['Fox', 'Owl'])
    await pay(uid, ['fox'], 'PAID', true)
    expect(await namesIn({ uid })).toEqual(['Owl'])
    expect(await countCart({ uid })).toBe(1)
  })

  test.each([
    ['under review', 'REVIEW', false],
    ['refunded', 'REVERSED', true],
  ] as const)('takes its products out of the cart when it is %s', async (_, state, everPaid) => {
    const uid = await openUser()
    await addToCart({ uid }, 'fox')
    await pay(uid, ['fox'], state, everPaid)
    expect(await countCart({ uid })).toBe(0)
  })

  test('does not keep anyone from buying the same again', async () => {
    const uid = await openUser()
    await addToCart({ uid }, 'studio-credits-10')
    await pay(uid, ['studio-credits-10'], 'PAID', true)
    await addToCart({ uid }, 'studio-credits-10')
    expect(await namesIn({ uid })).toEqual(['10 studio credits'])
  })

  test('of one buyer touches no other’s cart', async () => {
    const [uid, other] = [await openUser(), await openUser()]
    await addToCart({ uid: other }, 'fox')
    await pay(uid, ['fox'], 'PAID', true)
    expect(await countCart({ uid: other })).toBe(1)
  })
})

test('abandoned carts of guests, with an address or without, are deleted, those of users are kept', async () => {
  const [uid, oldGuest, youngGuest] = [await openUser(), await openUser(), await openUser()]
  await db().user.updateMany({
    where: { uid: { in: [oldGuest, youngGuest] } },
    data: { isGuest: true, passwordHash: '' },
  })
  for (const owner of [uid, oldGuest, youngGuest]) await addToCart({ uid: owner }, 'fox')
  const [old, young] = [await filledGuestCart('fox'), await filledGuestCart('fox')]
  await database.query(
    `UPDATE carts SET updated_at = now() - interval '31 days' WHERE id = $1 OR uid IS NOT NULL AND uid <> $2`,
    [old, youngGuest],
  )
  expect(await deleteAbandonedCarts(30)).toBe(2)
  expect([
    await countCart({ cartId: old }),
    await countCart({ cartId: young }),
    await countCart({ uid: oldGuest }),
    await countCart({ uid: youngGuest }),
    await countCart({ uid }),
  ]).toEqual([0, 1, 0, 1, 1])
})
