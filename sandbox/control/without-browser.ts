import type { z } from 'zod'
import type { Payment, Pingback, Subscription } from '../core/state'
import type { Emulator } from '../emulator'
import { createPayment } from '../payments'
import { notify } from '../pingbacks/pingbacks'
import { startSubscription } from '../subscriptions/engine'
import type { newSubscriptionSchema } from './schema'

/** A subscription with its first payment, as if it had been bought on the payment page. */
export function subscribe(
  emulator: Emulator,
  input: z.output<typeof newSubscriptionSchema>,
): { payment: Payment; subscription: Subscription; pingback: Pingback } {
  const { uid, currency, email, productName: name, goodsId, amount, period, trial, remaining } = input
  const first = trial ?? input
  const payment = createPayment(emulator, {
    api: 'widget',
    uid,
    goodsId: first.goodsId,
    productName: name,
    amount: first.amount,
    currency,
    paymentSystem: 'test',
    email,
    country: 'US',
    isTest: true,
    period: first.period,
    parameters: Object.entries(input.own),
  })
  const terms = { plan: { goodsId, name, amount, currency, period }, trial, remaining }
  const subscription = startSubscription(emulator, payment, terms, payment.parameters)
  return { payment, subscription, pingback: notify(emulator, payment, { type: 0 }) }
}
