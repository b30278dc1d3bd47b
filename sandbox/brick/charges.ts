import { lastValue, type Parameter } from '../core/parameters'
import { uniqueDigits } from '../core/references'
import type { CardToken, Challenge, Charge, Payment } from '../core/state'
import { currencies } from '../currencies'
import type { Emulator } from '../emulator'
import { createPayment, findPayment, isReturned, reverse, riskOf } from '../payments'
import { notify } from '../pingbacks/pingbacks'
import { type ChallengeTerms, openChallenge, passedChallenge } from './challenges'
import { BrickError } from './errors'
import { addPermanentToken, usableToken } from './tokens'

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
  parameters: Parameter[]
}

export type ChargeResult = { kind: 'charged'; charge: Charge } | { kind: 'challenge'; challenge: Challenge }

const decimal = /^\d{1,9}(\.\d{1,3})?$/
const day = 86_400_000

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
    parameters,
  }
}

/** Charges a card, or asks for the 3-D Secure step first. Refusals are thrown with the provider's codes, in its order. */
export function chargeCard(emulator: Emulator, request: ChargeRequest): ChargeResult {
  const token = usableToken(emulator, request.token)
  checkAmount(emulator, request)
  if (token.answer.kind === 'refused') throw new BrickError(token.answer.code)

  const secured = passSecureStep(emulator, request)
  if (secured.kind === 'challenge') return secured
  return { kind: 'charged', charge: createCharge(emulator, request, token, secured) }
}

type SecureStep =
  | { kind: 'challenge'; challenge: Challenge }
  | { kind: 'passed'; chargeId: string; isSecure: boolean }

function passSecureStep(emulator: Emulator, request: ChargeRequest): SecureStep {
  const { settings } = emulator.state
  const terms: ChallengeTerms = request
  if (request.chargeId || request.secureToken) {
    const challenge = passedChallenge(emulator, request.chargeId ?? '', request.secureToken ?? '', terms)
    return { kind: 'passed', chargeId: challenge.chargeId, isSecure: true }
  }
  const chargeId = newChargeId(emulator)
  const isAsked =
    settings.threeDSecure === 'always' || (settings.threeDSecure === 'requested' && request.wantsSecure)
  if (!isAsked) return { kind: 'passed', chargeId, isSecure: false }
  const isKnownDevice =
    request.referenceId !== null && emulator.state.deviceReferences.includes(request.referenceId)
  if (settings.frictionless && isKnownDevice) return { kind: 'passed', chargeId, isSecure: true }
  if (request.returnsUrl && !request.redirectUrl) throw new BrickError(3008, 'secure_redirect_url')
  return { kind: 'challenge', challenge: openChallenge(emulator, chargeId, terms, request.redirectUrl) }
}

function newChargeId(emulator: Emulator): string {
  const digits = uniqueDigits(emulator.state, emulator.clock.seconds())
  return emulator.project.brickPrivateKey.startsWith('t_') ? `${digits}_test` : digits
}

function checkAmount(emulator: Emulator, { amount, currency }: ChargeRequest): void {
  const { chargeMinimum, chargeMaximum } = emulator.state.settings
  if (!currencies.has(currency)) throw new BrickError(3002, `the currency ${currency} is not supported`)
  if (!decimal.test(amount) || Number(amount) <= 0) throw new BrickError(3002)
  if (currency === 'USD' && Number(amount) < chargeMinimum) throw new BrickError(3115)
  if (currency === 'USD' && Number(amount) > chargeMaximum) throw new BrickError(3116)
}

function createCharge(
  emulator: Emulator,
  request: ChargeRequest,
  token: CardToken,
  { chargeId, isSecure }: { chargeId: string; isSecure: boolean },
): Charge {
  const card = { ...token.card, name: request.holder || token.card.name }
  const stored =
    token.kind === 'permanent' ? token : request.storesCard ? addPermanentToken(emulator, card) : null
  if (token.kind === 'one-time') token.status = 'used'
  const payment = createPayment(emulator, {
    ref: `b${chargeId}`,
    api: 'brick',
    uid: request.uid,
    goodsId: request.plan,
    productName: request.description,
    amount: request.amount,
    currency: request.currency,
    paymentSystem: 'cc',
    email: request.email,
    country: card.country,
    isTest: emulator.project.brickPrivateKey.startsWith('t_'),
    period: null,
    parameters: request.parameters,
  })
  const charge: Charge = {
    id: chargeId,
    ref: payment.ref,
    card,
    storedToken: stored?.token ?? null,
    captures: request.captures,
    isSecure,
    isHoldExpired: false,
    reviewAccepts: token.answer.kind === 'review' ? token.answer.isAccepted : null,
  }
  emulator.state.charges.push(charge)
  if (charge.reviewAccepts === null) {
    settle(emulator, charge, payment, 0)
  } else {
    payment.status = 'under review'
    notify(emulator, payment, { type: 200 })
    const { reviewMinutes } = emulator.state.settings
    emulator.scheduler.schedule('review', charge.id, emulator.clock.now() + reviewMinutes * 60_000)
  }
  emulator.store.changed()
  return charge
}

