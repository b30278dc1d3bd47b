// Plain JavaScript, since next.config.js reads it.

/** @typedef {typeof languages[number]['name']} Language */

/**
 * The languages of the shop (BCP 47): the tag of its texts and formats, what its addresses begin with, the currency of those
 * who have chosen none, and whether the law of its readers wants a button that says that it binds, with the order right above it
 * (§ 312j BGB). The first has no path. What each says is in the folder of its name.
 */
export const languages = /** @type {const} */ ([
  { name: 'en', tag: 'en-GB', path: '', title: 'English', currency: 'USD', bindsByButton: false },
  { name: 'de', tag: 'de-DE', path: '/de', title: 'Deutsch', currency: 'EUR', bindsByButton: true },
])

/** What addresses begin with that are the same in every language. */
export const sameInAll = ['admin', 'api', 'artwork', 'o', '_next']

/** The header of a request that says in which language it is answered, on the way to Next alone. A client's own never arrives. */
export const languageHeader = 'x-shop-language'

/**
 * The language that a text names; the first for any other text.
 *
 * @param {unknown} text
 */
export function languageOf(text) {
  return languages.find(({ name }) => name === text) ?? languages[0]
}

/**
 * The name of a language, out of a text that anyone may have written; undefined for any other text.
 *
 * @param {unknown} text
 */
export function namedLanguage(text) {
  return languages.find(({ name }) => name === text)?.name
}

/**
 * A path of the shop → its address in a language: "/cart" → "/de/cart", and "/admin" as it is.
 *
 * @param {Language} language
 * @param {string} page
 */
export function addressIn(language, page) {
  const { path } = languageOf(language)
  if (path === '') return page
  const [, place = ''] = page.split(/[/?#]/, 2)
  return sameInAll.includes(place) ? page : path + page.replace(/^\/(?=$|[?#])/, '')
}
