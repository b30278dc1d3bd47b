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
    'SHOP_URL is an https:// address that answers with HSTS and without mixed content, and every request to a payment page came over HTTPS. Either has to be seen, and the older decides until when.',
  rationale: 'On a page that comes over HTTP, anybody between can put in a form of their own.',
  limits:
    'What a proxy in TRUSTED_PROXIES says of a request is believed. A day with a request over HTTP fails the point for 30 days. Certificate, TLS versions and the redirect from http:// are for the probe from outside. For an address on this machine, what is asked for is TLS alone, neither HSTS nor a proxy that tells the scheme.',
  fix: 'Set SHOP_URL to the https:// address, have the proxy send X-Forwarded-Proto, and add it to TRUSTED_PROXIES.',
  freshDays: 30,
  parts: httpsParts,
  notUsed: noCards,
  judge: overHttps,
}
