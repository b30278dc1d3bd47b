import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { db } from '@/lib/db'
import type { ChargeState, PaymentState } from '@/lib/generated/prisma/enums'
import { newId } from '@/lib/ids'
import { stateFacts } from '@/lib/orders/data'
import { orderConditions } from '@/lib/orders/filter'
import { type OrderFilter, orderFilterSchema, orderGroups } from '@/lib/orders/schema'
import { orderState } from '@/lib/orders/state'
import { uidOf } from '@/test/support/ids'
import { newBuyer, newOrder } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const admin = { role: 'ADMIN', uid: uidOf('admin') } as const
const at = new Date('2026-11-22T10:30:00Z')
const minute = (n: number) => new Date(Date.UTC(2026, 10, 22, 10, n))

/** The ids of the orders that a filter leaves. */
async function left(filter: OrderFilter, operator: Parameters<typeof orderConditions>[1] = admin) {
  const found = await Promise.all(
    orderConditions(filter, operator, at).map(
      (condition) => db().$queryRaw<{ id: string }[]>`SELECT o.id FROM orders o WHERE ${condition}`,
    ),
  )
  const ids = found.flat().map(({ id }) => id)
  // No order fulfils two conditions of a filter: a list would show it twice.
  expect(new Set(ids).size).toBe(ids.length)
  return new Set(ids)
}

const payment = fc.record({
  state: fc.constantFrom<PaymentState>('NONE', 'REVIEW', 'PAID', 'VOIDED', 'DECLINED', 'REVERSED'),
  reason: fc.option(fc.constantFrom(1, 2, 3, 4, 9)),
  minute: fc.nat(4),
})
const charge = fc.record({
  state: fc.constantFrom<ChargeState>(
    ...(['ACTIVE', 'SECURE', 'UNKNOWN', 'REVIEW', 'AUTHORISED', 'SUCCEEDED'] as const),
    ...(['DECLINED', 'EXPIRED', 'VOIDED', 'REFUNDED'] as const),
  ),
  minute: fc.nat(4),
})
const facts = fc.record({
  payments: fc.array(payment, { maxLength: 3 }),
  charges: fc
    .array(charge, { maxLength: 3 })
    .filter(
      (charges) => charges.filter(({ state }) => ['ACTIVE', 'SECURE', 'UNKNOWN'].includes(state)).length < 2,
    ),
  // At the very moment of expiry it has expired.
  expires: fc.constantFrom(29, 30, 31),
})

test('narrows to a state exactly as the state is derived, whatever the facts', async () => {
  const uid = await newBuyer(database)
  const samples = fc.sample(facts, { numRuns: 600, seed: 7 })
  const orders = samples.map((sample) => ({ id: newId(), ...sample }))
  await db().order.createMany({
    data: orders.map(({ id, expires }) => ({
      id,
      uid,
      amount: 999,
      currency: 'USD',
      expiresAt: minute(expires),
    })),
  })
  await db().payment.createMany({
    data: orders.flatMap(({ id, payments }) =>
      payments.map(({ state, reason, minute: n }) => ({
        ref: newId(),
        orderId: id,
        state,
        reversalReason: reason,
        createdAt: minute(n),
      })),
    ),
  })
  await db().chargeAttempt.createMany({
    data: orders.flatMap(({ id, charges }) =>
      charges.map(({ state, minute: n }) => ({
        id: newId(),
        orderId: id,
        state,
        createdAt: minute(n),
        ...(state === 'SECURE' && { sealed: new Uint8Array(1), secureUntil: minute(50) }),
      })),
    ),
  })
  const stored = await db().order.findMany({ where: { uid }, select: { id: true, ...stateFacts } })
  const states = new Map(stored.map((order) => [order.id, orderState(order, at)]))
  expect(new Set(states.values()).size).toBe(11)
  for (const [group, wanted] of Object.entries(orderGroups)) {
    const expected = [...states].filter(([, state]) => (wanted as readonly string[]).includes(state))
    const found = await left(orderFilterSchema.parse({ state: group, buyer: uid }))
    expect([...found].sort(), group).toEqual(expected.map(([id]) => id).sort())
  }
})

test('the groups take in every state, each once', () => {
  const states = Object.values(orderGroups).flat()
  expect(new Set(states).size).toBe(states.length)
  expect(states).toHaveLength(11)
})

describe('narrows by', () => {
  const filter = (given: Partial<Record<keyof OrderFilter, string>>) => orderFilterSchema.parse(given)

  test('what was bought', async () => {
    const [one, other] = [await newOrder(database), await newOrder(database)]
    const lines = await db().orderLine.findMany({ where: { orderId: one.id } })
    const found = await left(filter({ product: lines[0]?.productId ?? '' }))
    expect([found.has(one.id), found.has(other.id)]).toEqual([true, false])
  })

  test('test and real payments', async () => {
    const [tried, real, none] = [await newOrder(database), await newOrder(database), await newOrder(database)]
    await db().payment.createMany({
      data: [
        { ref: newId(), orderId: tried.id, state: 'PAID', isTest: true },
        { ref: newId(), orderId: real.id, state: 'PAID' },
      ],
    })
    const ids = [tried.id, real.id, none.id]
    const [tests, reals] = [await left(filter({ money: 'test' })), await left(filter({ money: 'real' }))]
    expect(ids.map((id) => tests.has(id))).toEqual([true, false, false])
    expect(ids.map((id) => reals.has(id))).toEqual([false, true, false])
  })

  test('days of the shop’s time zone, both included', async () => {
    const order = await newOrder(database)
    const placed = async (time: string) => {
      await database.query('UPDATE orders SET created_at = $2 WHERE id = $1', [order.id, time])
      return (await left(filter({ from: '2026-11-20', to: '2026-11-21' }))).has(order.id)
    }
    expect(await placed('2026-11-19T23:59:59.999Z')).toBe(false)
    expect(await placed('2026-11-20T00:00:00Z')).toBe(true)
    expect(await placed('2026-11-21T23:59:59.999Z')).toBe(true)
    expect(await placed('2026-11-22T00:00:00Z')).toBe(false)
  })

  test('the buyer, by uid, address or a part of the address', async () => {
    const [order, other] = [await newOrder(database), await newOrder(database)]
    for (const buyer of [order.uid, `${order.uid}@EXAMPLE.com`, order.uid.slice(2, 12)]) {
      const found = await left(filter({ buyer }))
      expect([found.has(order.id), found.has(other.id)], buyer).toEqual([true, false])
    }
    expect(await left(filter({ buyer: '%%%' }))).toEqual(new Set())
  })

  test('and a reviewer, who can’t read addresses, finds none by a part of one', async () => {
    const order = await newOrder(database)
    const reviewer = { role: 'REVIEWER', uid: uidOf('reviewer') } as const
    expect((await left(filter({ buyer: order.uid.slice(2, 12) }), reviewer)).size).toBe(0)
    expect((await left(filter({ buyer: `${order.uid}@example.com` }), reviewer)).has(order.id)).toBe(true)
  })
})
