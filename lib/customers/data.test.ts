import { beforeAll, describe, expect, test } from 'vitest'
import { findCustomer, listCustomers, maySeeCustomer } from '@/lib/customers/data'
import { customerFilterSchema } from '@/lib/customers/schema'
import { db } from '@/lib/db'
import { spendCredits } from '@/lib/deliveries/mutations'
import type { Role } from '@/lib/generated/prisma/enums'
import { newId } from '@/lib/ids'
import type { PageRequest } from '@/lib/paging'
import { receivePingback } from '@/lib/pingbacks/receive'
import { uidOf } from '@/test/support/ids'
import { inLiveShop } from '@/test/support/live-shop'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const admin = { uid: uidOf('admin'), role: 'ADMIN' } as const
const now = new Date()
let minutes = 0

async function customer(data: {
  email: string
  name?: string
  role?: Role
  flaggedAt?: Date
  closedAt?: Date
}) {
  const uid = uidOf(newId())
  const registeredAt = new Date(now.getTime() - ++minutes * 60_000)
  await db().user.create({ data: { uid, passwordHash: '', registeredAt, ...data } })
  return uid
}

beforeAll(async () => {
  await customer({ email: 'ada.lovelace@mill.example', name: 'Ada <b>Lovelace</b>' })
  await customer({ email: 'ab@mill.example', name: 'Åsa Öberg', flaggedAt: now })
  await customer({ email: '50%_off@sale.example', name: 'O’Neill' })
  await customer({ email: 'gone@closed.invalid', closedAt: now })
  await customer({ email: 'boss@shop.example', role: 'ADMIN' })
})

async function list(
  query: object,
  operator: Parameters<typeof listCustomers>[1] = admin,
  request?: PageRequest,
) {
  const page = await listCustomers(customerFilterSchema.parse(query), operator, request)
  return page.rows.map(({ email }) => email)
}

describe('the list of customers', () => {
  test.each<[object, string[]]>([
    [{ email: 'LOVELACE' }, ['ada.lovelace@mill.example']],
    [{ email: 'mill.ex' }, ['ada.lovelace@mill.example', 'ab@mill.example']],
    // Of less than three letters, what begins so; and no wildcard of SQL's is one.
    [{ email: 'ab' }, ['ab@mill.example']],
    [{ email: '%_' }, []],
    [{ email: '50%_off' }, ['50%_off@sale.example']],
    [{ email: 'x%' }, []],
    [{ name: 'Öberg' }, ['ab@mill.example']],
    [{ name: '<B>love' }, ['ada.lovelace@mill.example']],
    [{ name: "'; DROP TABLE users; --" }, []],
    [{ email: 'mill', name: 'Åsa' }, ['ab@mill.example']],
    [{ state: 'flagged' }, ['ab@mill.example']],
    [{ state: 'closed' }, ['gone@closed.invalid']],
    [{ role: 'ADMIN' }, ['boss@shop.example']],
    [
      { state: 'open', role: 'BUYER', email: 'example' },
      ['ada.lovelace@mill.example', 'ab@mill.example', '50%_off@sale.example'],
    ],
  ])('by %o has those that match, the newest first', async (query, expected) => {
    expect(await list(query)).toEqual(expected)
  })

  test('leads on from a page’s edge, there and back', async () => {
    const [first] = (await listCustomers(customerFilterSchema.parse({}), admin, undefined)).rows
    const key = `${first?.registeredAt.getTime()}.${first?.uid}`
    expect(await list({}, admin, { older: key })).toHaveLength(4)
    expect(await list({}, admin, { newer: key })).toEqual([])
  })

  test('shows a reviewer addresses shortened, and finds them whole alone', async () => {
    const reviewer = { uid: uidOf('reviewer'), role: 'REVIEWER' } as const
    expect(await list({ email: 'lovelace' }, reviewer)).toEqual([])
    expect(await list({ email: 'ada.lovelace@mill.example' }, reviewer)).toEqual(['a…@mill.example'])
  })
})

describe('a customer', () => {
  test('is shown with what they hold, and how their credits came about', async () => {
    const order = await newOrder(database, { kinds: ['LICENCE', 'CREDITS'] })
    const ref = newReference()
    await receivePingback(pingbackQuery({ uid: order.uid, goodsid: order.id, ref, type: 0 }), '203.0.113.9')
    await spendCredits({ uid: order.uid, key: 'a', credits: 12, purpose: 'A print' })
    const held = await findCustomer(order.uid, admin, now)
    expect(held?.goods).toMatchObject([
      { kind: 'LICENCE', licenceKey: expect.any(String), withdrawnAt: null },
    ])
    expect(held?.credits.balance).toBe(88)
    expect(held?.credits.history.map(({ credits, what }) => [credits, what])).toEqual([
      [-12, 'Spent: A print'],
      [100, 'Bought: Fox (CREDITS)'],
    ])
    await receivePingback(pingbackQuery({ uid: order.uid, goodsid: order.id, ref, type: 2 }), '203.0.113.9')
    const after = await findCustomer(order.uid, admin, now)
    expect(after?.goods[0]?.withdrawnAt).toBeInstanceOf(Date)
    expect(after?.credits.balance).toBe(-12)
    expect(after?.credits.history[0]).toMatchObject({ credits: -100, orderId: order.id })
    expect(
      JSON.stringify(after, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toMatch(/passwordHash|sealed/i)
  })

  test('of a live shop is hidden from a reviewer, unless they paid by a test or are the reviewer', async () => {
    const real = await newOrder(database)
    const tested = await newOrder(database)
    const ref = newReference()
    const query = pingbackQuery({ uid: tested.uid, goodsid: tested.id, ref, type: 0, is_test: 1 })
    await receivePingback(query, '203.0.113.9')
    const reviewer = { uid: real.uid, role: 'REVIEWER' } as const
    const other = await customer({ email: 'other@mill.example' })
    await inLiveShop(async () => {
      const seen = await Promise.all(
        [real.uid, tested.uid, other, uidOf(newId())].map((uid) => maySeeCustomer(uid, reviewer)),
      )
      expect(seen).toEqual([true, true, false, false])
      expect(await findCustomer(other, reviewer, now)).toBeNull()
      expect(await findCustomer(tested.uid, reviewer, now)).toMatchObject({
        sessions: [],
        cards: [],
        registrationIp: null,
      })
      expect(await list({ email: 'other@mill.example' }, reviewer)).toEqual([])
    })
    expect(await maySeeCustomer(other, reviewer)).toBe(true)
  })
})
