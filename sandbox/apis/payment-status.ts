import { Hono } from 'hono'
import { lastValue, parseParameters, rawQuery } from '../core/parameters'
import type { Payment } from '../core/state'
import type { Emulator } from '../emulator'
import { findByAnyReference, paymentView } from '../payments'
import { findSubscription, subscriptionView } from '../subscriptions/engine'
import { jsonp } from './jsonp'
import { isSignedCall } from './signed-call'

const isListed = (payment: Payment) => payment.status !== 'authorised' && payment.status !== 'voided'

/** Payment Status: one object by `ref` or a charge's id, a list by `uid` and `ag_external_id`. What was only authorised is no payment yet. */
export function paymentStatusRoutes(emulator: Emulator): Hono {
  const routes = new Hono()

  routes.get('/api/rest/payment', (c) => {
    const parameters = parseParameters(rawQuery(c.req.url))
    const get = (name: string) => lastValue(parameters, name) ?? ''
    if (!isSignedCall(parameters, emulator.project))
      return c.json({ error: 'The call is not authorized' }, 403)

    const answer = (value: object, status?: 200 | 404) => jsonp(c, get('callback'), value, status)
    const view = (payment: Payment) => {
      const subscription = findSubscription(emulator, payment.subscriptionId ?? '')
      if (!subscription) return paymentView(payment)
      return { ...paymentView(payment), subscription: subscriptionView(emulator, subscription) }
    }
    if (get('ref')) {
      const payment = findByAnyReference(emulator, get('ref'))
      return payment && isListed(payment)
        ? answer(view(payment))
        : answer({ error: 'The payment was not found' }, 404)
    }
    if (!get('uid') || !get('ag_external_id')) {
      return c.json({ error: 'Either ref, or uid and ag_external_id, is required' }, 400)
    }
    return answer(
      emulator.state.payments
        .filter(isListed)
        .filter(({ uid }) => uid === get('uid'))
        .filter(({ goodsId, cart }) => (cart ?? [goodsId]).includes(get('ag_external_id')))
        .map(view),
    )
  })

  return routes
}
