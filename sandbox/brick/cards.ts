import type { BrickErrorCode } from './errors'
import { testCards } from './test-cards'

const brands: [name: string, prefix: RegExp, lengths: number[]][] = [
  ['Visa', /^4/, [13, 16]],
  ['MasterCard', /^(5[1-5]|2(22[1-9]|2[3-9]|[3-6]|7[01]|720))/, [16]],
  ['American Express', /^3[47]/, [15]],
  ['Discover', /^6(011|4[4-9]|5)/, [16]],
]

export type IssuerAnswer =
  | { kind: 'approved' }
  | { kind: 'refused'; code: BrickErrorCode }
  | { kind: 'review'; isAccepted: boolean }

export function brandOf(number: string): string | null {
  const brand = brands.find(([, prefix, lengths]) => prefix.test(number) && lengths.includes(number.length))
  return brand?.[0] ?? null
}

export function passesLuhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return number.length > 0 && sum % 10 === 0
}

/** What the bank will say about a card, by the table of test cards; only those can be charged here. */
export function issuerAnswer(number: string, cvv: string): IssuerAnswer {
  if (brandOf(number) === null) return { kind: 'refused', code: 3103 }
  const rows = testCards.filter((card) => card.number === number)
  const row = rows.find((card) => card.cvv === cvv) ?? rows.find((card) => card.standsForAnyOtherCvv)
  if (!row) return { kind: 'refused', code: 3101 }
  if (row.code !== null) return { kind: 'refused', code: row.code }
  if (row.review !== null) return { kind: 'review', isAccepted: row.review === 'accepted' }
  return { kind: 'approved' }
}
