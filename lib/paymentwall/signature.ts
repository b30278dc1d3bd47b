import { createHash, timingSafeEqual } from 'node:crypto'

/** 2: MD5, 3: SHA-256. Version 1 signs a few fields only and is never used here. */
export type SignVersion = 2 | 3

/**
 * The text that is signed: every parameter sorted by name, `name=value` without delimiters (pingback.md §11, widget.md §4).
 * Names are ASCII, so code-unit order is byte order. Nested names are written flat: `history[registration_date]`.
 */
export function baseString(parameters: Iterable<readonly [name: string, value: string]>): string {
  return [...parameters]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('')
}

/** The lower-case hex digest over base string and secret, as UTF-8. */
export function signature(
  parameters: Iterable<readonly [name: string, value: string]>,
  version: SignVersion,
  secret: string,
): string {
  return createHash(version === 3 ? 'sha256' : 'md5')
    .update(baseString(parameters) + secret, 'utf8')
    .digest('hex')
}

/** Compares two digests, as text, in constant time; upper-case hex is not equal. */
export function signaturesEqual(given: string, expected: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}
