import type { KeyObject } from 'node:crypto'
import { env } from '@/lib/env'
import { readSigningKey } from '@/lib/signing-key'

/** The private key that signs reports; undefined where none is set. */
export function reportKey(): KeyObject | undefined {
  const { REPORT_SIGNING_KEY: text } = env()
  return text === undefined ? undefined : readSigningKey(text)
}
