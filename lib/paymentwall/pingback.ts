import { createHash } from 'node:crypto'
import { signedCallNames } from '@/lib/paymentwall/names'
import { type SignVersion, signature, signaturesEqual } from '@/lib/paymentwall/signature'

/** A pingback's parameters, decoded once, in the order they came. */
export type PingbackParameters = ReadonlyMap<string, string>

export type ParseFault =
  | 'query_too_long'
  | 'too_many_parameters'
  | 'malformed_encoding'
  | 'unknown_parameter'
  | 'repeated_parameter'
  | 'malformed_value'
  | 'missing_parameter'

/** What a change of settings can fix. */
export interface FormFault {
  fault: 'unknown_parameter' | 'malformed_value'
  parameter: string
}

/** A query in which names and values alone are at fault: each name comes once, and a merchant could have configured it. */
export interface FaultyForm {
  parameters: PingbackParameters
  faults: readonly FormFault[]
}

type Parsed =
  | { ok: true; parameters: PingbackParameters }
  | { ok: false; fault: ParseFault; parameter?: string; form?: FaultyForm }

const maxQueryBytes = 8192
const maxParameters = 64

const decimal = /^(?:\d{1,11}(?:\.\d{1,3})?)?$/
const currency = /^(?:[A-Z]{3})?$/
const reference = /^[A-Za-z0-9_-]{1,64}$/
const dateTime = /^(?:\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2})?)?$/

/**
 * Each name that Paymentwall itself sends, with the grammar of its values (pingback.md §2). None lets an `=` through. What
 * is no part of a payment's identity may be empty: a genuine refund must not fail for a reason that was left out.
 */
const standardGrammar: ReadonlyMap<string, RegExp> = new Map([
  ['uid', /^[A-Za-z0-9._@+-]{1,64}$/],
  ['goodsid', /^[A-Za-z0-9._-]{1,256}$/],
  ['ref', reference],
  ['type', /^(?:0|[1-9]\d{0,5})$/],
  ['sign_version', /^[23]$/],
  ['sig', /^(?:[0-9a-f]{32}|[0-9a-f]{64})$/],
  ['slength', /^(?:-?\d{1,5})?$/],
  ['speriod', /^(?:day|week|month|year)?$/],
  ['is_test', /^[01]?$/],
  ['reason', /^\d{0,4}$/],
  ['merchant_refund_id', /^[A-Za-z0-9._-]{0,64}$/],
  ['refund_amount', decimal],
])

/** Custom parameters that the shop understands, by the name the merchant gives them (pingback.md §6). */
const customGrammar: ReadonlyMap<string, RegExp> = new Map([
  ['price', decimal],
  ['price_currency', currency],
  ['paid_currency', currency],
  ['initial_ref', /^[A-Za-z0-9_-]{0,64}$/],
  ['subscription_id', /^[A-Za-z0-9_-]{0,64}$/],
  ['paid_at', dateTime],
  ['next_charge_at', dateTime],
])

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it keeps out
const anyText = /^[^=\x00-\x1f\x7f\ufffd]{0,512}$/

/** Whether the shop knows what a parameter means, and so the grammar of its values; of others it knows text alone. */
export function isUnderstood(name: string): boolean {
  return standardGrammar.has(name) || customGrammar.has(name)
}

