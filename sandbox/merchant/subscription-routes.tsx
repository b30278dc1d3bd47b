/** @jsxImportSource hono/jsx */
import { Hono } from 'hono'
import type { Emulator } from '../emulator'
import { addPeriod } from '../subscriptions/calendar'
import { attemptsPerCharge, findSubscription, nextChargeAt, stop } from '../subscriptions/engine'
import { answeredSoon, moveClock, notFound } from './answers'
import { SubscriptionsPage } from './subscriptions-page'

/** Subscriptions, and what may happen to them. */
export function subscriptionRoutes(emulator: Emulator): Hono {
  const routes = new Hono()
  const { pingbacks } = emulator

  routes.get('/subscriptions', (c) => c.html(<SubscriptionsPage emulator={emulator} />))

  routes.post('/subscriptions/:id', async (c) => {
    const subscription = findSubscription(emulator, c.req.param('id'))
    if (!subscription) return notFound(c)
    const form = await c.req.parseBody()
    switch (form.do) {
      case 'cancel': {
        const pingback = stop(emulator, subscription, 'cancelled')
        if (pingback) await answeredSoon(pingbacks.attempt(pingback.id))
        break
      }
      case 'last':
        subscription.remaining = 0
        break
      case 'fail-once':
        subscription.failNext = 1
        break
      case 'fail':
        subscription.failNext = attemptsPerCharge
        break
      case 'period':
        await moveClock(emulator, addPeriod(emulator.clock.now(), subscription.plan.period))
        break
      case 'to-charge':
        await moveClock(emulator, nextChargeAt(emulator, subscription))
        break
      default:
        return c.text('There is no such button.', 400)
    }
    emulator.store.changed()
    return c.redirect(`/merchant/subscriptions#${subscription.id}`, 303)
  })

  return routes
}
