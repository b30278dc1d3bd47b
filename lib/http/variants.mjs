// Plain JavaScript, since next.config.js reads it.

import { currencies } from '../currencies.mjs'

/** @typedef {import('../currencies.mjs').Currency} Currency */
/** @typedef {{ name: string, language: string, path: string, currency: Currency }} Variant */

/**
 * Those with a path before the one without.
 *
 * @satisfies {Omit<Variant, 'currency'>[]}
 */
const languages = /** @type {const} */ ([{ name: 'en', language: 'en-GB', path: '' }])

/**
 * The variants of the shop's pages: each is a value of the segment above them, such as `en-usd`, kept apart in the cache.
 * A language has a path before its addresses, a currency none: it is told from a cookie (lib/hints/currency.ts).
 *
 * @type {Variant[]}
 */
const variants = languages.flatMap(({ name, ...language }) =>
  currencies
    .toReversed()
    .map((currency) => ({ ...language, currency, name: `${name}-${currency.toLowerCase()}` })),
)

/** The header of a request that says in which currency it is answered, on the way to Next alone. A client's own never arrives. */
export const currencyHeader = 'x-shop-currency'

/** What addresses begin with whose pages are no variant's. */
export const apart = ['admin', 'api', 'artwork', 'checkout', 'o', '_next']

/**
 * Leads from the addresses of the shop's pages to those of the files that draw them: to the variant of the request's currency,
 * and to that of the first currency where there is none. An address that already begins with a variant gets a second one, and so
 * leads nowhere.
 */
export function variantRewrites() {
  return variants.map(({ name, path, currency }) => ({
    source: `${path}/:rest((?!(?:${apart.join('|')})(?:/|$)).*)`,
    destination: `/${name}/:rest`,
    ...(currency !== currencies[0] && {
      has: [{ type: /** @type {const} */ ('header'), key: currencyHeader, value: currency }],
    }),
  }))
}

/**
 * Where the page of an address lies in a currency: below its variant, as the rewrites lead there. Undefined for an address that has
 * none.
 *
 * @param {string} path
 * @param {Currency} currency
 */
export function pageOf(path, currency) {
  const variant = variants.find(
    (each) => each.currency === currency && `${path}/`.startsWith(`${each.path}/`),
  )
  return variant && `/${variant.name}${path.slice(variant.path.length)}`.replace(/\/$/, '')
}

/**
 * The variant that a segment names; undefined for any other text.
 *
 * @param {string} name
 */
export function variantOf(name) {
  return variants.find((variant) => variant.name === name)
}

/**
 * A route as its addresses have it: without the segment of the variant.
 *
 * @param {string} route
 */
export function addressRoute(route) {
  return route.replace(/^\/\[variant\](?=\/|$)/, '') || '/'
}
