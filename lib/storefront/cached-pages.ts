import type { IncomingMessage, ServerResponse } from 'node:http'
import { computeCacheBustingSearchParam } from 'next/dist/shared/lib/router/utils/cache-busting-search-param'
import { hasProduct } from '@/lib/catalog/data'
import type { Currency } from '@/lib/currencies.mjs'
import { isDatabaseAway } from '@/lib/database-pool'
import { currencyIn } from '@/lib/hints/currency'
import { putGate } from '@/lib/http/before-next'
import { builtRoute } from '@/lib/http/built-routes'
import { compressWhole, type FinishedAnswer, finishAnswer, sendFinished } from '@/lib/http/finished-answer'
import { type Language, languageHeader, languageOf } from '@/lib/languages/languages.mjs'
import { apart, currencyHeader, pageOf } from '@/lib/languages/variants.mjs'
import { shownSoldOut } from '@/lib/licence-keys/data'
import { log } from '@/lib/log'
import { answerOf, asData, asHtml, keepAnswer } from '@/lib/page-store.mjs'
import { shownPictures } from '@/lib/product-files/pictures'
import { plainHeader } from '@/lib/security/plain-requests'
import { isFixedPage, isSharedAddress, openEndOf } from '@/lib/storefront/addresses'
import { withStyles } from '@/lib/storefront/inline-styles'
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
  const [isThere] = await Promise.all([
    slug === undefined || hasProduct(slug),
    shownSoldOut(),
    shownPictures(),
    shownDay(),
  ])
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

/** The header in which Next says whether a page was kept. Of what is given again it always was. */
const cacheState = 'x-nextjs-cache'

/** The query by which a browser tells its requests for data apart, of which caches see the address alone. */
const dataQuery = '_rsc'

/** What is asked for. */
interface Address {
  /** In one spelling. */
  path: string
  /** The query, from its question mark on. */
  rest: string
  variant: { language: Language; currency: Currency }
}

/** The name of the answer that a request for a cached page gets; undefined if Next is to judge. */
async function answerName({ headers, method }: IncomingMessage, rest: string): Promise<string | undefined> {
  if ((method !== 'GET' && method !== 'HEAD') || headers[plainHeader] === undefined) return undefined
  const { rsc, 'next-router-prefetch': prefetch, 'next-router-segment-prefetch': segment } = headers
  const tree = headers['next-router-state-tree']
  if (rsc === undefined) return (prefetch ?? segment ?? tree) ? undefined : asHtml
  if (rsc !== '1' || (prefetch !== undefined && prefetch !== '1')) return undefined
  if (segment !== undefined && prefetch === undefined) return undefined
  const expected = await computeCacheBustingSearchParam(prefetch, segment, tree, headers['next-url'])
  if (new URLSearchParams(rest.slice(1)).getAll(dataQuery).join() !== expected) return undefined
  return segment === undefined ? asData : String(segment)
}

/** Answers a request for a cached page with what Next has answered to one like it, or has that kept. */
async function isAnswered(
  request: IncomingMessage,
  response: ServerResponse,
  { path, rest, variant }: Address,
): Promise<boolean> {
  const page = pageOf(path, variant)
  const name = await answerName(request, rest)
  if (name === undefined) return false
  const answer = answerOf(page, name)
  if (answer) {
    sendFinished(request, response, answer)
    return true
  }
  if (isHolding && request.method === 'GET' && request.headers['if-none-match'] === undefined) {
    const keep = (made: FinishedAnswer, from: Buffer) => {
      const headers = made.headers.map(([each, value]): [string, string] => [
        each,
        each === cacheState ? 'HIT' : value,
      ])
      keepAnswer(page, name, { ...made, headers }, from)
    }
    finishAnswer(request, response, { quality: 5, keep, ...(name === asHtml && { complete: withStyles }) })
  }
  return false
}

/**
 * Leads a request for a cached page on, in the one spelling of its address; and whatever would be kept without being a page,
 * such as a made-up product, to the page for unknown addresses. Answers it if it can be answered at once.
 */
async function admitTo(
  request: IncomingMessage,
  response: ServerResponse,
  address: Address,
): Promise<boolean> {
  try {
    if (await isCachedPage(address.path)) {
      request.url = address.path + address.rest
      return await isAnswered(request, response, address)
    }
    request.url = noPage
  } catch (error) {
    request.url = unavailable
    if (isDatabaseAway(error))
      log.warn({ error: (error as Error).message }, 'the catalogue has not been read yet')
    else log.error({ error: String(error) }, 'the catalogue could not be read')
  }
  return false
}

// In development a page comes piece by piece, for as long as its parts are built.
const isHolding = process.env.NODE_ENV !== 'development'

function compress(request: IncomingMessage, response: ServerResponse): void {
  if (isHolding && request.method === 'GET') compressWhole(request, response)
}

/**
 * A gate: see `admitTo`. Says in which currency the request is answered, here and by Next's rewrites (lib/languages/variants.mjs). Pages
 * that are drawn for each request are compressed as a whole. Posted forms are answered for their sender, and never from the cache.
 */
function lead(request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean> {
  const { url = '/', method = 'GET', headers } = request
  const language = languageOf(headers[languageHeader]).name
  const currency = currencyIn(headers.cookie, language)
  headers[currencyHeader] = currency
  const [raw = '/'] = url.split('?', 1)
  const path = decoded(raw)
  if (path === undefined) return false
  if (path === unavailable) request.url = noPage
  const [first] = path.slice(1).split('/', 1)
  if (apartNames.has(first ?? '')) {
    if (isTakenForVariant(raw)) request.url = noPage
    else if (first === 'checkout') compress(request, response)
    return false
  }
  if (method === 'POST') return false
  if (!isSharedAddress(path)) {
    compress(request, response)
    return false
  }
  return admitTo(request, response, { path, rest: url.slice(raw.length), variant: { language, currency } })
}

/**
 * Keeps the cache of pages as fresh as their data, and as small as what there is. Call once per process, before it listens,
 * after `watchEntrance`.
 */
export function watchCachedPages(): void {
  putGate('cached pages', lead)
}
