import { chargeAgain, findCharge } from '../brick/charges'
import type { Parameter } from '../core/parameters'
import type { Payment, Period, Pingback, Subscription } from '../core/state'
import type { Emulator } from '../emulator'
import { createPayment, findPayment } from '../payments'
import { notify } from '../pingbacks/pingbacks'
import { addPeriod } from './calendar'

export const attemptsPerCharge = 3
const hour = 3_600_000
const idAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

export interface SubscriptionTerms {
  plan: Subscription['plan']
  trial: { period: Period } | null
  remaining: number | null
}

/** Starts a subscription with a payment that was just made: its first period, or its trial. */
export function startSubscription(
  emulator: Emulator,
  payment: Payment,
  { plan, trial, remaining }: SubscriptionTerms,
  parameters: Parameter[],
): Subscription {
  const firstPeriod = trial?.period ?? plan.period
  const subscription: Subscription = {
    id: newId(emulator),
    api: payment.api,
    uid: payment.uid,
    status: 'active',
    plan,
    trial: trial ? { goodsId: payment.goodsId, amount: payment.amount, period: trial.period } : null,
    isTrial: trial !== null,
    remaining,
    startedAt: payment.createdAt,
    dueAt: addPeriod(payment.createdAt, firstPeriod),
    failedAttempts: 0,
    failNext: 0,
    refs: [payment.ref],
    parameters,
  }
  payment.subscriptionId = subscription.id
  emulator.state.subscriptions.push(subscription)
  emulator.scheduler.schedule('subscription', subscription.id, subscription.dueAt)
  emulator.store.changed()
  return subscription
}

function newId(emulator: Emulator): string {
  return [...Buffer.from(emulator.randomHex(10), 'hex')]
    .map((byte) => idAlphabet[byte % idAlphabet.length])
    .join('')
}

export function findSubscription(emulator: Emulator, id: string): Subscription | undefined {
  return emulator.state.subscriptions.find((subscription) => subscription.id === id)
}

/** Bills what is due. A refused attempt is made again twice; after the third the subscription stops with type 14. */
export function billSubscription(emulator: Emulator, id: string): void {
  const subscription = findSubscription(emulator, id)
  if (subscription?.status !== 'active') return
  if (subscription.remaining === 0) {
    stop(emulator, subscription, 'ended')
    return
  }
  if (subscription.failNext > 0) {
    subscription.failNext -= 1
    subscription.failedAttempts += 1
    if (subscription.failedAttempts >= attemptsPerCharge) {
      stop(emulator, subscription, 'failed')
    } else {
      const wait = emulator.state.settings.renewalRetryHours * hour
      emulator.scheduler.schedule('subscription', id, emulator.clock.now() + wait)
    }
    emulator.store.changed()
    return
  }

  const payment =
    subscription.api === 'brick' ? renewByCard(emulator, subscription) : renew(emulator, subscription)
  subscription.refs.push(payment.ref)
  subscription.isTrial = false
  subscription.failedAttempts = 0
  if (subscription.remaining !== null) subscription.remaining -= 1
  subscription.dueAt = addPeriod(subscription.dueAt, subscription.plan.period)
  emulator.scheduler.schedule('subscription', id, subscription.dueAt)
  notify(emulator, payment, { type: 0 })
}

function renewalTerms(emulator: Emulator, subscription: Subscription) {
  const sendsTrialId = emulator.state.settings.recurringExternalId === 'trial' && subscription.trial !== null
  return {
    goodsId: sendsTrialId ? (subscription.trial?.goodsId ?? null) : subscription.plan.goodsId,
    productName: subscription.plan.name,
    amount: subscription.plan.amount,
    currency: subscription.plan.currency,
    period: subscription.plan.period,
    subscriptionId: subscription.id,
  }
}

function renew(emulator: Emulator, subscription: Subscription): Payment {
  const { uid, api, paymentSystem, email, country, isTest } = firstPayment(emulator, subscription)
  return createPayment(emulator, {
    ...renewalTerms(emulator, subscription),
    uid,
    api,
    paymentSystem,
    email,
    country,
    isTest,
    parameters: subscription.parameters,
  })
}

function renewByCard(emulator: Emulator, subscription: Subscription): Payment {
  const first = firstPayment(emulator, subscription)
  const charge = findCharge(emulator, first.ref.slice(1))
  return chargeAgain(emulator, charge, renewalTerms(emulator, subscription))
}

function firstPayment(emulator: Emulator, subscription: Subscription): Payment {
  const payment = findPayment(emulator, subscription.refs[0] ?? '')
  if (!payment) throw new Error(`The first payment of subscription ${subscription.id} is no longer kept.`)
  return payment
}

const endings = { cancelled: 12, ended: 13, failed: 14 } as const

/** Stops billing and says so with type 12, 13 or 14; what was paid for runs on. A second stop changes nothing. */
export function stop(
  emulator: Emulator,
  subscription: Subscription,
  status: keyof typeof endings,
): Pingback | null {
  if (subscription.status !== 'active') return null
  subscription.status = status
  emulator.scheduler.cancel('subscription', subscription.id)
  emulator.store.changed()
  const { subscriptionEvents, subscriptionEventRef } = emulator.state.settings
  if (!subscriptionEvents) return null
  const ref = subscriptionEventRef === 'initial' ? subscription.refs[0] : subscription.refs.at(-1)
  const payment = findPayment(emulator, ref ?? '')
  return payment ? notify(emulator, payment, { type: endings[status] }) : null
}

/** Ends a subscription whose first payment the risk review declined: nothing to announce beyond the 202. */
export function abandonSubscription(emulator: Emulator, id: string): void {
  const subscription = findSubscription(emulator, id)
  if (!subscription) return
  subscription.status = 'failed'
  subscription.dueAt = emulator.clock.now()
  emulator.scheduler.cancel('subscription', id)
}

/** When the next attempt to bill is made; null when none is. */
export function nextChargeAt(emulator: Emulator, subscription: Subscription): number | null {
  return emulator.scheduler.dueAt('subscription', subscription.id)
}

/** The subscription object of Payment Status and of Brick, without its charges. Flags are 0 and 1. */
export function subscriptionView(emulator: Emulator, subscription: Subscription) {
  const now = emulator.clock.now()
  const seconds = (moment: number) => Math.floor(moment / 1000)
  const isActive = subscription.status === 'active' && subscription.remaining !== 0
  return {
    object: 'subscription',
    id: subscription.id,
    active: isActive ? 1 : 0,
    started: 1,
    expired: subscription.status !== 'active' && subscription.dueAt <= now ? 1 : 0,
    is_trial: subscription.isTrial ? 1 : 0,
    period: subscription.plan.period.unit,
    period_duration: subscription.plan.period.length,
    payments_limit: subscription.remaining ?? 0,
    date_started: seconds(subscription.startedAt),
    date_next: isActive ? seconds(nextChargeAt(emulator, subscription) ?? subscription.dueAt) : 0,
  }
}
