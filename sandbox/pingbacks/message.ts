import { encodeParameters, type Parameter, parseParameters, rawQuery } from '../core/parameters'
import type { Settings } from '../core/settings'
import { baseString, baseStringV1, digest, type SignVersion } from '../core/signature'
import type { Payment } from '../core/state'
import { customParameters, type PingbackContext } from './custom-parameters'

export interface PingbackContent {
  type: number
  reason?: number | undefined
  /** Which part of the payment it is about; all of it where it is left out. */
  share?: number
  extra?: Parameter[]
}

/** The parameters of a pingback about a payment, in the order in which they are sent, without version and signature. */
export function pingbackParameters(
  settings: Settings,
  context: PingbackContext,
  content: PingbackContent,
): Parameter[] {
  const { payment } = context
  return [
    ['uid', payment.uid],
    ...boughtOf(payment, settings, content),
    ['type', String(content.type)],
    ['ref', payment.ref],
    ...(content.reason === undefined ? [] : [['reason', String(content.reason)] satisfies Parameter]),
    ...(saysTest(payment, settings) ? [['is_test', '1'] satisfies Parameter] : []),
    ...customParameters(settings, context),
    ...(content.extra ?? []),
  ]
}

/** What was bought, as the payment's API names it. */
function boughtOf(payment: Payment, settings: Settings, { type, share = 1 }: PingbackContent): Parameter[] {
  if (payment.cart) return payment.cart.map((id, index): Parameter => [`goodsid[${index}]`, id])
  if (payment.credits !== null) {
    const isTaken = type === 2 || type === 220
    const sign = isTaken && settings.creditsTurnNegative ? -1 : 1
    return [['currency', String(sign * Math.round(payment.credits * share))]]
  }
  return [
    ...(payment.goodsId === null ? [] : [['goodsid', payment.goodsId] satisfies Parameter]),
    ['slength', periodLength(payment, type)],
    ['speriod', payment.period?.unit ?? ''],
  ]
}

function saysTest(payment: Payment, settings: Settings): boolean {
  return payment.isTest && (payment.api === 'widget' || settings.brickIsTest)
}

function periodLength(payment: Payment, type: number): string {
  if (!payment.period) return ''
  return String(type === 2 ? -payment.period.length : payment.period.length)
}

export interface SignedMessage {
  parameters: Parameter[]
  baseString: string
  url: string
}

/**
 * Adds version and signature and builds the address to call; version 1 sends no `sign_version`. What is in the address already
 * is signed too where the project is set so, since a listener sees it among the others.
 */
export function signMessage(
  address: string,
  unsigned: readonly Parameter[],
  secret: string,
  version: SignVersion,
  { spaceEncoding, pingbackSignsQuery }: Pick<Settings, 'spaceEncoding' | 'pingbackSignsQuery'>,
): SignedMessage {
  const toSign: Parameter[] = version === 1 ? [...unsigned] : [...unsigned, ['sign_version', String(version)]]
  const inAddress = pingbackSignsQuery ? parseParameters(rawQuery(address)) : []
  const base = version === 1 ? baseStringV1(toSign) : baseString([...inAddress, ...toSign], 'sig')
  const parameters: Parameter[] = [...toSign, ['sig', digest(base, secret, version)]]
  return { parameters, baseString: base, url: addressWith(address, parameters, spaceEncoding) }
}

/** An address with parameters behind its own; its path and its query stay as they are. */
export function addressWith(
  address: string,
  parameters: readonly Parameter[],
  spaces: Settings['spaceEncoding'],
): string {
  const [base = ''] = address.split('#', 1)
  const joint = base.includes('?') ? (/[?&]$/.test(base) ? '' : '&') : '?'
  return `${base}${joint}${encodeParameters(parameters, spaces)}`
}
