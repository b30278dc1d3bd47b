import { createHmac, randomBytes } from 'node:crypto'
import { signaturesEqual } from '@/lib/paymentwall/signature'

// Time-based one-time passwords (RFC 6238), as every authenticator takes them without being told: SHA-1, 30 s, six digits.
const stepSeconds = 30
const digits = 6
const secretBytes = 20

/** Steps beside the present one that are taken too: clocks differ, and people type. */
const tolerance = 1

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A new secret. */
export function newSecret(): Buffer {
  return randomBytes(secretBytes)
}

/** A secret as authenticators take it by hand (RFC 4648, base 32, without padding). */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('')
}

/** The number of the 30 s that a moment lies in. */
export function stepAt(at: Date): number {
  return Math.floor(at.getTime() / 1000 / stepSeconds)
}

/** The code of a step (RFC 4226, 5.3). */
export function codeAt(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = digest.readUInt8(digest.length - 1) & 0xf
  const number = digest.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The step whose code this is, at most one before or after that of a moment; undefined for a wrong code. */
export function stepOf(secret: Uint8Array, code: string, at: Date): number | undefined {
  const now = stepAt(at)
  const steps = Array.from({ length: 2 * tolerance + 1 }, (_, place) => now - tolerance + place)
  return steps.find((step) => step >= 0 && signaturesEqual(code, codeAt(secret, step)))
}

/** The address by which an authenticator takes a secret over, for the account of an e-mail address at a shop. */
export function enrolmentUri(secret: Uint8Array, issuer: string, email: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(email)}`
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`
}
