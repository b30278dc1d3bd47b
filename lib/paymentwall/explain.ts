import { createHash, createHmac } from 'node:crypto'
import { signedCallNames } from '@/lib/paymentwall/names'
import { decode } from '@/lib/paymentwall/pingback'
import { signaturesEqual } from '@/lib/paymentwall/signature'

// Explains the signature of a pingback to a person. Decides nothing: whether a pingback is genuine, verifySignature says.

/** A name and a value of a signed string. */
export interface SignedPart {
  name: string
  value: string
}

/** A piece of a query: as it came, and decoded. */
interface QueryPair extends SignedPart {
  rawName: string
  rawValue: string
}

export type SlipKind =
  | 'signature_form'
  | 'version'
  | 'secret'
  | 'sig_included'
  | 'order'
  | 'encoding'
  | 'array'
  | 'separator'
  | 'value'
  | 'widget_call'
  | 'unknown'

/** Where two signed strings part. */
export interface Difference {
  /** The character of the signed string, from 1 on. */
  at: number
  /** What the protocol signs there; undefined where its string has ended. */
  expected: SignedPart | undefined
  /** What was signed there. */
  signed: SignedPart | undefined
}

/** Why a digest does not fit. */
export interface Slip {
  kind: SlipKind
  sentence: string
  /** Whether the digest proves it: the same slip, made on purpose, gives this very digest. */
  isProven: boolean
  difference?: Difference
}

export interface SignatureExplanation {
  /** The value of `sign_version`; undefined where there is none. */
  namedVersion: string | undefined
  /** By which rule it is explained. */
  version: 1 | 2 | 3
  algorithm: 'MD5' | 'SHA-256'
  /** What is signed, in its order; the secret key follows. */
  parts: SignedPart[]
  /** The value of `sig`. */
  given: string
  /** The digest that each secret gives, by its name. */
  digests: { secret: string; digest: string }[]
  /** The name of the secret that fits. */
  fits: string | undefined
  /** Where none fits. */
  slip: Slip | undefined
}

type Secret = readonly [name: string, secret: string]

/** As much of a pasted text as is read. */
export const longestQuery = 8192
const mostPieces = 64

/** The query of an address, or a query that stands alone. */
export function queryOf(text: string): string {
  const [address = ''] = text.trim().slice(0, longestQuery).split('#', 1)
  const query = address.includes('?') ? address.slice(address.indexOf('?') + 1) : address
  // Half a character can't be written as UTF-8.
  return Buffer.from(query)
    .toString()
    .replace(/[^\0-\x7f]+/g, encodeURIComponent)
}

