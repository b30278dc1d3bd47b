import type { Context } from 'hono'
import { isHttpAddress } from '../core/addresses'
import { lastValue, type Parameter } from '../core/parameters'
import type { Period } from '../core/state'
import { refused, warn } from '../core/strictness'
import { profileShortcomings } from '../core/user-profile'
import type { Emulator } from '../emulator'
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
  shortcomings: BrickError[]
  parameters: Parameter[]
}

/** Reads a charge request; throws 4005 or 3008 for what no charge can do without. */
export function readChargeRequest(parameters: Parameter[]): ChargeRequest {
  const get = (name: string) => lastValue(parameters, name) ?? ''
  if (parameters.length === 0) throw new BrickError(4005)
  const missing = ['token', 'amount', 'currency', 'email', 'description'].filter((name) => get(name) === '')
  const isPermanent = /^[0-9a-f]{32}$/.test(get('token'))
  const isKnownBrowser =
    get('fingerprint') !== '' || (get('browser_ip') !== '' && get('browser_domain') !== '')
  if (!isKnownBrowser && !isPermanent) missing.push('fingerprint')
  const redirectUrl = get('secure_redirect_url')
  if (redirectUrl !== '' && !isHttpAddress(redirectUrl)) missing.push('secure_redirect_url')
  if (missing.length > 0) throw new BrickError(3008, missing.join(', '))
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
    shortcomings: shortcomingsOf(parameters, isPermanent),
    parameters,
  }
}

/** Notes what is wrong with a charge's User Profile and what it lacks; refuses it for the first lack where the project is strict. */
export function tolerate(c: Context, emulator: Emulator, { shortcomings, parameters }: ChargeRequest): void {
  warn(c, profileShortcomings(parameters))
  const reasons = refused(
    c,
    emulator.state.settings,
    shortcomings.map(({ message }) => message),
  )
  const [first] = shortcomings
  if (first && reasons.length > 0) throw first
}

function shortcomingsOf(parameters: readonly Parameter[], isPermanent: boolean): BrickError[] {
  const demanded: [name: string, refusal: BrickError][] = [
    ...(isPermanent
      ? []
      : ([
          ['customer[firstname]', new BrickError(3301)],
          ['customer[lastname]', new BrickError(3302)],
        ] satisfies [string, BrickError][])),
    ['plan', new BrickError(3008, 'plan')],
    ['timestamp', new BrickError(3008, 'timestamp')],
  ]
  return demanded.filter(([name]) => !lastValue(parameters, name)).map(([, refusal]) => refusal)
}
