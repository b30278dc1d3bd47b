// Plain JavaScript, since next.config.js reads it.

/** @typedef {typeof currencies[number]} Currency One that visitors choose from. */

/**
 * The currencies that visitors choose from (ISO 4217). The first is shown to everybody who has chosen none. A product is sold
 * in those for which it has a price; the shop converts nothing.
 */
export const currencies = /** @type {const} */ (['USD', 'EUR', 'JPY', 'KWD'])

/** The currency of those who have chosen none. */
export const [defaultCurrency] = currencies

/**
 * The currency that a text names; undefined unless visitors can choose it.
 *
 * @param {unknown} text
 */
export function knownCurrency(text) {
  return currencies.find((currency) => currency === text)
}
