import { uidSchema } from '@/lib/accounts/schema'
import { countCardAttempt, sharedKeys } from '@/lib/charges/attempt-limits'
import { type FoundAttempt, findAttempt, findSecureAttempt } from '@/lib/charges/data'
import {
  beginCharge,
  type ChargeMoment,
  claimSecure,
  expireSecure,
  recordOutcome,
} from '@/lib/charges/mutations'
import type { Outcome } from '@/lib/charges/reply'
import { attemptIdSchema, type ChargeForm, splitName } from '@/lib/charges/schema'
import { readSecureState, secureSeconds, secureState } from '@/lib/charges/secure-state'
import { buyerHistory } from '@/lib/checkout/buyer-history'
import { asksForSecure, cardSettings, isCardOffered } from '@/lib/checkout/card-settings'
import { orderName } from '@/lib/checkout/order-name'
import { type Payer, payerOf } from '@/lib/checkout/payer'
import { refuseCharge } from '@/lib/checkout/refuse-charge'
import { shopTime } from '@/lib/clock'
import { env } from '@/lib/env'
import { type AttemptId, newId, type OrderId } from '@/lib/ids'
import { type Language, languageOf } from '@/lib/languages/languages.mjs'
import { localeOf } from '@/lib/languages/locale'
import { isSoldOut } from '@/lib/licence-keys/data'
import { log } from '@/lib/log'
import { countCharge } from '@/lib/metrics'
import { type Money, toDecimal } from '@/lib/money'
import { findOrder } from '@/lib/orders/data'
import { type Charge, type ChargeOutcome, chargeParameters, createCharge } from '@/lib/paymentwall/brick'
import type { ChargeParameters } from '@/lib/paymentwall/brick-call'
import type { SubscriptionTerms } from '@/lib/paymentwall/brick-subscription'
import { type Plan, type PlanFields, planOfOrder } from '@/lib/plans/plan'
import { brickAccount, isProviderPage } from '@/lib/provider'
import { findCardSecret } from '@/lib/saved-cards/data'
import { saveCard } from '@/lib/saved-cards/mutations'
import { membershipsBeside } from '@/lib/subscriptions/data'

interface ChargedOrder extends Money {
  id: OrderId
  language: string
  lines: readonly ({ name: string; product: { capture: boolean } } & PlanFields)[]
  acceptance: { saveCardAt: Date | null } | null
}

type Card = Exclude<ChargeForm, { kind: 'confirmation' }>

/**
 * Charges an order by what a card form has sent, if it may be charged now.
 *
 * @param address of the buyer's browser, as far as it is known
 * @param language of the page that charges it; the order's unless given
 */
export async function chargeOrder(
  orderId: OrderId,
  buyer: Payer,
  form: ChargeForm,
  address: string | undefined,
  language?: Language,
): Promise<Outcome> {
  const order = await findOrder(orderId, buyer.uid)
  if (!order) return { kind: 'no_order' }
  if (form.kind === 'confirmation') return confirmCharge(order.id, form)
  const at = await shopTime()
  const beside = planOfOrder(order) && (await membershipsBeside(buyer.uid, at, order.id))
  const refusal = refuseCharge(order, {
    at,
    page: 'open',
    isSecond: beside?.isAny === true,
    isCardOffered: isCardOffered(order),
    isSoldOut: await isSoldOut(order.lines),
  })
  if (refusal) return { kind: 'not_chargeable', refusal }
  return payByCard(order, await payerOf(order, buyer), address, form, { at, beside }, language)
}

/**
 * Charges an order to a card: opens an attempt, calls Brick once, and writes down how it ended. Amount, currency and buyer
 * come from the order and the account alone (brick.md §5).
 *
 * @param address of the buyer's browser, as far as it is known
 * @param language of the receipt, and of the page to which the bank leads back
 */
