/** @jsxImportSource hono/jsx */
import { Hono } from 'hono'
import { refuseOtherSites } from '../core/same-site'
import type { Emulator } from '../emulator'
import { notFound } from './answers'
import { paymentRoutes } from './payment-routes'
import { projectRoutes } from './project-routes'
import { ReportsPage } from './reports-page'
import { RequestPage, RequestsPage } from './requests-page'
import { subscriptionRoutes } from './subscription-routes'
import { toolRoutes } from './tool-routes'

/** The merchant area: what was paid and notified, and buttons for what a merchant or a bank may do. */
export function merchantRoutes(emulator: Emulator): Hono {
  const routes = new Hono()

  routes.use(refuseOtherSites)
  routes.route('/', paymentRoutes(emulator))
  routes.route('/', subscriptionRoutes(emulator))
  routes.route('/', projectRoutes(emulator))
  routes.route('/', toolRoutes(emulator))

  routes.get('/requests', (c) => c.html(<RequestsPage emulator={emulator} />))
  routes.get('/requests/:id', (c) => {
    const request = emulator.state.requests.find(({ id }) => String(id) === c.req.param('id'))
    return request ? c.html(<RequestPage emulator={emulator} request={request} />) : notFound(c)
  })
  routes.get('/reports', (c) => c.html(<ReportsPage emulator={emulator} />))

  // For the page's script, which draws the page again when something has changed.
  routes.get('/changes', (c) => c.json({ changes: emulator.store.changes }))

  return routes
}
