import { describe, expect, test } from 'vitest'
import { brandName, cardFaults, cardToTokenize, groupNumber } from '@/lib/checkout/card-input'

const good = { holder: 'Ada Lovelace', number: '4242 4242 4242 4242', month: '12', year: '31', code: '123' }
const now = new Date(2026, 10, 22)

test.each([
  ['4', 'Visa'],
  ['4000 0000 0000 0002', 'Visa'],
  ['51', 'Mastercard'],
  ['2221 00', 'Mastercard'],
  ['2720 99', 'Mastercard'],
  ['2721 00', undefined],
  ['2220 99', undefined],
  ['34', 'American Express'],
  ['6011', 'Discover'],
  ['65', 'Discover'],
  ['62', undefined],
  ['', undefined],
])('%s is %s', (number, brand) => {
  expect(brandName(number)).toBe(brand)
})

describe('a number being typed', () => {
  test.each([
    ['4242', 4, '4242', 4],
    ['42424', 5, '4242 4', 6],
    ['4242424242424242', 16, '4242 4242 4242 4242', 19],
    ['378282246310005', 15, '3782 822463 10005', 17],
    ['4242-4242', 9, '4242 4242', 9],
    ['42x42', 5, '4242', 4],
    ['', 0, '', 0],
    // A digit typed in the middle keeps the caret behind it.
    ['42942 4242', 3, '4294 2424 2', 3],
    ['4242 94242', 6, '4242 9424 2', 6],
    // More digits than any card has.
    ['4'.repeat(25), 25, '4444 4444 4444 4444 444', 23],
  ])('%s with the caret at %i reads %s with the caret at %i', (text, caret, grouped, place) => {
    expect(groupNumber(text, caret)).toEqual({ text: grouped, caret: place })
  })
})

describe('a card as typed', () => {
  test('that is complete has no faults, and is tokenized without spaces and with a full year', () => {
    expect(cardFaults(good, now)).toEqual({})
    expect(cardToTokenize({ ...good, month: '7', year: ' 31' })).toEqual({
      card_number: '4242424242424242',
      card_expiration_month: '07',
      card_expiration_year: '2031',
      card_cvv: '123',
    })
  })

  test.each([
    ['no name', { holder: ' ' }, 'holder'],
    ['a number for a name', { holder: '4242 4242 4242 4242' }, 'holder'],
    ['no number', { number: '' }, 'number'],
    ['a digit too few', { number: '4242 4242 4242 424' }, 'number'],
    ['two digits swapped', { number: '4242 4242 4242 2442' }, 'number'],
    ['a brand that is not taken', { number: '6200 0000 0000 0005' }, 'number'],
    ['month 13', { month: '13' }, 'month'],
    ['no month', { month: '' }, 'month'],
    ['no year', { year: '' }, 'year'],
    ['a year in letters', { year: 'xx' }, 'year'],
    ['last month', { month: '10', year: '26' }, 'year'],
    ['no code', { code: '' }, 'code'],
    ['a code of four digits', { code: '1234' }, 'code'],
    ['an American Express code of three digits', { number: '3782 822463 10005' }, 'code'],
  ])('%s is a fault of its input alone', (_, changes, input) => {
    expect(Object.keys(cardFaults({ ...good, ...changes }, now))).toEqual([input])
  })

  test.each([
    ['4242', 'shortNumber'],
    ['4', 'shortNumber'],
    ['4242 4242 4242 424', 'shortNumber'],
    ['6200 0000', 'shortNumber'],
    ['3782 822463 1000', 'shortNumber'],
    ['4242 4242 4242 4241', 'wrongNumber'],
    ['4242 4242 4242 2442', 'wrongNumber'],
    ['3782 822463 10006', 'wrongNumber'],
    ['6200 0000 0000 0004', 'wrongNumber'],
    ['5555 5555 5555 4444 1', 'longNumber'],
    ['3782 822463 10005 1', 'longNumber'],
    ['6200 0000 0000 0005', 'otherBrand'],
    ['', 'noNumber'],
  ])('the number %j: %s', (number, fault) => {
    expect(cardFaults({ ...good, number, code: number.startsWith('3') ? '1234' : '123' }, now)).toEqual({
      number: fault,
    })
  })

  test('is good to the end of its month', () => {
    expect(cardFaults({ ...good, month: '11', year: '2026' }, now)).toEqual({})
  })
})
