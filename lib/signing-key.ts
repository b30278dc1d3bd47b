import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

/**
 * A private Ed25519 key from a setting: PKCS#8 as PEM, whose line ends may be written as `\n`, or as base64 of either form.
 *
 * @throws for anything else
 */
export function readSigningKey(text: string): KeyObject {
  const given = text.includes('-----') ? text : Buffer.from(text, 'base64')
  const isPem = typeof given === 'string' || given.includes('-----BEGIN')
  const key = isPem
    ? createPrivateKey(String(given).replaceAll('\\n', '\n'))
    : createPrivateKey({ key: Buffer.from(given), format: 'der', type: 'pkcs8' })
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 key')
  return key
}

/** The public half of a key, or the key itself, as DER (SubjectPublicKeyInfo). */
export function publicBytes(key: KeyObject): Buffer {
  const half = key.type === 'private' ? createPublicKey(key) : key
  return half.export({ type: 'spki', format: 'der' })
}

/** The public half of a key as PEM. */
export function publicPem(key: KeyObject): string {
  return `-----BEGIN PUBLIC KEY-----\n${publicBytes(key).toString('base64')}\n-----END PUBLIC KEY-----\n`
}

/** A key's fingerprint: SHA-256 of its public half (SubjectPublicKeyInfo), in 64 hexadecimal digits. */
export function fingerprintOf(key: KeyObject): string {
  return createHash('sha256').update(publicBytes(key)).digest('hex')
}

/** The fingerprint that a text writes in any grouping, or that a public key in PEM has; undefined for neither. */
export function readFingerprint(text: string): string | undefined {
  const digits = text.replace(/[\s:-]/g, '').toLowerCase()
  if (/^[0-9a-f]{64}$/.test(digits)) return digits
  if (!text.includes('-----BEGIN PUBLIC KEY-----')) return undefined
  try {
    const key = createPublicKey(text)
    return key.asymmetricKeyType === 'ed25519' ? fingerprintOf(key) : undefined
  } catch {
    return undefined
  }
}

/** A fingerprint as people compare it: in groups of four. */
export function inGroups(fingerprint: string): string {
  return fingerprint.replace(/(.{4})(?=.)/g, '$1 ')
}
