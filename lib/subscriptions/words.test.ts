import { describe, expect, test } from 'vitest'
import { english, localeOf } from '@/lib/languages/locale'
import type { Membership } from '@/lib/subscriptions/data'
import { membershipWords, standingWords } from '@/lib/subscriptions/words'
import { orderIdOf, refOf, uidOf } from '@/test/support/ids'

const inGerman = localeOf('de')
const now = new Date('2026-11-22T12:00:00Z')
const later = new Date('2026-12-06T12:00:00Z')
const earlier = new Date('2026-11-20T12:00:00Z')

const payment = {
  ref: refOf('b1'),
  paidAt: earlier,
  amount: 600,
  currency: 'USD',
  outcome: 'paid' as const,
  period: { from: earlier, until: later },
}
const running: Membership = {
  orderId: orderIdOf('order0001'),
  uid: uidOf('ann'),
  state: 'ACTIVE',
  paidUntil: later,
  nextChargeAt: later,
  accessUntil: later,
  renews: true,
  periods: [],
  product: { id: 'club', slug: 'club', name: 'Club', artwork: 'club.svg', artworkFileId: null },
  plan: { amount: 600, currency: 'USD', period: { length: 1, unit: 'month' }, trial: undefined },
  payments: [payment],
  isUnderReview: false,
  cancellation: null,
  brickId: undefined,
}
const over = { paidUntil: earlier, accessUntil: null }
const asked = {
  orderId: orderIdOf('order0001'),
  cause: 'BUYER' as const,
  requestedAt: now,
  acceptedAt: null,
  stoppedAt: null,
  failures: 0,
  problem: null,
}
const trial = { amount: 100, currency: 'USD', period: { length: 14, unit: 'day' as const } }

const states: [name: string, Partial<Membership>, label: string, text: string][] = [
  ['running', {}, 'Active', 'It renews on 6 December 2026 for $6.00.'],
  [
    'on trial',
    { plan: { ...running.plan, trial } },
    'On trial',
    'Your trial runs until 6 December 2026. You are then charged $6.00, unless you cancel first.',
  ],
  [
    'after the trial',
    { plan: { ...running.plan, trial }, payments: [payment, payment] },
    'Active',
    'It renews on 6 December 2026 for $6.00.',
  ],
  [
    'in the grace',
    { paidUntil: earlier, accessUntil: later },
    'Payment is being retried',
    'The charge of $6.00 was due on 20 November 2026 and has not gone through yet. Paymentwall retries it automatically, up to two more times, a day apart. In the meantime you remain a member, until 6 December 2026 at the latest.',
  ],
  [
    'in the grace, the renewal under review',
    { paidUntil: earlier, accessUntil: later, isUnderReview: true },
    'Renewal under review',
    'Paymentwall is reviewing the payment of $6.00 that was due on 20 November 2026. Once it is approved, the membership continues.',
  ],
  [
    'over, the renewal under review',
    { ...over, state: 'ENDED', isUnderReview: true },
    'Renewal under review',
    'Paymentwall is reviewing the payment of $6.00 that was due on 20 November 2026. Once it is approved, the membership continues.',
  ],
  [
    'in the grace, asked to cancel',
    { paidUntil: earlier, accessUntil: later, cancellation: asked },
    'Cancellation requested',
    'We have your request and are passing it on to Paymentwall. The period you paid for ended on 20 November 2026.',
  ],
  [
    'over, asked to cancel and not confirmed',
    { ...over, state: 'ENDED', cancellation: { ...asked, acceptedAt: now } },
    'Cancellation requested',
    'Paymentwall has received our request to stop the renewals. This page says “Cancelled” once they confirm. The period you paid for ended on 20 November 2026.',
  ],
  [
    'asked to cancel',
    { cancellation: asked },
    'Cancellation requested',
    'We have your request and are passing it on to Paymentwall. You remain a member until 6 December 2026.',
  ],
  [
    'Paymentwall could not be told',
    { cancellation: { ...asked, failures: 2, problem: 'Paymentwall could not be reached.' } },
    'Cancellation requested',
    'We have your request but have not been able to reach Paymentwall yet. We keep trying; you don’t need to do anything. You remain a member until 6 December 2026.',
  ],
  [
    'Paymentwall was told',
    { cancellation: { ...asked, acceptedAt: now } },
    'Cancellation requested',
    'Paymentwall has received our request to stop the renewals. This page says “Cancelled” once they confirm. You remain a member until 6 December 2026.',
  ],
  [
    'cancelled',
    { state: 'CANCEL_AT_END', renews: false, cancellation: { ...asked, acceptedAt: now } },
    'Cancelled',
    'You are a member until 6 December 2026. You will not be charged again.',
  ],
  [
    'over after a cancellation',
    { ...over, state: 'ENDED', renews: false },
    'Ended',
    'It ended on 20 November 2026. You will not be charged again.',
  ],
  [
    'over, and nobody said why',
    { ...over, state: 'ENDED' },
    'Ended',
    'It ended on 20 November 2026. No renewal has been paid since. Paymentwall may still charge one, and the membership would then continue. To make sure that you are not charged again, cancel it, also before you buy another membership.',
  ],
  [
    'failed',
    { ...over, state: 'FAILED', renews: false },
    'Not renewed: payment failed',
    'It ended on 20 November 2026. You will not be charged again. To remain a member, buy the membership again.',
  ],
  [
    'expired, the paid time running',
    { state: 'EXPIRED', renews: false },
    'Not renewed',
    'You are a member until 6 December 2026. You will not be charged again.',
  ],
  [
    'revoked',
    {
      paidUntil: null,
      accessUntil: null,
      state: 'REVOKED',
      payments: [{ ...payment, outcome: 'refunded', period: null }],
    },
    'Ended: refunded',
    'The latest payment was refunded, which ended the membership. We are stopping further charges.',
  ],
  [
    'revoked by the bank, and stopped',
    {
      paidUntil: earlier,
      accessUntil: null,
      state: 'REVOKED',
      renews: false,
      payments: [payment, { ...payment, outcome: 'charged_back', period: null }],
    },
    'Ended: charged back',
    'The latest payment was charged back, which ended the membership. You will not be charged again.',
  ],
  [
    'withdrawn by an operator',
    { state: 'REVOKED', accessUntil: null },
    'Ended by us',
    'We have ended this membership. We are stopping further charges. If you did not expect this, write to us.',
  ],
  [
    'to be charged before the paid time ends',
    { paidUntil: later, nextChargeAt: new Date('2026-12-04T12:00:00Z') },
    'Active',
    'It renews on 4 December 2026 for $6.00.',
  ],
]

