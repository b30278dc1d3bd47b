import { isHttpAddress } from '../core/addresses'
import { lastValue, type Parameter } from '../core/parameters'
import type { Settings } from '../core/settings'
import { baseString, callStringV1, digest, isSame, type SignVersion } from '../core/signature'
import type { Period, PeriodUnit } from '../core/state'
import { currencies } from '../currencies'
import type { Project } from '../environment'
import { isPeriodUnit, isWithinLimits } from '../subscriptions/limits'

export const notAuthorised = "It looks like you're not authorized to view this content."
export const incomplete = 'This payment page was called with incomplete data.'
const notCovered = 'The emulator does not cover this call.'
export const wrong = 'This payment page was called with wrong data.'

export interface Offer {
  externalId: string
  name: string
  amount: string
  currency: string
  period: Period | null
}

export interface WidgetCall {
  uid: string
  email: string
  country: string
  paymentSystem: string
  offer: Offer
  recurring: boolean
  afterTrial: Offer | null
  isEvaluation: boolean
  isTestMode: boolean
  successUrl: string | null
  failureUrl: string | null
  cancelUrl: string | null
}

export interface Refusal {
  title: string
  reasons: string[]
  signature: { version: string; received: string; baseString: string } | null
}

export type Verdict =
  | { isAccepted: true; call: WidgetCall; shortcomings: string[] }
  | { isAccepted: false; refusal: Refusal }

/** Where clients send widget calls; Node's library sends those for offer widgets to the shortest. */
export const widgetPaths = ['/api/subscription', '/api', '/api/ps', '/api/cart'] as const
export type WidgetPath = (typeof widgetPaths)[number]

const onlyPriced = 'it sells one product that the call itself names, with its price.'

const requiredNames = ['uid', 'amount', 'currencyCode', 'ag_external_id', 'ag_type']
const demandedNames = ['widget', 'ag_name', 'email']
const dateNames = ['timestamp', 'history[registration_date]']
const widgetCode = /^(pw|mo|(p|m|mo|t|w|mw)\d{1,2})(_[A-Za-z0-9]+)*$/
const decimal = /^\d{1,9}(\.\d{1,3}0*)?$/
const unixSeconds = /^\d{10}$/
const smallestDollarAmount = 0.3

/**
 * Judges a widget call in the provider's order: project key, signature, required parameters, money, widget code. What an accepted
 * call lacks of that which only a table of the documentation demands, are its shortcomings.
 */
export function judgeCall(
  parameters: readonly Parameter[],
  project: Project,
  settings: Settings,
  path: WidgetPath = '/api/subscription',
): Verdict {
  const refuse = (title: string, reasons: string[], signature: Refusal['signature'] = null) =>
    ({ isAccepted: false, refusal: { title, reasons, signature } }) as const

  const get = (name: string) => lastValue(parameters, name) ?? ''
  if (get('key') !== project.key) {
    return refuse(notAuthorised, [get('key') ? 'No project has this key.' : 'The parameter key is missing.'])
  }

  const signature = checkSignature(parameters, project.secretKey, settings)
  if (signature.fault) {
    return refuse(notAuthorised, [signature.fault], {
      version: get('sign_version'),
      received: get('sign'),
      baseString: signature.baseString,
    })
  }

  const gap = coverageGap(parameters, path)
  if (gap) return refuse(notCovered, [gap])

  const missing = requiredNames.filter((name) => get(name) === '')
  if (missing.length > 0) {
    return refuse(incomplete, [`Missing: ${missing.join(', ')}.`])
  }

  const call = readCall(parameters)
  const faults = [
    ...valueFaults(parameters),
    ...moneyFaults(call),
    ...periodFaults(parameters, call, settings),
  ]
  if (get('widget') && !widgetCode.test(get('widget')))
    faults.push(`There is no widget with the code ${get('widget')}.`)
  if (get('widget').startsWith('p2') && get('ps') === '') faults.push('A single-method widget needs ps.')
  if (!settings.isLive && !settings.evaluationMode && !call.isEvaluation) {
    faults.push('The project is not live: send evaluation=1, or switch evaluation mode on.')
  }
  if (faults.length > 0) return refuse(wrong, faults)
  return { isAccepted: true, call, shortcomings: shortcomingsOf(parameters) }
}

