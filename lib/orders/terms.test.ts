import { describe, expect, test } from 'vitest'
import type { Language } from '@/lib/languages/languages.mjs'
import { english, localeOf } from '@/lib/languages/locale'
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

const order = (
  line: typeof once | typeof monthly,
  acceptedAt?: Date,
  isSecond = false,
  language: Language = 'en',
) => {
  const terms = { currency: 'USD', lines: [line] }
  const wording = acceptedAt && orderWording(localeOf(language), terms, acceptedAt, isSecond)
  return { ...terms, acceptance: wording === undefined ? null : { wording, language } }
}

test('nothing may be paid before its terms are accepted', () => {
  expect(areTermsAccepted(order(once), noon, false)).toBe(false)
  expect(areTermsAccepted(order(monthly), noon, false)).toBe(false)
})

test('the terms of a membership are accepted for the day whose dates they name', () => {
  expect(orderWording(english, order(monthly), noon)).toContain('today, 22 November 2026')
  expect(areTermsAccepted(order(monthly, noon), evening, false)).toBe(true)
  expect(areTermsAccepted(order(monthly, noon), nextDay, false)).toBe(false)
})

test('those of a purchase name no day', () => {
  expect(areTermsAccepted(order(once, noon), nextDay, false)).toBe(true)
})

test('who has become a member by another order says first that they know it; who said so need not take it back', () => {
  expect(orderWording(english, order(monthly), noon, true)).toContain(
    'I understand that I already have a membership',
  )
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

test('the English words are those of acceptances that are stored, letter by letter', () => {
  expect(orderWording(english, order(once), noon)).toBe(
    'I have read and accept the Terms of service, the Privacy policy and the Refunds and cancellation. I request immediate delivery, and understand that I lose my right to withdraw once I download.',
  )
  expect(orderWording(english, order(monthly), noon, true).split('\n')[1]).toMatch(
    /once I download\. I accept the membership terms above\. I understand that I already have a membership, and that this is a second one, charged separately\.$/,
  )
})

describe('in German', () => {
  const german = localeOf('de')

  test('the buyer consents to immediate delivery and knows what becomes of the right to withdraw', () => {
    const wording = orderWording(german, order(once), noon)
    expect(wording).toContain('Ich stimme den Allgemeinen Geschäftsbedingungen zu')
    expect(wording).toContain('stimme ausdrücklich zu')
    expect(wording).toContain('mein Widerrufsrecht verliere')
  })

  test('the terms of a membership name its dates and prices as Germans write them', () => {
    const wording = orderWording(german, { ...order(monthly), currency: 'EUR' }, noon, true)
    expect(wording).toContain('22.\u00a0November 2026')
    expect(wording).toContain('6,00\u00a0€')
    expect(wording).toContain('dass ich bereits eine Mitgliedschaft habe')
  })

  test('an acceptance is compared with the words of its own language, whatever the buyer goes on in', () => {
    expect(areTermsAccepted(order(monthly, noon, false, 'de'), evening, false)).toBe(true)
    expect(areTermsAccepted(order(monthly, noon, false, 'de'), nextDay, false)).toBe(false)
    expect(areTermsAccepted(order(monthly, noon, false, 'de'), evening, true)).toBe(false)
    expect(areTermsAccepted(order(monthly, noon, true, 'de'), evening, true)).toBe(true)
    expect(areTermsStillAccepted(order(monthly, noon, false, 'de'), nextDay, false)).toBe(true)
    const { acceptance, ...rest } = order(monthly, noon, false, 'de')
    const mixed = acceptance && { ...acceptance, language: 'en' }
    expect(areTermsAccepted({ ...rest, acceptance: mixed }, noon, false)).toBe(false)
  })
})
