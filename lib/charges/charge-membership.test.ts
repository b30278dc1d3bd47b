import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { chargeOrder, confirmCharge, payByCard } from '@/lib/charges/charge'
import { replyTo } from '@/lib/charges/reply'
import { isCardOffered } from '@/lib/checkout/card-settings'
import { db } from '@/lib/db'
import type { OrderId } from '@/lib/ids'
import { english } from '@/lib/languages/locale'
import { findOrder } from '@/lib/orders/data'
import { acceptTerms, createOrder } from '@/lib/orders/mutations'
import { orderState } from '@/lib/orders/state'
import { orderWording } from '@/lib/orders/terms'
import { findMembership } from '@/lib/subscriptions/data'
import { newMembership, notifyMembership } from '@/test/support/memberships'
import { newReference } from '@/test/support/pingbacks'
import { startProvider } from '@/test/support/provider'
import { testDatabase } from '@/test/support/test-database'

const provider = await startProvider()
process.env.PAYMENTWALL_API_URL = provider.url
const database = await testDatabase()
afterAll(() => provider.close())

let lastCharge = 7000
const begun = () => ({
  json: { object: 'subscription', id: `SUB${++lastCharge}`, active: 1, charges: { 0: String(lastCharge) } },
})

beforeEach(() => {
  provider.calls.length = 0
  provider.answer = begun
})

const card = {
  kind: 'card' as const,
  token: `ot_${'1'.repeat(32)}`,
  fingerprint: 'f'.repeat(32),
  referenceId: undefined,
  holder: { firstName: 'Ada', lastName: 'Lovelace' },
}

type Placed = Awaited<ReturnType<typeof newMembership>>

async function checkout({ of, ...options }: Parameters<typeof newMembership>[1] & { of?: Placed } = {}) {
  const order = of ?? (await newMembership(database, options))
  const buyer = await db().user.findUniqueOrThrow({ where: { uid: order.uid } })
  const find = async () => {
    const found = await findOrder(order.id, order.uid)
    if (!found) throw new Error('no order')
    return found
  }
  const accept = async (options: { day?: Date; isSecond?: boolean } = {}) =>
    acceptTerms({
      orderId: order.id,
      uid: order.uid,
      policyVersion: '1',
      wording: orderWording(english, await find(), options.day ?? new Date(), options.isSecond),
      language: 'en',
      address: undefined,
    })
  await accept()
  return {
    ...order,
    find,
    accept,
    /** @param told orders by which the buyer is a member, and knows it */
    pay: async (told: OrderId[] = []) =>
      payByCard(await find(), buyer, '198.51.100.4', card, {
        at: new Date(),
        beside: { isAny: told.length > 0, orderIds: told },
      }),
    /** As the form of an open checkout does. */
    submit: (address?: string) => chargeOrder(order.id, buyer, card, address),
  }
}

test('a membership is begun by one call that names the plan and its trial', async () => {
  const order = await checkout({ trial: [100, 14, 'day'] })
  expect(await order.pay()).toMatchObject({ kind: 'subscribed' })
  expect(provider.calls.map(({ path }) => path)).toEqual(['/api/brick/subscription'])
  expect(Object.fromEntries(provider.calls[0]?.parameters ?? [])).toMatchObject({
    plan: order.id,
    uid: order.uid,
    amount: '6.00',
    period: 'month',
    period_duration: '1',
    'trial[amount]': '1.00',
    'trial[period]': 'day',
    'trial[period_duration]': '14',
  })
})

test('the answer gives nothing yet; the pingback makes a member, who is cancelled by Brick’s id', async () => {
  const order = await checkout()
  await order.pay()
  expect(orderState(await order.find(), new Date())).toBe('confirming')
  expect(await findMembership(order.id, new Date())).toBeUndefined()
  await notifyMembership(order, { ref: newReference(), type: 0 })
  expect(await findMembership(order.id, new Date())).toMatchObject({
    state: 'ACTIVE',
    brickId: `SUB${lastCharge}`,
  })
})

test('3-D Secure goes the same way as for a charge, to the address of subscriptions both times', async () => {
  const order = await checkout()
  provider.answer = () => ({ json: { success: 0, secure: { formHTML: '<form>' } } })
  expect(await order.pay()).toMatchObject({ kind: 'secure' })
  provider.answer = begun
  const confirmed = await confirmCharge(order.id, { chargeId: 'c1', secureToken: 's1' })
  expect(confirmed).toMatchObject({ kind: 'subscribed' })
  expect(provider.calls.map(({ path }) => path)).toEqual([
    '/api/brick/subscription',
    '/api/brick/subscription',
  ])
  expect(provider.calls[1]?.parameters.get('period')).toBe('month')
})

test('a declined card leaves the membership payable', async () => {
  const order = await checkout()
  provider.answer = () => ({ json: { type: 'Error', code: 3012, error: 'declined' }, status: 400 })
  expect(await order.pay()).toMatchObject({ kind: 'refused', code: 3012 })
  expect(orderState(await order.find(), new Date())).toBe('pending')
})

