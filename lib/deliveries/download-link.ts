import { createHmac } from 'node:crypto'
import { signaturesEqual } from '@/lib/paymentwall/signature'
import { derivedKey } from '@/lib/security/derived-key'

const lifetimeSeconds = 15 * 60

function sign(deliveryId: string, expires: number): string {
  const key = derivedKey('download-link')
  return createHmac('sha256', key).update(`${deliveryId} ${expires}`).digest('base64url')
}

/** A path that opens a delivered file for 15 minutes, for its owner's session only. */
export function downloadLink(deliveryId: string): string {
  const expires = Math.floor(Date.now() / 1000) + lifetimeSeconds
  return `/api/downloads/${deliveryId}?expires=${expires}&signature=${sign(deliveryId, expires)}`
}

/** Whether a link is one of ours, and still good. */
export function checkDownloadLink(
  deliveryId: string,
  expires: string | null,
  signature: string | null,
): 'valid' | 'expired' | 'forged' {
  if (!signaturesEqual(signature ?? '', sign(deliveryId, Number(expires)))) return 'forged'
  return Number(expires) * 1000 > Date.now() ? 'valid' : 'expired'
}
