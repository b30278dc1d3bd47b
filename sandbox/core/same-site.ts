import type { MiddlewareHandler } from 'hono'

/** Refuses what another site's page asks the browser to send; programs and the emulator's own pages pass. */
export const refuseOtherSites: MiddlewareHandler = async (c, next) => {
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  const isForeign = site
    ? site !== 'same-origin' && site !== 'none'
    : origin && origin !== new URL(c.req.url).origin
  const isReading = c.req.method === 'GET' || c.req.method === 'HEAD'
  if (isForeign && !isReading) return c.text("This can only be done on the emulator's own pages.", 403)
  await next()
}
