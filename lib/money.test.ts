import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Prisma } from '@/lib/generated/prisma/client'
import { currencyDigits, formatMoney, fromColumn, fromDecimal, fromTyped, toDecimal } from '@/lib/money'
import { propertyRuns } from '@/test/support/thoroughness'

test.each([
  ['USD', 2],
  ['JPY', 0],
  ['KRW', 0],
  ['KWD', 3],
  ['BHD', 3],
])('%s has %d decimals', (currency, digits) => {
  expect(currencyDigits(currency)).toBe(digits)
})

describe('minor units and the decimals that Paymentwall sends and expects', () => {
  test.each<[amount: number, currency: string, text: string]>([
    [999, 'USD', '9.99'],
    [900, 'USD', '9.00'],
    [5, 'USD', '0.05'],
    [0, 'USD', '0.00'],
    [-150, 'USD', '-1.50'],
    [500, 'JPY', '500'],
    [0, 'JPY', '0'],
    [1234, 'KWD', '1.234'],
    [1, 'KWD', '0.001'],
    [9_007_199_254_740_991, 'USD', '90071992547409.91'],
  ])('%d of %s: %s', (amount, currency, text) => {
    expect(toDecimal({ amount, currency })).toBe(text)
  })

  test.each<[text: string, currency: string, amount: number | undefined]>([
    ['9.99', 'USD', 999],
    ['9.9', 'USD', 990],
    ['9', 'USD', 900],
    ['9.990', 'USD', 999],
    ['0.07', 'USD', 7],
    ['500', 'JPY', 500],
    ['500.00', 'JPY', 500],
    ['1.234', 'KWD', 1234],
    ['9.999', 'USD', undefined],
    ['500.5', 'JPY', undefined],
    ['-1', 'USD', undefined],
    ['', 'USD', undefined],
    ['.5', 'USD', undefined],
    ['5.', 'USD', undefined],
    ['1e3', 'USD', undefined],
    ['1,000', 'USD', undefined],
    [' 1', 'USD', undefined],
    ['NaN', 'USD', undefined],
    ['1234567890123', 'JPY', 1_234_567_890_123],
    ['9007199254740.991', 'KWD', 9_007_199_254_740_991],
    // More than a number can hold exactly.
    ['9007199254740.992', 'KWD', undefined],
    ['1234567890123456', 'JPY', undefined],
  ])('"%s" in %s: %s', (text, currency, amount) => {
    expect(fromDecimal(text, currency)).toEqual(amount === undefined ? undefined : { amount, currency })
  })

  test('amounts come back as they went', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999_999 }),
        fc.constantFrom('USD', 'JPY', 'KWD', 'EUR', 'BHD', 'KRW'),
        (amount, currency) => {
          expect(fromDecimal(toDecimal({ amount, currency }), currency)).toEqual({ amount, currency })
        },
      ),
      { numRuns: propertyRuns() },
    )
  })
})

test.each<[text: string, currency: string, amount: number | undefined]>([
  ['9.9', 'USD', 990],
  ['9.90', 'USD', 990],
  ['1.850', 'KWD', 1850],
  ['1000', 'JPY', 1000],
  // Whoever types this may mean a thousand.
  ['1.000', 'JPY', undefined],
  ['1.000', 'EUR', undefined],
  ['1.0000', 'KWD', undefined],
  ['1,000', 'USD', undefined],
])('"%s" that a person has typed in %s is %s in minor units', (text, currency, amount) => {
  expect(fromTyped(text, currency)?.amount).toBe(amount)
})

test.each<[price: string | null, currency: string, amount: number | undefined]>([
  ['9.990', 'USD', 999],
  ['500.000', 'JPY', 500],
  ['0.001', 'KWD', 1],
  ['9.999', 'USD', undefined],
  [null, 'USD', undefined],
])('a price of %s in the database, in %s, is %s in minor units', (price, currency, amount) => {
  expect(fromColumn(price === null ? null : new Prisma.Decimal(price), currency)?.amount).toBe(amount)
})

describe('what a person reads', () => {
  test.each([
    [999, 'USD', '$9.99'],
    [123_456, 'EUR', '€1,234.56'],
    [500, 'JPY', '¥500'],
    [1234, 'KWD', 'KWD\u00a01.234'],
    [-30, 'GBP', '-£0.30'],
    [9_007_199_254_740_991, 'USD', '$90,071,992,547,409.91'],
  ])('%d of %s: %s', (amount, currency, text) => {
    expect(formatMoney({ amount, currency })).toBe(text)
  })

  test('in another language', () => {
    expect(formatMoney({ amount: 123_456, currency: 'EUR' }, 'de-DE')).toBe('1.234,56\u00a0€')
  })
})
