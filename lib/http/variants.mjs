// Plain JavaScript, since next.config.js reads it.

/** @typedef {{ name: string, language: string, path: string }} Variant */

/**
 * In which forms there are the shop's pages: each is a value of the segment above them, kept apart in the cache. A further
 * language has a path before its addresses (`/de`); a currency would be told from a cookie, by a condition of its rewrite.
 *
 * @satisfies {Variant[]}
 */
const variants = /** @type {const} */ ([{ name: 'en', language: 'en-GB', path: '' }])

/** What addresses begin with whose pages are no variant's. */
export const apart = ['admin', 'api', 'artwork', 'checkout', 'o', '_next']

/**
 * Leads from the addresses of the shop's pages to those of the files that draw them. An address that already begins with a
 * variant gets a second one, and so leads nowhere.
 */
export function variantRewrites() {
  return variants.map(({ name, path }) => ({
    source: `${path}/:rest((?!(?:${apart.join('|')})(?:/|$)).*)`,
    destination: `/${name}/:rest`,
  }))
}

/**
 * Where the page of an address lies: below its variant, as the rewrites lead there. Undefined for an address that has none.
 *
 * @param {string} path
 */
export function pageOf(path) {
  const variant = variants.find(({ path: first }) => `${path}/`.startsWith(`${first}/`))
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
