import { noCards } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'
import { overHttps } from '@/lib/golive/transport'

/** C1: cards are entered on a page that is reached over HTTPS alone. */
export const paymentPageHttps: Check = {
  id: 'C1',
  version: 1,
  title: 'The payment page is on HTTPS',
  asked: 'The payment page is served over HTTPS.',
  sources: [{ document: 'technical review', number: 'Brick 1' }],
  criterion:
    'SHOP_URL is an https:// address that answers with HSTS and without mixed content, and every request to a payment page came over HTTPS.',
  rationale: 'On a page that comes over HTTP, anybody between can put in a form of their own.',
  limits:
    'What a proxy in TRUSTED_PROXIES says of a request is believed. Certificate, TLS versions and the redirect from http:// are for the probe from outside. For an address on this machine, what is asked for is TLS alone, neither HSTS nor a proxy that tells the scheme.',
  fix: 'Set SHOP_URL to the https:// address, have the proxy send X-Forwarded-Proto, and add it to TRUSTED_PROXIES.',
  freshDays: 30,
  notUsed: noCards,
  judge: overHttps,
}