function pairsOf(query: string): QueryPair[] {
  const pieces = query.split('&').filter((piece) => piece !== '')
  return pieces.slice(0, mostPieces).map((piece) => {
    const equals = piece.indexOf('=')
    const rawName = equals < 0 ? piece : piece.slice(0, equals)
    const rawValue = equals < 0 ? '' : piece.slice(equals + 1)
    return { rawName, rawValue, name: decode(rawName) ?? rawName, value: decode(rawValue) ?? rawValue }
  })
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** `goodsid[10]` → `goodsid`, `10`. */
function keysOf(name: string): [head: string, key: string | undefined] {
  const match = /^([^[]*)\[(.*)\]$/s.exec(name)
  return match ? [match[1] ?? '', match[2]] : [name, undefined]
}

/** By name, and the elements of an array by number (pingback.md §11). */
function byName(a: SignedPart, b: SignedPart): number {
  const [headA, keyA] = keysOf(a.name)
  const [headB, keyB] = keysOf(b.name)
  if (headA !== headB || keyA === undefined || keyB === undefined) return byText(headA, headB)
  const areNumbers = /^\d+$/.test(keyA) && /^\d+$/.test(keyB)
  return areNumbers ? Number(keyA) - Number(keyB) : byText(keyA, keyB)
}

/** Of a name that comes more than once, the last counts, as in PHP. */
function lastOfEach<Part extends SignedPart>(pairs: readonly Part[]): Part[] {
  return [...new Map(pairs.map((pair) => [pair.name, pair])).values()]
}

function fieldsOfVersion1(pairs: readonly SignedPart[]): string[] {
  const has = (name: string) => pairs.some((pair) => pair.name === name)
  if (has('goodsid')) return ['uid', 'goodsid', 'slength', 'speriod', 'type', 'ref']
  return has('currency') ? ['uid', 'currency', 'type', 'ref'] : ['uid', 'slength', 'speriod', 'type', 'ref']
}

function ofVersion1(
  pairs: readonly SignedPart[],
  fields = fieldsOfVersion1(pairs),
  missing = '',
): SignedPart[] {
  return fields.map((name) => ({ name, value: pairs.find((pair) => pair.name === name)?.value ?? missing }))
}

type Algorithm = SignatureExplanation['algorithm']

function digestOf(text: string, algorithm: Algorithm): string {
  return createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
    .update(text, 'utf8')
    .digest('hex')
}

const textOf = (parts: readonly SignedPart[], between = '') =>
  parts.map(({ name, value }) => `${name}=${value}`).join(between)

/** Another string that may have been signed. */
interface Variant {
  kind: SlipKind
  sentence: string
  parts: readonly SignedPart[]
  between?: string
}

/** As {@link Variant}, for all by which names and values may have been written. */
function* encodings(
  pairs: readonly QueryPair[],
  sort: (parts: SignedPart[]) => SignedPart[],
): Generator<Variant> {
  const written: [string, (pair: QueryPair) => string][] = [
    [
      'The values were signed percent-encoded, as they are in the address, instead of decoded.',
      (pair) => pair.rawValue,
    ],
    [
      'The values were signed with "+" for a space, instead of decoded.',
      ({ value }) => value.replaceAll(' ', '+'),
    ],
    ['The values were signed percent-encoded, instead of decoded.', ({ value }) => encoded(value)],
    [
      'The values were signed percent-encoded and with "+" for a space, instead of decoded.',
      ({ value }) => encoded(value).replaceAll('%20', '+'),
    ],
    [
      'A "+" in the address was signed as a plus: it stands for a space.',
      (pair) => decode(pair.rawValue.replaceAll('+', '%2B')) ?? pair.rawValue,
    ],
    [
      'The values were decoded twice before they were signed.',
      ({ value }) => decode(encodedBeyondAscii(value)) ?? value,
    ],
    [
      'The values were signed with spaces at their ends, which were cut off since.',
      ({ value }) => `${value} `,
    ],
    ['The values were signed without the spaces at their ends.', ({ value }) => value.trim()],
    [
      'The values were signed in the bytes of ISO 8859-1, taken for UTF-8 wrongly.',
      ({ value }) => Buffer.from(value, 'utf8').toString('latin1'),
    ],
    [
      'The values were signed with "&", "<" and ">" written as in HTML.',
      ({ value }) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    ],
  ]
  for (const [sentence, write] of written) {
    yield {
      kind: 'encoding',
      sentence,
      parts: sort(pairs.map((pair) => ({ name: pair.name, value: write(pair) }))),
    }
  }
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

const encodedBeyondAscii = (text: string) => text.replace(/[^\0-\x7f]+/g, encodeURIComponent)

function* orders(pairs: readonly SignedPart[]): Generator<Variant> {
  const sorted = (compare: (a: SignedPart, b: SignedPart) => number) => [...pairs].sort(compare)
  const kind = 'order'
  yield {
    kind,
    sentence: 'The parameters were signed in the order in which they arrived, instead of sorted by name.',
    parts: pairs,
  }
  yield {
    kind,
    sentence: 'The parameters were sorted without regard to capital letters: "Z" comes before "a".',
    parts: sorted((a, b) => byText(a.name.toLowerCase(), b.name.toLowerCase())),
  }
  yield {
    kind,
    sentence: 'The parameters were sorted by name from the last to the first.',
    parts: sorted(byName).reverse(),
  }
  yield {
    kind,
    sentence: 'The parameters were sorted by their values, not by their names.',
    parts: sorted((a, b) => byText(a.value, b.value)),
  }
  const last = pairs.filter(({ name }) => name === 'sign_version')
  yield {
    kind,
    sentence: '"sign_version" was put at the end instead of at its place by name.',
    parts: [...sorted(byName).filter(({ name }) => name !== 'sign_version'), ...last],
  }
}

function* arrays(
  pairs: readonly SignedPart[],
  sort: (parts: SignedPart[]) => SignedPart[],
): Generator<Variant> {
  const elements = pairs.filter(({ name }) => keysOf(name)[1] !== undefined)
  if (elements.length === 0) return
  const kind = 'array'
  const rest = pairs.filter((pair) => !elements.includes(pair))
  const heads = [...new Set(elements.map(({ name }) => keysOf(name)[0]))]
  const whole = (value: (values: string[]) => string) =>
    sort([
      ...rest,
      ...heads.map((name) => ({
        name,
        value: value(elements.filter((pair) => keysOf(pair.name)[0] === name).map((pair) => pair.value)),
      })),
    ])
  yield {
    kind,
    sentence: 'An array was signed as the word "Array", not element by element.',
    parts: whole(() => 'Array'),
  }
  yield {
    kind,
    sentence: 'An array was signed with its elements joined by commas, not element by element.',
    parts: whole((values) => values.join(',')),
  }
  yield {
    kind,
    sentence: 'An array was signed with its elements concatenated, not element by element.',
    parts: whole((values) => values.join('')),
  }
  yield {
    kind,
    sentence:
      'The elements of an array were sorted as text, so 10 came before 2; they are sorted as numbers.',
    parts: [...pairs].sort((a, b) => byText(a.name, b.name)),
  }
  yield {
    kind,
    sentence: 'The elements of an array were signed under the array’s own name, without their keys.',
    parts: sort([...pairs]).map(({ name, value }) => ({ name: keysOf(name)[0], value })),
  }
  yield { kind, sentence: 'An array was left out of what was signed.', parts: sort(rest) }
}

const knownTypes = ['0', '1', '2', '12', '13', '14', '200', '201', '202', '203', '220']
const oftenAdded: SignedPart[] = [
  { name: 'slength', value: '' },
  { name: 'speriod', value: '' },
  { name: 'goodsid', value: '' },
  { name: 'is_test', value: '1' },
  { name: 'is_test', value: '0' },
  { name: 'is_test', value: '' },
]

function* values(
  pairs: readonly SignedPart[],
  sort: (parts: SignedPart[]) => SignedPart[],
): Generator<Variant> {
  const kind = 'value'
  for (const part of pairs) {
    if (part.name === 'sign_version') continue
    yield {
      kind,
      sentence: `The parameter "${part.name}" was added after signing, or left out of what was signed.`,
      parts: sort(pairs.filter((other) => other !== part)),
    }
  }
  const empty = pairs.filter(({ value }) => value === '')
  if (empty.length > 1) {
    yield {
      kind,
      sentence: 'Parameters without a value were left out of the signed text; they must be included.',
      parts: sort(pairs.filter((part) => !empty.includes(part))),
    }
  }
  for (const part of oftenAdded) {
    if (pairs.some(({ name }) => name === part.name)) continue
    yield {
      kind,
      sentence: `The parameter "${part.name}"${part.value === '' ? ', empty,' : ` with the value "${part.value}"`} was signed and has been removed since.`,
      parts: sort([...pairs, part]),
    }
  }
  for (const part of pairs) {
    const others = [
      '',
      part.value.trim(),
      part.value.toLowerCase(),
      part.value.toUpperCase(),
      ...(part.name === 'type' ? knownTypes : []),
      ...(part.name === 'is_test' ? ['0', '1'] : []),
      ...(part.name === 'reason' ? Array.from({ length: 11 }, (_, reason) => String(reason)) : []),
      ...(part.name === 'speriod' ? ['day', 'week', 'month', 'year'] : []),
      ...(/^-?\d{1,5}$/.test(part.value)
        ? [String(-Number(part.value)), String(Math.abs(Number(part.value)) + 1)]
        : []),
    ]
    if (part.name === 'sign_version') continue
    for (const value of new Set(others)) {
      if (value === part.value) continue
      yield {
        kind,
        sentence: `The value of "${part.name}" was changed after signing: "${value}" was signed.`,
        parts: sort(pairs.map((other) => (other === part ? { name: part.name, value } : other))),
      }
    }
  }
}

function* versions(
  pairs: readonly SignedPart[],
  sort: (parts: SignedPart[]) => SignedPart[],
): Generator<Variant> {
  const rest = pairs.filter(({ name }) => name !== 'sign_version')
  const kind = 'version'
  for (const value of ['3', '2', '1']) {
    yield {
      kind,
      sentence: `The signed text has version ${value}; "sign_version" was changed afterwards.`,
      parts: sort([...rest, { name: 'sign_version', value }]),
    }
  }
  yield {
    kind,
    sentence: '"sign_version" was left out of what was signed, or added since.',
    parts: sort([...rest]),
  }
  yield {
    kind,
    sentence: 'It was signed with version 1, which signs a few fields in its own order.',
    parts: ofVersion1(pairs),
  }
  for (const missing of ['undefined', 'null', 'None']) {
    yield {
      kind,
      sentence: `It was signed with version 1 as a faulty library does it, with the word "${missing}" for each field that is not there.`,
      parts: ofVersion1(pairs, ['uid', 'goodsid', 'slength', 'speriod', 'type', 'ref'], missing),
    }
  }
}

/** Each string that may have been signed by mistake, the likelier ones first. */
function* variants(pairs: readonly QueryPair[], digest: string): Generator<Variant> {
  const plain: SignedPart[] = pairs.map(({ name, value }) => ({ name, value }))
  const sort = (parts: SignedPart[]) => [...parts].sort(byName)
  yield* versions(plain, sort)
  yield* orders(plain)
  yield* encodings(pairs, sort)
  const included = 'The parameter "sig" was signed too; it is left out of what is signed.'
  for (const value of ['', digest]) {
    yield { kind: 'sig_included', sentence: included, parts: sort([...plain, { name: 'sig', value }]) }
    yield { kind: 'sig_included', sentence: included, parts: [...sort(plain), { name: 'sig', value }] }
  }
  yield* arrays(plain, sort)
  for (const [between, words] of [
    ['&', '"&"'],
    ['\n', 'a line break'],
    [' ', 'a space'],
    [';', '";"'],
  ] as const) {
    yield {
      kind: 'separator',
      sentence: `The signed text has ${words} between the parameters; nothing belongs there.`,
      parts: sort(plain),
      between,
    }
  }
  yield* values(plain, sort)
}

function differenceOf(
  expected: readonly SignedPart[],
  { parts, between = '' }: Omit<Variant, 'kind' | 'sentence'>,
): Difference {
  const right = textOf(expected)
  const wrong = textOf(parts, between)
  const common = [...right].findIndex((char, index) => char !== wrong[index])
  const index = expected.findIndex(
    (part, n) => part.name !== parts[n]?.name || part.value !== parts[n]?.value,
  )
  const n = index < 0 ? Math.min(expected.length, parts.length) : index
  const copy = (part: SignedPart | undefined) => part && { name: part.name, value: part.value }
  return { at: (common < 0 ? right.length : common) + 1, expected: copy(expected[n]), signed: copy(parts[n]) }
}

/** A slip in how the secret was used, with the digest that it gives. */
function* secretSlips(
  text: string,
  algorithm: Algorithm,
  secret: string,
): Generator<[sentence: string, digest: string]> {
  yield [
    'The signed text has the secret key before the parameters instead of after them.',
    digestOf(secret + text, algorithm),
  ]
  yield ['No secret key was signed along, so anybody could have made this digest.', digestOf(text, algorithm)]
  const hmac = createHmac(algorithm === 'MD5' ? 'md5' : 'sha256', secret)
  yield [
    'It is an HMAC with the secret key; the protocol appends the key to what is signed.',
    hmac.update(text, 'utf8').digest('hex'),
  ]
  for (const [words, other] of [
    ['without the spaces around it', secret.trim()],
    ['with a line break behind it', `${secret}\n`],
    ['with a space behind it', `${secret} `],
    ['in capital letters', secret.toUpperCase()],
    ['in small letters', secret.toLowerCase()],
    ['without the quotation marks around it', secret.replace(/^(["'])(.*)\1$/s, '$2')],
  ] as const) {
    if (other !== secret) yield [`The secret key was used ${words}.`, digestOf(text + other, algorithm)]
  }
  yield [
    'Parameters and secret key were signed with "&" between them.',
    digestOf(`${text}&${secret}`, algorithm),
  ]
}

/** What the digest itself, as a text, is wrong in. */
function formSlip(given: string, digest: string): string | undefined {
  if (given === '') return undefined
  if (given.trim().toLowerCase() === digest) {
    return given.trim() === given
      ? 'The digest is right, but written in capital letters: it must be lower-case hex.'
      : 'The digest is right, but there are spaces around it.'
  }
  if (given.length >= 8 && digest.startsWith(given))
    return 'The digest is right as far as it goes: its end is missing.'
  if (given.startsWith(digest)) return 'The digest is right, but more characters follow it.'
  return undefined
}

function firstCharacter(a: string, b: string): number {
  const index = [...a].findIndex((char, n) => char !== b[n])
  return (index < 0 ? a.length : index) + 1
}

interface Facts {
  pairs: QueryPair[]
  parts: SignedPart[]
  algorithm: Algorithm
  named: string | undefined
  given: string
}

function slipOf(
  { pairs, parts, algorithm, named, given }: Facts,
  secrets: readonly Secret[],
  others: readonly Secret[],
): Slip {
  const other: Algorithm = algorithm === 'MD5' ? 'SHA-256' : 'MD5'
  const text = textOf(parts)
  const fits = (digest: string) => signaturesEqual(given, digest)
  const isProven = true
  for (const [, secret] of secrets) {
    const digest = digestOf(text + secret, algorithm)
    const sentence = formSlip(given, digest)
    if (sentence) {
      const at = firstCharacter(given, digest)
      return { kind: 'signature_form', sentence: `${sentence} It differs from character ${at} on.`, isProven }
    }
  }
  for (const [, secret] of secrets) {
    if (fits(digestOf(text + secret, other))) {
      const sentence = `It was signed with ${other}, and version ${named ?? '1'} is signed with ${algorithm}: the signer and "sign_version" are of different versions.`
      return { kind: 'version', sentence, isProven }
    }
  }
  for (const [name, secret] of others) {
    for (const used of [algorithm, other]) {
      if (fits(digestOf(text + secret, used))) {
        return { kind: 'secret', sentence: `It was signed with ${name}.`, isProven }
      }
    }
  }
  for (const [, secret] of secrets) {
    for (const used of [algorithm, other]) {
      for (const [sentence, digest] of secretSlips(text, used, secret)) {
        if (fits(digest)) return { kind: 'secret', sentence, isProven }
      }
    }
  }
  for (const [name, secret] of [...secrets, ...others]) {
    const isOther = others.some(([known]) => known === name)
    for (const variant of variants(pairs, digestOf(text + secret, algorithm))) {
      const signed = textOf(variant.parts, variant.between) + secret
      if (![algorithm, other].some((used) => fits(digestOf(signed, used)))) continue
      return {
        kind: variant.kind,
        sentence: isOther ? `${variant.sentence} It was signed with ${name}, too.` : variant.sentence,
        isProven,
        difference: differenceOf(parts, variant),
      }
    }
  }
  return unprovenSlip(pairs, algorithm, named, given)
}

function unprovenSlip(
  pairs: readonly QueryPair[],
  algorithm: Algorithm,
  named: string | undefined,
  given: string,
): Slip {
  const isProven = false
  if (pairs.some(({ name }) => name === 'sign' || name === 'key' || signedCallNames.has(keysOf(name)[0]))) {
    return {
      kind: 'widget_call',
      sentence:
        'It bears names of the calls that the shop signs, such as the widget’s address: it is such a call, or one cut elsewhere to pass for a pingback.',
      isProven,
    }
  }
  if (given === '')
    return {
      kind: 'signature_form',
      sentence: 'It has no digest: "sig" is missing or empty.',
      isProven,
    }
  const length = algorithm === 'MD5' ? 32 : 64
  if (!/^[0-9a-f]*$/.test(given)) {
    return {
      kind: 'signature_form',
      sentence: 'The digest holds characters that are not lower-case hex.',
      isProven,
    }
  }
  if (given.length === 96 - length) {
    return {
      kind: 'version',
      sentence: `The digest has ${given.length} characters, as ${algorithm === 'MD5' ? 'SHA-256, of version 3,' : 'MD5, of versions 1 and 2,'} gives it, and "sign_version" ${named === undefined ? 'is missing, which means version 1' : `says ${named}`}. Beside that, secret key or values differ.`,
      isProven,
    }
  }
  if (given.length !== length) {
    return {
      kind: 'signature_form',
      sentence: `The digest has ${given.length} characters, and ${algorithm} gives ${length}: it was cut or added to.`,
      isProven,
    }
  }
  return {
    kind: 'unknown',
    sentence:
      'Every common mistake was tried, and none produces this digest. So it was signed with another secret key (another project’s, or one that was replaced), or a value was changed after signing; a digest does not tell which. Compare the secret key with the project’s first, then the values with those in the merchant area.',
    isProven,
  }
}

/**
 * Explains the signature of a pingback part by part (pingback.md §11), and where it does not fit, what was done differently:
 * known slips are made on purpose until one gives the digest.
 *
 * @param query not decoded
 * @param secrets that may sign, each with its name
 * @param others that must not, but may have signed by mistake; their names stand in the sentence
 */
export function explainSignature(
  query: string,
  secrets: readonly Secret[],
  others: readonly Secret[] = [],
): SignatureExplanation {
  const all = pairsOf(query)
  const given = all.findLast(({ name }) => name === 'sig')?.value ?? ''
  const pairs = lastOfEach(all.filter(({ name }) => name !== 'sig'))
  const namedVersion = pairs.find(({ name }) => name === 'sign_version')?.value
  const version = versionOf(namedVersion, given)
  const algorithm: Algorithm = version === 3 ? 'SHA-256' : 'MD5'
  const plain = pairs.map(({ name, value }) => ({ name, value }))
  const parts = version === 1 ? ofVersion1(plain) : plain.sort(byName)
  const digests = secrets.map(([secret, key]) => ({
    secret,
    digest: digestOf(textOf(parts) + key, algorithm),
  }))
  const fits = digests.find(({ digest }) => signaturesEqual(given, digest))?.secret
  const facts = { pairs, parts, algorithm, named: namedVersion, given }
  const slip = fits === undefined ? slipOf(facts, secrets, others) : undefined
  return { namedVersion, version, algorithm, parts, given, digests, fits, slip }
}

function versionOf(named: string | undefined, given: string): 1 | 2 | 3 {
  if (named === '2') return 2
  if (named === '3') return 3
  if (named === undefined || named === '1') return 1
  return given.length === 64 ? 3 : 2
}