const isOfferName = (name: string) => name === 'amount' || name === 'currencyCode' || name.startsWith('ag_')

/** Why a signed call belongs to an API that only the provider has; null for a call that bears its product and price. */
function coverageGap(parameters: readonly Parameter[], path: WidgetPath): string | null {
  if (path === '/api/ps') return `It has no Virtual Currency: ${onlyPriced}`
  if (path === '/api/cart') return `It has no Cart: ${onlyPriced}`
  if (parameters.some(([name, value]) => isOfferName(name) && value !== '')) return null
  return path === '/api'
    ? `It has no Virtual Currency and no offers: ${onlyPriced}`
    : `It keeps no products as Paymentwall does: ${onlyPriced}`
}

/** Reads an accepted call; the parameters must have passed `judgeCall`. */
export function readCall(parameters: readonly Parameter[]): WidgetCall {
  const get = (name: string) => lastValue(parameters, name) ?? ''
  const optional = (name: string) => get(name) || null
  const periodOf = (prefix: string): Period | null => {
    const length = Number(get(`${prefix}_length`))
    return get('ag_type') === 'subscription' && length > 0
      ? { length, unit: get(`${prefix}_type`) as PeriodUnit }
      : null
  }
  return {
    uid: get('uid'),
    email: get('email'),
    country: get('country_code') || 'US',
    paymentSystem: get('ps') || 'all',
    offer: {
      externalId: get('ag_external_id'),
      name: get('ag_name') || get('ag_external_id'),
      amount: get('amount'),
      currency: get('currencyCode'),
      period: periodOf('ag_period'),
    },
    recurring: get('ag_recurring') === '1',
    afterTrial:
      get('ag_trial') === '1'
        ? {
            externalId: get('ag_post_trial_external_id'),
            name: get('ag_post_trial_name') || get('ag_post_trial_external_id'),
            amount: get('post_trial_amount'),
            currency: get('post_trial_currencyCode'),
            period: periodOf('ag_post_trial_period'),
          }
        : null,
    isEvaluation: get('evaluation') === '1',
    isTestMode: get('test_mode') === '1',
    successUrl: optional('success_url'),
    failureUrl: optional('failure_url'),
    cancelUrl: optional('cancel_url'),
  }
}

function checkSignature(
  parameters: readonly Parameter[],
  secret: string,
  { strict, widgetMinimumSignVersion }: Settings,
): { fault: string | null; baseString: string } {
  const text = signVersionOf(parameters)
  const base = text === '1' ? callStringV1(parameters) : baseString(parameters, 'sign')
  if (!['1', '2', '3'].includes(text))
    return { fault: `There is no signature version ${text}.`, baseString: base }
  const version = Number(text) as SignVersion
  if (version < Math.max(widgetMinimumSignVersion, strict === 'refuse' ? 2 : 1)) {
    return { fault: `Signature version ${text} is refused here; send sign_version 3.`, baseString: base }
  }
  const received = lastValue(parameters, 'sign') ?? ''
  if (received === '') return { fault: 'The parameter sign is missing.', baseString: base }
  const repeated = parameters.find(([name], index) =>
    parameters.some(([other], at) => other === name && at > index),
  )
  if (repeated) return { fault: `The parameter ${repeated[0]} was sent twice.`, baseString: base }
  const isValid = isSame(digest(base, secret, version), received)
  return { fault: isValid ? null : 'The signature is not valid for the parameters.', baseString: base }
}

function signVersionOf(parameters: readonly Parameter[]): string {
  return lastValue(parameters, 'sign_version') ?? '1'
}

