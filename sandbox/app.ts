import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { deliveryRoutes } from './apis/delivery'
import { geolocationRoutes } from './apis/geolocation'
import { notCoveredRoutes } from './apis/not-covered'
import { paymentStatusRoutes } from './apis/payment-status'
import { paymentSystemRoutes } from './apis/payment-systems'
import { ticketRoutes } from './apis/tickets'
import { brickRoutes } from './brick/routes'
import { brickScriptRoutes } from './brick/scripts'
import { controlRoutes } from './control/routes'
import { faultInjection } from './core/faults'
import { refuseLongBodies, requestLog } from './core/request-log'
import type { Emulator } from './emulator'
import { registerJobs } from './jobs'
import { merchantRoutes } from './merchant/routes'
import { assetRoutes } from './pages/assets'
import { widgetRoutes } from './widget/routes'

const pagePolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
].join('; ')

export function createApp(emulator: Emulator): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>({ strict: false })
  registerJobs(emulator)

  app.use(async (c, next) => {
    await next()
    if (!c.res.headers.get('content-type')?.startsWith('text/html')) return
    if (!c.res.headers.has('content-security-policy')) c.header('Content-Security-Policy', pagePolicy)
    c.header('Cache-Control', 'no-store')
    c.header('Referrer-Policy', 'no-referrer')
    c.header('X-Content-Type-Options', 'nosniff')
  })
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse()
    // What the body says it is, it is not.
    if (error instanceof TypeError && /FormData|form/i.test(error.message))
      return c.text('The body is not a valid form.', 400)
    console.error(error)
    return c.text('The emulator has failed; its output says where.', 500)
  })

  app.use(refuseLongBodies(emulator))
  for (const path of ['/api/*', '/developers/*']) app.use(path, requestLog(emulator))
  for (const path of ['/api/*', '/developers/*', '/brick/*', '/widget/*'])
    app.use(path, faultInjection(emulator))

  app.route('/public', assetRoutes())
  app.route('/control', controlRoutes(emulator))
  app.route('/merchant', merchantRoutes(emulator))
  app.route('/', widgetRoutes(emulator))
  app.route('/', paymentStatusRoutes(emulator))
  app.route('/', paymentSystemRoutes(emulator))
  app.route('/', geolocationRoutes(emulator))
  app.route('/', ticketRoutes(emulator))
  app.route('/', deliveryRoutes(emulator))
  app.route('/', brickScriptRoutes())
  app.route('/', brickRoutes(emulator))
  app.route('/', notCoveredRoutes())
  app.get('/', (c) => c.redirect('/merchant'))
  return app
}
