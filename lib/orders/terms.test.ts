import { expect, test } from 'vitest'
import { areTermsAccepted, orderWording } from '@/lib/orders/terms'

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

const order = (line: typeof once | typeof monthly, acceptedAt?: Date) => {
  const terms = { currency: 'USD', lines: [line] }
  return { ...terms, acceptance: acceptedAt ? { wording: orderWording(terms, acceptedAt) } : null }
}

test('nothing may be paid before its terms are accepted', () => {
  expect(areTermsAccepted(order(once), noon)).toBe(false)
  expect(areTermsAccepted(order(monthly), noon)).toBe(false)
})

test('the terms of a membership are accepted for the day whose dates they name', () => {
  expect(orderWording(order(monthly), noon)).toContain('today, 22 November 2026')
  expect(areTermsAccepted(order(monthly, noon), evening)).toBe(true)
  expect(areTermsAccepted(order(monthly, noon), nextDay)).toBe(false)
})

test('those of a purchase name no day', () => {
  expect(areTermsAccepted(order(once, noon), nextDay)).toBe(true)
})
