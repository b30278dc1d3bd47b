import type { Parameter } from '../core/parameters'
import type { WidgetSession } from '../core/state'
import type { Emulator } from '../emulator'
import { testPaymentMethod } from '../payment-systems'
import { createPayment } from '../payments'
import { notify } from '../pingbacks/pingbacks'
import { startSubscription } from '../subscriptions/engine'
import { readCall } from './call'

export function openSession(emulator: Emulator, parameters: Parameter[]): WidgetSession {
  const session: WidgetSession = {
    id: emulator.randomHex(12),
    createdAt: emulator.clock.now(),
    parameters,
    outcome: { kind: 'open' },
  }
  emulator.state.widgetSessions.push(session)
  emulator.store.changed()
  return session
}

export function findSession(emulator: Emulator, id: string): WidgetSession | undefined {
  return emulator.state.widgetSessions.find((session) => session.id === id)
}

/** Pays once: a second Buy on the same page changes nothing. The pingback is sent without waiting for the shop. */
export function buy(emulator: Emulator, session: WidgetSession, paymentSystem: string): void {
  if (session.outcome.kind === 'paid') return
  const call = readCall(session.parameters)
  const payment = createPayment(emulator, {
    api: 'widget',
    uid: call.uid,
    goodsId: call.offer.externalId,
    productName: call.offer.name,
    amount: call.offer.amount,
    currency: call.offer.currency,
    paymentSystem,
    email: call.email,
    country: call.country,
    isTest: paymentSystem === testPaymentMethod.id,
    period: call.offer.period,
    parameters: session.parameters,
  })
  session.outcome = { kind: 'paid', ref: payment.ref }
  const plan = call.afterTrial ?? call.offer
  if (plan.period) {
    const { externalId, name, amount, currency, period } = plan
    const trial = call.afterTrial && call.offer.period ? { period: call.offer.period } : null
    const terms = { plan: { goodsId: externalId, name, amount, currency, period }, trial }
    startSubscription(
      emulator,
      payment,
      { ...terms, remaining: call.recurring ? null : 0 },
      session.parameters,
    )
  }
  notify(emulator, payment, { type: 0 })
}

export function endWithoutPayment(
  emulator: Emulator,
  session: WidgetSession,
  kind: 'failed' | 'closed',
): void {
  if (session.outcome.kind === 'paid') return
  session.outcome = { kind }
  emulator.store.changed()
}
