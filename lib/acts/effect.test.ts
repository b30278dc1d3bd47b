import { expect, test } from 'vitest'
import { effectSentences, previewAct } from '@/lib/acts/effect'
import type { ActRequest } from '@/lib/acts/plan'
import { spendCredits } from '@/lib/deliveries/mutations'
import type { OrderId, Uid } from '@/lib/ids'
import { receivePingback } from '@/lib/pingbacks/receive'
import { orderIdOf } from '@/test/support/ids'
import { holdLocks } from '@/test/support/locks'
import { newMembership, notifyMembership } from '@/test/support/memberships'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

// A busy machine is no reason to fail.
const patient = { lockWithin: 250, doneWithin: 60_000 }

type Order = { id: OrderId; uid: Uid }

async function pay(order: Order, ref = newReference()): Promise<string> {
  await receivePingback(pingbackQuery({ uid: order.uid, goodsid: order.id, type: 0, ref }), undefined)
  return ref
}

/** A card charge of an order as it stands after Brick's answer, with the card's last digits. */
async function charge(order: Order, state: string, chargeId: string | null = newReference()) {
  await database.query(
    `INSERT INTO charge_attempts (id, order_id, state, charge_id, last4, created_at, updated_at)
     VALUES ($1, $2, $3::"ChargeState", $1, '4242', now() - interval '1 minute', now())`,
    [chargeId, order.id, state],
  )
  return chargeId
}

/** What the page of an act says that it will do, or why it can't be done. */
async function shown(order: Order, request: ActRequest) {
  const seen = await previewAct(order.id, request, new Date(), patient)
  if (!seen.known || !seen.result) throw new Error('The preview is not known.')
  const { order: read, planned, effect } = seen.result
  if (!planned.ok) return planned.sentence
  if (!effect) throw new Error('There is no effect.')
  return effectSentences(read, planned.plan, effect)
}

const rows = () =>
  database.query(
    `SELECT (SELECT count(*)::int FROM pingbacks) AS ledger, (SELECT count(*)::int FROM pingback_attempts) AS log,
       (SELECT count(*)::int FROM decisions) AS decisions, (SELECT count(*)::int FROM alerts) AS alerts,
       (SELECT count(*)::int FROM outbox_jobs) AS jobs, (SELECT count(*)::int FROM operator_acts) AS acts,
       (SELECT count(*)::int FROM deliveries WHERE withdrawn_at IS NULL) AS held`,
  )

test('a refund takes back what is held, tells how many of the credits are spent, and where the money goes', async () => {
  const order = await newOrder(database, { kinds: ['LICENCE', 'CREDITS'] })
  await charge(order, 'SUCCEEDED')
  await pay(order)
  await spendCredits({ uid: order.uid, key: 'print', credits: 5, purpose: 'Print' })
  const before = await rows()
  expect(await shown(order, { kind: 'REFUND' })).toEqual([
    'Takes back 1 licence and 100 credits, of which 5 are spent.',
    '19.98 USD go back to the card ending 4242.',
  ])
  expect(await rows()).toEqual(before)
})

test('spent credits that others make up for are none that are missing', async () => {
  const order = await newOrder(database, { kinds: ['CREDITS'] })
  await pay(order)
  const other = await newOrder(database, { uid: order.uid, kinds: ['CREDITS'] })
  await pay(other)
  await spendCredits({ uid: order.uid, key: 'print', credits: 5, purpose: 'Print' })
  expect(await shown(order, { kind: 'REFUND' })).toEqual([
    'Takes back 100 credits.',
    'A ticket asks Paymentwall to return 9.99 USD the way they were paid.',
  ])
})

test('of an order that was paid twice, a refund of one payment takes nothing back', async () => {
  const order = await newOrder(database)
  const [first, second] = [await pay(order), await pay(order)]
  expect(await shown(order, { kind: 'REFUND' })).toBe(
    `Order ${order.id} has several payments (${first}, ${second}): say which one to refund.`,
  )
  expect(await shown(order, { kind: 'REFUND', ref: second })).toEqual([
    'No goods are delivered or withdrawn.',
    'A ticket asks Paymentwall to return 9.99 USD the way they were paid.',
  ])
})

test('a part takes nothing back, the last part does', async () => {
  const order = await newOrder(database)
  await pay(order)
  expect(await shown(order, { kind: 'PARTIAL_REFUND', amount: '3' })).toEqual([
    'No goods are delivered or withdrawn.',
    'A ticket asks Paymentwall to return 3.00 USD the way they were paid.',
  ])
  expect(await shown(order, { kind: 'PARTIAL_REFUND', amount: '9.99 usd' })).toEqual([
    'Takes back 1 licence.',
    'A ticket asks Paymentwall to return 9.99 USD the way they were paid.',
  ])
})

test.each([
  ['10.00', /^10\.00 USD is more than is left of payment \w+: 9\.99 USD\.$/],
  ['3 EUR', /^The order was paid in USD: it can’t be refunded in EUR\.$/],
  ['0', /is not an amount in USD: enter a number above zero/],
  ['-1', /is not an amount in USD/],
  ['1.999', /is not an amount in USD/],
  ['1.000', /is not an amount in USD/],
  ['1e3', /is not an amount in USD/],
  ['<b>', /is not an amount in USD/],
])('a part of %s is refused with the reason', async (amount, reason) => {
  const order = await newOrder(database)
  await pay(order)
  expect(await shown(order, { kind: 'PARTIAL_REFUND', amount })).toMatch(reason)
})