export async function payByCard(
  order: ChargedOrder,
  buyer: Payer,
  address: string | undefined,
  card: Card,
  now: ChargeMoment,
  language: Language = languageOf(order.language).name,
): Promise<Outcome> {
  const source = await cardSource(card, buyer)
  if (!source) return { kind: 'no_card' }
  const counted = { buyer, address, fingerprint: source.fingerprint }
  const minutes = await countCardAttempt(counted)
  if (minutes !== undefined) return { kind: 'too_many', minutes }

  const attemptId = attemptIdSchema.parse(newId())
  const plan = planOfOrder(order)
  const price = plan ?? order
  const parameters = chargeParameters({
    ...source,
    amount: toDecimal(price),
    currency: price.currency,
    subscription: plan && subscriptionTerms(plan),
    language,
    description: orderName(localeOf(language).t, order.lines),
    plan: order.id,
    uid: buyer.uid,
    capture: order.lines.every((line) => line.product.capture),
    storeCard: card.kind === 'card' && !buyer.isGuest && order.acceptance?.saveCardAt != null,
    secure: asksForSecure(price),
    secureRedirectUrl: returnAddress(attemptId, card, language),
    browserIp: address,
    browserDomain: new URL(env().SHOP_URL).hostname,
    history: await buyerHistory(buyer),
    timestamp: Math.floor(Date.now() / 1000),
  })
  const payer = {
    address,
    counted: sharedKeys(counted),
    ...(card.kind === 'card' && { hadFingerprint: source.fingerprint !== undefined }),
    sent: parameters.filter(([, value]) => value !== '').map(([name]) => name),
  }
  const refusal = await beginCharge(order.id, attemptId, now, payer)
  if (refusal) return { kind: 'not_chargeable', refusal }
  return charge({ id: attemptId, orderId: order.id }, parameters)
}

function subscriptionTerms({ period, trial }: Plan): SubscriptionTerms {
  return { period, trial: trial && { amount: toDecimal(trial), period: trial.period } }
}

/** Brick's own form shows the bank's step by itself; for ours, and for saved cards, the browser goes there and returns. */
function returnAddress(attemptId: AttemptId, card: Card, language: Language): string | undefined {
  if (card.kind === 'card' && cardSettings()?.form === 'default') return undefined
  const until = new Date(Date.now() + secureSeconds * 1000)
  // What is appended to an address that has a query (brick.md §8) must follow the state.
  return `${env().SHOP_URL}/api/brick/secure?language=${language}&state=${secureState(attemptId, until)}`
}

async function cardSource(card: Card, buyer: Payer) {
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
  orderId: OrderId,
  confirmation: { chargeId: string; secureToken: string },
): Promise<Outcome> {
  const attempt = await findSecureAttempt(orderId)
  const parameters = attempt && (await claimSecure(attempt.id))
  if (!parameters) return { kind: 'not_chargeable', refusal: { why: 'closed' } }
  return charge(attempt, parameters, confirmation)
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
): Promise<{ orderId: OrderId } | undefined> {
  const state = readSecureState(stateText)
  const attempt = state && (await findAttempt(state.attemptId))
  if (!attempt) return undefined
  const { orderId } = attempt
  if (state.expired) await expireSecure({ id: state.attemptId })
  const parameters = state.expired ? undefined : await claimSecure(state.attemptId)
  if (!parameters) {
    log.info({ orderId }, 'a return from the bank came late or twice: nothing was done')
  } else if (confirmation) {
    await charge(attempt, parameters, confirmation)
  } else {
    await recordOutcome(state.attemptId, { kind: 'unconfirmed' }, parameters)
  }
  return { orderId }
}

/** Calls Brick for an open attempt and records how it ended. From here on a fault must not read as "not charged". */
async function charge(
  { id: attemptId, orderId }: FoundAttempt,
  parameters: ChargeParameters,
  confirmation?: { chargeId: string; secureToken: string },
): Promise<Outcome> {
  try {
    const outcome = usable(
      await createCharge(brickAccount(), parameters, confirmation),
      parameters,
      confirmation,
    )
    countCharge(outcome.kind)
    await recordOutcome(attemptId, outcome, parameters, confirmation !== undefined)
    const code = 'code' in outcome ? outcome.code : undefined
    log.info({ orderId, attemptId, outcome: outcome.kind, code }, 'card charge')
    if ('charge' in outcome) await afterCharge(outcome.charge, orderId, new Map(parameters))
    return outcome
  } catch (error) {
    log.error({ orderId, attemptId, error: String(error) }, 'card charge could not be written down')
    return { kind: 'unknown', message: String(error) }
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
async function afterCharge(charged: Charge, orderId: OrderId, sent: Map<string, string>): Promise<void> {
  if (charged.amount !== sent.get('amount') || charged.currency !== sent.get('currency')) {
    log.error({ orderId, amount: charged.amount, currency: charged.currency }, 'Brick charged another amount')
  }
  if (sent.get('store_card') !== '1' || !charged.card?.token) return
  try {
    await saveCard(uidSchema.parse(sent.get('uid')), charged.card, {
      token: charged.card.token,
      email: sent.get('email') ?? '',
      firstName: sent.get('customer[firstname]') ?? '',
      lastName: sent.get('customer[lastname]') ?? '',
    })
  } catch (error) {
    log.error({ orderId, error: String(error) }, 'the card could not be saved')
  }
}
