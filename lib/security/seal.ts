import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { env } from '@/lib/env'

// One byte of format, the nonce, the tag, then what was sealed.
const format = 1
const nonceBytes = 12
const tagBytes = 16
const headBytes = 1 + nonceBytes + tagBytes

/**
 * Encrypts a text for storage with DATA_ENCRYPTION_KEY (AES-256-GCM).
 *
 * @param place where it is stored, for example `saved-card <id>`: it opens there and nowhere else, so that a sealed value
 *   copied to another row is worth nothing
 */
export function seal(text: string, place: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(env().DATA_ENCRYPTION_KEY, 'base64'), nonce)
  cipher.setAAD(Buffer.from(place))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return new Uint8Array(Buffer.concat([Buffer.of(format), nonce, cipher.getAuthTag(), sealed]))
}

/**
 * Decrypts what {@link seal} made, with DATA_ENCRYPTION_KEY or else DATA_ENCRYPTION_KEY_PREVIOUS; undefined when it was
 * altered, belongs to another place, or neither key fits.
 */
export function unseal(sealed: Uint8Array, place: string): string | undefined {
  const { DATA_ENCRYPTION_KEY: current, DATA_ENCRYPTION_KEY_PREVIOUS: previous } = env()
  for (const key of [current, previous]) {
    const text = key === undefined ? undefined : open(Buffer.from(sealed), place, Buffer.from(key, 'base64'))
    if (text !== undefined) return text
  }
  return undefined
}

function open(sealed: Buffer, place: string, key: Buffer): string | undefined {
  if (sealed.length < headBytes || sealed[0] !== format) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(Buffer.from(place))
  decipher.setAuthTag(sealed.subarray(1 + nonceBytes, headBytes))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(headBytes)), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
