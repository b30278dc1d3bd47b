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

/** Digits of the shortest card number. */
export const shortest = 13
const longest = 19

/** For each prefix of four digits, the lengths of its brands as bits. */
const lengthsOf = Uint32Array.from({ length: 10_000 }, (_, prefix) => {
  const digits = String(prefix).padStart(4, '0')
  return brands
    .filter(([pattern]) => pattern.test(digits))
    .flatMap(([, lengths]) => lengths)
    .reduce((bits, length) => bits | (1 << length), 0)
})

/** Groupings that are printed on cards or made by forms, and so count with any separators. */
const groupings = new Set([
  '4 4 4 2',
  '4 4 4 3',
  '4 4 4 4',
  '4 4 4 4 1',
  '4 4 4 4 2',
  '4 4 4 4 3',
  '4 6 4',
  '4 6 5',
  '4 5 6',
])
const groupingsOfOneSeparator = new Set([...groupings, '4 4 5', '4 3 3 3', '6 13'])

/** At most so many separators in a row are read as one gap. */
const widestGap = 8

/** The check digit that every card number ends with. */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    sum += i % 2 === 0 ? digit : doubled(digit)
  }
  return sum % 10 === 0
}

const doubled = (digit: number) => (digit > 4 ? digit * 2 - 9 : digit * 2)

/**
 * How a text is read. `typed`: as a person may have typed it, with the digits of any script and many separators. `exact`:
 * ASCII digits, grouped as on cards by single spaces or dashes, or not; for files, whose drawings are full of numbers.
 */
export type Spelling = 'typed' | 'exact'

/** Counts the steps that a scan took. */
export interface Work {
  steps: number
}

/** What a character is to the scan; 1 to 10 are the digits 0 to 9. */
const kinds = {
  unknown: 0,
  zero: 1,
  space: 11,
  tab: 12,
  hyphen: 13,
  dash: 14,
  dot: 15,
  slash: 16,
  ignored: 17,
  word: 18,
  plus: 19,
  other: 20,
  several: 21,
} as const

const kindsOf = new Uint8Array(0x110000)

/** The kinds of what the few characters stand for that hold a digit and more, as ½ does. */
const kindsOfParts = new Map<number, number[]>()

const dashes = /[\p{Pd}\u02d7\u2043\u2212\u30fc]/u
const dots = /[.\u00b7\u2022\u2027\u2219\u22c5\u3002\u30fb]/
const slashes = /[/\\\u2044\u2215\u29f8]/
const digitOfAScript = /\p{Nd}/u
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{M}]|[^\P{Cc}\t\n\v\f\r\x85]/u

/** The value of a decimal digit of any script: Unicode gives each script ten in a row, sets of them side by side. */
function digitValue(code: number): number {
  let first = code
  while (digitOfAScript.test(String.fromCodePoint(first - 1))) first--
  return (code - first) % 10
}

function classify(code: number): number {
  const character = String.fromCodePoint(code)
  // Folding it would make a masked number, which begins with one, a part of another.
  if (character === '…') return kinds.other
  const folded = character.normalize('NFKC')
  if (/\p{Zs}/u.test(character)) return kinds.space
  if (unseen.test(character)) return kinds.ignored
  if (folded.length > (code > 0xffff ? 2 : 1)) return /\p{Nd}/u.test(folded) ? kinds.several : kinds.other
  if (digitOfAScript.test(folded)) return kinds.zero + digitValue(folded.codePointAt(0) ?? 0)
  if (/[A-Za-z_]/.test(folded)) return kinds.word
  if (folded === '\t') return kinds.tab
  if (folded === '+') return kinds.plus
  if (/[-\u2010]/.test(folded)) return kinds.hyphen
  if (dashes.test(folded)) return kinds.dash
  if (dots.test(folded)) return kinds.dot
  return slashes.test(folded) ? kinds.slash : kinds.other
}

function kindOf(code: number, spelling: Spelling): number {
  if (spelling === 'exact' && code > 0x7f) return kinds.other
  const known = kindsOf[code]
  if (known) return known
  const kind = classify(code)
  kindsOf[code] = kind
  return kind
}

function partsOf(code: number): number[] {
  let parts = kindsOfParts.get(code)
  if (!parts) {
    const folded = String.fromCodePoint(code).normalize('NFKC')
    parts = Array.from(folded, (part) => kindOf(part.codePointAt(0) ?? 0, 'typed'))
    kindsOfParts.set(code, parts)
  }
  return parts
}

/**
 * What stands between two groups of digits, as one number: how many separators, of which kind (spaces beside a sign don't
 * count), and whether it is one space or one hyphen, which may stand between any digits.
 */
