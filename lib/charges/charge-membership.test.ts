import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { confirmCharge, payByCard } from '@/lib/charges/charge'
import { isCardOffered } from '@/lib/checkout/card-settings'
import { db } from '@/lib/db'
import { findOrder } from '@/lib/orders/data'
import { acceptTerms, createOrder } from '@/lib/orders/mutations'
import { orderState } from '@/lib/orders/state'
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
  await acceptTerms({
    orderId: order.id,
    uid: order.uid,
    policyVersion: '1',
    wording: 'Yes.',
    address: undefined,
  })
  const buyer = await db().user.findUniqueOrThrow({ where: { uid: order.uid } })
  const find = async () => {
    const found = await findOrder(order.id, order.uid)
    if (!found) throw new Error('no order')
    return found
  }
  return {
    ...order,
    find,
    pay: async (told: string[] = []) =>
      payByCard(await find(), buyer, '198.51.100.4', card, { at: new Date(), told }),
  }
}

test('a membership is begun by one call that names the plan and its trial', async () => {
  const order = await checkout({ trial: [100, 14, 'day'] })
  expect(await order.pay()).toEqual({ kind: 'accepted', review: false })
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
  expect(confirmed).toEqual({ kind: 'accepted', review: false })
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

  test('paid by card at the same moment: one charge, the other is told of it', async () => {
    for (let round = 0; round < 5; round++) {
      provider.calls.length = 0
      const [first, second] = await pair()
      const answers = await Promise.all([first.pay(), second.pay()])
      expect(answers.map(({ kind }) => kind).sort()).toEqual(['accepted', 'refused'])
      const refused = answers.find((answer) => answer.kind === 'refused')
      const paid = answers[0].kind === 'accepted' ? first : second
      expect(refused).toMatchObject({ message: expect.stringContaining(paid.id) })
      expect(charges()).toBe(1)
    }
  })

  test('one paid meanwhile: the other is charged only when its buyer knows', async () => {
    const [first, second] = await pair()
    await notifyMembership(first, { ref: newReference(), type: 0 })
    expect(await second.pay()).toMatchObject({ kind: 'refused' })
    expect(charges()).toBe(0)
    expect(await second.pay([first.id])).toMatchObject({ kind: 'accepted' })
  })

  test('one under review counts as paid; a declined one does not', async () => {
    const [first, second] = await pair()
    const ref = newReference()
    await notifyMembership(first, { ref, type: 200 })
    expect(await second.pay()).toMatchObject({ kind: 'refused' })
    await notifyMembership(first, { ref, type: 202 })
    expect(await second.pay()).toMatchObject({ kind: 'accepted' })
  })

  test('one paid in another way while the buyer is at the bank for the other: no second charge', async () => {
    const [first, second] = await pair()
    provider.answer = () => ({ json: { success: 0, secure: { formHTML: '<form>' } } })
    expect(await second.pay()).toMatchObject({ kind: 'secure' })
    await notifyMembership(first, { ref: newReference(), type: 0 })
    provider.answer = begun
    expect(await confirmCharge(second.id, { chargeId: 'c1', secureToken: 's1' })).toMatchObject({
      kind: 'checking',
    })
    expect(charges()).toBe(1)
    expect(orderState(await second.find(), new Date())).toBe('pending')
  })

  test('of two memberships, both are charged', async () => {
    const first = await checkout()
    const other = await checkout({ uid: first.uid })
    expect([(await first.pay()).kind, (await other.pay()).kind]).toEqual(['accepted', 'accepted'])
  })
})

test('an order that expires while its page is open is not charged', async () => {
  const order = await checkout()
  await db().order.update({ where: { id: order.id }, data: { expiresAt: new Date() } })
  expect(await order.pay()).toMatchObject({ kind: 'checking' })
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
