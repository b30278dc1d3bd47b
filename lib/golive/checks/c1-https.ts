import { noCards } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'
import { httpsParts, overHttps } from '@/lib/golive/transport'

/** C1: cards are entered on a page that is reached over HTTPS alone. */
export const paymentPageHttps: Check = {
  id: 'C1',
  version: 2,
  title: 'The payment page is on HTTPS',
  asked: 'The payment page is served over HTTPS.',
  sources: [{ document: 'technical review', number: 'Brick 1' }],
  criterion:
    'SHOP_URL is an https:// address that answers with HSTS and no mixed content, and every request to a payment page used HTTPS. Both must have been seen; the older of the two determines how long the point is valid.',
  rationale: 'Over HTTP, anyone on the network path could replace the payment form.',
  limits:
    'It trusts the scheme reported by proxies in TRUSTED_PROXIES. A single request over HTTP fails the point for 30 days. The certificate, TLS versions and the redirect from http:// are checked by the probe. A loopback address needs only TLS, not HSTS or a proxy.',
  fix: 'Set SHOP_URL to the https:// address, make the proxy send X-Forwarded-Proto, and add the proxy to TRUSTED_PROXIES.',
  freshDays: 30,
  parts: httpsParts,
  notUsed: noCards,
  judge: overHttps,
}
