import { describe, expect, test } from 'vitest'
import { dueMails, type MailedPayment } from '@/lib/mail/due'
import { paymentRefSchema } from '@/lib/orders/schema'

const now = new Date('2026-11-26T12:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)

function payment(ref: string, changes: Partial<MailedPayment> = {}): MailedPayment {
  return {
    ref: paymentRefSchema.parse(ref),
    initialRef: null,
    state: 'PAID',
    everPaid: true,
    reversalReason: null,
    refunded: '0',
    createdAt: now,
    updatedAt: now,
    ...changes,
  }
}

const told = (payments: MailedPayment[], isMembership = false) =>
  dueMails(payments, isMembership, now).map(({ kind, subject }) => `${kind} ${subject}`)

describe('what a buyer is told', () => {
  test.each<[string, MailedPayment[], boolean, string[]]>([
    [
      'nothing yet of a payment under review',
      [payment('a1', { state: 'REVIEW', everPaid: false })],
      false,
      [],
    ],
    ['a receipt for a payment', [payment('a1')], false, ['RECEIPT a1']],
    [
      'a receipt for each of two payments',
      [payment('a1'), payment('a2')],
      false,
      ['RECEIPT a1', 'RECEIPT a2'],
    ],
    [
      'a renewal for each later payment of a membership',
      [payment('a1', { createdAt: daysAgo(30), updatedAt: daysAgo(30) }), payment('a2')],
      true,
      ['RENEWAL a2'],
    ],
    [
      'a full refund',
      [payment('a1', { state: 'REVERSED', reversalReason: 9, createdAt: daysAgo(9) })],
      false,
      ['REFUND a1:full'],
    ],
    [
      'a partial refund, by what is refunded in all',
      [payment('a1', { refunded: '3.5', createdAt: daysAgo(9) })],
      false,
      ['REFUND a1:3.5'],
    ],
    [
      'nothing of a chargeback, which the bank tells',
      [payment('a1', { state: 'REVERSED', reversalReason: 2, createdAt: daysAgo(9) })],
      false,
      [],
    ],
    [
      'nothing of a reversal of what was never paid',
      [payment('a1', { state: 'REVERSED', everPaid: false })],
      false,
      [],
    ],
    [
      'nothing of what is long past',
      [payment('a1', { createdAt: daysAgo(4), updatedAt: daysAgo(4), refunded: '1' })],
      false,
      [],
    ],
  ])('%s', (_, payments, isMembership, expected) => {
    expect(told(payments, isMembership)).toEqual(expected)
  })
})
