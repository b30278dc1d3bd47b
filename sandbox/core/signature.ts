import { createHash, timingSafeEqual } from 'node:crypto'
import { type ApiType, apiTypeOf } from './api-type'
import { lastValue, type Parameter } from './parameters'

export type SignVersion = 1 | 2 | 3

const byBytes = (left: string, right: string) => Buffer.compare(Buffer.from(left), Buffer.from(right))
const isIndex = (key: string) => /^(0|[1-9]\d*)$/.test(key)
const bySubkey = (left: string, right: string) =>
  isIndex(left) && isIndex(right) ? Number(left) - Number(right) : byBytes(left, right)

/**
 * The string that versions 2 and 3 sign, without the secret: every parameter except the signature itself,
 * sorted by name in byte order (numeric sub-keys by number), `name=value` glued without a separator.
 */
export function baseString(parameters: readonly Parameter[], signatureName: 'sig' | 'sign'): string {
  const groups = new Map<string, Map<string | null, string>>()
  for (const [name, value] of parameters) {
    if (name === signatureName) continue
    const [, top = name, subkey = null] = /^([^[]+)\[(.*)\]$/s.exec(name) ?? []
    const group = groups.get(top) ?? new Map<string | null, string>()
    groups.set(top, group.set(subkey, value))
  }
  return [...groups]
    .sort(([left], [right]) => byBytes(left, right))
    .flatMap(([name, group]) =>
      [...group]
        .sort(([left], [right]) => bySubkey(left ?? '', right ?? ''))
        .map(([subkey, value]) => (subkey === null ? `${name}=${value}` : `${name}[${subkey}]=${value}`)),
    )
    .join('')
}

const pingbackV1Fields: Record<ApiType, readonly string[]> = {
  'digital-goods': ['uid', 'goodsid', 'slength', 'speriod', 'type', 'ref'],
  'virtual-currency': ['uid', 'currency', 'type', 'ref'],
  cart: ['uid', 'goodsid', 'type', 'ref'],
}

/** What the deprecated version 1 signs of a pingback: a fixed list in a fixed order, a missing field counts as empty. */
export function signedInV1(parameters: readonly Parameter[]): Parameter[] {
  return pingbackV1Fields[apiTypeOf(parameters)].flatMap((field): Parameter[] => {
    const elements = parameters.filter(([name]) => name.startsWith(`${field}[`))
    return elements.length > 0 ? elements : [[field, lastValue(parameters, field) ?? '']]
  })
}

/** The string that version 1 signs in a pingback. */
export function baseStringV1(parameters: readonly Parameter[]): string {
  return signedInV1(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join('')
}

/** The string that the deprecated version 1 signs in a call: the user alone, so that nothing else is protected. */
export function callStringV1(parameters: readonly Parameter[]): string {
  return lastValue(parameters, 'uid') ?? ''
}

/** Lower-case hex digest of a base string and the secret: MD5 up to version 2, SHA-256 for version 3. */
export function digest(base: string, secret: string, version: SignVersion): string {
  return createHash(version === 3 ? 'sha256' : 'md5')
    .update(base + secret, 'utf8')
    .digest('hex')
}

/** Compares secrets and signatures in constant time. */
export function isSame(expected: string, received: string): boolean {
  const left = Buffer.from(expected)
  const right = Buffer.from(received)
  return left.length === right.length && timingSafeEqual(left, right)
}