const noGap = 0
const sizeOf = (gap: number) => gap >> 6
const kindIn = (gap: number) => (gap >> 1) & 31
const isSingle = (gap: number) => (gap & 1) === 1
const isDash = (gap: number) => sizeOf(gap) === 1 && kindIn(gap) === kinds.dash
const isPoint = (gap: number) => sizeOf(gap) === 1 && kindIn(gap) === kinds.dot
const gapOf = (size: number, kind: number, single: boolean) => (size << 6) | (kind << 1) | (single ? 1 : 0)

/** The gap with one more separator; undefined when no such gap joins digits. */
function widen(gap: number, separator: number): number | undefined {
  const size = sizeOf(gap) + 1
  const isSpace = separator === kinds.space || separator === kinds.tab
  const kind = isSpace ? kinds.space : separator === kinds.hyphen ? kinds.dash : separator
  if (size === 1) return gapOf(1, kind, separator === kinds.space || separator === kinds.hyphen)
  if (size > widestGap) return undefined
  if (isSpace) return gapOf(size, kindIn(gap), false)
  return kindIn(gap) === kinds.space || kindIn(gap) === kind ? gapOf(size, kind, false) : undefined
}

/** Where a card number stands in a text, and its last four digits. */
interface CardNumber {
  start: number
  end: number
  lastFour: string
}

/** A list of numbers that keeps its room: objects for each digit of a megabyte would take longer than the scan. */
class Column {
  #values = new Int32Array(256)

  at(index: number): number {
    return this.#values[index] ?? 0
  }

