import { expect, test } from 'vitest'
import { mailAlerts, mailDigest } from '@/lib/alert-mail/queue'
import { raiseAlert } from '@/lib/alerts'
import { db } from '@/lib/db'
import type { OrderId } from '@/lib/ids'
import { testMailbox } from '@/test/support/mailbox'
import { notifyMembership } from '@/test/support/memberships'
import { newBuyer, newOrder } from '@/test/support/orders'
import { newReference } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const { queued, deliver, receivedBy } = await testMailbox()

test('admins are told at once of what costs money, once each, and daily of all that is open', async () => {
  const admins = [await newBuyer(database), await newBuyer(database)]
  await database.query("UPDATE users SET role = 'ADMIN' WHERE uid = ANY($1)", [admins])
  await db().alert.deleteMany()
  await raiseAlert(db(), { kind: 'overpaid', subject: 'r1', message: 'Order 1 was paid twice.' })
  await raiseAlert(db(), { kind: 'low_stock', subject: 'p1', message: 'Few keys are left.' })
  expect(await mailAlerts()).toBe(2)
  expect(await mailAlerts()).toBe(0)
  expect(await mailDigest()).toBe(2)
  expect(await mailDigest()).toBe(0)
  for (const uid of admins) await deliver(uid)
  const mails = await receivedBy(admins[0] ?? '')
  expect(mails.map(({ subject }) => subject)).toEqual([
    'Foldline: 2 alerts are open',
    'Foldline: Duplicate payments',
  ])
  expect(mails[0]?.text).toContain('Few keys are left.')
  expect(mails[1]?.text).toContain('Order 1 was paid twice.')
})

test.each(['cancellation_declared', 'withdrawal_declared'] as const)(
  'admins are told at once of a %s, whose sender was promised an answer, also where nothing matches it',
  async (kind) => {
    const uid = await newBuyer(database)
    await database.query("UPDATE users SET role = 'ADMIN' WHERE uid = $1", [uid])
    await db().alert.deleteMany()
    await raiseAlert(db(), { kind, subject: uid, message: 'It matches nothing.' })
    expect(await mailAlerts()).toBeGreaterThan(0)
    expect(await queued(uid)).toMatchObject([{ kind: 'ALERT' }])
  },
)

test('however much strangers declare, admins are told at once of ten an hour, and of all that costs money', async () => {
  const uid = await newBuyer(database)
  await database.query("UPDATE users SET role = 'ADMIN' WHERE uid = $1", [uid])
  await db().alert.deleteMany()
  for (let time = 0; time < 60; time++)
    await raiseAlert(db(), {
      kind: 'cancellation_declared',
      subject: `c${time}`,
      message: 'Nothing matches.',
    })
  await database.query("UPDATE alerts SET created_at = date_bin('1 hour', now(), 'epoch')")
  await raiseAlert(db(), { kind: 'overpaid', subject: 'r3', message: 'Paid twice.' })
  await mailAlerts()
  await mailAlerts()
  expect(await queued(uid)).toHaveLength(11)
})

/** An admin to whom nothing has been sent yet, and no alert. */
async function freshAdmin() {
  const uid = await newBuyer(database)
  await database.query("UPDATE users SET role = 'ADMIN' WHERE uid = $1", [uid])
  await db().alert.deleteMany()
  return uid
}

/** Declares what matches nothing, so many times. */
async function declareJunk(times: number) {
  await database.query(
    `INSERT INTO alerts (kind, subject, message)
     SELECT 'withdrawal_declared', 'junk' || n, 'Nothing matches.' FROM generate_series(1, $1) n`,
    [times],
  )
}

async function declareOf(orderId: OrderId, subject: string, message = 'It matches.') {
  await raiseAlert(db(), { kind: 'withdrawal_declared', subject, message, orderId })
}

async function paidOrder() {
  const order = await newOrder(database)
  await notifyMembership(order, { ref: newReference(), type: 0 })
  return order.id
}

const inOneHour = () => database.query("UPDATE alerts SET created_at = date_bin('1 hour', now(), 'epoch')")

