import { bodyLimit } from '@/lib/http/body-limit'
import { arrivalHeader, peerHeader, rawUrlHeader } from '@/lib/http/raw-request'
import { holdsCardNumber, type Spelling, shortest, type Work } from '@/lib/security/card-numbers'

/** What the provider doesn't document: digits alone, or something with a letter in it. */
const opaque = /^(?:\d{1,64}|[!-@[-`{-~]{0,511}[A-Za-z][!-~]{0,511})$/

/**
 * Where the provider sends its own identifiers, and their form: long numbers by nature, of which one in ten passes for a
 * card number, and a refused return from the bank loses a paid order. None is grouped as a person groups a card number.
 * Tokens and fingerprints have 32 characters, too many to pass for one.
 */
const providerFields: readonly [route: RegExp, fields: Readonly<Record<string, RegExp>>][] = [
  // The search box of the back office takes whatever a customer quotes, such as one of those identifiers.
  [/^\/admin\/search\/?$/, { q: /^[\s\S]{0,256}$/ }],
  [/^\/orders\/[0-9a-z]{20}\/?$/, { ref: /^[A-Za-z0-9]{1,64}$/ }],
  // What an operator looks a payment up by, refunds it by, or compares two of its pingbacks by.
  [
    /^\/admin\//,
    { ref: /^[A-Za-z0-9]{1,64}$/, key: /^[A-Za-z0-9]{1,64}:\d{1,6}(?::[A-Za-z0-9._-]{1,64}){0,2}$/ },
  ],
  [
    /^\/api\/brick\/(?:charge|secure)\/?$/,
    {
      ref: /^[A-Za-z0-9]{1,64}$/,
      brick_reference_id: opaque,
      brick_charge_id: /^[A-Za-z0-9]{1,64}(?:_test)?$/,
      brick_secure_token: opaque,
    },
  ],
]

/** Where an operator pastes the whole address of a pingback. React sends it back within what the page showed of it. */
const pastedAt = /^\/admin\/pingbacks\/explain\/?$/
const pastedFields: Fields = { ref: /^[A-Za-z0-9]{1,64}$/ }

/** Secrets, headers that programs fill with numbers, and the shop's own, which are not the client's. */
const unreadHeaders = new RegExp(
  [
    '^(?:cookie|authorization|content-length|if-(?:none-)?match|if-range|next-router-state-tree',
    '(?:elastic-apm-)?traceparent|tracestate|baggage|sentry-trace|uber-trace-id|b3|cf-ray|x-amzn-trace-id',
    `x-cloud-trace-context|(?:x-b3|x-datadog|x-instana|x-ot)-.*|${rawUrlHeader}|${peerHeader}|${arrivalHeader})$`,
  ].join('|'),
)

/** What React puts before the name of a field of a form that its scripts send. */
const reactPrefix = /^_?\d{1,4}_/

/** The page of an event in the ledger, by the payment's reference. */
const ledgerPath =
  /^((?:https?:\/\/[^/?#]{1,255})?\/admin\/pingbacks\/ledger\/)[A-Za-z0-9]{1,64}(?=(?::|%3A)\d)/i

/** In how many others a value may be wrapped (JSON in a form's field, an address in a query) and still be read. */
const maxWrappings = 4

export type CardGuardVerdict = 'clean' | 'card_number' | 'too_large'

/**
 * Looks through everything that a request carries (address, headers, body: form, JSON, multipart or text, at any depth)
 * for what could be a card number. The provider's own identifiers are exempt on the provider's routes. Reads the body up
 * to the route's limit and no further.
 *
 * @param shopUrl the shop's own address, which distinguishes its pages from other sites'
 */
export async function inspectRequest(
  request: Request,
  shopUrl: string,
  work: Work = { steps: 0 },
): Promise<CardGuardVerdict> {
  const { pathname, search } = new URL(request.url)
  const { origin } = new URL(shopUrl)
  const target = request.headers.get(rawUrlHeader) ?? `${pathname}${search}`
  if (!isHeadClean(target, request.headers, origin, work)) return 'card_number'
  const reading = new Reading(origin, work)
  if (!request.body) return 'clean'
  const limit = bodyLimit(pathname)
  const declared = Number(request.headers.get('content-length') ?? 0)
  const body = declared > limit ? undefined : await readBody(request.body, limit)
  if (!body) return 'too_large'
  if (pastedAt.test(pathname)) reading.expectPasted(pastedFields)
  await addBody(reading, body, request.headers.get('content-type') ?? '', pathname)
  return reading.findsCardNumber() ? 'card_number' : 'clean'
}

/**
 * Whether the address and the headers of a request hold nothing that could be a card number.
 *
 * @param target the request target as it came over the wire
 * @param origin the shop's own
 */
export function isHeadClean(
  target: string,
  headers: Iterable<[name: string, value: string]>,
  origin: string,
  work: Work = { steps: 0 },
): boolean {
  const reading = new Reading(origin, work)
  if (hasDigitsEnough(target)) reading.add(target)
  for (const [name, value] of headers) {
    if (!hasDigitsEnough(value)) continue
    const isRead = name === 'referer' ? reading.isOwnAddress(value) : !unreadHeaders.test(name)
    if (isRead) reading.add(headerText(value))
  }
  return !reading.findsCardNumber()
}

const [zero, nine, lastPlain] = ['0', '9', '~'].map((character) => character.charCodeAt(0)) as [
  number,
  number,
  number,
]

/** What letters can be hidden behind, and what a value is wrapped in: such a text must be read to be judged. */
const wraps = new Set(Array.from('%\\[{', (character) => character.charCodeAt(0)))

const isLetter = (code: number) => (code | 32) >= 97 && (code | 32) <= 122

/** Whether a text could hold a card number, judging by its digits: letters end one. True for all that is not plain ASCII. */
export function hasDigitsEnough(text: string): boolean {
  let digits = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > lastPlain || wraps.has(code)) return true
    if (code >= zero && code <= nine) {
      if (++digits >= shortest) return true
    } else if (isLetter(code)) digits = 0
  }
  return false
}

/** The whole of a body; undefined as soon as it proves longer than the limit. */
async function readBody(
  stream: ReadableStream<Uint8Array>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const reader = stream.getReader()
  const body = new Uint8Array(limit)
  let length = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (length + part.value.length > limit) {
      // Not awaited: this is one half of a copied body, and the other would have to be cancelled too.
      void reader.cancel()
      return undefined
    }
    body.set(part.value, length)
    length += part.value.length
  }
  return body.subarray(0, length)
}

async function addBody(
  reading: Reading,
  body: Uint8Array<ArrayBuffer>,
  contentType: string,
  pathname: string,
): Promise<void> {
  const text = new TextDecoder().decode(body)
  if (/^application\/x-www-form-urlencoded/i.test(contentType)) {
    reading.addPairs(new URLSearchParams(text), providerFieldsOf(pathname))
  } else if (/^multipart\/form-data/i.test(contentType)) {
    const form = await new Response(body, { headers: { 'content-type': contentType } })
      .formData()
      .catch(() => undefined)
    if (!form) return reading.addFile(text)
    const exempt = providerFieldsOf(pathname)
    for (const [name, value] of form) {
      if (typeof value === 'string') reading.addPairs([[name, value]], exempt)
      else {
        reading.addPairs([[name, value.name]], exempt)
        reading.addFile(await value.text())
      }
    }
  } else reading.add(text)
}

type Fields = Readonly<Record<string, RegExp>>

function providerFieldsOf(pathname: string): Fields | undefined {
  return providerFields.find(([route]) => route.test(pathname))?.[1]
}

interface Item {
  value: unknown
  /** In how many others it was wrapped. */
  depth: number
  spelling: Spelling
  /** The JSON that it was read from, as long as nobody has looked at that itself. */
  json?: { text: string | undefined }
}

/** What is still to be looked at. A list and no recursion: strangers nest as deeply as they like. */
class Reading {
  readonly #rest: Item[] = []
  readonly #origin: string
  readonly #work: Work
  #pasted: Fields | undefined

  constructor(origin: string, work: Work) {
    this.#origin = origin
    this.#work = work
  }

  add(given: unknown, depth = 0, json?: Item['json']): void {
    const value = typeof given === 'string' ? given.replace(ledgerPath, '$1') : given
    this.#rest.push({ value, depth, spelling: 'typed', ...(json && { json }) })
  }

  /** A file's content, in which nothing is wrapped or typed. */
  addFile(value: string): void {
    this.#rest.push({ value, depth: maxWrappings, spelling: 'exact' })
  }

  addPairs(pairs: Iterable<[string, string]>, exempt: Fields | undefined, depth = 0): void {
    for (const [name, value] of pairs) {
      const field = name.replace(reactPrefix, '')
      if (exempt && Object.hasOwn(exempt, field) && exempt[field]?.test(value)) continue
      this.add(name, depth)
      this.add(value, depth)
    }
  }

  /** From here on, these fields are exempt also within an address that is part of a text, whosever it is. */
  expectPasted(fields: Fields): void {
    this.#pasted = fields
  }

  isOwnAddress(text: string): boolean {
    return text.startsWith('/') || text.startsWith(`${this.#origin}/`)
  }

  findsCardNumber(): boolean {
    for (let item = this.#rest.pop(); item; item = this.#rest.pop()) {
      this.#work.steps++
      if (this.#holds(item)) return true
    }
    return false
  }

  #holds({ value, depth, spelling, json }: Item): boolean {
    if (typeof value === 'string') {
      if (
        depth < maxWrappings &&
        (this.#openAddress(value, depth) || this.#openJson(value, depth) || this.#openPasted(value, depth))
      )
        return false
      if (depth < maxWrappings) this.#openEscapes(value, depth)
      return holdsCardNumber(value, spelling, this.#work)
    }
    if (typeof value === 'number') {
      // Such a number has lost digits, so its text is looked at.
      const exact = Number.isInteger(value) && !Number.isSafeInteger(value) ? json?.text : undefined
      if (exact !== undefined && json) json.text = undefined
      return [String(value), exact ?? ''].some((text) => holdsCardNumber(text, 'exact', this.#work))
    }
    if (typeof value !== 'object' || value === null) return false
    for (const [name, inner] of Object.entries(value)) {
      if (!Array.isArray(value)) this.add(name, maxWrappings)
      if (!this.#isPastedField(value, name)) this.add(inner, depth, json)
    }
    return false
  }

  /** Whether this is the value of `{ name: 'ref', value: '…' }`, as a pasted address is shown part by part. */
  #isPastedField(part: object, key: string): boolean {
    const { name, value } = part as { name?: unknown; value?: unknown }
    if (key !== 'value' || typeof name !== 'string' || typeof value !== 'string') return false
    return (
      this.#pasted !== undefined &&
      Object.hasOwn(this.#pasted, name) &&
      this.#pasted[name]?.test(value) === true
    )
  }

  #openPasted(text: string, depth: number): boolean {
    if (!this.#pasted || !text.includes('=')) return false
    const [address = '', ...anchor] = text.trim().split('#')
    const question = address.indexOf('?')
    this.add(address.slice(0, question + 1), depth + 1)
    this.add(anchor.join('#'), depth + 1)
    this.addPairs(new URLSearchParams(address.slice(question + 1)), this.#pasted, depth + 1)
    return true
  }

  #openAddress(text: string, depth: number): boolean {
    const question = text.indexOf('?')
    if (question < 0 || !this.isOwnAddress(text)) return false
    const path = text.slice(text.startsWith('/') ? 0 : this.#origin.length, question)
    const query = text.slice(question + 1)
    const exempt = providerFieldsOf(path)
    this.add(path, depth + 1)
    // A provider may append a query to an address that has one (brick.md §8).
    const pairs = new URLSearchParams(exempt ? query.replaceAll('?', '&') : query)
    this.addPairs(pairs, exempt, depth + 1)
    return true
  }

  #openJson(text: string, depth: number): boolean {
    if (!/^\s*[[{"]/.test(text)) return false
    try {
      this.add(JSON.parse(text), depth + 1, { text })
      return true
    } catch {
      return false
    }
  }

  #openEscapes(text: string, depth: number): void {
    if (!text.includes('%')) return
    // Decodes what can be decoded, where decodeURIComponent would fail at the first invalid escape.
    const query = text.replaceAll('&', '%26').replaceAll('+', '%2B')
    const decoded = new URLSearchParams(`text=${query}`).get('text') ?? ''
    if (decoded !== text) this.add(decoded, depth + 1)
  }
}

/** Node hands on a header's bytes one by one; programs send UTF-8. */
function headerText(value: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'latin1'))
  } catch {
    return value
  }
}
