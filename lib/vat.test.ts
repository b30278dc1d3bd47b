import { afterEach, expect, test, vi } from 'vitest'
import { english, localeOf } from '@/lib/languages/locale'
import { exampleValues } from '@/scripts/settings'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

async function vatAt(rate: string) {
  vi.resetModules()
  for (const [name, value] of Object.entries({ ...exampleValues(), VAT_PERCENT: rate }))
    vi.stubEnv(name, value)
  return import('@/lib/vat')
}

const noteWith = async (rate: string) => (await vatAt(rate)).vatNote(english.t)

test('the VAT in all prices is said, if the merchant wants it to be', async () => {
  expect(await noteWith('')).toBeUndefined()
  expect(await noteWith('20')).toBe('incl. 20\u00a0% VAT')
  expect(await noteWith('8.1')).toBe('incl. 8.1\u00a0% VAT')
})

test.each([
  ['', 'en', 'Tax included.'],
  ['20', 'en', 'Incl. 20\u00a0% VAT.'],
  ['', 'de', 'Inkl. MwSt.'],
  ['19', 'de', 'Inkl. 19\u00a0% MwSt.'],
] as const)('a VAT of %o is a sentence in %s with one full stop', async (rate, language, sentence) => {
  expect((await vatAt(rate)).vatSentence(localeOf(language).t)).toBe(sentence)
})

test.each([
  ['20', 2900, 'USD', 483],
  ['19', 999, 'EUR', 160],
  ['8.1', 1081, 'CHF', 81],
  ['10', 11, 'JPY', 1],
  ['20', 3, 'USD', 1],
  ['0', 2900, 'USD', 0],
  ['99.99', 2_147_483_647, 'KWD', 1_073_688_134],
])('at %s percent, %i minor units of %s contain %i', async (rate, amount, currency, contained) => {
  expect((await vatAt(rate)).vatIn({ amount, currency })).toEqual({
    percent: Number(rate),
    vat: { amount: contained, currency },
  })
})

test('a payment is not said to contain VAT unless the merchant wants it to be', async () => {
  expect((await vatAt('')).vatIn({ amount: 2900, currency: 'USD' })).toBeUndefined()
})
