import { type Currency, defaultCurrency } from '@/lib/currencies.mjs'
import type { Context, Visit } from '@/lib/golive/check'
import { currencyCookie } from '@/lib/hints/currency'
import { boundedRequest } from '@/lib/http/bounded-request'
import { ownPath } from '@/lib/http/own-path'

interface Limits {
  /** In milliseconds. */
  timeout: number
  /** In bytes. */
  size: number
}

const usual: Limits = { timeout: 10_000, size: 2_000_000 }

/**
 * Fetches pages of this shop as a guest does, over the network, each once: without cookies, except for the currency if another
 * than the first is asked for, following no redirect. A certificate that nobody vouches for is accepted on this machine alone.
 *
 * What it returns rejects for a path that leads elsewhere, a shop that can't be reached or does not answer in time, and a page
 * that is too long.
 *
 * @param shopUrl SHOP_URL
 */
export function visitorOf(shopUrl: string, limits: Limits = usual): Context['visit'] {
  const known = new Map<string, Promise<Visit>>()
  return (path, currency = defaultCurrency) => {
    const key = `${currency} ${path}`
    const visit = known.get(key) ?? fetchPage(shopUrl, path, currency, limits)
    known.set(key, visit)
    return visit
  }
}

async function fetchPage(shopUrl: string, path: string, currency: Currency, limits: Limits): Promise<Visit> {
  if (ownPath(path, '') !== path) throw new Error(`${path} is no path of this shop.`)
  const headers = {
    'user-agent': 'go-live check of this shop',
    ...(currency !== defaultCurrency && { cookie: currencyCookie(currency) }),
  }
  return boundedRequest(new URL(path, shopUrl), { headers }, limits, path)
}
