/** Brands that Brick takes and the common others: the prefix of a number, and how long it may be. */
const brands: readonly [prefix: RegExp, lengths: readonly number[]][] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(?:6011|64[4-9]|65)/, [16, 19]],
  [/^35(?:2[89]|[3-8])/, [16, 17, 18, 19]],
  [/^3(?:0[0-5]|[689])/, [14, 16, 17, 18, 19]],
  [/^62/, [16, 17, 18, 19]],
  [/^(?:50|5[6-9]|6)/, [13, 15, 16, 18, 19]],
]

const digitGroups = /(?<![A-Za-z0-9_])\d+(?:[ -]\d+)*(?![A-Za-z0-9_])/g

/** The check digit that every card number ends with. */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const doubled = digit * 2
    sum += i % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

function isCardNumber(digits: string): boolean {
  return (
    brands.some(([prefix, lengths]) => prefix.test(digits) && lengths.includes(digits.length)) &&
    passesLuhn(digits)
  )
}

/** The first span of a run of digit groups that reads as a card number, groups taken whole, as many as fit. */
function cardNumberIn(run: string): [start: number, end: number] | undefined {
  const groups = [...run.matchAll(/\d+/g)]
  for (let first = 0; first < groups.length; first++) {
    let digits = ''
    let end: number | undefined
    for (const group of groups.slice(first)) {
      digits += group[0]
      if (digits.length > 19) break
      if (isCardNumber(digits)) end = group.index + group[0].length
    }
    if (end !== undefined) return [groups[first]?.index ?? 0, end]
  }
  return undefined
}

/**
 * Whether a text holds what could be a card number: a brand's prefix and its length and the Luhn sum, grouped by single
 * spaces or dashes or not, and not part of a longer word or number.
 */
export function holdsCardNumber(text: string): boolean {
  return (text.match(digitGroups) ?? []).some((run) => cardNumberIn(run) !== undefined)
}

/** The text with every card number shortened to its last four digits. */
export function maskCardNumbers(text: string): string {
  return text.replace(digitGroups, (run) => {
    let masked = run
    for (let span = cardNumberIn(masked); span; span = cardNumberIn(masked)) {
      masked = `${masked.slice(0, span[0])}…${masked.slice(span[1] - 4)}`
    }
    return masked
  })
}
