import { expect, test } from 'vitest'
import { eraseCustomer } from '@/lib/customers/mutations'
import { db } from '@/lib/db'
import type { OrderId } from '@/lib/ids'
import { tasks } from '@/lib/jobs/tasks'
import type { Language } from '@/lib/languages/languages.mjs'
import { localeOf } from '@/lib/languages/locale'
import { resolveOpenAlert } from '@/lib/open-alerts/mutations'
import { findOrder } from '@/lib/orders/data'
import { receivePingback } from '@/lib/pingbacks/receive'
import { requestRefund, settleRefundRequests } from '@/lib/refund-requests/mutations'
import { refundRequestForm } from '@/lib/refund-requests/schema'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

process.env.PINGBACK_CUSTOM_PARAMETERS = 'paid_currency'
const database = await testDatabase()

async function paidOrder() {
  const { id, uid } = await newOrder(database)
  const ref = newReference()
  const notify = (type: number, more: Record<string, string> = {}) =>
    receivePingback(pingbackQuery({ uid, goodsid: id, type, ref, ...more }), undefined)
  await notify(0)
  return { id, uid, ref, notify }
}

const openAlerts = (orderId: OrderId) =>
  db().alert.findMany({ where: { orderId, kind: 'refund_requested', resolvedAt: null } })

test('a request is a task of the operators, once while it is open', async () => {
  const { id, uid, ref } = await paidOrder()
  const asked = await Promise.all([requestRefund(id, 'It tears.'), requestRefund(id, 'It tears.')])
  expect(asked.sort()).toEqual(['open', 'requested'])
  expect(await openAlerts(id)).toMatchObject([{ subject: expect.stringContaining(`${ref}:`) }])
  expect((await findOrder(id, uid))?.refundRequests).toMatchObject([
    { reason: 'It tears.', isOpen: true, requestedAt: expect.any(Date) },
  ])
})

test('a refund resolves it by the job that also tells the buyer, which may run twice and late', async () => {
  const { id, notify } = await paidOrder()
  await requestRefund(id, 'It tears.')
  expect(await settleRefundRequests(id)).toBe(0)
  await notify(2)
  const run = () => Promise.resolve(tasks['mail-order']({ orderId: id }, {} as never))
  await run()
  expect(await openAlerts(id)).toEqual([])
  expect(await db().mail.count({ where: { orderId: id, kind: 'REFUND' } })).toBe(1)
  await run()
  expect(await db().mail.count({ where: { orderId: id, kind: 'REFUND' } })).toBe(1)
  expect(await requestRefund(id, 'Again.')).toBe('none')
})

test('a part that is refunded later resolves it, one from before does not', async () => {
  const { id, notify } = await paidOrder()
  const part = (merchant_refund_id: string) =>
    notify(220, { refund_amount: '1.00', paid_currency: 'USD', merchant_refund_id })
  await part('r1')
  await requestRefund(id, 'It tears.')
  expect(await settleRefundRequests(id)).toBe(0)
  await part('r2')
  expect(await settleRefundRequests(id)).toBe(1)
})

test('an operator may answer it without a refund, and the buyer may ask three times in all', async () => {
  const { id, uid } = await paidOrder()
  for (let time = 0; time < 3; time++) {
    expect(await requestRefund(id, 'It tears.')).toBe('requested')
    const [alert] = await openAlerts(id)
    await resolveOpenAlert(alert?.id ?? 0n, 'ann')
    expect((await findOrder(id, uid))?.refundRequests[0]?.isOpen).toBe(false)
  }
  expect(await requestRefund(id, 'It tears.')).toBe('too_many')
})

test('an order that nobody has paid has nothing to refund', async () => {
  const { id } = await newOrder(database)
  expect(await requestRefund(id, 'It tears.')).toBe('none')
})

test.each([
  ['', 'Tell us why, in a few words.', 'Nennen Sie uns kurz den Grund.'],
  ['   ', 'Tell us why, in a few words.', 'Nennen Sie uns kurz den Grund.'],
  ['x'.repeat(501), 'Use at most 500 characters.', 'Verwenden Sie höchstens 500 Zeichen.'],
  [
    'a\u0000b',
    'Write it on one line, without control characters.',
    'Schreiben Sie in einer Zeile und ohne Steuerzeichen.',
  ],
  [
    'abc\u202edef',
    'Write it on one line, without control characters.',
    'Schreiben Sie in einer Zeile und ohne Steuerzeichen.',
  ],
])('the reason %j is refused in the buyer’s language', (reason, inEnglish, inGerman) => {
  const faultOf = (language: Language) =>
    refundRequestForm(localeOf(language).t).safeParse({ reason }).error?.issues[0]?.message
  expect([faultOf('en'), faultOf('de')]).toEqual([inEnglish, inGerman])
})

test('the reason is erased with its buyer', async () => {
  const { id, uid } = await paidOrder()
  await requestRefund(id, 'I am Ada Lovelace.')
  await eraseCustomer(uid, new Date())
  expect(JSON.stringify(await database.query('SELECT * FROM refund_requests'))).not.toContain('Ada')
})
