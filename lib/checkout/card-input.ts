import { passesLuhn } from '@/lib/security/card-numbers'

/** The brands that Brick takes (error 3103 of brick.md §7), told by the first digits. */
const brands = [
  { name: 'Visa', prefix: /^4/, lengths: [13, 16, 19], groups: [4, 4, 4, 4, 3], code: 3 },
  {
    name: 'Mastercard',
    prefix: /^(5[1-5]|2(22[1-9]|2[3-9]|[3-6]|7[01]|720))/,
    lengths: [16],
    groups: [4, 4, 4, 4],
    code: 3,
  },
  { name: 'American Express', prefix: /^3[47]/, lengths: [15], groups: [4, 6, 5], code: 4 },
  { name: 'Discover', prefix: /^6(011|4[4-9]|5)/, lengths: [16, 19], groups: [4, 4, 4, 4, 3], code: 3 },
] as const

const otherGroups = [4, 4, 4, 4, 3]
const anyLength = [13, 14, 15, 16, 17, 18, 19]

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

function brandOf(number: string) {
  const digits = digitsOf(number)
  return brands.find(({ prefix }) => prefix.test(digits))
}

/** The names of the brands, for a list: "Visa, Mastercard, …". */
export const brandNames = brands.map(({ name }) => name)

/** The brand's name as soon as the first digits tell it; undefined for a brand that Brick does not take. */
export function brandName(number: string): string | undefined {
  return brandOf(number)?.name
}

/** The digits of the security code of a brand; of any other, as most have them. */
export function codeLength(brand: string | undefined): number {
  return brands.find(({ name }) => name === brand)?.code ?? 3
}

/**
 * A card number as it stands on the card, in groups, while it is being typed.
 *
 * @param caret where the caret is in `text`; returned where it belongs in the grouped number
 */
export function groupNumber(text: string, caret: number): { text: string; caret: number } {
  const digits = digitsOf(text).slice(0, 19)
  const parts: string[] = []
  let rest = digits
  for (const length of brandOf(digits)?.groups ?? otherGroups) {
    if (rest === '') break
    parts.push(rest.slice(0, length))
    rest = rest.slice(length)
  }
  const grouped = parts.join(' ')
  const before = digitsOf(text.slice(0, caret)).length
  let place = 0
  for (let seen = 0; seen < before && place < grouped.length; place++) {
    if (grouped[place] !== ' ') seen++
  }
  return { text: grouped, caret: place }
}

/** A name as it stands on a card: no digits, so that no number can be sent as one. */
export const holderPattern = /^[\p{L}\p{M}][\p{L}\p{M} .,'’-]{0,79}$/u

/** What the custom form asks for, as typed. */
export interface CardInput {
  holder: string
  number: string
  month: string
  year: string
  code: string
}

/** What is wrong with an input; what to enter says the catalogs' `checkout.card.faults`. */
export type CardFault =
  | 'noHolder'
  | 'noNumber'
  | 'otherBrand'
  | 'longNumber'
  | 'wrongNumber'
  | 'shortNumber'
  | 'noMonth'
  | 'noYear'
  | 'expired'
  | 'fourDigitCode'
  | 'threeDigitCode'

export type CardFaults = Partial<Record<keyof CardInput, CardFault>>

function numberFault(digits: string): CardFault | undefined {
  if (digits === '') return 'noNumber'
  const brand = brandOf(digits)
  const lengths: readonly number[] = brand?.lengths ?? anyLength
  const isWhole = lengths.includes(digits.length)
  const isRight = passesLuhn(digits)
  if (isWhole && isRight) return brand ? undefined : 'otherBrand'
  if (digits.length > Math.max(...lengths)) return 'longNumber'
  // Of the lengths that a brand has, few cards have the shortest: such a number is more likely one that stops early.
  const usual = Math.min(16, Math.max(...lengths))
  return isWhole && digits.length >= usual ? 'wrongNumber' : 'shortNumber'
}

/** What is wrong with a card as typed, by input. Empty when all is well. */
export function cardFaults(card: CardInput, now = new Date()): CardFaults {
  const faults: CardFaults = {}
  const digits = digitsOf(card.number)
  const brand = brandOf(digits)
  if (!holderPattern.test(card.holder.trim())) faults.holder = 'noHolder'
  const wrongNumber = numberFault(digits)
  if (wrongNumber) faults.number = wrongNumber
  const month = Number(card.month)
  const year = fullYear(card.year)
  if (!/^\d{1,2}$/.test(card.month.trim()) || month < 1 || month > 12) {
    faults.month = 'noMonth'
  }
  if (year === undefined) {
    faults.year = 'noYear'
  } else if (!faults.month && new Date(year, month) <= now) {
    faults.year = 'expired'
  }
  const length = brand?.code ?? 3
  if (!new RegExp(`^\\d{${length}}$`).test(card.code.trim())) {
    faults.code = length === 4 ? 'fourDigitCode' : 'threeDigitCode'
  }
  return faults
}

/** A card as `tokenizeCard` of Brick.js takes it (brick.md §2.2). */
export function cardToTokenize(card: CardInput) {
  return {
    card_number: digitsOf(card.number),
    card_expiration_month: card.month.trim().padStart(2, '0'),
    card_expiration_year: String(fullYear(card.year) ?? ''),
    card_cvv: card.code.trim(),
  }
}

function fullYear(text: string): number | undefined {
  const digits = text.trim()
  if (/^\d{2}$/.test(digits)) return 2000 + Number(digits)
  return /^20\d{2}$/.test(digits) ? Number(digits) : undefined
}
