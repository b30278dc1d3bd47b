import { expect, test } from 'vitest'
import { areTermsAccepted, areTermsStillAccepted, orderWording } from '@/lib/orders/terms'

const once = {
  amount: 600,
  periodLength: null,
  periodUnit: null,
  trialAmount: null,
  trialLength: null,
  trialUnit: null,
}
const monthly = { ...once, periodLength: 1, periodUnit: 'month' as const }
const noon = new Date('2026-11-22T12:00:00Z')
const evening = new Date('2026-11-22T23:59:59Z')
const nextDay = new Date('2026-11-23T00:00:00Z')

const order = (line: typeof once | typeof monthly, acceptedAt?: Date, isSecond = false) => {
  const terms = { currency: 'USD', lines: [line] }
  return { ...terms, acceptance: acceptedAt ? { wording: orderWording(terms, acceptedAt, isSecond) } : null }
}

test('nothing may be paid before its terms are accepted', () => {
  expect(areTermsAccepted(order(once), noon, false)).toBe(false)
  expect(areTermsAccepted(order(monthly), noon, false)).toBe(false)
})

test('the terms of a membership are accepted for the day whose dates they name', () => {
  expect(orderWording(order(monthly), noon)).toContain('today, 22 November 2026')
  expect(areTermsAccepted(order(monthly, noon), evening, false)).toBe(true)
  expect(areTermsAccepted(order(monthly, noon), nextDay, false)).toBe(false)
})

test('those of a purchase name no day', () => {
  expect(areTermsAccepted(order(once, noon), nextDay, false)).toBe(true)
})

test('who has become a member by another order says first that they know it; who said so need not take it back', () => {
  expect(orderWording(order(monthly), noon, true)).toContain('I understand that I already have a membership')
  expect(areTermsAccepted(order(monthly, noon), evening, true)).toBe(false)
  expect(areTermsAccepted(order(monthly, noon, true), evening, true)).toBe(true)
  expect(areTermsAccepted(order(monthly, noon, true), evening, false)).toBe(true)
  expect(areTermsAccepted(order(monthly, noon, true), nextDay, true)).toBe(false)
  expect(areTermsAccepted(order(once, noon), noon, true)).toBe(true)
})

test('a checkout that stands open over midnight can still be paid, but not by who became a member meanwhile', () => {
  expect(areTermsStillAccepted(order(monthly, noon), nextDay, false)).toBe(true)
  expect(areTermsStillAccepted(order(monthly, noon), nextDay, true)).toBe(false)
  expect(areTermsStillAccepted(order(monthly, noon, true), nextDay, true)).toBe(true)
})