describe('two open checkouts of one membership', () => {
  const pair = async () => {
    const first = await checkout()
    const placed = await createOrder(first.uid, [first.productId])
    if (!placed.ok) throw new Error(placed.reason)
    return [first, await checkout({ of: { ...first, id: placed.orderId } })] as const
  }
  const charges = () => provider.calls.filter(({ path }) => path === '/api/brick/subscription').length

  test('paid by card at the same moment: one charge, and the other buyer window says so', async () => {
    for (let round = 0; round < 5; round++) {
      provider.calls.length = 0
      const [first, second] = await pair()
      const outcomes = await Promise.all([first.pay(), second.pay()])
      const [paid, other] = outcomes[0].kind === 'subscribed' ? [first, second] : [second, first]
      const refused = { kind: 'not_chargeable', refusal: { why: 'other_order', orderId: paid.id } } as const
      expect(outcomes).toContainEqual(expect.objectContaining({ kind: 'subscribed' }))
      expect(outcomes).toContainEqual(refused)
      expect(replyTo(english, other.id, refused)).toEqual({
        success: 0,
        error: { message: expect.stringContaining(paid.id) },
      })
      expect(charges()).toBe(1)
    }
  })

  test('one paid in the meantime: the other is charged only when its buyer knows', async () => {
    const [first, second] = await pair()
    await notifyMembership(first, { ref: newReference(), type: 0 })
    expect(await second.pay()).toMatchObject({ kind: 'not_chargeable', refusal: { why: 'other_order' } })
    expect(charges()).toBe(0)
    await second.accept({ isSecond: true })
    expect(await second.pay([first.id])).toMatchObject({ kind: 'subscribed' })
  })

  test('one under review counts as paid; a declined one does not', async () => {
    const [first, second] = await pair()
    const ref = newReference()
    await notifyMembership(first, { ref, type: 200 })
    expect(await second.pay()).toMatchObject({ kind: 'not_chargeable', refusal: { why: 'other_order' } })
    await notifyMembership(first, { ref, type: 202 })
    expect(await second.pay()).toMatchObject({ kind: 'subscribed' })
  })

  test('one paid with another payment method while the buyer is at the bank for the other: no second charge', async () => {
    const [first, second] = await pair()
    provider.answer = () => ({ json: { success: 0, secure: { formHTML: '<form>' } } })
    expect(await second.pay()).toMatchObject({ kind: 'secure' })
    await notifyMembership(first, { ref: newReference(), type: 0 })
    provider.answer = begun
    expect(await confirmCharge(second.id, { chargeId: 'c1', secureToken: 's1' })).toMatchObject({
      kind: 'not_chargeable',
      refusal: { why: 'closed' },
    })
    expect(charges()).toBe(1)
    expect(orderState(await second.find(), new Date())).toBe('pending')
  })

  test('of two memberships, both are charged', async () => {
    const first = await checkout()
    const other = await checkout({ uid: first.uid })
    expect([(await first.pay()).kind, (await other.pay()).kind]).toEqual(['subscribed', 'subscribed'])
  })
})

test('an order that expires while its page is open is not charged', async () => {
  const order = await checkout()
  await db().order.update({ where: { id: order.id }, data: { expiresAt: new Date() } })
  expect(await order.pay()).toEqual({ kind: 'not_chargeable', refusal: { why: 'closed' } })
  expect(provider.calls).toEqual([])
})

describe('a card is offered', () => {
  test.each<[string, Parameters<typeof newMembership>[1], boolean]>([
    ['for a plan', {}, true],
    ['for a plan with a trial', { trial: [100, 14, 'day'] }, true],
    ['for a plan with a free trial', { trial: [0, 14, 'day'] }, true],
    ['not for a trial below what Brick charges', { trial: [10, 14, 'day'] }, false],
  ])('%s', async (_, options, offered) => {
    expect(isCardOffered(await (await checkout(options)).find())).toBe(offered)
  })
})

describe('what is asked again under the lock of the order', () => {
  const day = 24 * 60 * 60 * 1000
  const longAgo = () => new Date(Date.now() - 2 * day)
  const outdated = { kind: 'not_chargeable', refusal: { why: 'terms_outdated' } }

  test('terms of an earlier day, accepted after the page had asked: no attempt, no call', async () => {
    const order = await checkout()
    await order.accept({ day: longAgo() })
    expect(await order.pay()).toEqual(outdated)
    expect((await order.find()).charges).toEqual([])
    expect(provider.calls).toEqual([])
    await order.accept()
    expect(await order.pay()).toMatchObject({ kind: 'subscribed' })
  })

  test('an acceptance that is gone', async () => {
    const order = await checkout()
    await db().termsAcceptance.delete({ where: { orderId: order.id } })
    expect(await order.pay()).toEqual({ kind: 'not_chargeable', refusal: { why: 'terms_missing' } })
    expect(provider.calls).toEqual([])
  })

  test('yesterday’s terms are still valid for a page left open', async () => {
    const order = await checkout()
    await order.accept({ day: new Date(Date.now() - day) })
    expect(await order.pay()).toMatchObject({ kind: 'subscribed' })
  })
})

describe('what a checkout left open sends', () => {
  test('charges the order', async () => {
    expect(await (await checkout()).submit()).toMatchObject({ kind: 'subscribed' })
  })

  test('charges nothing for a buyer who has become a member in the meantime, until they confirm a second one', async () => {
    const first = await checkout()
    const other = await checkout({ uid: first.uid })
    await notifyMembership(first, { ref: newReference(), type: 0 })
    const second = { kind: 'not_chargeable', refusal: { why: 'second_membership' } }
    expect(await other.submit()).toEqual(second)
    await other.accept({ isSecond: true })
    expect(await other.submit()).toMatchObject({ kind: 'subscribed' })
  })

  test('of an order that is another buyer’s finds none', async () => {
    const [order, stranger] = [await checkout(), await checkout()]
    const buyer = await db().user.findUniqueOrThrow({ where: { uid: stranger.uid } })
    expect(await chargeOrder(order.id, buyer, card, undefined)).toEqual({ kind: 'no_order' })
    expect(provider.calls).toEqual([])
  })
})