function shortcomingsOf(parameters: readonly Parameter[]): string[] {
  const get = (name: string) => lastValue(parameters, name) ?? ''
  return [
    ...(signVersionOf(parameters) === '1'
      ? ['Signature version 1 protects only uid: a buyer could change the price. Send sign_version 3.']
      : []),
    ...[...demandedNames, ...dateNames]
      .filter((name) => get(name) === '')
      .map((name) => `${name} is missing.`),
    ...dateNames
      .filter((name) => get(name) !== '' && !unixSeconds.test(get(name)))
      .map((name) => `${name} must be unix seconds in ten digits.`),
    ...(get('pingback_url') && !isHttpAddress(get('pingback_url'))
      ? ["pingback_url is not an http or https address, so the pingback goes to the project's."]
      : []),
  ]
}

function valueFaults(parameters: readonly Parameter[]): string[] {
  const get = (name: string) => lastValue(parameters, name) ?? ''
  const faults: string[] = []
  const longest = { uid: 64, ag_name: 256, ag_external_id: 256 }
  for (const [name, limit] of Object.entries(longest)) {
    if (get(name).length > limit) faults.push(`${name} is longer than ${limit} characters.`)
  }
  if (!['fixed', 'subscription'].includes(get('ag_type')))
    faults.push('ag_type must be fixed or subscription.')
  if (get('email') && !/^[^\s@]+@[^\s@]+$/.test(get('email'))) faults.push('email is not an e-mail address.')
  if (get('country_code') && !/^[A-Z]{2}$/.test(get('country_code'))) {
    faults.push('country_code must be two capital letters.')
  }
  return faults
}

function moneyFaults(call: WidgetCall): string[] {
  const offers = call.afterTrial ? [call.offer, call.afterTrial] : [call.offer]
  return offers.flatMap((offer) => {
    if (!currencies.has(offer.currency))
      return [`The currency ${offer.currency || '(none)'} is not supported.`]
    if (!decimal.test(offer.amount))
      return [`The amount ${offer.amount || '(none)'} is not a decimal number.`]
    const isFreeTrial = call.afterTrial !== null && offer === call.offer && Number(offer.amount) === 0
    if (isFreeTrial) return []
    if (Number(offer.amount) <= 0) return ['The amount must be above zero.']
    const isTooSmall = offer.currency === 'USD' && Number(offer.amount) < smallestDollarAmount
    return isTooSmall ? ['The amount must be at least 0.30 USD.'] : []
  })
}

function periodFaults(parameters: readonly Parameter[], call: WidgetCall, settings: Settings): string[] {
  const get = (name: string) => lastValue(parameters, name) ?? ''
  if (get('ag_type') !== 'subscription') return []
  const faults: string[] = []
  const check = (prefix: string) => {
    const [length, unit] = [get(`${prefix}_length`), get(`${prefix}_type`)]
    if (!/^[1-9]\d{0,3}$/.test(length) || !isPeriodUnit(unit)) {
      faults.push(`${prefix}_length and ${prefix}_type must be a whole number of day, week, month or year.`)
    } else if (!isWithinLimits({ length: Number(length), unit }, settings)) {
      const { periodMinimumDays, periodMaximumDays } = settings
      faults.push(
        `A period must last ${periodMinimumDays} to ${periodMaximumDays} days; ${length} ${unit} does not.`,
      )
    }
  }
  check('ag_period')
  if (get('ag_trial') === '1') {
    if (!call.recurring) faults.push('A trial needs ag_recurring=1.')
    const missing = [
      'ag_post_trial_external_id',
      'ag_post_trial_name',
      'post_trial_amount',
      'post_trial_currencyCode',
    ]
    const absent = missing.filter((name) => get(name) === '')
    if (absent.length > 0) faults.push(`A trial also needs ${absent.join(', ')}.`)
    check('ag_post_trial_period')
  }
  return faults
}
