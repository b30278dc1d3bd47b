import { describe, expect, test } from 'vitest'
import { cardErrorSentence } from '@/lib/card-errors'
import type { ChargeState, PaymentState } from '@/lib/generated/prisma/enums'
import { english, localeOf } from '@/lib/languages/locale'
import { orderWords } from '@/lib/orders/words'

const minute = (n: number) => new Date(Date.UTC(2026, 10, 22, 10, n))

function words(
  payments: PaymentState[],
  charges: [ChargeState, errorCode?: number][] = [],
  hasAccount = true,
) {
  const order = {
    expiresAt: minute(59),
    payments: payments.map((state) => ({ state, reversalReason: null, createdAt: minute(2) })),
    charges: charges.map(([state, errorCode]) => ({
      state,
      errorCode: errorCode ?? null,
      createdAt: minute(1),
    })),
  }
  return orderWords(english.t, order, minute(3), hasAccount)
}

const failed = 'Payment failed'

describe('how an order stands', () => {
  test('reads the same in the list and on its page after a declined card', () => {
    const { label, title, text } = words([], [['DECLINED', 3003]])
    expect([label, title]).toEqual([failed, failed])
    expect(text).toBe(cardErrorSentence(english.t, 3003))
  })

  test.each<[ChargeState, RegExp]>([
    ['EXPIRED', /not confirmed with your bank/],
    ['VOIDED', /released/],
  ])('is told of a card payment that is %s', (state, text) => {
    expect(words([], [[state]])).toMatchObject({ label: failed, title: failed })
    expect(words([], [[state]]).text).toMatch(text)
  })

  test('follows the last try alone', () => {
    expect(words([], [['DECLINED', 3003], ['ACTIVE']]).title).toBe('We are checking your payment')
    expect(words([], [['DECLINED', 3003], ['SUCCEEDED']]).title).toBe('Payment received, confirming')
  })

  test('forgets a declined card once the order is paid in another way', () => {
    expect(words(['PAID'], [['DECLINED', 3003]]).title).toBe('Paid and delivered')
    expect(words(['REVIEW'], [['DECLINED', 3003]]).title).toBe('Your payment is under review')
  })

  test('waits while there is no payment attempt', () => {
    expect(words([])).toMatchObject({ label: 'Awaiting payment', title: 'Awaiting payment' })
  })

  test('mentions an account to nobody but its owner', () => {
    expect(words(['PAID']).text).toBe('Thank you. Your purchase is below and in your account.')
    expect(words(['PAID'], [], false).text).toBe('Thank you. Your purchase is below.')
    for (const state of ['REVIEW', 'REVERSED', 'DECLINED'] as const) {
      expect(words([state], [], false)).toEqual(words([state]))
    }
  })

  test('names no card when a payment without one is declined', () => {
    expect(words(['DECLINED'])).toMatchObject({ label: failed, title: failed })
  })

  test('reads in German as a German shop writes it', () => {
    const { t } = localeOf('de')
    const order = { expiresAt: minute(59), payments: [], charges: [] }
    expect(orderWords(t, order, minute(3), true)).toMatchObject({
      kind: 'info',
      label: 'Zahlung ausstehend',
      title: 'Zahlung ausstehend',
    })
    expect(orderWords(t, order, minute(60), true).title).toBe('Diese Bestellung ist abgelaufen')
    const declined = { state: 'DECLINED', errorCode: 3003, createdAt: minute(1) } as const
    expect(orderWords(t, { ...order, charges: [declined] }, minute(3), true)).toMatchObject({
      title: 'Zahlung fehlgeschlagen',
      text: cardErrorSentence(t, 3003),
    })
  })
})
