import { afterEach, expect, test, vi } from 'vitest'
import { english } from '@/lib/languages/locale'
import type { Plan } from '@/lib/plans/plan'
import { planTerms, trialStart } from '@/lib/plans/terms'

const monthly: Plan = {
  amount: 600,
  currency: 'USD',
  period: { length: 1, unit: 'month' },
  trial: undefined,
}
const halfYearly: Plan = {
  amount: 3000,
  currency: 'USD',
  period: { length: 6, unit: 'month' },
  trial: { amount: 100, currency: 'USD', period: { length: 14, unit: 'day' } },
}
const day = new Date('2026-11-22T21:00:00Z')
const cancel =
  'You can cancel at any time in your account, under Memberships. You are not charged again, and you remain a member until the end of the period you have paid for.'

test('a trial says what it asks for at its start', () => {
  expect(trialStart(english, halfYearly)).toBe('Start trial, $1.00 today')
  expect(
    trialStart(english, { ...halfYearly, trial: { ...halfYearly, period: halfYearly.period, amount: 0 } }),
  ).toBe('Start trial, nothing to pay today')
  expect(trialStart(english, monthly)).toBeUndefined()
})

test('a plan without a trial', () => {
  expect(planTerms(english, monthly, day)).toEqual([
    '$6.00 a month.',
    'The first charge is $6.00, today, 22 November 2026.',
    'The next charge is $6.00 on 22 December 2026.',
    'The membership renews automatically for $6.00 every month until you cancel.',
    cancel,
  ])
})

test('a plan with a trial', () => {
  expect(planTerms(english, halfYearly, day)).toEqual([
    'A trial of 14 days for $1.00, then $30.00 every 6 months.',
    'The first charge is $1.00, today, 22 November 2026.',
    'The next charge is $30.00 on 6 December 2026, followed by $30.00 on 6 June 2027.',
    'The membership renews automatically for $30.00 every 6 months until you cancel.',
    `${cancel} If you cancel during the trial, you never pay the regular price.`,
  ])
})

test('a plan with a free trial', () => {
  const free = {
    ...halfYearly,
    trial: { amount: 0, currency: 'USD', period: { length: 1, unit: 'week' as const } },
  }
  expect(planTerms(english, free, day).slice(0, 3)).toEqual([
    'A free trial of 1 week, then $30.00 every 6 months.',
    'You are not charged today, 22 November 2026.',
    'The first charge is $30.00 on 29 November 2026, the next is $30.00 on 29 May 2027.',
  ])
})

test('the next charge falls where the provider’s calendar puts it', () => {
  expect(planTerms(english, monthly, new Date('2027-01-30T00:00:00Z'))[2]).toBe(
    'The next charge is $6.00 on 2 March 2027.',
  )
})

afterEach(() => vi.unstubAllEnvs())

test.each([
  ['Pacific/Auckland', '2026-11-22T21:00:00Z', '22 November 2026', '22 December 2026'],
  ['America/New_York', '2027-03-01T00:30:00Z', '1 March 2027', '1 April 2027'],
])('days are those of UTC, also on a machine in %s', (zone, at, today, next) => {
  vi.stubEnv('TZ', zone)
  expect(planTerms(english, monthly, new Date(at)).slice(1, 3)).toEqual([
    `The first charge is $6.00, today, ${today}.`,
    `The next charge is $6.00 on ${next}.`,
  ])
})