const required = ['uid', 'type', 'ref', 'sig'] as const

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Percent-decodes once; undefined for a broken escape, bytes that are not UTF-8, or NUL. */
export function decode(text: string): string | undefined {
  const spaced = text.replaceAll('+', ' ')
  if (/%(?![0-9A-Fa-f]{2})|[^\0-\xff]/.test(spaced)) return undefined
  const bytes = Buffer.from(
    // latin1 keeps each escaped byte; what was not escaped came as ASCII or as raw UTF-8 bytes.
    spaced.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
  if (bytes.includes(0)) return undefined
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * Whether no merchant can have configured a name: one that the shop's own signed calls use, an array, or none at all. With
 * a right digest, a query of such names is the URL of a signed call, cut differently.
 */
function isForeign(name: string): boolean {
  return signedCallNames.has(name) || /^$|[[\]=]/.test(name)
}

/**
 * Reads the raw query string of a pingback: split at `&` and the first `=`, decoded once, and refused unless every name
 * is known, none comes twice and every value fits its name's grammar. So strict because the signed string has no
 * delimiters: what can't be cut in two ways can't be forged by cutting (docs/pingbacks.md). Empty pieces are nothing.
 *
 * @param custom names of the custom parameters configured for the project
 */
export function parsePingback(query: string, custom: readonly string[]): Parsed {
  if (query.length > maxQueryBytes) return { ok: false, fault: 'query_too_long' }
  const pairs = query.split('&').filter((pair) => pair !== '')
  if (pairs.length > maxParameters) return { ok: false, fault: 'too_many_parameters' }
  const parameters = new Map<string, string>()
  const faults: FormFault[] = []
  const refused = (fault: ParseFault, parameter?: string): Parsed => ({
    ok: false,
    ...(faults[0] ?? { fault, ...(parameter !== undefined && { parameter }) }),
  })
  for (const pair of pairs) {
    const equals = pair.indexOf('=')
    const name = decode(equals < 0 ? pair : pair.slice(0, equals))
    const value = decode(equals < 0 ? '' : pair.slice(equals + 1))
    if (name === undefined || value === undefined) return refused('malformed_encoding')
    if (parameters.has(name)) return refused('repeated_parameter', name)
    const grammar =
      standardGrammar.get(name) ?? (custom.includes(name) ? (customGrammar.get(name) ?? anyText) : undefined)
    if (!grammar) faults.push({ fault: 'unknown_parameter', parameter: name })
    else if (!grammar.test(value)) faults.push({ fault: 'malformed_value', parameter: name })
    parameters.set(name, value)
  }
  const missing = required.find((name) => !parameters.get(name))
  if (missing) return refused('missing_parameter', missing)
  const [first] = faults
  if (!first) return { ok: true, parameters }
  const isRecoverable = ![...parameters.keys()].some(isForeign)
  return { ok: false, ...first, ...(isRecoverable && { form: { parameters, faults } }) }
}

/** The signature version a pingback names; 1 when it names none (pingback.md §1). */
export function signVersionOf(parameters: PingbackParameters): 1 | SignVersion {
  const version = parameters.get('sign_version')
  return version === '3' ? 3 : version === '2' ? 2 : 1
}

/**
 * Whether `sig` is the digest of all other parameters under one of the secrets, by the version the pingback names
 * (pingback.md §11). Pure: knows no settings. Returns the name of the secret that fits.
 */
export function verifySignature(
  parameters: PingbackParameters,
  secrets: Iterable<readonly [name: string, secret: string]>,
): string | undefined {
  const version = signVersionOf(parameters)
  const given = parameters.get('sig')
  if (version === 1 || !given) return undefined
  const signed = [...parameters].filter(([name]) => name !== 'sig')
  for (const [name, secret] of secrets) {
    if (signaturesEqual(given, signature(signed, version, secret))) return name
  }
  return undefined
}

/** The fields that version 1 signs, in this order, whatever else is sent (pingback.md §11): Digital Goods, and Brick without goods. */
const version1Fields = [
  ['uid', 'goodsid', 'slength', 'speriod', 'type', 'ref'],
  ['uid', 'slength', 'speriod', 'type', 'ref'],
] as const

function version1Digests(parameters: PingbackParameters, secret: string): string[] {
  return version1Fields.map((fields) => {
    const base = fields.map((name) => `${name}=${parameters.get(name) ?? ''}`).join('')
    return createHash('md5')
      .update(base + secret)
      .digest('hex')
  })
}

/**
 * Who signed a pingback that is refused for its form or its version: as {@link verifySignature}, but by version 1 too where
 * none or 1 is named, and by the digest's length where the version is none that exists. For advice to the merchant alone:
 * what fits here is not genuine by it.
 *
 * @returns the name of the secret that fits
 */
export function signerOfRefused(
  parameters: PingbackParameters,
  secrets: Iterable<readonly [name: string, secret: string]>,
): string | undefined {
  const named = parameters.get('sign_version') ?? ''
  const given = parameters.get('sig') ?? ''
  const signed = [...parameters].filter(([name]) => name !== 'sig')
  const version = named === '2' || named === '3' ? Number(named) : given.length === 64 ? 3 : 2
  for (const [name, secret] of secrets) {
    const digests =
      named === '' || named === '1'
        ? version1Digests(parameters, secret)
        : [signature(signed, version === 3 ? 3 : 2, secret)]
    if (digests.some((digest) => signaturesEqual(given, digest))) return name
  }
  return undefined
}
