import { expect, test } from 'vitest'
import { cardLines } from './welcome'

test('numbers with which the same happens are printed once, and every other row of its own', () => {
  const row = (number: string, cvv: string, happens: string) => ({
    number,
    brand: 'Visa',
    cvv,
    standsForAnyOtherCvv: cvv === '123',
    happens,
  })
  expect(
    cardLines([
      row('4242424242424242', '123', 'Charged.'),
      row('4242424242424242', '111', 'Refused.'),
      row('4000000000000002', '123', 'Charged.'),
      row('4000000000000002', '111', 'Refused.'),
      row('4111111111111111', '123', 'Refused.'),
    ]),
  ).toEqual([
    '    4242 4242 4242 4242  or  4000 0000 0000 0002, any future date',
    '      CVV any other  Charged.\n      CVV 111        Refused.',
    '    4111 1111 1111 1111, any future date',
    '      CVV any other  Refused.',
  ])
})
