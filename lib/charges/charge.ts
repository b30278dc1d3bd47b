import { countAttempt, personalKey } from '@/lib/accounts/rate-limit'
import { findAttemptOrder, findSecureAttempt } from '@/lib/charges/data'
import {
  beginCharge,
  claimSecure,
  expireSecure,
  isLost,
  type Outcome,
  recordOutcome,
} from '@/lib/charges/mutations'
import { findCardSecret, saveCard } from '@/lib/charges/saved-cards'
import { splitName } from '@/lib/charges/schema'
import { readSecureState, secureSeconds, secureState } from '@/lib/charges/secure-state'
import { buyerHistory } from '@/lib/checkout/buyer-history'
import { asksForSecure, cardSettings } from '@/lib/checkout/card-settings'
import { orderName } from '@/lib/checkout/order-name'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { log } from '@/lib/log'
import { toDecimal } from '@/lib/money'
import {
  type Charge,
  type ChargeOutcome,
  chargeParameters,
  createCharge,
  type SecureDemand,
} from '@/lib/paymentwall/brick'
import type { ChargeParameters } from '@/lib/paymentwall/brick-call'
import { brickError } from '@/lib/paymentwall/brick-errors'
import type { SubscriptionTerms } from '@/lib/paymentwall/brick-subscription'
import { type Plan, type PlanFields, planOfOrder } from '@/lib/plans/plan'
import { brickAccount, isProviderPage } from '@/lib/provider'

/** Tries to pay by one buyer within a quarter of an hour: enough for mistakes, too few to try out stolen cards. */
const triesPerBuyer = 20
const tryWindowMinutes = 15

/** What a buyer is told of a try to pay by card. */
export type ChargeAnswer =
  /** Brick took it. Whether it is paid is the pingback's to say. */
  | { kind: 'accepted'; review: boolean }
  /** The bank wants to see the buyer first. */
  | { kind: 'secure'; demand: SecureDemand }
  /** Nothing was charged; the sentence says what to do. */
  | { kind: 'refused'; message: string; code?: number | undefined }
  /** There is no such saved card of this buyer. */
  | { kind: 'no_card'; message: string }
  /** Nobody knows yet. */
  | { kind: 'checking'; message: string }

interface PayableOrder {
  id: string
  amount: number
  currency: string
  lines: readonly ({ name: string; product: { capture: boolean } } & PlanFields)[]
  acceptance: { saveCardAt: Date | null } | null
}

interface Buyer {
  uid: string
  email: string
  name: string
  registeredAt: Date
  registrationIp: string | null
}

type Card =
  | {
      kind: 'card'
      token: string
      fingerprint: string | undefined
      referenceId: string | undefined
      holder: { firstName: string; lastName: string } | undefined
    }
  | { kind: 'saved'; cardId: string }

const underWay = 'A payment for this order is under way. Please wait until it is settled.'
const paidBeside = (order: string) =>
  `Another order of yours for this membership, ${order}, is paid or being paid just now. Nothing was charged here. See its page in your account; if you want a second membership, reload this page.`
const beingChecked =
  'We are checking whether your payment went through. Please don’t pay again; the page of your order shows the outcome.'
const notConfirmed =
  'Your bank did not confirm the payment. Nothing was charged. Try again, or pay in another way.'
const notReached =
  'Card payments can’t be reached just now. Nothing was charged. Try again in a minute, or pay in another way.'

/**
 * Charges an order to a card: opens an attempt, calls Brick once, and writes down how it ended. Amount, currency and buyer
 * come from the order and the account alone (brick.md §5).
 *
 * @param address of the buyer's browser, as far as it is known
 * @param when the shop's time, and the orders by which the buyer has a membership and knows it
 */
export async function payByCard(
  order: PayableOrder,
  buyer: Buyer,
  address: string | undefined,
  card: Card,
  when: { at: Date; told: readonly string[] },
): Promise<ChargeAnswer> {
  const source = await cardSource(card, buyer)
  if (!source) return { kind: 'no_card', message: 'This saved card is not there any more. Use another card.' }
  const limit = { key: personalKey('card-payment', buyer.uid), hits: triesPerBuyer }
  const wait = await countAttempt([limit], tryWindowMinutes)
  if (wait !== undefined) {
    const minutes = wait === 1 ? 'a minute' : `${wait} minutes`
    return { kind: 'refused', message: `Too many tries in a short time. Wait ${minutes}, then try again.` }
  }

  const attemptId = newId()
  const plan = planOfOrder(order)
  const parameters = chargeParameters({
    ...source,
    amount: toDecimal(plan?.amount ?? order.amount, order.currency),
    currency: order.currency,
    subscription: plan && subscriptionTerms(plan),
    description: orderName(order.lines),
    plan: order.id,
    uid: buyer.uid,
    capture: order.lines.every((line) => line.product.capture),
    storeCard: card.kind === 'card' && order.acceptance?.saveCardAt != null,
    secure: asksForSecure({ amount: plan?.amount ?? order.amount, currency: order.currency }),
    secureRedirectUrl: returnAddress(attemptId, card),
    browserIp: address,
    browserDomain: new URL(env().SHOP_URL).hostname,
    history: await buyerHistory(buyer),
    timestamp: Math.floor(Date.now() / 1000),
  })
  const opened = await beginCharge(order.id, attemptId, when)
  if (!opened.begun && opened.why === 'beside') return { kind: 'refused', message: paidBeside(opened.beside) }
  if (!opened.begun) return { kind: 'checking', message: underWay }
  return charge(attemptId, order.id, parameters)
}

