import { describe, expect, test } from 'vitest'
import type { ChargeState, PaymentState } from '@/lib/generated/prisma/enums'
import { isFinal, isPayable, type OrderState, orderState } from '@/lib/orders/state'

const minute = (n: number) => new Date(Date.UTC(2026, 10, 22, 10, n))

/**
 * Payments in short: a state, with `/` the reason of its reversal; with `<` before it, recorded before the card charges,
 * with `=` at their very moment, else after them.
 */
const facts = (payments: string[], charges: ChargeState[] = []) => ({
  expiresAt: minute(30),
  payments: payments.map((text) => {
    const [state, reason] = text.replace(/^[<=]/, '').split('/')
    return {
      state: state as PaymentState,
      reversalReason: reason ? Number(reason) : null,
      createdAt: minute(text.startsWith('<') ? 0 : text.startsWith('=') ? 1 : 2),
    }
  }),
  charges: charges.map((state) => ({ state, createdAt: minute(1) })),
})

describe('an order is, by its payments', () => {
  test.each<[payments: string[], state: OrderState, payable: boolean]>([
    [[], 'pending', true],
    [['NONE'], 'pending', true],
    [['REVIEW'], 'under_review', false],
    [['PAID'], 'paid', false],
    [['VOIDED'], 'failed', true],
    [['DECLINED'], 'failed', true],
    [['REVERSED'], 'refunded', false],
    [['REVERSED/9'], 'refunded', false],
    [['REVERSED/4'], 'refunded', false],
    [['REVERSED/1'], 'charged_back', false],
    [['REVERSED/2'], 'charged_back', false],
    [['REVERSED/3'], 'charged_back', false],
    [['REVERSED/9', 'REVERSED/1'], 'charged_back', false],
    [['REVERSED', 'PAID'], 'paid', false],
    [['DECLINED', 'PAID'], 'paid', false],
    [['REVERSED', 'REVIEW'], 'under_review', false],
    [['DECLINED', 'REVIEW'], 'under_review', false],
    [['DECLINED', 'REVERSED'], 'refunded', false],
    [['NONE', 'DECLINED'], 'failed', true],
  ])('%j: %s; payable: %s', (payments, state, payable) => {
    expect(orderState(facts(payments), minute(3))).toBe(state)
    expect(isPayable(facts(payments), minute(3))).toBe(payable)
  })
})

describe('a card charge colours only the time until a payment answers it', () => {
  test.each<[payments: string[], charges: ChargeState[], state: OrderState, payable: boolean]>([
    [[], ['ACTIVE'], 'checking', false],
    [[], ['SECURE'], 'requires_action', false],
    [[], ['UNKNOWN'], 'checking', false],
    [[], ['REVIEW'], 'under_review', false],
    [[], ['AUTHORISED'], 'authorised', false],
    [[], ['SUCCEEDED'], 'confirming', false],
    [[], ['DECLINED'], 'pending', true],
    [[], ['EXPIRED'], 'pending', true],
    [[], ['VOIDED'], 'pending', true],
    [[], ['REFUNDED'], 'pending', true],
    [['REVERSED'], ['REFUNDED'], 'refunded', false],
    [[], ['DECLINED', 'ACTIVE'], 'checking', false],
    [[], ['DECLINED', 'SUCCEEDED'], 'confirming', false],
    [['NONE'], ['SUCCEEDED'], 'confirming', false],
    [['PAID'], ['SUCCEEDED'], 'paid', false],
    [['PAID'], ['UNKNOWN'], 'paid', false],
    [['DECLINED'], ['SUCCEEDED'], 'failed', true],
    [['DECLINED'], ['ACTIVE'], 'checking', false],
    [['<DECLINED'], ['SUCCEEDED'], 'confirming', false],
    [['<DECLINED'], ['AUTHORISED'], 'authorised', false],
    [['<DECLINED'], ['UNKNOWN'], 'checking', false],
    [['<DECLINED'], ['REVIEW'], 'under_review', false],
    [['=DECLINED'], ['SUCCEEDED'], 'confirming', false],
    [['=DECLINED'], ['AUTHORISED'], 'authorised', false],
    [['=DECLINED'], ['UNKNOWN'], 'checking', false],
    [['=DECLINED'], ['REVIEW'], 'under_review', false],
    [['<DECLINED'], ['DECLINED'], 'failed', true],
    [['<PAID'], ['UNKNOWN'], 'paid', false],
    [['REVERSED'], ['ACTIVE'], 'refunded', false],
  ])('%j and %j: %s; payable: %s', (payments, charges, state, payable) => {
    expect(orderState(facts(payments, charges), minute(3))).toBe(state)
    expect(isPayable(facts(payments, charges), minute(3))).toBe(payable)
  })
})

describe('once its time is over', () => {
  test.each<[payments: string[], charges: ChargeState[], state: OrderState]>([
    [[], [], 'expired'],
    [['NONE'], [], 'expired'],
    [['DECLINED'], [], 'expired'],
    [['VOIDED'], [], 'expired'],
    [[], ['DECLINED'], 'expired'],
    [[], ['EXPIRED'], 'expired'],
    [[], ['VOIDED'], 'expired'],
    [['PAID'], [], 'paid'],
    [['REVIEW'], [], 'under_review'],
    [['REVERSED'], [], 'refunded'],
    [['REVERSED/1'], [], 'charged_back'],
    [[], ['ACTIVE'], 'checking'],
    [[], ['SECURE'], 'requires_action'],
    [[], ['UNKNOWN'], 'checking'],
    [[], ['SUCCEEDED'], 'confirming'],
    [[], ['AUTHORISED'], 'authorised'],
    [[], ['REVIEW'], 'under_review'],
  ])('%j and %j: %s, and not payable', (payments, charges, state) => {
    expect(orderState(facts(payments, charges), minute(30))).toBe(state)
    expect(isPayable(facts(payments, charges), minute(30))).toBe(false)
  })

  test('it is payable to the last moment', () => {
    const last = new Date(minute(30).getTime() - 1)
    expect([isPayable(facts([]), last), isPayable(facts(['DECLINED']), last)]).toEqual([true, true])
  })
})

test.each<[OrderState, boolean]>([
  ['pending', false],
  ['checking', false],
  ['requires_action', false],
  ['confirming', false],
  ['authorised', false],
  ['under_review', false],
  ['failed', false],
  ['paid', true],
  ['refunded', true],
  ['charged_back', true],
  ['expired', true],
])('an order page need not follow an order that is %s: %s', (state, final) => {
  expect(isFinal(state)).toBe(final)
})
