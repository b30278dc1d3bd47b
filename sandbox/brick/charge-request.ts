import { lastValue, type Parameter } from '../core/parameters'
import type { Period } from '../core/state'
import { BrickError } from './errors'

export interface ChargeRequest {
  token: string
  amount: string
  currency: string
  email: string
  uid: string
  plan: string | null
  description: string
  holder: string
  captures: boolean
  storesCard: boolean
  wantsSecure: boolean
  returnsUrl: boolean
  redirectUrl: string | null
  chargeId: string | null
  secureToken: string | null
  referenceId: string | null
  period: Period | null
  isFreeAllowed: boolean
  parameters: Parameter[]
}

/** Reads a charge request; throws 4005, 3008, 3301 or 3302 for what is missing. */
export function readChargeRequest(parameters: Parameter[]): ChargeRequest {
  const get = (name: string) => lastValue(parameters, name) ?? ''
  if (parameters.length === 0) throw new BrickError(4005)
  const missing = ['token', 'amount', 'currency', 'email', 'description'].filter((name) => get(name) === '')
  const isPermanent = /^[0-9a-f]{32}$/.test(get('token'))
  const isKnownBrowser =
    get('fingerprint') !== '' || (get('browser_ip') !== '' && get('browser_domain') !== '')
  if (!isKnownBrowser && !isPermanent) missing.push('fingerprint')
  const redirectUrl = get('secure_redirect_url')
  const isAddress = URL.canParse(redirectUrl) && /^https?:$/.test(new URL(redirectUrl).protocol)
  if (redirectUrl !== '' && !isAddress) missing.push('secure_redirect_url')
  if (missing.length > 0) throw new BrickError(3008, missing.join(', '))
  if (!isPermanent && get('customer[firstname]') === '') throw new BrickError(3301)
  if (!isPermanent && get('customer[lastname]') === '') throw new BrickError(3302)
  return {
    token: get('token'),
    amount: get('amount'),
    currency: get('currency'),
    email: get('email'),
    uid: get('uid') || get('email'),
    plan: get('plan') || null,
    description: get('description'),
    holder: `${get('customer[firstname]')} ${get('customer[lastname]')}`.trim(),
    captures: get('options[capture]') !== '0',
    storesCard: get('store_card') !== '0',
    wantsSecure: get('secure') === '1',
    returnsUrl: get('secure_return_method') === 'url',
    redirectUrl: redirectUrl || null,
    chargeId: get('charge_id') || null,
    secureToken: get('secure_token') || null,
    referenceId: get('reference_id') || null,
    period: null,
    isFreeAllowed: false,
    parameters,
  }
}
