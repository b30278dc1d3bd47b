import { env } from '@/lib/env'
import type { BrickAccount } from '@/lib/paymentwall/brick-call'

/**
 * Brick's API and our key to it.
 *
 * @throws without Brick keys
 */
export function brickAccount(): BrickAccount {
  const { PAYMENTWALL_API_URL: apiUrl, BRICK_PRIVATE_KEY: privateKey } = env()
  if (privateKey === undefined) throw new Error('Cards can’t be charged: BRICK_PRIVATE_KEY is not set.')
  return { apiUrl, privateKey }
}

/** Our project at Paymentwall, as the calls about payments know it. */
export function projectAccount() {
  const { PAYMENTWALL_API_URL, PAYMENTWALL_PROJECT_KEY, PAYMENTWALL_SECRET_KEY } = env()
  return {
    apiUrl: PAYMENTWALL_API_URL,
    projectKey: PAYMENTWALL_PROJECT_KEY,
    secretKey: PAYMENTWALL_SECRET_KEY,
  }
}

/** Whether a browser may be sent to this address for 3-D Secure: a page of the provider's own hosts. */
export function isProviderPage(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { PAYMENTWALL_API_URL, PAYMENTWALL_MODE } = env()
  const hosts = PAYMENTWALL_MODE === 'local' ? [] : ['https://api.paymentwall.com', 'https://pwgateway.com']
  return [PAYMENTWALL_API_URL, ...hosts].includes(new URL(address).origin)
}
