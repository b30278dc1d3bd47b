import { Hono } from 'hono'
import { originOf } from '../core/addresses'
import { lastValue, parseParameters, rawQuery } from '../core/parameters'
import type { Emulator } from '../emulator'
import { isOfferedIn, paymentSystems, testPaymentMethod } from '../payment-systems'
import { isSignedCall } from './signed-call'

/** The Payment Systems API: what a country offers, and the pictures it names. The test method is listed until the project is live. */
export function paymentSystemRoutes(emulator: Emulator): Hono {
  const routes = new Hono()

  routes.get('/api/payment-systems', (c) => {
    const parameters = parseParameters(rawQuery(c.req.url))
    if (!isSignedCall(parameters, emulator.project))
      return c.json({ error: 'The call is not authorized' }, 403)
    const country = lastValue(parameters, 'country_code') ?? ''
    if (!/^[A-Z]{2}$/.test(country)) {
      return c.json({ error: 'country_code must be two capital letters' }, 400)
    }
    const origin = originOf(c)
    return c.json(
      paymentSystems
        .filter((system) => isOfferedIn(system, country))
        .filter((system) => system !== testPaymentMethod || !emulator.state.settings.isLive)
        .map(({ id, name, newWindow, typeId }) => ({
          id,
          name,
          new_window: newWindow,
          img_url: `${origin}/images/ps_logos/pm_${id}.svg`,
          img_class: id,
          ps_type_id: typeId,
        })),
    )
  })

  routes.get('/images/ps_logos/:file', (c) => {
    const system = paymentSystems.find(({ id }) => c.req.param('file') === `pm_${id}.svg`)
    if (!system) return c.notFound()
    const picture =
      '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="48" role="img">' +
      '<rect width="120" height="48" rx="8" fill="#e3e7ee"/>' +
      `<text x="60" y="29" fill="#1b2330" font-family="sans-serif" font-size="12" text-anchor="middle">${system.name}</text></svg>`
    return c.body(picture, 200, { 'Content-Type': 'image/svg+xml' })
  })

  return routes
}
