import { Hono } from 'hono'

const gaps = [
  {
    path: '/api/rest/product',
    what: 'It does not store products: each call names its product and price.',
  },
  {
    path: '/api/mobiamo',
    what: 'It has no Mobiamo: the payment page offers what stands for mobile payment.',
  },
  {
    path: '/api/standalone',
    what: 'It has no widget sessions from server to server: the browser calls the payment page.',
  },
  {
    path: '/api/brick-init',
    what: 'It stores no device data: its Brick.js makes the fingerprint in the browser.',
  },
  { path: '/api/pro', what: 'It has no tokens for old mobile SDKs: those are made at /api/brick/token.' },
]

/** Says of the provider's other calls, and of those that do not exist, that they are not here. To be mounted after all others. */
export function notCoveredRoutes(): Hono {
  const routes = new Hono()
  for (const { path, what } of gaps) {
    const error = `The emulator does not cover this call. ${what}`
    for (const pattern of [path, `${path}/*`]) routes.all(pattern, (c) => c.json({ error }, 501))
  }
  for (const pattern of ['/api/*', '/developers/*']) {
    routes.all(pattern, (c) =>
      c.json(
        { error: `The emulator has no call ${c.req.method} ${c.req.path}; its README lists those it has.` },
        404,
      ),
    )
  }
  return routes
}