describe('what a member reads', () => {
  test.each(states)('%s', (_, given, label, text) => {
    expect(membershipWords(english, { ...running, ...given }, now)).toMatchObject({ label, text })
  })

  test('“cancelled” is never said before Paymentwall said so', () => {
    for (const cancellation of [asked, { ...asked, failures: 9 }, { ...asked, acceptedAt: now }]) {
      expect(membershipWords(english, { ...running, cancellation }, now).label).toBe('Cancellation requested')
    }
  })
})

const standings: [name: string, Partial<Membership>, text: string][] = [
  ['running', {}, '“Club” renews on 6 December 2026.'],
  [
    'being retried',
    { paidUntil: earlier, nextChargeAt: earlier },
    'The payment for “Club” was due on 20 November 2026 and is being retried, so it may still renew.',
  ],
  [
    'over, and nobody said why',
    { ...over, state: 'ENDED' },
    '“Club” ended on 20 November 2026, but Paymentwall may still charge a renewal, and it would then continue.',
  ],
  [
    'cancelled, the paid time running',
    { state: 'CANCEL_AT_END', renews: false },
    '“Club” ends on 6 December 2026.',
  ],
  [
    'asked to cancel',
    { cancellation: asked },
    '“Club” ends on 6 December 2026, once Paymentwall has confirmed its cancellation.',
  ],
]

describe('what a buyer reads of a membership before buying another', () => {
  test.each(standings)('%s', (_, given, text) => {
    expect(standingWords(english, { ...running, ...given }, now)).toBe(text)
  })
})

describe('in German', () => {
  const sentences = (text: string) => text.split(/(?<=[.:]) /)

  test.each(states)('a member who is %s reads nothing in English', (_, given, label, text) => {
    const german = membershipWords(inGerman, { ...running, ...given }, now)
    expect(german.label).not.toBe(label)
    expect(sentences(german.text).filter((sentence) => sentences(text).includes(sentence))).toEqual([])
    expect(german.text).not.toMatch(/\b(?:you|the|is|ended)\b/i)
  })

  test.each(standings)('nor does a buyer whose membership is %s', (_, given, text) => {
    expect(standingWords(inGerman, { ...running, ...given }, now)).not.toBe(text)
  })

  test.each<[string, Partial<Membership>, string, string]>([
    ['running', {}, 'Aktiv', 'Sie verlängert sich am 6.\u00a0Dezember 2026 für 6,00\u00a0$.'],
    [
      'cancelled',
      { state: 'CANCEL_AT_END', renews: false },
      'Gekündigt',
      'Sie sind bis zum 6.\u00a0Dezember 2026 Mitglied. Es wird nichts mehr abgebucht.',
    ],
    [
      'revoked',
      {
        accessUntil: null,
        state: 'REVOKED',
        payments: [{ ...payment, outcome: 'charged_back', period: null }],
      },
      'Beendet: zurückgebucht',
      'Die letzte Zahlung wurde zurückgebucht; damit endete die Mitgliedschaft. Wir stoppen weitere Abbuchungen.',
    ],
  ])('%s', (_, given, label, text) => {
    expect(membershipWords(inGerman, { ...running, ...given }, now)).toMatchObject({ label, text })
  })
})
