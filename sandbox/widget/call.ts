import { isHttpAddress } from '../core/addresses'
import { type ApiType, apiTypeNames } from '../core/api-type'
import { lastValue, type Parameter } from '../core/parameters'
import type { Settings } from '../core/settings'
import { profileShortcomings } from '../core/user-profile'
import type { Project } from '../environment'
import { type Language, languageCodes, languageFor } from '../pages/languages'
import { paymentSystems } from '../payment-systems'
import { checkSignature, signVersionOf } from './call-signature'
import {
  bearsCart,
  type CartSale,
  cartFaults,
  cartShortcomings,
  leavesPrices,
  mixesCurrencies,
  readCart,
} from './cart-sale'
import { type CreditsSale, creditsFaults, creditsHints, readCredits } from './credits-sale'
import { bearsGoods, type GoodsSale, goodsFaults, readGoods, requiredForGoods } from './goods-sale'

export const notAuthorised = "It looks like you're not authorized to view this content."
export const incomplete = 'This payment page was called with incomplete data.'
const notCovered = 'The emulator does not cover this call.'
export const wrong = 'This payment page was called with wrong data.'

export interface WidgetCall {
  uid: string
  email: string
  country: string
  language: Language
  paymentSystem: string
  sale: GoodsSale | CreditsSale | CartSale
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
  | { isAccepted: true; call: WidgetCall; shortcomings: string[]; hints: string[] }
  | { isAccepted: false; refusal: Refusal }

/** Where clients send widget calls; Node's library sends those for offer widgets to the shortest. */
export const widgetPaths = ['/api/subscription', '/api', '/api/ps', '/api/cart'] as const
export type WidgetPath = (typeof widgetPaths)[number]

const pathsOf: Record<ApiType, readonly WidgetPath[]> = {
  'digital-goods': ['/api/subscription', '/api'],
  'virtual-currency': ['/api/ps', '/api'],
  cart: ['/api/cart'],
}

const requiredOf: Record<ApiType, readonly string[]> = {
  'digital-goods': ['uid', ...requiredForGoods],
  'virtual-currency': ['uid'],
  cart: ['uid'],
}
const demandedOf: Record<ApiType, readonly string[]> = {
  'digital-goods': ['widget', 'ag_name', 'email'],
  'virtual-currency': ['widget', 'email'],
  cart: ['widget', 'email'],
}
const dateNames = ['timestamp', 'history[registration_date]']
const widgetCode = /^(pw|mo|(p|m|mo|t|w|s|mw)\d{1,2})(_[A-Za-z0-9]+)*$/
const offerWidget = /^(w|s|mw)\d/
const unixSeconds = /^\d{10}$/

/**
 * Judges a widget call in the provider's order: project key, signature, the project's API, required parameters, money, widget code.
 * What an accepted call lacks of that which only a table of the documentation demands, are its shortcomings.
 */
export function judgeCall(
  parameters: readonly Parameter[],
  project: Project,
  settings: Settings,
  path: WidgetPath = pathsOf[settings.apiType][0] ?? '/api',
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

  const { apiType } = settings
  if (!pathsOf[apiType].includes(path)) return refuse(wrong, [otherApi(path, apiType)])
  const gap = coverageGap(parameters, path, apiType)
  if (gap) return refuse(notCovered, [gap])

  const missing = requiredOf[apiType].filter((name) => get(name) === '')
  if (apiType === 'cart' && !bearsCart(parameters)) missing.push('external_ids[0]')
  if (missing.length > 0) return refuse(incomplete, [`Missing: ${missing.join(', ')}.`])

  const call = readCall(parameters, settings)
  const faults = [
    ...valueFaults(parameters),
    ...saleFaults(parameters, settings),
    ...widgetFaults(get('widget'), get('ps')),
  ]
  if (!settings.isLive && !settings.evaluationMode && !call.isEvaluation) {
    faults.push('The project is not live: send evaluation=1, or switch evaluation mode on.')
  }
  if (faults.length > 0) return refuse(wrong, faults)
  const hints = apiType === 'virtual-currency' ? creditsHints(parameters) : []
  return { isAccepted: true, call, shortcomings: shortcomingsOf(parameters, apiType), hints }
}

function otherApi(path: WidgetPath, own: ApiType): string {
  const [owner = own] = (Object.keys(pathsOf) as ApiType[]).filter((api) => pathsOf[api][0] === path)
  const advice = `call ${pathsOf[own][0]} or change the project’s API`
  return owner === own
    ? `The project’s API is ${apiTypeNames[own]}: ${advice}.`
    : `${path} belongs to ${apiTypeNames[owner]}, but the project’s API is ${apiTypeNames[own]}: ${advice}.`
}

/** Why a signed call needs something that only the provider has; null for one that can be shown. */
function coverageGap(parameters: readonly Parameter[], path: WidgetPath, apiType: ApiType): string | null {
  switch (apiType) {
    case 'virtual-currency': {
      const isOffer = path === '/api' || offerWidget.test(lastValue(parameters, 'widget') ?? '')
      return isOffer ? 'The emulator has no offers. It sells the project’s price points at /api/ps.' : null
    }
    case 'cart':
      if (!bearsCart(parameters)) return null
      if (leavesPrices(parameters)) return 'The emulator does not store products. Send prices and currencies.'
      return mixesCurrencies(parameters)
        ? 'The emulator does not convert currencies. Send one currency for the whole cart.'
        : null
    default:
      if (bearsGoods(parameters)) return null
      return path === '/api'
        ? 'The emulator has no offers. It sells one product, which the call itself names with its price.'
        : 'The emulator does not store products. It sells one product, which the call itself names with its price.'
  }
}

/** Reads an accepted call; the parameters must have passed `judgeCall`. */
export function readCall(
  parameters: readonly Parameter[],
  settings: Settings,
  apiType: ApiType = settings.apiType,
): WidgetCall {
  const get = (name: string) => lastValue(parameters, name) ?? ''
  const optional = (name: string) => get(name) || null
  const country = get('country_code') || settings.buyerCountry
  return {
    uid: get('uid'),
    email: get('email'),
    country,
    language: languageFor(get('lang'), country),
    paymentSystem: get('ps') || 'all',
    sale: readSale(parameters, settings, apiType),
    isEvaluation: get('evaluation') === '1',
    isTestMode: get('test_mode') === '1',
    successUrl: optional('success_url'),
    failureUrl: optional('failure_url'),
    cancelUrl: optional('cancel_url'),
  }
}

function readSale(
  parameters: readonly Parameter[],
  settings: Settings,
  apiType: ApiType,
): WidgetCall['sale'] {
  if (apiType === 'cart') return readCart(parameters)
  return apiType === 'virtual-currency' ? readCredits(parameters, settings) : readGoods(parameters)
}

function saleFaults(parameters: readonly Parameter[], settings: Settings): string[] {
  if (settings.apiType === 'cart') return cartFaults(parameters)
  return settings.apiType === 'virtual-currency'
    ? creditsFaults(parameters)
    : goodsFaults(parameters, settings)
}

function valueFaults(parameters: readonly Parameter[]): string[] {
  const get = (name: string) => lastValue(parameters, name) ?? ''
  const faults: string[] = []
  if (get('uid').length > 64) faults.push('uid is longer than 64 characters.')
  if (get('email') && !/^[^\s@]+@[^\s@]+$/.test(get('email'))) faults.push('email is not an e-mail address.')
  if (get('country_code') && !/^[A-Z]{2}$/.test(get('country_code'))) {
    faults.push('country_code must be two capital letters.')
  }
  return faults
}

function widgetFaults(widget: string, ps: string): string[] {
  return [
    ...(widget && !widgetCode.test(widget) ? [`There is no widget with the code ${widget}.`] : []),
    ...(/^p2(_|$)/.test(widget) && ['', 'all'].includes(ps) ? ['A single-method widget needs ps.'] : []),
  ]
}

function shortcomingsOf(parameters: readonly Parameter[], apiType: ApiType): string[] {
  const get = (name: string) => lastValue(parameters, name) ?? ''
  return [
    ...(signVersionOf(parameters) === '1'
      ? ['Signature version 1 protects only uid: a buyer could change the price. Send sign_version 3.']
      : []),
    ...[...demandedOf[apiType], ...dateNames]
      .filter((name) => get(name) === '')
      .map((name) => `${name} is missing.`),
    ...(get('timestamp') !== '' && !unixSeconds.test(get('timestamp'))
      ? ['timestamp must be Unix seconds in ten digits.']
      : []),
    ...profileShortcomings(parameters),
    ...(['', 'all'].includes(get('ps')) || paymentSystems.some(({ id }) => id === get('ps'))
      ? []
      : [`The provider lists no payment method with the code ${get('ps')}.`]),
    ...(get('lang') && !languageCodes.has(get('lang')) ? [`There is no language ${get('lang')}.`] : []),
    ...(get('pingback_url') && !isHttpAddress(get('pingback_url'))
      ? ['pingback_url is not an http or https address, so the pingback goes to the project’s.']
      : []),
    ...(apiType === 'cart' ? cartShortcomings(parameters) : []),
  ]
}