/** Money is taken, or held for later capture; `type` is the pingback that says so. */
function settle(emulator: Emulator, charge: Charge, payment: Payment, type: 0 | 201): void {
  const { captureSends, holdDays } = emulator.state.settings
  payment.status = charge.captures ? 'paid' : 'authorised'
  if (!charge.captures) {
    emulator.scheduler.schedule('hold', charge.id, emulator.clock.now() + holdDays * day)
  }
  if (type === 201 || charge.captures || !captureSends) notify(emulator, payment, { type })
}

export function findCharge(emulator: Emulator, id: string): Charge {
  const charge = emulator.state.charges.find((candidate) => candidate.id === id)
  if (!charge) throw new BrickError(3000)
  return charge
}

function paymentOf(emulator: Emulator, charge: Charge): Payment {
  const payment = findPayment(emulator, charge.ref)
  if (!payment) throw new BrickError(3000)
  return payment
}

export function endReview(emulator: Emulator, id: string): void {
  const charge = findCharge(emulator, id)
  const payment = paymentOf(emulator, charge)
  if (payment.status !== 'under review') return
  if (charge.reviewAccepts) {
    settle(emulator, charge, payment, 201)
  } else {
    payment.status = 'declined'
    payment.refundedAmount = payment.amount
    notify(emulator, payment, { type: 202 })
  }
}

export function capture(emulator: Emulator, charge: Charge): void {
  const payment = paymentOf(emulator, charge)
  if (payment.status === 'voided') throw new BrickError(charge.isHoldExpired ? 3206 : 3203)
  if (payment.status !== 'authorised') throw new BrickError(3203)
  emulator.scheduler.cancel('hold', charge.id)
  payment.status = 'paid'
  if (emulator.state.settings.captureSends) notify(emulator, payment, { type: 0 })
}

export function voidCharge(emulator: Emulator, charge: Charge): void {
  const payment = paymentOf(emulator, charge)
  if (payment.status !== 'authorised') throw new BrickError(3202)
  emulator.scheduler.cancel('hold', charge.id)
  payment.status = 'voided'
  notify(emulator, payment, { type: 203 })
}

export function endHold(emulator: Emulator, id: string): void {
  const charge = findCharge(emulator, id)
  charge.isHoldExpired = true
  if (paymentOf(emulator, charge).status === 'authorised') voidCharge(emulator, charge)
}

export function refund(emulator: Emulator, charge: Charge): void {
  const payment = paymentOf(emulator, charge)
  if (payment.status === 'refunded' || payment.status === 'charged back') throw new BrickError(3201)
  if (payment.status !== 'paid') throw new BrickError(3204)
  reverse(emulator, payment, 9)
}

/** The charge as the provider answers it. While a review runs `captured` already says what was asked for. */
export function chargeView(emulator: Emulator, charge: Charge, origin: string) {
  const payment = paymentOf(emulator, charge)
  const isHeld = payment.status === 'authorised' || payment.status === 'voided'
  const isReviewed = payment.status === 'under review' || payment.status === 'declined'
  const { country, exp_month, exp_year, last4, name, type } = charge.card
  return {
    object: 'charge',
    id: charge.id,
    amount: payment.amount,
    amount_paid: payment.amount,
    currency: payment.currency,
    currency_paid: payment.currency,
    captured: isReviewed ? charge.captures : !isHeld,
    refunded: isReturned(payment),
    risk: riskOf(payment),
    secure: charge.isSecure,
    card: {
      country,
      exp_month,
      exp_year,
      last4,
      name,
      type,
      ...(charge.storedToken ? { token: charge.storedToken } : {}),
    },
    created: Math.floor(payment.createdAt / 1000),
    support_link: `${origin}/merchant/payments/${charge.ref}`,
    ...(payment.isTest ? { test: 1 } : {}),
  }
}