async function toldOf(uid: string) {
  const alerts = await db().alert.findMany({ select: { id: true, subject: true } })
  const told = (await queued(uid)).map(({ alertId }) => alertId)
  return alerts.flatMap(({ id, subject }) => (told.includes(id) ? [subject] : []))
}

test('a stranger who declares much of nothing silences no withdrawal from an order', async () => {
  const uid = await freshAdmin()
  const [first, second] = [await paidOrder(), await paidOrder()]
  await db().alert.deleteMany()
  await declareJunk(30)
  await declareOf(first, 'genuine')
  await inOneHour()
  await mailAlerts()
  expect(await toldOf(uid)).toContain('genuine')
  expect(await queued(uid)).toHaveLength(11)
  // A customer repeats theirs: of each order the first is enough.
  for (let time = 0; time < 20; time++) await declareOf(first, `again${time}`)
  await declareOf(second, 'another')
  await inOneHour()
  await mailAlerts()
  expect(await toldOf(uid)).toContain('another')
  expect(await queued(uid)).toHaveLength(12)
})

test('an order that nobody paid is as easily had as none', async () => {
  const uid = await freshAdmin()
  const { id: unpaid } = await newOrder(database)
  const paid = await paidOrder()
  await db().alert.deleteMany()
  for (let time = 0; time < 12; time++) await declareOf(unpaid, `unpaid${time}`)
  await declareOf(paid, 'genuine')
  await inOneHour()
  await mailAlerts()
  expect(await toldOf(uid)).toContain('genuine')
  expect(await queued(uid)).toHaveLength(11)
})

test('the digest counts every open alert, and names what matched nothing last', async () => {
  const uid = await freshAdmin()
  const paid = await paidOrder()
  await db().alert.deleteMany()
  await raiseAlert(db(), { kind: 'overpaid', subject: 'r4', message: 'Order 4 was paid twice.' })
  await declareOf(paid, 'genuine', 'This one matches.')
  await declareJunk(60)
  await db().mail.deleteMany({ where: { kind: 'ALERT_DIGEST' } })
  await mailDigest()
  await deliver(uid)
  const [digest] = await receivedBy(uid)
  expect(digest?.subject).toBe('Foldline: 62 alerts are open')
  const places = ['This one matches.', 'Order 4 was paid twice.', 'Nothing matches.'].map((words) =>
    digest?.text.indexOf(words),
  )
  expect(places).not.toContain(-1)
  expect(places).toEqual(places.toSorted((a = 0, b = 0) => a - b))
  expect(digest?.text).toContain('12 more are open.')
})

test('admins are told nothing of an alert that was resolved meanwhile', async () => {
  const uid = await newBuyer(database)
  await database.query("UPDATE users SET role = 'ADMIN' WHERE uid = $1", [uid])
  await db().alert.deleteMany()
  await raiseAlert(db(), { kind: 'conflict', subject: 'r2', message: 'Two versions.' })
  await mailAlerts()
  await db().alert.updateMany({ data: { resolvedAt: new Date(), resolvedBy: 'test' } })
  await deliver(uid)
  expect(await receivedBy(uid)).toEqual([])
  expect(await queued(uid)).toMatchObject([{ sentAt: null, problem: 'The alert was resolved before.' }])
})

test('what is new is found without a look at all that was ever declared', async () => {
  await db().alert.deleteMany()
  await database.query(
    `INSERT INTO alerts (kind, subject, message, created_at, resolved_at)
     SELECT 'withdrawal_declared', 'old' || n, '', at, at + interval '1 day'
     FROM generate_series(1, 20000) n, LATERAL (SELECT now() - n * interval '1 hour' AS at) made`,
  )
  await database.query('ANALYZE alerts')
  const plan = await database.query(
    `EXPLAIN SELECT id FROM alerts WHERE kind::text = ANY('{withdrawal_declared}') AND created_at >= now() - interval '1 hour'`,
  )
  expect(JSON.stringify(plan)).toContain('alerts_created_at_idx')
})
