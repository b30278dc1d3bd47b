import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holdsCardNumber, maskCardNumbers, passesLuhn } from '@/lib/security/card-numbers'

describe('a card number', () => {
  test.each([
    ['Visa', '4111111111111111'],
    ['Visa of 13 digits', '4222222222222'],
    ['Visa of 19 digits', '4000000000000000006'],
    ['Mastercard', '5555555555554444'],
    ['Mastercard of the 2 series', '2223003122003222'],
    ['the last of the 2 series', '2720990000000007'],
    ['American Express', '378282246310005'],
    ['Discover', '6011111111111117'],
    ['JCB', '3530111333300000'],
    ['Diners Club', '30569309025904'],
    ['UnionPay', '6250941006528599'],
    ['Maestro', '6759649826438453'],
    ['in groups of four', '4111 1111 1111 1111'],
    ['with dashes', '4111-1111-1111-1111'],
    ['in groups of its brand', '3782 822463 10005'],
    ['in other groups', '41 11-111111 11-1111 11'],
    ['in a sentence', 'My card is 4111111111111111, thank you.'],
    ['as a value', 'card=4111111111111111&cvv=123'],
    ['in JSON', '{"number":"4111111111111111"}'],
    ['after another number', '12 4111111111111111'],
    ['before another number', '4111111111111111 12/30'],
    ['among letters that do not touch it', 'x 4111111111111111 x'],
    ['after letters that are not ASCII', 'номер:4111111111111111'],
  ])('%s: %s', (_, text) => {
    expect(holdsCardNumber(text)).toBe(true)
  })

  test.each([
    ['one digit off', '4111111111111112'],
    ['a brand that does not exist', '9111111111111111'],
    ['a length that the brand does not have', '411111111111116'],
    ['before the 2 series', '2220990000000002'],
    ['after the 2 series', '2721000000000004'],
    ['a letter before it', 'b4111111111111111'],
    ['a letter after it', '4111111111111111b'],
    ['an underscore', '_4111111111111111'],
    ['more digits', '14111111111111111'],
    ['two spaces between groups', '4111  1111  1111  1111'],
    ['dots between groups', '4111.1111.1111.1111'],
    ['an order id', '0k3vd9slq0zxt7wry2np'],
    ['a time', '1700000000'],
    ['a telephone number', '+44 113 496 0000'],
    ['nothing', ''],
  ])('not: %s: %s', (_, text) => {
    expect(holdsCardNumber(text)).toBe(false)
    expect(maskCardNumbers(text)).toBe(text)
  })
})

describe('masking', () => {
  test.each([
    ['4111111111111111', '…1111'],
    ['paid by 4111 1111 1111 1111.', 'paid by …1111.'],
    ['4111111111111111 and 5555-5555-5555-4444', '…1111 and …4444'],
    ['12 4111111111111111 34', '12 …1111 34'],
    ['4111111111111111 5555555555554444', '…1111 …4444'],
  ])('%s: %s', (text, masked) => {
    expect(maskCardNumbers(text)).toBe(masked)
    expect(holdsCardNumber(masked)).toBe(false)
  })
})

describe('10,000 random ones', () => {
  const digits = (length: number) =>
    fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
      .map((list) => list.join(''))
  const number = fc
    .constantFrom<[string, number]>(
      ['4', 16],
      ['4', 19],
      ['51', 16],
      ['2250', 16],
      ['37', 15],
      ['6011', 16],
      ['3528', 16],
      ['36', 14],
      ['62', 17],
    )
    .chain(([prefix, length]) => digits(length - prefix.length - 1).map((middle) => prefix + middle))
    .map((start) => [...'0123456789'].map((last) => start + last).find(passesLuhn) ?? '')
  const grouped = fc
    .tuple(number, fc.array(fc.constantFrom('', ' ', '-'), { minLength: 19, maxLength: 19 }))
    .map(([text, gaps]) => [...text].map((digit, n) => (n === 0 ? digit : (gaps[n] ?? '') + digit)).join(''))
  const around = fc.string({ maxLength: 10 }).filter((text) => !/[\w -]/.test(text))

  test('are found however they are grouped and whatever stands around them, and masked', () => {
    fc.assert(
      fc.property(grouped, around, around, (card, before, after) => {
        const text = before + card + after
        expect(holdsCardNumber(text)).toBe(true)
        const masked = maskCardNumbers(text)
        expect(holdsCardNumber(masked)).toBe(false)
        expect(masked.startsWith(`${before}…`) && masked.endsWith(after)).toBe(true)
        expect(masked.replace(/\D/g, '').length).toBeLessThanOrEqual(
          4 + (before + after).replace(/\D/g, '').length,
        )
      }),
      { numRuns: 10_000 },
    )
  })

  test('are left alone inside longer words', () => {
    const touching = fc.constantFrom('a', 'Z', '_', '7')
    fc.assert(
      fc.property(number, touching, touching, (card, before, after) => {
        const text = `${before}${card}${after}`
        if (/[a-z_]/i.test(before + after)) expect(holdsCardNumber(text)).toBe(false)
      }),
      { numRuns: 10_000 },
    )
  })
})