  set(index: number, value: number): void {
    if (index >= this.#values.length) {
      const larger = new Int32Array(this.#values.length * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[index] = value
  }
}

/** Groups of digits that separators join, and what can be read from them. */
class Run {
  #digits = 0
  readonly #digit = new Column()
  readonly #start = new Column()
  readonly #end = new Column()
  /** Sums of the digits before each, with those of even or of odd index doubled: any span's Luhn sum in one step. */
  readonly #evenDoubled = new Column()
  readonly #oddDoubled = new Column()
  /** The group that ends before each digit; -1 where none does. */
  readonly #endingAt = new Column()

  #groups = 0
  readonly #from = new Column()
  readonly #length = new Column()
  /** What joins it to the group before it. */
  readonly #gap = new Column()
  /** The first group from which all gaps up to this one are of one kind. */
  readonly #alikeSince = new Column()
  /** How many gaps up to this one are not single. */
  readonly #wider = new Column()
  readonly #afterPlus = new Column()
  /** Whether a dash joins it to a word or a group before it, or after it. */
  readonly #cutBefore = new Column()
  readonly #cutAfter = new Column()

  get isEmpty(): boolean {
    return this.#groups === 0
  }

  /** How long the last group is. */
  get lastLength(): number {
    return this.#length.at(this.#groups - 1)
  }

  clear(): void {
    this.#digits = 0
    this.#groups = 0
  }

  open(gap: number, afterPlus: boolean, cutBefore: boolean): void {
    const group = this.#groups++
    const before = group - 1
    const alike = group > 1 && kindIn(this.#gap.at(before)) === kindIn(gap)
    this.#from.set(group, this.#digits)
    this.#length.set(group, 0)
    this.#gap.set(group, gap)
    this.#alikeSince.set(group, alike ? this.#alikeSince.at(before) : Math.max(before, 0))
    this.#wider.set(group, group === 0 ? 0 : this.#wider.at(before) + (isSingle(gap) ? 0 : 1))
    this.#afterPlus.set(group, afterPlus ? 1 : 0)
    this.#cutBefore.set(group, cutBefore ? 1 : 0)
    this.#cutAfter.set(group, 0)
    if (group > 0 && isDash(gap)) {
      this.#cutBefore.set(group, 1)
      this.#cutAfter.set(before, 1)
    }
  }

  add(digit: number, start: number, end: number): void {
    const group = this.#groups - 1
    const index = this.#digits++
    this.#length.set(group, this.#length.at(group) + 1)
    if (index > this.#from.at(group)) this.#endingAt.set(index, -1)
    this.#endingAt.set(index + 1, group)
    this.#digit.set(index, digit)
    this.#start.set(index, start)
    this.#end.set(index, end)
    const even = index % 2 === 0
    this.#evenDoubled.set(index + 1, this.#evenDoubled.at(index) + (even ? doubled(digit) : digit))
    this.#oddDoubled.set(index + 1, this.#oddDoubled.at(index) + (even ? digit : doubled(digit)))
  }

  /** Takes the group that was opened last away again, since it proved to be part of a word. */
  drop(): void {
    const group = --this.#groups
    this.#digits = this.#from.at(group)
    this.#endingAt.set(this.#digits, group - 1)
  }

  /** Says that a dash joins the last group to a word. */
  cut(): void {
    if (!this.isEmpty) this.#cutAfter.set(this.#groups - 1, 1)
  }

  /** Adds the card numbers in it: from the first possible start on, groups taken whole, as many as fit. */
  addCardNumbers(found: CardNumber[], limit: number, spelling: Spelling, work: Work): void {
    let first = 0
    while (first < this.#groups && found.length < limit) {
      const last = this.#lastGroupOfNumber(first, spelling, work)
      if (last === undefined) {
        first++
        continue
      }
      const end = this.#from.at(last) + this.#length.at(last)
      found.push({
        start: this.#start.at(this.#from.at(first)),
        end: this.#end.at(end - 1),
        lastFour: String(this.#number(end - 4, end)).padStart(4, '0'),
      })
      // What stays to be seen is a group of four, with which what follows may make another number.
      this.#from.set(last, end - 4)
      this.#length.set(last, 4)
      this.#gap.set(last, noGap)
      this.#cutBefore.set(last, 0)
      first = last
    }
  }

  #lastGroupOfNumber(first: number, spelling: Spelling, work: Work): number | undefined {
    work.steps++
    const from = this.#from.at(first)
    if (this.#digits - from < shortest) return undefined
    const lengths = lengthsOf[this.#number(from, from + 4)] ?? 0
    if (lengths === 0) return undefined
    for (let length = longest; length >= shortest; length--) {
      work.steps++
      if (!(lengths & (1 << length)) || from + length > this.#digits) continue
      const last = this.#endingAt.at(from + length)
      if (last < first || !this.#passesLuhn(from, from + length)) continue
      work.steps += last - first + 1
      if (this.#isReadable(first, last, length, spelling)) return last
    }
    return undefined
  }

  #passesLuhn(from: number, end: number): boolean {
    const sums = end % 2 === 0 ? this.#evenDoubled : this.#oddDoubled
    return (sums.at(end) - sums.at(from)) % 10 === 0
  }

  /** Whether groups of digits stand together as those of a card number do, and not as other numbers do. */
  #isReadable(first: number, last: number, length: number, spelling: Spelling): boolean {
    // No telephone number has more than 15 digits.
    if (this.#afterPlus.at(first) && length <= 15) return false
    if (first === last) return !(first > 0 && isPoint(this.#gap.at(first)))
    const grouping = this.#grouping(first, last)
    if (this.#wider.at(last) === this.#wider.at(first)) {
      if (groupingsOfOneSeparator.has(grouping)) return true
      if (spelling === 'exact') return false
      const isCut = this.#cutBefore.at(first) || this.#cutAfter.at(last)
      return length > shortest && !isCut && !this.#holdsDate(first, last)
    }
    if (spelling === 'exact' || this.#alikeSince.at(last) > first) return false
    const size = evenGroupings.get(grouping) ?? (groupings.has(grouping) ? 4 : undefined)
    if (size === undefined) return false
    // A longer row of alike numbers is a list, of prices for example.
    const kind = kindIn(this.#gap.at(last))
    const goesOn = (neighbour: number, gap: number) =>
      kindIn(gap) === kind && this.#length.at(neighbour) >= size
    return !(
      (first > 0 && goesOn(first - 1, this.#gap.at(first))) ||
      (last + 1 < this.#groups && goesOn(last + 1, this.#gap.at(last + 1)))
    )
  }

  #grouping(first: number, last: number): string {
    const lengths: number[] = []
    for (let group = first; group <= last; group++) lengths.push(this.#length.at(group))
    const [size = 0] = lengths
    return size <= 2 && lengths.every((length) => length === size) ? `${size}…` : lengths.join(' ')
  }

  /** Whether three of the groups are a date with dashes; one with a short year counts at the beginning alone. */
  #holdsDate(first: number, last: number): boolean {
    for (let group = first; group + 2 <= last; group++) {
      if (!isDash(this.#gap.at(group + 1)) || !isDash(this.#gap.at(group + 2))) continue
      const lengths = this.#grouping(group, group + 2)
      const [a, b, c] = [this.#value(group), this.#value(group + 1), this.#value(group + 2)]
      if (lengths === '4 2 2' && isYear(a) && isDayAndMonth(b, c)) return true
      if (lengths === '2 2 4' && isYear(c) && isDayAndMonth(a, b)) return true
      if (lengths === '2…' && group === first && isDayAndMonth(a, b)) return true
    }
    return false
  }

  #value(group: number): number {
    return this.#number(this.#from.at(group), this.#from.at(group) + this.#length.at(group))
  }

  #number(from: number, end: number): number {
    let value = 0
    for (let index = from; index < end; index++) value = value * 10 + this.#digit.at(index)
    return value
  }
}

/** A scan waits for nothing, so that all can use the same room. */
const run = new Run()

/** Groups that are all of one or all of two digits, as forms with a box for each digit make them. */
const evenGroupings = new Map([
  ['1…', 1],
  ['2…', 2],
])

const isYear = (value: number) => value >= 1900 && value < 2100

function isDayAndMonth(a: number, b: number): boolean {
  return Math.min(a, b) >= 1 && Math.min(a, b) <= 12 && Math.max(a, b) <= 31
}

class Scan {
  readonly found: CardNumber[] = []
  readonly #limit: number
  readonly #spelling: Spelling
  readonly #work: Work
  readonly #run = run
  /** What stands after the last digit or word. */
  #gap = noGap
  #before: 'digit' | 'word' | 'ignored' | 'other' = 'other'
  #afterWord = false
  #afterPlus = false

  constructor(limit: number, spelling: Spelling, work: Work) {
    this.#limit = limit
    this.#spelling = spelling
    this.#work = work
    this.#run.clear()
  }

  take(kind: number, start: number, end: number): void {
    this.#work.steps++
    if (kind < kinds.space) this.#takeDigit(kind - kinds.zero, start, end)
    else if (kind === kinds.word) this.#takeWord()
    else if (kind !== kinds.ignored || this.#spelling === 'exact') this.#takeOther(kind)
    else this.#before = this.#before === 'digit' || this.#before === 'ignored' ? 'ignored' : 'other'
  }

  finish(): void {
    if (this.#run.isEmpty) return
    this.#run.addCardNumbers(this.found, this.#limit, this.#spelling, this.#work)
    this.#run.clear()
  }

  #takeDigit(digit: number, start: number, end: number): void {
    if (this.#before === 'word') return
    if (this.#before === 'other') {
      this.#run.open(this.#gap, this.#afterPlus, this.#afterWord && isDash(this.#gap))
    } else if (this.#run.lastLength === longest) {
      // What is longer than any card number is a word like others.
      this.#run.drop()
      this.#endWith('word')
      return
    }
    this.#run.add(digit, start, end)
    this.#reset('digit')
  }

  #takeWord(): void {
    if (this.#before === 'word') return
    if (this.#before === 'digit') this.#run.drop()
    else if (isDash(this.#gap)) this.#run.cut()
    this.#endWith('word')
  }

  #takeOther(kind: number): void {
    const joined = kind <= kinds.slash ? widen(this.#gap, kind) : undefined
    if (joined === undefined) {
      this.#endWith('other')
      this.#afterPlus = kind === kinds.plus
    } else {
      this.#gap = joined
      this.#before = 'other'
      this.#afterPlus = false
    }
  }

  #endWith(before: 'word' | 'other'): void {
    this.finish()
    this.#reset(before)
  }

  #reset(before: 'digit' | 'word' | 'other'): void {
    this.#before = before
    this.#afterWord = before === 'word'
    this.#gap = noGap
    this.#afterPlus = false
  }
}

/**
 * The card numbers in a text, in order: a brand's prefix and its length and the Luhn sum, not part of a longer word or
 * number. As typed, grouped by single spaces or hyphens in any way, or by several separators of one kind in a grouping that
 * cards have. One pass; each group of digits is looked at together with the next 18 at most.
 */
function findCardNumbers(text: string, limit: number, spelling: Spelling, work: Work): CardNumber[] {
  if (text.length < shortest) return []
  const scan = new Scan(limit, spelling, work)
  for (let at = 0; at < text.length && scan.found.length < limit; ) {
    const code = text.codePointAt(at) ?? 0
    const end = at + (code > 0xffff ? 2 : 1)
    const kind = kindOf(code, spelling)
    if (kind !== kinds.several) scan.take(kind, at, end)
    else for (const part of partsOf(code)) scan.take(part, at, end)
    at = end
  }
  scan.finish()
  return scan.found
}

/** Whether a text holds what could be a card number. */
export function holdsCardNumber(
  text: string,
  spelling: Spelling = 'typed',
  work: Work = { steps: 0 },
): boolean {
  return findCardNumbers(text, 1, spelling, work).length > 0
}

/** The text with every card number shortened to its last four digits. */
export function maskCardNumbers(text: string, work: Work = { steps: 0 }): string {
  let masked = ''
  let done = 0
  for (const { start, end, lastFour } of findCardNumbers(text, Number.POSITIVE_INFINITY, 'typed', work)) {
    masked += `${text.slice(done, start)}…${lastFour}`
    done = end
  }
  return masked + text.slice(done)
}

/** The last four digits of the first card number in a text; undefined when there is none. */
export function lastFourOf(text: string): string | undefined {
  return findCardNumbers(text, 1, 'typed', { steps: 0 })[0]?.lastFour
}
