import { createHmac } from 'node:crypto'
import type { Env } from '@/lib/env'
import { signaturesEqual } from '@/lib/paymentwall/signature'

/** With it the go-live probe proves that a pingback is its own. */
export const probeHeader = 'x-go-live-probe'

/**
 * Shows that somebody has the project's secret key, without showing the key. It is no signature of a pingback, nor a part of
 * one: its key is derived from the secret.
 *
 * @param of an order's id, or the raw query of a pingback
 */
export function probeProof(kind: 'order' | 'pingback', of: string, secret: string): string {
  const key = createHmac('sha256', secret).update('go-live probe').digest()
  return createHmac('sha256', key).update(`${kind}\n${of}`).digest('hex')
}

/** Whether the project's own probe has sent this, to a shop that is not live. */
export function isOfProbe(
  given: string | null,
  query: string,
  { PAYMENTWALL_MODE, PAYMENTWALL_SECRET_KEY }: Pick<Env, 'PAYMENTWALL_MODE' | 'PAYMENTWALL_SECRET_KEY'>,
): boolean {
  if (given === null || PAYMENTWALL_MODE === 'live') return false
  return signaturesEqual(given, probeProof('pingback', query, PAYMENTWALL_SECRET_KEY))
}
