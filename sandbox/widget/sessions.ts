import type { Parameter } from '../core/parameters'
import type { Payment, WidgetSession } from '../core/state'
import type { Emulator } from '../emulator'
import { testPaymentMethod } from '../payment-systems'
import { announce, createPayment, type NewPayment } from '../payments'
import { startSubscription } from '../subscriptions/engine'
import { readCall, type WidgetCall } from './call'
import type { GoodsSale } from './goods-sale'

export function openSession(emulator: Emulator, parameters: Parameter[]): WidgetSession {
  const session: WidgetSession = {
    id: emulator.randomHex(12),
    createdAt: emulator.clock.now(),
    apiType: emulator.state.settings.apiType,
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

/** What an open page sells, by today's settings and the API it was opened with. */
export function callOf(emulator: Emulator, { parameters, apiType }: WidgetSession): WidgetCall {
  return readCall(parameters, emulator.state.settings, apiType)
}

/** Pays once: a second Buy on the same page changes nothing. The pingback is sent without waiting for the shop. */
export function buy(
  emulator: Emulator,
  session: WidgetSession,
  paymentSystem: string,
  pricePoint: number,
): void {
  if (session.outcome.kind === 'paid') return
  const call = callOf(emulator, session)
  const payment = createPayment(emulator, {
    api: 'widget',
    uid: call.uid,
    ...boughtBy(call, pricePoint),
    paymentSystem,
    email: call.email,
    country: call.country,
    isTest: paymentSystem === testPaymentMethod.id,
    parameters: session.parameters,
  })
  session.outcome = { kind: 'paid', ref: payment.ref }
  if (call.sale.kind === 'digital-goods') subscribe(emulator, payment, call.sale, session.parameters)
  announce(emulator, payment)
}

type Bought = Pick<
  NewPayment,
  'goodsId' | 'credits' | 'cart' | 'productName' | 'amount' | 'currency' | 'period'
>

function boughtBy({ sale }: WidgetCall, pricePoint: number): Bought {
  switch (sale.kind) {
    case 'cart': {
      const { items, total, currency } = sale
      const productName = items.map(({ name }) => name).join(', ')
      const cart = items.map(({ externalId }) => externalId)
      return { goodsId: null, cart, productName, amount: total, currency, period: null }
    }
    case 'virtual-currency': {
      const { amount, credits } = sale.pricePoints[pricePoint] ?? { amount: '0', credits: 0 }
      const productName = `${credits} ${sale.name}`
      return { goodsId: null, credits, productName, amount, currency: sale.currency, period: null }
    }
    default: {
      const { externalId, name, amount, currency, period } = sale.offer
      return { goodsId: externalId, productName: name, amount, currency, period }
    }
  }
}

function subscribe(
  emulator: Emulator,
  payment: Payment,
  { offer, afterTrial, recurring }: GoodsSale,
  parameters: Parameter[],
): void {
  const { externalId, name, amount, currency, period } = afterTrial ?? offer
  if (!period) return
  const trial = afterTrial && offer.period ? { period: offer.period } : null
  const plan = { goodsId: externalId, name, amount, currency, period }
  startSubscription(emulator, payment, { plan, trial, remaining: recurring ? null : 0 }, parameters)
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
