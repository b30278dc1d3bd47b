import { Hono } from 'hono'
import { lastValue, parseParameters, rawQuery } from '../core/parameters'
import { bodyParameters } from '../core/request-log'
import { refused } from '../core/strictness'
import type { Emulator } from '../emulator'
import { jsonp } from './jsonp'

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' })

/** Geolocation: every buyer is in the country that the project is set to. Not signed. */
export function geolocationRoutes(emulator: Emulator): Hono {
  const routes = new Hono()

  routes.on(['GET', 'POST'], '/api/rest/country', async (c) => {
    const parameters = [...parseParameters(rawQuery(c.req.url)), ...(await bodyParameters(c))]
    const get = (name: string) => lastValue(parameters, name) ?? ''
    const { settings } = emulator.state
    if (get('key') !== emulator.project.key) return c.json({ error: 'No project has this key' }, 403)
    const missing = get('uid') === '' ? ['uid is missing.'] : []
    const [reason] = refused(c, settings, missing)
    if (reason) return c.json({ error: reason }, 400)
    const code = settings.buyerCountry
    return jsonp(c, get('callback'), { code, country: countryNames.of(code) ?? code })
  })

  return routes
}
