import { expect, test } from 'vitest'
import type { Uid } from '@/lib/ids'
import { mailReminders } from '@/lib/reminders/queue'
import { testMailbox } from '@/test/support/mailbox'
import { dateTime, newMembership, notifyMembership } from '@/test/support/memberships'
import { newReference } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

process.env.PINGBACK_CUSTOM_PARAMETERS = 'subscription_id,paid_at'
const database = await testDatabase()
const { queued, deliver, receivedBy } = await testMailbox()

const dayMs = 86_400_000
const from = (start: Date, days: number) => new Date(start.getTime() + days * dayMs)
const kindsOf = async (uid: Uid) => (await queued(uid)).map(({ kind }) => kind)

async function member(plan: Parameters<typeof newMembership>[1], paidAt: Date) {
  const order = await newMembership(database, plan)
  const ref = newReference()
  await notifyMembership(order, { ref, type: 0, subscription_id: ref, paid_at: dateTime(paidAt) })
  return { ...order, ref }
}

test('a member is reminded of the end of a trial two days before, once', async () => {
  const start = new Date()
  const { uid } = await member({ trial: [100, 14, 'day'] }, start)
  await mailReminders(from(start, 11))
  expect(await kindsOf(uid)).toEqual([])
  await mailReminders(from(start, 12.5))
  await mailReminders(from(start, 13))
  expect(await kindsOf(uid)).toEqual(['TRIAL_ENDS'])
  await deliver(uid)
  expect((await receivedBy(uid))[0]).toMatchObject({
    subject: 'Club: your trial is ending',
    text: expect.stringContaining('You are then charged $6.00, unless you cancel first.'),
  })
})

test('a member is reminded of a renewal that is half a year after the last, and of no monthly one', async () => {
  const start = new Date()
  const halfYearly = await member({ length: 6, unit: 'month' }, start)
  const monthly = await member({}, start)
  await mailReminders(from(start, 26))
  await mailReminders(from(start, 176))
  expect(await kindsOf(halfYearly.uid)).toEqual(['RENEWAL_COMING'])
  expect(await kindsOf(monthly.uid)).toEqual([])
})

test('a member is told that a charge is being retried, and nothing once it was cancelled', async () => {
  const start = from(new Date(), -31.5)
  const late = await member({}, start)
  const cancelled = await member({}, start)
  await database.query(
    "INSERT INTO cancellations (order_id, cause, requested_at) VALUES ($1, 'BUYER', now())",
    [cancelled.id],
  )
  await mailReminders(new Date())
  expect(await kindsOf(late.uid)).toContain('PAYMENT_RETRIED')
  expect(await kindsOf(cancelled.uid)).not.toContain('PAYMENT_RETRIED')
})
