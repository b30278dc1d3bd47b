import { expect, test } from 'vitest'
import { mailAlerts, mailDigest } from '@/lib/alert-mail/queue'
import { raiseAlert } from '@/lib/alerts'
import { db } from '@/lib/db'
import { testMailbox } from '@/test/support/mailbox'
import { newBuyer } from '@/test/support/orders'
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