function subscriptionTerms({ currency, period, trial }: Plan): SubscriptionTerms {
  return { period, trial: trial && { amount: toDecimal(trial.amount, currency), period: trial.period } }
}

/** Brick's own form shows the bank's step by itself; for ours, and for saved cards, the browser goes there and returns. */
function returnAddress(attemptId: string, card: Card): string | undefined {
  if (card.kind === 'card' && cardSettings()?.form === 'default') return undefined
  const until = new Date(Date.now() + secureSeconds * 1000)
  return `${env().SHOP_URL}/api/brick/secure?state=${secureState(attemptId, until)}`
}

async function cardSource(card: Card, buyer: Buyer) {
  if (card.kind === 'saved') {
    const secret = await findCardSecret(card.cardId, buyer.uid)
    return secret && { ...secret, fingerprint: undefined, referenceId: undefined }
  }
  const holder = card.holder ?? splitName(buyer.name) ?? { firstName: '', lastName: '' }
  const { token, fingerprint, referenceId } = card
  return { token, fingerprint, referenceId, email: buyer.email, ...holder }
}

/** The second call of Brick's own form, after 3-D Secure: the same charge again, with the bank's confirmation. */
export async function confirmCharge(
  orderId: string,
  confirmation: { chargeId: string; secureToken: string },
): Promise<ChargeAnswer> {
  const attempt = await findSecureAttempt(orderId)
  const parameters = attempt && (await claimSecure(attempt.id))
  if (!parameters) return { kind: 'checking', message: underWay }
  return charge(attempt.id, orderId, parameters, confirmation)
}

/**
 * The way back from the bank: makes the second call, once, whoever comes with this state. The browser is sent to the
 * order's page in any case, which shows how it ended.
 *
 * @param confirmation undefined when the bank confirmed nothing
 * @returns the order; undefined when the state is none of ours
 */
export async function returnFromBank(
  stateText: string,
  confirmation: { chargeId: string; secureToken: string } | undefined,
): Promise<{ orderId: string } | undefined> {
  const state = readSecureState(stateText)
  const order = state && (await findAttemptOrder(state.attemptId))
  if (!order) return undefined
  if (state.expired) await expireSecure({ id: state.attemptId })
  const parameters = state.expired ? undefined : await claimSecure(state.attemptId)
  if (!parameters) {
    log.info({ orderId: order.orderId }, 'a return from the bank came late or twice: nothing was done')
  } else if (confirmation) {
    await charge(state.attemptId, order.orderId, parameters, confirmation)
  } else {
    await recordOutcome(state.attemptId, { kind: 'unconfirmed' }, parameters)
  }
  return order
}

/** Calls Brick for an open attempt and settles it. From here on a fault must not read as "not charged". */
async function charge(
  attemptId: string,
  orderId: string,
  parameters: ChargeParameters,
  confirmation?: { chargeId: string; secureToken: string },
): Promise<ChargeAnswer> {
  try {
    const outcome = usable(
      await createCharge(brickAccount(), parameters, confirmation),
      parameters,
      confirmation,
    )
    await recordOutcome(attemptId, outcome, parameters)
    const code = 'code' in outcome ? outcome.code : undefined
    log.info({ orderId, attemptId, outcome: outcome.kind, code }, 'card charge')
    if ('charge' in outcome) await afterCharge(outcome.charge, orderId, new Map(parameters))
    return answerOf(outcome)
  } catch (error) {
    log.error({ orderId, attemptId, error: String(error) }, 'card charge could not be written down')
    return { kind: 'checking', message: beingChecked }
  }
}

/** A demand can't be met when the page is not the provider's, or when it comes again after the first was met. */
function usable(
  outcome: ChargeOutcome,
  parameters: ChargeParameters,
  confirmation: object | undefined,
): Outcome {
  if (outcome.kind !== 'secure') return outcome
  const returns = parameters.some(([name]) => name === 'secure_redirect_url')
  const { redirect, formHTML } = outcome.demand
  const good = returns ? redirect !== undefined && isProviderPage(redirect) : formHTML !== undefined
  if (good && !confirmation) return outcome
  log.error({ redirect, again: confirmation !== undefined }, 'a demand for 3-D Secure can’t be met')
  return { kind: 'unconfirmed' }
}

/** What is done besides, once Brick took a charge. A fault here changes nothing for the buyer. */
async function afterCharge(charged: Charge, orderId: string, sent: Map<string, string>): Promise<void> {
  if (charged.amount !== sent.get('amount') || charged.currency !== sent.get('currency')) {
    log.error({ orderId, amount: charged.amount, currency: charged.currency }, 'Brick charged another amount')
  }
  if (sent.get('store_card') !== '1' || !charged.card?.token) return
  try {
    await saveCard(sent.get('uid') ?? '', charged.card, {
      token: charged.card.token,
      email: sent.get('email') ?? '',
      firstName: sent.get('customer[firstname]') ?? '',
      lastName: sent.get('customer[lastname]') ?? '',
    })
  } catch (error) {
    log.error({ orderId, error: String(error) }, 'the card could not be saved')
  }
}

function answerOf(outcome: Outcome): ChargeAnswer {
  if (isLost(outcome)) return { kind: 'checking', message: beingChecked }
  switch (outcome.kind) {
    case 'secure':
      return { kind: 'secure', demand: outcome.demand }
    case 'refused':
      return { kind: 'refused', message: brickError(outcome.code).sentence, code: outcome.code }
    case 'unconfirmed':
      return { kind: 'refused', message: notConfirmed }
    case 'unsent':
      return { kind: 'refused', message: notReached }
    default:
      return { kind: 'accepted', review: outcome.kind === 'review' }
  }
}
