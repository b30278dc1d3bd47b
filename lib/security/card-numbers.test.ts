import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holdsCardNumber, maskCardNumbers, passesLuhn } from '@/lib/security/card-numbers'
import { propertyRuns } from '@/test/support/thoroughness'

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
    ['two spaces between groups', '4111  1111  1111  1111'],
    ['no-break spaces', '4111\u00a01111\u00a01111\u00a01111'],
    ['no-break spaces in other groups', '41\u00a011111\u00a011\u00a0111\u00a01111'],
    ['tabs', '4111\t1111\t1111\t1111'],
    ['dots', '4111.1111.1111.1111'],
    ['slashes', '4111/1111/1111/1111'],
    ['dashes with spaces', '4111 – 1111 – 1111 – 1111'],
    ['dots, an American Express', '3782.822463.10005'],
    ['slashes, and when it expires', '4111/1111/1111/1111/12/30'],
    ['each digit alone, with dots', '4.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1'],
    ['pairs, with slashes', '41/11/11/11/11/11/11/11'],
    ['full-width digits', '４１１１１１１１１１１１１１１１'],
    ['full-width digits and spaces', '４１１１　１１１１　１１１１　１１１１'],
    ['as typed in Japanese', '４１１１ー１１１１ー１１１１ー１１１１'],
    ['Arabic digits', '٤١١١ ١١١١ ١١١١ ١١١١'],
    ['Devanagari digits', '४१११११११११११११११'],
    ['mathematical digits', '𝟜𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙'],
    ['digits in circles', '④①①①①①①①①①①①①①①①'],
    ['keycaps', '4️⃣1️⃣1️⃣1️⃣ 1111 1111 1111'],
    ['zero-width characters', '41\u200b11\u200d11\ufeff11111\u206011111'],
    ['a zero-width character after a letter', 'x\u200b4111111111111111'],
    ['soft hyphens', '4111\u00ad1111\u00ad1111\u00ad1111'],
    ['marks that turn the text', '\u202e4111\u202c111111111111'],
    ['Unicode hyphens', '4111‐1111‑1111－1111'],
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
    ['nine spaces between groups', '4111         1111         1111         1111'],
    ['separators that differ', '4111.1111/1111.1111'],
    ['a list of alike numbers', '4111\t1111\t1111\t1111\t1500'],
    ['dots in other groups', '41.11111.11111.1111'],
    ['lines', '4111\n1111\n1111\n1111'],
    ['a full-width letter before it', 'ｂ4111111111111111'],
    ['after a plus, with no more digits than a telephone number', '+378282246310005'],
    ['the places after a point', '0.4111111111111111'],
    ['a part of an id', '64981172-6896-4903-b7ad'],
    ['two dates', '23-11-2026 25-11-2026'],
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
    ['４１１１　１１１１　１１１１　１１１１ paid', '…1111 paid'],
    ['4111.1111.1111.1111, 4242.4242.4242.4242', '…1111, …4242'],
    ['4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', '…1111'],
  ])('%s: %s', (text, masked) => {
    expect(maskCardNumbers(text)).toBe(masked)
    expect(holdsCardNumber(masked)).toBe(false)
  })
})

describe('random ones', () => {
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
    .filter((text) => !/\d{4}-\d\d-\d\d|\d\d-\d\d-\d{4}/.test(text))
  const spelled = fc
    .tuple(
      number.filter((text) => text.length === 16),
      fc.constantFrom('\u00a0', '\t', '  ', '.', '/', '–', ' - ', '\u3000', '・', ' \u200b '),
      fc.constantFrom('０', '٠', '०', '𝟘', '0'),
      fc.constantFrom(/(?=(?:.{4})+$)/g, /(?=(?:..)+$)/g, /(?!^)/g),
    )
    .map(([text, gap, zero, grouping]) =>
      text
        .split(grouping)
        .join(gap)
        .replace(/\d/g, (digit) => String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(digit))),
    )
  const around = fc.string({ maxLength: 10 }).filter((text) => !/[\w -]|\+$/.test(text))

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
      { numRuns: propertyRuns() },
    )
  })

  test('are found in other digits and with other separators, and masked', () => {
    fc.assert(
      fc.property(spelled, (text) => {
        expect(holdsCardNumber(`(${text})`)).toBe(true)
        expect(maskCardNumbers(`(${text})`)).toMatch(/^\(…\d{4}\)$/)
        expect(holdsCardNumber(text, 'exact')).toBe(false)
      }),
      { numRuns: propertyRuns() },
    )
  })

  test('are left alone inside longer words', () => {
    const touching = fc.constantFrom('a', 'Z', '_', '7')
    fc.assert(
      fc.property(number, touching, touching, (card, before, after) => {
        const text = `${before}${card}${after}`
        if (/[a-z_]/i.test(before + after)) expect(holdsCardNumber(text)).toBe(false)
      }),
      { numRuns: propertyRuns() },
    )
  })
})
