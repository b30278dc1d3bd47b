import type { IncomingMessage } from 'node:http'
import { hasProduct } from '@/lib/catalog/data'
import { isDatabaseAway } from '@/lib/database-pool'
import { putGate } from '@/lib/http/before-next'
import { builtRoute } from '@/lib/http/built-routes'
import { apart } from '@/lib/http/variants.mjs'
import { shownSoldOut } from '@/lib/licence-keys/data'
import { log } from '@/lib/log'
import { isFixedPage, isSharedAddress, openEndOf } from '@/lib/storefront/addresses'
import { shownDay } from '@/lib/storefront/shown'

/** Where an address leads that has no page. */
const noPage = '/no-such-page'

/** Shown, with status 503, in place of a cached page whose data can't be read and never was. */
const unavailable = '/unavailable'

const apartNames: ReadonlySet<string> = new Set(apart)

/**
 * Whether a page is drawn for an address and then kept for everybody. What it shows is loaded again first if its life is
 * over, so that a page which stays in the cache is as old as its data and no older (lib/cache.ts).
 */
async function isCachedPage(path: string): Promise<boolean> {
  if (isFixedPage(path)) return true
  const slug = path.startsWith('/products/') ? openEndOf(path) : undefined
  if (path !== '/' && slug === undefined) return false
  const [isThere] = await Promise.all([slug === undefined || hasProduct(slug), shownSoldOut(), shownDay()])
  return isThere
}

function decoded(path: string): string | undefined {
  try {
    // A slash that was escaped is a part of a name.
    return /%2f/i.test(path) ? undefined : decodeURIComponent(path)
  } catch {
    return undefined
  }
}

/** Whether Next would take the first part of an address, which no rewrite leads away from, for a variant. */
function isTakenForVariant(path: string): boolean {
  const route = builtRoute(path)
  if (route === undefined || path.startsWith('/_next/static/')) return false
  return path.startsWith('/_next/') || (route.startsWith('/[variant]') && !route.endsWith('/[...missing]'))
}

/**
 * Leads a request for a cached page on, in the one spelling of its address; and whatever would be kept without being a page,
 * such as a made-up product, to the page for unknown addresses.
 */
async function admitTo(request: IncomingMessage, path: string, rest: string): Promise<boolean> {
  try {
    if (await isCachedPage(path)) request.url = path + rest
    else request.url = noPage
  } catch (error) {
    request.url = unavailable
    if (isDatabaseAway(error))
      log.warn({ error: (error as Error).message }, 'nothing is known of the catalog')
    else log.error({ error: String(error) }, 'the catalog could not be read')
  }
  return false
}

/** A gate: see `admitTo`. Posted forms are answered for their sender, and never from the cache. */
function lead(request: IncomingMessage): boolean | Promise<boolean> {
  const { url = '/', method = 'GET' } = request
  const [raw = '/'] = url.split('?', 1)
  const path = decoded(raw)
  if (path === undefined) return false
  if (path === unavailable) request.url = noPage
  const [first] = path.slice(1).split('/', 1)
  if (apartNames.has(first ?? '')) {
    if (isTakenForVariant(raw)) request.url = noPage
    return false
  }
  if (method === 'POST' || !isSharedAddress(path)) return false
  return admitTo(request, path, url.slice(raw.length))
}

/**
 * Keeps the cache of pages as fresh as their data, and as small as what there is. Call once per process, before it listens,
 * after `watchEntrance`.
 */
export function watchCachedPages(): void {
  putGate('cached pages', lead)
}
