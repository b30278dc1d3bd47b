import type { Context, MiddlewareHandler } from 'hono'
import { originOf } from './addresses'

export const otherSiteRefusal = "This can only be done on the emulator's own pages."

/** Whether another site's page asks the browser to send this, and not to read alone; programs and own pages do not count. */
export function isFromOtherSite(c: Context): boolean {
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  const isForeign = site
    ? site !== 'same-origin' && site !== 'none'
    : origin !== undefined && origin !== '' && origin !== originOf(c)
  return isForeign && c.req.method !== 'GET' && c.req.method !== 'HEAD'
}

/** Refuses what another site's page asks the browser to send. */
export const refuseOtherSites: MiddlewareHandler = async (c, next) => {
  if (isFromOtherSite(c)) return c.text(otherSiteRefusal, 403)
  await next()
}
