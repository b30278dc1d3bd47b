import { describe, expect, test } from 'vitest'
import { readActOrder } from '@/lib/acts/data'
import { standingsOf } from '@/lib/acts/standing-words'
import { recordAct } from '@/lib/audit'
import { recordOutcome } from '@/lib/charges/mutations'
import { db } from '@/lib/db'
import { decideGoods, recordDownload } from '@/lib/deliveries/mutations'
import { newId, type OrderId, type Uid } from '@/lib/ids'
import { addNote } from '@/lib/notes/mutations'
import { knownAddresses } from '@/lib/orders/addresses'
import { acceptTerms } from '@/lib/orders/mutations'
import { findOrderRecord } from '@/lib/orders/record'
import { jobSentence, timelineOf } from '@/lib/orders/timeline'
import { scheduleChargeLook } from '@/lib/outbox'
import { receivePingback } from '@/lib/pingbacks/receive'
import { attemptIdOf, orderIdOf, uidOf } from '@/test/support/ids'
import { inLiveShop } from '@/test/support/live-shop'
import { newBuyer, newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const admin = { role: 'ADMIN', uid: uidOf('admin') } as const

type Order = { id: OrderId; uid: Uid }

async function recordOf(order: Order) {
  const record = await findOrderRecord(order.id, admin)
  if (!record) throw new Error('no order')
  return record
}

const timeline = async (order: Order) => timelineOf(await recordOf(order))
const pingbacksIn = async (order: Order) =>
  (await timeline(order)).filter(({ subject }) => subject === 'Pingback')

/** Sends a genuine pingback about an order. */
const notify = (order: Order, parameters: Record<string, string | number>) =>
  receivePingback(pingbackQuery({ uid: order.uid, goodsid: order.id, ...parameters }), '203.0.113.9')

async function paidOrder(options?: Parameters<typeof newOrder>[1]) {
  const order = await newOrder(database, options)
  const ref = newReference()
  await notify(order, { type: 0, ref })
  return { ...order, ref }
}

describe('the timeline of an order', () => {
  test('shows everything from the order to the refund, newest first', async () => {
    const order = await newOrder(database, { kinds: ['DOWNLOAD'] })
    await acceptTerms({
      orderId: order.id,
      uid: order.uid,
      policyVersion: '2026-11-26',
      wording: 'I accept.',
      language: 'en',
      address: '198.51.100.7',
    })
    const attempt = attemptIdOf(newId())
    await db().chargeAttempt.create({
      data: {
        id: attempt,
        orderId: order.id,
        state: 'ACTIVE',
        address: '198.51.100.8',
        hadFingerprint: true,
      },
    })
    const charge = {
      id: newId(),
      amount: '9.99',
      currency: 'USD',
      captured: true,
      refunded: false,
      card: { brand: 'Visa', last4: '4242', expMonth: '12', expYear: '2031', token: undefined },
    }
    await recordOutcome(attempt, { kind: 'charged', charge }, [], true)
    const ref = newReference()
    await notify(order, { type: 0, ref })
    const delivery = await db().delivery.findFirstOrThrow({ where: { orderId: order.id } })
    await recordDownload(delivery.id, {
      fileName: 'fox.pdf',
      address: '198.51.100.9',
      userAgent: 'Paper/1',
    })
    await notify(order, { type: 2, ref, reason: 9 })

    const entries = (await timeline(order)).toReversed()
    expect(entries.map(({ subject, sentence }) => `${subject}: ${sentence}`)).toEqual([
      'Order: Placed: Fox (DOWNLOAD), for $9.99.',
      'Terms: The buyer accepted the terms, policies of 2026-11-26.',
      'Card: A card charge was sent to Brick.',
      '3-D Secure: The bank confirmed the payer.',
      'Card: Charged: Visa ending 4242.',
      `Pingback: Payment: payment ${ref} of order ${order.id} is now PAID; 1 delivered.`,
      'Goods: Delivered: Fox (DOWNLOAD).',
      'Download: The buyer downloaded fox.pdf.',
      `Pingback: Reversal: payment ${ref} of order ${order.id} is now REVERSED; 1 withdrawn.`,
      'Goods: Withdrawn: Fox (DOWNLOAD).',
    ])
    expect(entries.find(({ subject }) => subject === 'Download')?.details).toEqual([
      'From 198.51.100.9',
      'Paper/1',
    ])
    expect(knownAddresses(await recordOf(order))).toEqual([
      { address: '198.51.100.7', from: ['accepted the terms'] },
      { address: '198.51.100.8', from: ['paid by card'] },
      { address: '198.51.100.9', from: ['downloaded'] },
    ])
  })

  test('links what changed the goods to the arrival that did it', async () => {
    const order = await paidOrder()
    const [arrival] = await db().pingbackAttempt.findMany({ where: { orderId: order.id } })
    const granted = (await timeline(order)).find(({ sentence }) => sentence.startsWith('Delivered'))
    expect(granted?.why).toBe(`/admin/pingbacks/${arrival?.id}`)
  })

  test('keeps the sentence of each event when the log has been pruned, linked to the ledger', async () => {
    const order = await paidOrder()
    await notify(order, { type: 2, ref: order.ref, reason: 1 })
    const before = (await pingbacksIn(order)).map(({ sentence }) => sentence)
    expect(before).toHaveLength(2)
    await database.query('DELETE FROM pingback_attempts WHERE order_id = $1', [order.id])
    const after = await pingbacksIn(order)
    expect(after.map(({ sentence }) => sentence)).toEqual(before)
    const ledger = await db().pingback.findMany({ where: { orderId: order.id }, orderBy: { id: 'desc' } })
    expect(after.map(({ why }) => why)).toEqual(ledger.map(({ id }) => `/admin/pingbacks/ledger/${id}`))
  })

  test('shows a flood of duplicates in one line', async () => {
    const order = await paidOrder()
    for (let n = 0; n < 12; n++) await notify(order, { type: 0, ref: order.ref })
    const [repeated, first, ...more] = await pingbacksIn(order)
    expect(more).toEqual([])
    expect(first?.sentence).toContain('is now PAID')
    expect(repeated).toMatchObject({
      sentence: `Payment: payment ${order.ref} was already reported; nothing changes.`,
      details: expect.arrayContaining(['The last of 12 repetitions']),
    })
  })

  test('shows an event that arrived before its order was known', async () => {
    const order = await newOrder(database)
    const ref = newReference()
    await receivePingback(pingbackQuery({ uid: order.uid, type: 2, ref, reason: 9 }), '203.0.113.9')
    await notify(order, { type: 0, ref })
    expect((await pingbacksIn(order)).map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('Payment:'),
      expect.stringContaining('is put aside'),
    ])
  })

  test('shows what operators did, and keeps it from a bank’s dossier', async () => {
    const order = await paidOrder()
    await decideGoods({ orderId: order.id, kind: 'WITHDRAW', actor: 'ada@shop.example', reason: 'Fraud.' })
    await addNote({ orderId: order.id }, 'ada@shop.example', 'Called twice.')
    await recordAct(
      { uid: uidOf('ada'), name: 'ada@shop.example', address: '192.0.2.1' },
      { act: 'order.refund', allowed: false, orderId: order.id, sentence: 'More is asked for than is left.' },
    )
    await db().operatorAct.create({
      data: {
        id: newId(),
        kind: 'PARTIAL_REFUND',
        state: 'DONE',
        orderId: order.id,
        ref: order.ref,
        amount: 150,
        actor: 'ada@shop.example',
        sentence: 'Paymentwall has notified it.',
        closedAt: new Date(Date.now() + 1000),
      },
    })
    const entries = await timeline(order)
    const operators = entries.filter(({ isPrivate }) => isPrivate).toReversed()
    expect(operators.map(({ subject, sentence }) => `${subject}: ${sentence}`)).toEqual([
      'Decision: Withdrawn manually: the whole order.',
      'Note: Called twice.',
      'Refused: More is asked for than is left.',
      'Act: Partial refund of $1.50 requested.',
      'Act: Partial refund of $1.50: done.',
    ])
    expect(operators.at(-1)?.why).toMatch(new RegExp(`^/admin/orders/${order.id}/acts/\\w+$`))
    const decision = await db().decision.findFirstOrThrow({ where: { orderId: order.id } })
    expect(entries.find(({ sentence }) => sentence.startsWith('Withdrawn: '))?.why).toBe(
      `#decision-${decision.id}`,
    )
  })

  test('shows an act’s status by what was recorded since, not by Paymentwall’s answer', async () => {
    const order = await paidOrder()
    const id = newId()
    const actor = 'ada@shop.example'
    await db().operatorAct.create({
      data: {
        id,
        kind: 'REFUND',
        state: 'ACCEPTED',
        orderId: order.id,
        ref: order.ref,
        actor,
        reason: 'Asked.',
      },
    })
    const told = async () => {
      const at = new Date()
      const actOrder = await readActOrder(order.id, at)
      const entries = timelineOf(await recordOf(order), actOrder && standingsOf(actOrder, at))
      return entries.find(({ key }) => key === `act-${id}`)
    }
    const by = [`By ${actor}`, 'Asked.']
    expect(await told()).toMatchObject({
      kind: 'caution',
      sentence: 'Refund requested.',
      details: [...by, 'Status: Waiting for Paymentwall’s pingback.'],
    })
    await notify(order, { type: 2, ref: order.ref, reason: 9 })
    expect(await told()).toMatchObject({ kind: 'positive', details: [...by, 'Status: Done.'] })
  })

  test('has a key for each line that no other has', async () => {
    const order = await paidOrder({ kinds: ['LICENCE', 'CREDITS', 'DOWNLOAD'] })
    const keys = (await timeline(order)).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

test('a reviewer reads no notes, and operators’ addresses shortened', async () => {
  const order = await paidOrder()
  const by = 'ada@shop.example'
  await decideGoods({ orderId: order.id, kind: 'WITHDRAW', actor: by, reason: 'Fraud.' })
  await addNote({ orderId: order.id }, by, 'Called twice.')
  await recordAct(
    { uid: uidOf('ada'), name: by },
    { act: 'order.note', orderId: order.id, sentence: 'Added.' },
  )
  const record = await findOrderRecord(order.id, { role: 'REVIEWER', uid: uidOf('reviewer') })
  const told = JSON.stringify(record && timelineOf(record))
  expect(told).toContain('By a…@shop.example')
  expect(told).not.toMatch(/ada@|Called/)
})

describe('the error of a charge', () => {
  test('is told with what it means', async () => {
    const order = await newOrder(database)
    const attempt = attemptIdOf(newId())
    await db().chargeAttempt.create({ data: { id: attempt, orderId: order.id, state: 'ACTIVE' } })
    await recordOutcome(attempt, { kind: 'refused', code: 3003, message: 'x' }, [])
    const [ended] = await timeline(order)
    expect(ended).toMatchObject({
      sentence: 'Declined.',
      details: [expect.stringMatching(/^Error 3003 \(.+\)\. The buyer was told: .+/)],
    })
  })
})

describe('the jobs of an order', () => {
  test('are told, and those of other orders are not', async () => {
    const order = await newOrder(database)
    await acceptTerms({
      orderId: order.id,
      uid: order.uid,
      policyVersion: '1',
      wording: 'I accept.',
      language: 'en',
      address: undefined,
    })
    const attempt = attemptIdOf(newId())
    await db().chargeAttempt.create({ data: { id: attempt, orderId: order.id, state: 'ACTIVE' } })
    await scheduleChargeLook(db(), attempt, 60)
    const { jobs } = await recordOf(order)
    expect(jobs.map(jobSentence)).toEqual([
      'See how the card charge ended.',
      'Ask Paymentwall about the payment.',
    ])
    expect((await recordOf(await newOrder(database))).jobs).toEqual([])
  })
})

describe('an order', () => {
  test.each(['', 'x', '../admin', "' OR 1=1 --", newId()])('is not there: %j', async (id) => {
    expect(await findOrderRecord(orderIdOf(id), admin)).toBeNull()
  })

  test('is shown to a reviewer of a live shop if it is theirs or paid by test payments', async () => {
    const order = await paidOrder()
    const tried = await newOrder(database)
    await notify(tried, { type: 0, ref: newReference(), is_test: 1 })
    const reviewer = { role: 'REVIEWER', uid: await newBuyer(database) } as const
    const seen = (id: OrderId, uid = reviewer.uid) =>
      findOrderRecord(id, { ...reviewer, uid }).then((found) => found !== null)
    expect(await seen(order.id)).toBe(true)
    await inLiveShop(async () => {
      expect([await seen(order.id), await seen(tried.id), await seen(order.id, order.uid)]).toEqual([
        false,
        true,
        true,
      ])
    })
    const found = await findOrderRecord(tried.id, reviewer)
    expect(found?.email).toBe(`${tried.uid[0]}…@example.com`)
  })
})
