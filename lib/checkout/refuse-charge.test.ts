import { describe, expect, test } from 'vitest'
import { needsTerms, refuseCharge } from '@/lib/checkout/refuse-charge'
import { english } from '@/lib/languages/locale'
import type { OrderFacts } from '@/lib/orders/state'
import { orderWording } from '@/lib/orders/terms'
import { orderIdOf } from '@/test/support/ids'

const at = new Date('2026-11-22T12:00:00Z')
const day = 24 * 60 * 60 * 1000
const daysAgo = (days: number) => new Date(at.getTime() - days * day)

const noPlan = {
  amount: 999,
  periodLength: null,
  periodUnit: null,
  trialAmount: null,
  trialLength: null,
  trialUnit: null,
}
const sold = { currency: 'USD', lines: [noPlan] }
const club = { currency: 'USD', lines: [{ ...noPlan, periodLength: 1, periodUnit: 'month' as const }] }

const fresh = { expiresAt: new Date(at.getTime() + day), payments: [], charges: [] }
const accepted = { ...sold, ...fresh, acceptance: { wording: 'I accept.', language: 'en' } }
const membership = (days = 0, isSecond = false) => ({
  ...club,
  ...fresh,
  acceptance: { wording: orderWording(english, club, daysAgo(days), isSecond), language: 'en' },
})
const now = { at, page: 'open' as const, isSecond: false, isCardOffered: true, isSoldOut: false }

test('an order whose terms are accepted may be charged', () => {
  expect(refuseCharge(accepted, now)).toBeUndefined()
  expect(refuseCharge(accepted, { ...now, page: 'new' })).toBeUndefined()
  expect(refuseCharge(membership(), { ...now, page: 'new' })).toBeUndefined()
})

test('an order of something that is sold out may not, whatever else is wrong with it', () => {
  expect(refuseCharge(accepted, { ...now, isSoldOut: true })).toEqual({ why: 'sold_out' })
  expect(refuseCharge({ ...accepted, acceptance: null }, { ...now, isSoldOut: true })).toEqual({
    why: 'sold_out',
  })
  expect(refuseCharge({ ...accepted, expiresAt: at }, { ...now, isSoldOut: true })).toEqual({ why: 'closed' })
})

describe('closed is', () => {
  const payment = { state: 'PAID' as const, reversalReason: null, createdAt: daysAgo(0) }
  test.each<[string, Partial<OrderFacts>]>([
    ['a paid order', { payments: [payment] }],
    ['one under review', { payments: [{ ...payment, state: 'REVIEW' as const }] }],
    ['one that was refunded', { payments: [{ ...payment, state: 'REVERSED' as const }] }],
    ['one that has expired', { expiresAt: at }],
    ...(['ACTIVE', 'SECURE', 'UNKNOWN', 'SUCCEEDED', 'AUTHORISED', 'REVIEW'] as const).map(
      (state): [string, Partial<OrderFacts>] => [
        `one with a charge ${state}`,
        { charges: [{ state, createdAt: daysAgo(0) }] },
      ],
    ),
  ])('%s, whatever else is wrong with it', (_, facts) => {
    const order = { ...accepted, ...facts }
    expect(refuseCharge(order, now)).toEqual({ why: 'closed' })
    expect(refuseCharge({ ...order, acceptance: null }, now)).toEqual({ why: 'closed' })
    expect(refuseCharge(order, { ...now, isCardOffered: false })).toEqual({ why: 'closed' })
  })

  test.each(['DECLINED', 'EXPIRED', 'VOIDED'] as const)('not one with a charge %s', (state) => {
    const order = { ...accepted, charges: [{ state, createdAt: daysAgo(0) }] }
    expect(refuseCharge(order, now)).toBeUndefined()
  })
})

describe('the terms', () => {
  test('must be accepted', () => {
    expect(refuseCharge({ ...accepted, acceptance: null }, now)).toEqual({ why: 'terms_missing' })
  })

  test.each([
    [0, { new: undefined, open: undefined }],
    [1, { new: 'terms_outdated', open: undefined }],
    [2, { new: 'terms_outdated', open: 'terms_outdated' }],
  ])('of a membership, accepted %i days ago: %o', (days, expected) => {
    for (const page of ['new', 'open'] as const) {
      expect(refuseCharge(membership(days), { ...now, page })?.why, page).toBe(expected[page])
    }
  })

  test('of what is paid once do not age', () => {
    expect(
      refuseCharge(accepted, { ...now, page: 'new', at: new Date(at.getTime() + day / 2) }),
    ).toBeUndefined()
  })

  test('of a second membership say that the buyer knows of the first', () => {
    const second = { ...now, isSecond: true }
    expect(refuseCharge(membership(), second)).toEqual({ why: 'second_membership' })
    expect(refuseCharge(membership(0, true), second)).toBeUndefined()
    expect(refuseCharge(membership(0, true), now)).toBeUndefined()
    expect(refuseCharge(membership(2, true), second)).toEqual({ why: 'terms_outdated' })
  })
})

test('another order for the membership is named', () => {
  const beside = { ...now, otherOrderId: orderIdOf('o2') }
  expect(refuseCharge(membership(), beside)).toEqual({ why: 'other_order', orderId: orderIdOf('o2') })
})

test('what no card may pay comes last, so that other payment methods can be offered', () => {
  expect(refuseCharge(accepted, { ...now, isCardOffered: false })).toEqual({ why: 'card_not_offered' })
  const unread = refuseCharge({ ...accepted, acceptance: null }, { ...now, isCardOffered: false })
  expect(unread).toEqual({ why: 'terms_missing' })
})

test('only a refusal about the terms makes the buyer read them', () => {
  const whys = ['terms_missing', 'terms_outdated', 'second_membership', 'closed', 'card_not_offered'] as const
  expect(whys.filter((why) => needsTerms({ why }))).toEqual(whys.slice(0, 3))
  expect([needsTerms({ why: 'other_order', orderId: orderIdOf('o2') }), needsTerms(undefined)]).toEqual([
    false,
    false,
  ])
})
