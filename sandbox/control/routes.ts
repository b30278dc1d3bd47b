import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { isFromOtherSite, otherSiteRefusal } from '../core/same-site'
import type { Emulator } from '../emulator'
import { paymentRoutes } from './payment-routes'
import { pingbackRoutes } from './pingback-routes'
import { projectRoutes } from './project-routes'
import { subscriptionRoutes } from './subscription-routes'
import { toolRoutes } from './tool-routes'

/** The JSON API with which tests drive the emulator. Pages of other sites can change nothing through it. */
export function controlRoutes(emulator: Emulator): Hono {
  const routes = new Hono()

  routes.onError((error, c) => {
    const status = error instanceof HTTPException ? error.status : 500
    if (status === 500) console.error(error)
    return c.json({ error: error.message }, status)
  })

  routes.use(async (c, next) => {
    if (isFromOtherSite(c)) throw new HTTPException(403, { message: otherSiteRefusal })
    await next()
  })

  routes.get('/health', (c) => c.json({ ok: true }))

  routes.get('/state', (c) => c.json(emulator.state))

  routes.post('/reset', (c) => {
    emulator.reset()
    return c.json({ ok: true })
  })

  routes.route('/', projectRoutes(emulator))
  routes.route('/', paymentRoutes(emulator))
  routes.route('/', subscriptionRoutes(emulator))
  routes.route('/', pingbackRoutes(emulator))
  routes.route('/', toolRoutes(emulator))

  routes.all('*', (c) => {
    throw new HTTPException(404, { message: `There is no call ${c.req.method} ${c.req.path}.` })
  })

  return routes
}
