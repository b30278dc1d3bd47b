import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Subscription } from '../core/state'
import type { Emulator } from '../emulator'
import { findSubscription, nextChargeAt, stop } from '../subscriptions/engine'
import { readBody } from './body'
import { pingbackView } from './pingback-routes'
import { newSubscriptionSchema, subscriptionPatchSchema } from './schema'
import { subscribe } from './without-browser'

/** Subscriptions without a browser, and what may happen to them. */
export function subscriptionRoutes(emulator: Emulator): Hono {
  const routes = new Hono()
  const { pingbacks } = emulator

  const subscriptionOf = (id: string): Subscription => {
    const subscription = findSubscription(emulator, id)
    if (!subscription) throw new HTTPException(404, { message: `There is no subscription ${id}.` })
    return subscription
  }
  const subscriptionView = (subscription: Subscription) => ({
    ...subscription,
    nextChargeAt: nextChargeAt(emulator, subscription),
  })

  routes.get('/subscriptions', (c) => c.json(emulator.state.subscriptions.map(subscriptionView)))
  routes.get('/subscriptions/:id', (c) => c.json(subscriptionView(subscriptionOf(c.req.param('id')))))

  routes.post('/subscriptions', async (c) => {
    const input = await readBody(c.req.raw, newSubscriptionSchema)
    const { payment, subscription, pingback } = subscribe(emulator, input)
    if (input.wait) await pingbacks.attempt(pingback.id)
    return c.json(
      { subscription: subscriptionView(subscription), payment, pingback: pingbackView(emulator, pingback) },
      201,
    )
  })

  routes.patch('/subscriptions/:id', async (c) => {
    const subscription = subscriptionOf(c.req.param('id'))
    const { failNext, remaining } = await readBody(c.req.raw, subscriptionPatchSchema)
    if (failNext !== undefined) subscription.failNext = failNext
    if (remaining !== undefined) subscription.remaining = remaining
    emulator.store.changed()
    return c.json(subscriptionView(subscription))
  })

  routes.post('/subscriptions/:id/cancel', async (c) => {
    const subscription = subscriptionOf(c.req.param('id'))
    const pingback = stop(emulator, subscription, 'cancelled')
    if (pingback) await pingbacks.attempt(pingback.id)
    return c.json({
      subscription: subscriptionView(subscription),
      pingback: pingback && pingbackView(emulator, pingback),
    })
  })

  return routes
}