test.each([
  [
    'JPY',
    1500,
    '500',
    '500 JPY',
    '1500.5',
    /is not an amount in JPY: enter a number above zero, without decimals\.$/,
  ],
  ['KWD', 3100, '0.125', '0.125 KWD', '0.1255', /is not an amount in KWD: .*with at most 3 decimals/],
] as const)(
  'a part of a payment in %s has the decimals of that',
  async (currency, amount, part, told, wrong, reason) => {
    const order = await newOrder(database, { currency, prices: { [currency]: amount } })
    await pay(order)
    expect(await shown(order, { kind: 'PARTIAL_REFUND', amount: part })).toEqual([
      'No goods are delivered or withdrawn.',
      `A ticket asks Paymentwall to return ${told} the way they were paid.`,
    ])
    expect(await shown(order, { kind: 'PARTIAL_REFUND', amount: wrong })).toMatch(reason)
  },
)

test('what an authorised charge comes to when it is captured, and when it is voided', async () => {
  const order = await newOrder(database, { kinds: ['LICENCE', 'DOWNLOAD'] })
  await charge(order, 'AUTHORISED')
  expect(await shown(order, { kind: 'CAPTURE' })).toEqual([
    'Gives 1 licence and 1 download.',
    '19.98 USD are taken from the card ending 4242.',
  ])
  expect(await shown(order, { kind: 'VOID' })).toEqual([
    'No goods are delivered or withdrawn.',
    '19.98 USD are no longer reserved on the card ending 4242; nothing is charged.',
  ])
  expect(await shown(order, { kind: 'REFUND' })).toBe(`Order ${order.id} has no payment to refund.`)
})

test('a capture after another payment warns of it', async () => {
  const order = await newOrder(database)
  await charge(order, 'AUTHORISED')
  await pay(order)
  expect(await shown(order, { kind: 'CAPTURE' })).toEqual([
    'No goods are delivered or withdrawn.',
    '9.99 USD are taken from the card ending 4242, though the order is paid already: void it instead.',
  ])
})

test('what a lost charge comes to when the card was charged, and when it was not', async () => {
  const order = await newOrder(database)
  await charge(order, 'UNKNOWN')
  expect(await shown(order, { kind: 'RESOLVE', charged: true })).toEqual([
    'Gives 1 licence.',
    'No money moves: 9.99 USD count as charged, and Paymentwall is asked for the payment.',
  ])
  expect(await shown(order, { kind: 'RESOLVE', charged: false })).toEqual([
    'No goods are delivered or withdrawn.',
    'No money moves: the card counts as not charged, and the buyer can pay again.',
  ])
})

test('a grant and a withdrawal, of the whole order and of one line', async () => {
  const order = await newOrder(database, { kinds: ['LICENCE', 'DOWNLOAD'] })
  expect(await shown(order, { kind: 'GRANT' })).toEqual([
    'Gives 1 licence and 1 download.',
    'No money moves.',
  ])
  await pay(order)
  const [line] = await database.query<{ id: string }>(
    "SELECT id FROM order_lines WHERE order_id = $1 AND kind = 'DOWNLOAD'",
    [order.id],
  )
  expect(await shown(order, { kind: 'WITHDRAW', line: line?.id })).toEqual([
    'Takes back 1 download.',
    'No money moves.',
  ])
  expect(await shown(order, { kind: 'WITHDRAW', line: 'elsewhere1' })).toBe(
    `Order ${order.id} has no line elsewhere1.`,
  )
})

test('a membership: its access and renewals, when it is refunded, cancelled and granted', async () => {
  const order = await newMembership(database)
  expect(await shown(order, { kind: 'GRANT' })).toBe(
    `Order ${order.id} was never paid, so its membership has no period to grant.`,
  )
  await notifyMembership(order, { type: 0, ref: newReference() })
  expect(await shown(order, { kind: 'REFUND' })).toEqual([
    expect.stringMatching(/^Access to Club ends at once, and not on \d+ \w+ \d{4}\.$/),
    'Its renewals are stopped.',
    'A ticket asks Paymentwall to return 6.00 USD the way they were paid.',
  ])
  expect(await shown(order, { kind: 'CANCEL_SUBSCRIPTION' })).toEqual([
    expect.stringMatching(/^Access to Club lasts until /),
    'Its renewals are stopped.',
    'No money goes back; Paymentwall is asked to charge the subscription no more.',
  ])
})

test('an order that somebody is changing just now is busy, and nothing is done', async () => {
  const order = await newOrder(database)
  await pay(order)
  const holder = await holdLocks(database)
  await holder.query('SELECT 1 FROM orders WHERE id = $1 FOR NO KEY UPDATE', [order.id])
  expect(await previewAct(order.id, { kind: 'REFUND' }, new Date(), patient)).toEqual({
    known: false,
    why: 'busy',
  })
  await holder.commit()
})

test('there is nothing to show of an order that is not there', async () => {
  expect(await previewAct(orderIdOf('nosuchorder'), { kind: 'REFUND' }, new Date(), patient)).toEqual({
    known: true,
    result: undefined,
  })
})
