import { createHash } from 'node:crypto'
import type { Env } from '@/lib/env'

/** A setting that names or opens something, as it may be shown. */
export interface ShownKey {
  name: string
  shown: string
}

const names = ['PAYMENTWALL_PROJECT_KEY', 'BRICK_PUBLIC_KEY'] as const

/** The variables whose values nobody may read. */
export const secretNames = [
  'PAYMENTWALL_SECRET_KEY',
  'PAYMENTWALL_SECRET_KEY_PREVIOUS',
  'BRICK_PRIVATE_KEY',
  'NEXTAUTH_SECRET',
  'DATA_ENCRYPTION_KEY',
  'DATA_ENCRYPTION_KEY_PREVIOUS',
  'METRICS_TOKEN',
  'REPORT_SIGNING_KEY',
  'SMTP_URL',
] as const

/** A name that others may know, by its ends. */
function ends(text: string): string {
  return text.length < 12 ? '…' : `${text.slice(0, 4)}…${text.slice(-4)}`
}

/** By what two secrets are told apart without either being shown: what `printf %s "$SECRET" | sha256sum` begins with. */
function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 8)
}

/** The keys of the shop: names by their ends, of secrets whether they are set and a fingerprint. */
export function shownKeys(env: Env): ShownKey[] {
  return [
    ...names.map((name) => ({ name, shown: env[name] ? ends(env[name]) : 'Not set' })),
    ...secretNames.map((name) => ({
      name,
      shown: env[name] ? `Set, fingerprint ${fingerprint(env[name])}` : 'Not set',
    })),
  ]
}
