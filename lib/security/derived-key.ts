import { hkdfSync } from 'node:crypto'
import { env } from '@/lib/env'

/** A 32-byte key for one purpose, derived from NEXTAUTH_SECRET, so that no two uses share a key. */
export function derivedKey(purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', env().NEXTAUTH_SECRET, '', purpose, 32))
}
