import { uniqueDigits } from '../core/references'
import type { CardToken, Challenge, Charge, Payment } from '../core/state'
import { currencies } from '../currencies'
import type { Emulator } from '../emulator'
import { createPayment, findPayment, isReturned, type NewPayment, riskOf } from '../payments'
import { notify } from '../pingbacks/pingbacks'
import { bankRuleOf, openChallenge, passedChallenge } from './challenges'
import type { ChargeRequest } from './charge-request'
import { BrickError } from './errors'
import { addPermanentToken, usableToken } from './tokens'

export type ChargeResult = { kind: 'charged'; charge: Charge } | { kind: 'challenge'; challenge: Challenge }

const decimal = /^\d{1,12}(\.\d{1,3}0*)?$/
const day = 86_400_000

/**
 * Charges a card, or asks for the 3-D Secure step first. Refusals are thrown with the provider's codes, in its order.
 * The shop learns of a charge by `announceCharge`, once whatever belongs to it is recorded too.
 */
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
  const { token, amount, currency, plan } = request
  const terms = { token, amount, currency, plan }
  if (request.chargeId || request.secureToken) {
    const challenge = passedChallenge(emulator, request.chargeId ?? '', request.secureToken ?? '', terms)
    return { kind: 'passed', chargeId: challenge.chargeId, isSecure: true }
  }
  const chargeId = newChargeId(emulator)
  const isAsked =
    bankRuleOf(emulator, plan)?.asks ??
    (settings.threeDSecure === 'always' || (settings.threeDSecure === 'requested' && request.wantsSecure))
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

function checkAmount(emulator: Emulator, { amount, currency, isFreeAllowed }: ChargeRequest): void {
  const { chargeMinimum, chargeMaximum } = emulator.state.settings
  if (!currencies.has(currency)) throw new BrickError(3002, `the currency ${currency} is not supported`)
  if (isFreeAllowed && Number(amount) === 0) return
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
    period: request.period,
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
  payment.status = charge.reviewAccepts === null ? heldOrPaid(charge) : 'under review'
  emulator.store.changed()
  return charge
}

const heldOrPaid = (charge: Charge) => (charge.captures ? 'paid' : 'authorised')

/** Notifies the shop of a new charge: paid, held, or under review until the bank's verdict. */
export function announceCharge(emulator: Emulator, charge: Charge): void {
  const payment = paymentOf(emulator, charge)
  if (charge.reviewAccepts === null) {
    completeCharge(emulator, charge, payment, 0)
    return
  }
  const { reviewMinutes } = emulator.state.settings
  emulator.scheduler.schedule('review', charge.id, emulator.clock.now() + reviewMinutes * 60_000)
  notify(emulator, payment, { type: 200 })
}

/** Charges the card of an earlier charge again, as a subscription does; the caller notifies the shop. */
export function chargeAgain(
  emulator: Emulator,
  earlier: Charge,
  terms: Pick<NewPayment, 'goodsId' | 'productName' | 'amount' | 'currency' | 'period' | 'subscriptionId'>,
): Payment {
  const { api, uid, paymentSystem, email, country, isTest, parameters } = paymentOf(emulator, earlier)
  const id = newChargeId(emulator)
  const payment = createPayment(emulator, {
    ...terms,
    ref: `b${id}`,
    api,
    uid,
    paymentSystem,
    email,
    country,
    isTest,
    parameters,
  })
  const { card, storedToken } = earlier
  emulator.state.charges.push({
    id,
    ref: payment.ref,
    card,
    storedToken,
    captures: true,
    isSecure: false,
    isHoldExpired: false,
    reviewAccepts: null,
  })
  return payment
}

/** Money is taken, or held for later capture; `type` is the pingback that says so. */
export function completeCharge(emulator: Emulator, charge: Charge, payment: Payment, type: 0 | 201): void {
  const { captureSends, holdDays } = emulator.state.settings
  payment.status = heldOrPaid(charge)
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

export function paymentOf(emulator: Emulator, charge: Charge): Payment {
  const payment = findPayment(emulator, charge.ref)
  if (!payment) throw new BrickError(3000)
  return payment
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
    secure: charge.isSecure && emulator.state.settings.chargeSaysSecure,
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
