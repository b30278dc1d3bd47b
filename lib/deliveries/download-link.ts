import { createHmac, timingSafeEqual } from 'node:crypto'
import { derivedKey } from '@/lib/security/derived-key'

const lifetimeSeconds = 15 * 60

function sign(deliveryId: string, expires: number): Buffer {
  return createHmac('sha256', derivedKey('download-link')).update(`${deliveryId} ${expires}`).digest()
}

/** A path that opens a delivered file for 15 minutes, for its owner's session only. */
export function downloadLink(deliveryId: string): string {
  const expires = Math.floor(Date.now() / 1000) + lifetimeSeconds
  const signature = sign(deliveryId, expires).toString('base64url')
  return `/api/downloads/${deliveryId}?expires=${expires}&signature=${signature}`
}

/** Whether a link is one of ours, and still good. */
export function checkDownloadLink(
  deliveryId: string,
  expires: string | null,
  signature: string | null,
): 'valid' | 'expired' | 'forged' {
  const given = Buffer.from(signature ?? '', 'base64url')
  const expected = sign(deliveryId, Number(expires))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forged'
  return Number(expires) * 1000 > Date.now() ? 'valid' : 'expired'
}
