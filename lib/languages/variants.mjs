// Plain JavaScript, since next.config.js reads it.

import { currencies } from '../currencies.mjs'
import { languageHeader, languages, sameInAll } from './languages.mjs'

/** @typedef {import('../currencies.mjs').Currency} Currency */
/** @typedef {import('./languages.mjs').Language} Language */
/** @typedef {{ name: string, language: Language, currency: Currency }} Variant */

/**
 * The variants of the shop's pages: each is a value of the segment above them, such as `en-usd`, kept apart in the cache.
 * The language of a request is told from its address (lib/http/language-gate.ts), the currency from a cookie (lib/hints/currency.ts).
 *
 * @type {Variant[]}
 */
const variants = languages.flatMap(({ name: language }) =>
  currencies.map((currency) => ({ language, currency, name: `${language}-${currency.toLowerCase()}` })),
)

/** The header of a request that says in which currency it is answered, on the way to Next alone. A client's own never arrives. */
export const currencyHeader = 'x-shop-currency'

/** What addresses begin with whose pages are no variant's. */
export const apart = [...sameInAll, 'checkout']

/**
 * Leads from the addresses of the shop's pages to those of the files that draw them: to the variant of the request's language and
 * currency, and to the first where there is none. An address that already begins with a variant gets a second one, and so leads
 * nowhere. Next tries one after the other: that of most readers comes first.
 */
export function variantRewrites() {
  const source = `/:rest((?!(?:${apart.join('|')})(?:/|$)).*)`
  const rewrites = variants.map(({ name, language, currency }) => ({
    source,
    destination: `/${name}/:rest`,
    has: [
      { type: /** @type {const} */ ('header'), key: languageHeader, value: language },
      { type: /** @type {const} */ ('header'), key: currencyHeader, value: currency },
    ],
  }))
  const [first] = rewrites
  return first ? [...rewrites, { source, destination: first.destination }] : []
}

/**
 * Where the page of an address lies: below its variant, as the rewrites lead there.
 *
 * @param {string} path
 * @param {Omit<Variant, 'name'>} of
 */
export function pageOf(path, { language, currency }) {
  return `/${language}-${currency.toLowerCase()}${path}`.replace(/\/$/, '')
}

/**
 * The variant that a segment names; undefined for any other text.
 *
 * @param {string | undefined} name
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
