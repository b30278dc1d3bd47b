import { createHmac } from 'node:crypto'
import { signaturesEqual } from '@/lib/paymentwall/signature'
import { derivedKey } from '@/lib/security/derived-key'

/** Longer than anybody keeps a payment page open. */
const lifetimeSeconds = 24 * 60 * 60

function sign(expires: string): string {
  return createHmac('sha256', derivedKey('policy-report')).update(expires).digest('base64url')
}

/** Where the browser reports what a payment page's policy blocked, for the page rendered now: it takes reports for a day. */
export function reportAddress(now = Date.now()): string {
  // In letters and digits, so that it can't be taken for a number that matters.
  const expires = Math.floor(now / 1000 + lifetimeSeconds).toString(36)
  return `/api/csp-report?token=${expires}.${sign(expires)}`
}

/** Whether a report comes from one of our payment pages, by the token in its address. */
export function isReportToken(token: string | null, now = Date.now()): boolean {
  const [expires = '', signature = ''] = token?.split('.') ?? []
  return signaturesEqual(signature, sign(expires)) && Number.parseInt(expires, 36) * 1000 > now
}
