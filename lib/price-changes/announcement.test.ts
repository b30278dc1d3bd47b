import { expect, test } from 'vitest'
import { earliestDay, readAnnouncement } from '@/lib/price-changes/announcement'

const at = new Date('2026-11-27T23:59:59Z')
const price = { amount: 600, currency: 'USD' }
const read = (amount: string, from: string, of = price) => readAnnouncement({ amount, from }, of, at)

test('30 whole days lie between an announcement and the first day at the new price', () => {
  expect(earliestDay(at)).toBe('2026-12-28')
  expect(read('8', '2026-12-28')).toEqual({
    ok: true,
    announcement: { amount: 800, currency: 'USD', effectiveAt: new Date('2026-12-28T00:00:00Z') },
  })
  expect(read('8', '2026-12-27')).toMatchObject({
    errors: { from: expect.stringContaining('Choose 28 December 2026 or later.') },
  })
})

test.each([
  ['JPY', '800', 800],
  ['KWD', '8.125', 8125],
])('a price in %s has the decimals of its currency', (currency, typed, amount) => {
  expect(read(typed, '2027-01-31', { amount: 1, currency })).toMatchObject({
    announcement: { amount, currency },
  })
  expect(
    read(`${typed}${currency === 'JPY' ? '.5' : '5'}`, '2027-01-31', { amount: 1, currency }),
  ).toMatchObject({
    errors: { amount: expect.stringContaining('Enter an amount such as') },
  })
})

test.each([
  ['', '2027-01-31', 'amount', 'Enter an amount such as 9.99.'],
  ['-8', '2027-01-31', 'amount', 'Enter an amount such as 9.99.'],
  ['8.001', '2027-01-31', 'amount', 'Enter an amount such as 9.99.'],
  ['8.000', '2027-01-31', 'amount', 'Enter an amount such as 9.99.'],
  ['99999999999', '2027-01-31', 'amount', 'Enter an amount such as 9.99.'],
  ['6.00', '2027-01-31', 'amount', 'The price is already $6.00. Enter a different one.'],
  ['0.10', '2027-01-31', 'amount', 'The price must be between $0.50 and $500.00.'],
  ['8', '', 'from', 'Enter a day such as 2027-01-31.'],
  ['8', '2027-02-30', 'from', 'Enter a day such as 2027-01-31.'],
  ['8', '31/01/2027', 'from', 'Enter a day such as 2027-01-31.'],
  ['8', '2126-01-31', 'from', 'Enter a day within the next two years.'],
])('%j from %j is refused at its field, with what to do', (amount, from, field, fault) => {
  expect(read(amount, from)).toEqual({ ok: false, errors: { [field]: fault } })
})

test('both fields are told at once', () => {
  expect(read('x', 'y')).toMatchObject({ errors: { amount: expect.any(String), from: expect.any(String) } })
})
