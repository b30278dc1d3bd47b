import { describe, expect, test } from 'vitest'
import { type Outcome, replySchema, replyTo } from '@/lib/charges/reply'
import { english, localeOf } from '@/lib/languages/locale'
import { brickErrors } from '@/lib/paymentwall/brick-errors'
import { orderIdOf } from '@/test/support/ids'

const charge = {
  id: '1',
  amount: '9.99',
  currency: 'USD',
  captured: true,
  refunded: false,
  card: undefined,
}
const subscription = { id: 's1', active: true, chargeId: undefined }
const redirect = '/orders/o1'
const says = (text: string) => ({ message: expect.stringContaining(text) })

const outcomes: [Outcome, object][] = [
  [
    { kind: 'charged', charge },
    { success: 1, redirect },
  ],
  [
    { kind: 'authorised', charge },
    { success: 1, redirect },
  ],
  [
    { kind: 'subscribed', subscription },
    { success: 1, redirect },
  ],
  [
    { kind: 'review', charge },
    { success: 1, redirect, is_under_review: 1, risk: 'pending' },
  ],
  [
    { kind: 'secure', demand: { formHTML: '<form>', other: 1 } },
    { success: 0, secure: { formHTML: '<form>', other: 1 } },
  ],
  [
    { kind: 'refused', code: 3014, message: '' },
    { success: 0, error: { ...says('security code'), code: 3014, field: 'cvv' } },
  ],
  [
    { kind: 'refused', code: undefined, message: '' },
    { success: 0, error: says('did not go through') },
  ],
  [
    { kind: 'refused', code: 3205, message: '' },
    { success: 0, error: says('don’t pay again'), redirect },
  ],
  [
    { kind: 'unknown', message: 'reset' },
    { success: 0, error: says('don’t pay again'), redirect },
  ],
  [
    { kind: 'unsent', message: 'refused' },
    { success: 0, error: says('have not been charged') },
  ],
  [{ kind: 'unconfirmed' }, { success: 0, error: says('bank did not confirm') }],
  [
    { kind: 'too_many', minutes: 1 },
    { success: 0, error: says('Too many attempts. Wait a minute') },
  ],
  [
    { kind: 'too_many', minutes: 9 },
    { success: 0, error: says('Too many attempts. Wait 9 minutes') },
  ],
  [{ kind: 'no_order' }, { success: 0, error: says('Order not found') }],
  [{ kind: 'no_card' }, { success: 0, error: says('saved card') }],
  [
    { kind: 'not_chargeable', refusal: { why: 'closed' } },
    { success: 0, error: says('have not been charged again'), redirect },
  ],
  [
    { kind: 'not_chargeable', refusal: { why: 'terms_missing' } },
    { success: 0, error: says('accept the terms') },
  ],
  [
    { kind: 'not_chargeable', refusal: { why: 'terms_outdated' } },
    { success: 0, error: says('dates of the membership have changed') },
  ],
  [
    { kind: 'not_chargeable', refusal: { why: 'second_membership' } },
    { success: 0, error: says('second membership') },
  ],
  [
    { kind: 'not_chargeable', refusal: { why: 'other_order', orderId: orderIdOf('o2') } },
    { success: 0, error: says('o2') },
  ],
  [
    { kind: 'not_chargeable', refusal: { why: 'card_not_offered' } },
    { success: 0, error: says('another payment method') },
  ],
]

describe('what the browser is told', () => {
  test.each(outcomes)('of %o', (outcome, told) => {
    const sent: unknown = JSON.parse(JSON.stringify(replyTo(english, orderIdOf('o1'), outcome)))
    expect(sent).toEqual(told)
    expect(replySchema.parse(sent), 'the browser reads what was sent').toEqual(sent)
  })

  test('of every error of Brick is read by the browser too', () => {
    for (const code of brickErrors.keys()) {
      const sent: unknown = JSON.parse(
        JSON.stringify(replyTo(english, orderIdOf('o1'), { kind: 'refused', code, message: '' })),
      )
      expect(replySchema.parse(sent), String(code)).toEqual(sent)
    }
  })
})

test('a German page is told in German, and led to the German page of the order', () => {
  const german = localeOf('de')
  const told = (outcome: Outcome) => JSON.stringify(replyTo(german, orderIdOf('o1'), outcome))
  for (const [outcome] of outcomes) {
    expect(told(outcome)).not.toMatch(/\b(?:have|not|the|your)\b/i)
    expect(told(outcome)).not.toContain('"/orders/o1"')
  }
  expect(told({ kind: 'charged', charge })).toContain('"/de/orders/o1"')
  expect(told({ kind: 'too_many', minutes: 1 })).toContain('Versuchen Sie es in einer Minute noch einmal.')
  expect(told({ kind: 'refused', code: 3014, message: '' })).toContain('Die Prüfnummer ist falsch.')
})

test.each([
  [null],
  [[]],
  ['{}'],
  [{}],
  [{ success: 1 }],
  [{ success: 0 }],
  [{ success: 2, redirect }],
  [{ success: 0, error: 'no' }],
  [{ success: 0, error: { message: 7 } }],
  [{ success: 0, error: { message: 'x', field: 'holder' } }],
  [{ success: 0, secure: true }],
])('%j is no reply', (sent) => {
  expect(replySchema.safeParse(sent).success).toBe(false)
})
