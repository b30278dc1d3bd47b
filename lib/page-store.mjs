// Plain JavaScript, since Next loads it by itself (`cacheHandler` in next.config.js), outside of its bundles.

/** @typedef {import('next/dist/server/lib/incremental-cache/index.js').CacheHandlerValue} Page */
/** @typedef {import('@/lib/http/finished-answer').FinishedAnswer} FinishedAnswer */
/** @typedef {{ page: Page, bytes: number, answers: Map<string, FinishedAnswer> }} Entry */

/** Bytes of all kept pages together; those that nobody has asked for longest go first. */
const mostBytes = 32 * 1024 * 1024

// Next's bundles each get a copy of what else uses this, hence the global object.
/** @type {{ shopPages?: { byKey: Map<string, Entry>, keys: Map<string, string>, bytes: number, generation: number } }} */
const kept = globalThis
kept.shopPages ??= { byKey: new Map(), keys: new Map(), bytes: 0, generation: 0 }
const pages = kept.shopPages

/** Forgets every kept page, and those that are being rendered now: the data that they show has changed. */
export function forgetPages() {
  pages.byKey.clear()
  pages.keys.clear()
  pages.bytes = 0
  pages.generation++
}

/** How many pages are kept, and their bytes. */
export function pagesKept() {
  return { count: pages.byKey.size, bytes: pages.bytes }
}

/**
 * The path of a page below its variant. Next's key has what tells its builds and routes apart before it.
 *
 * @param {string} key
 */
function pathOf(key) {
  const before = key.lastIndexOf('/$/')
  return before < 0 ? key : key.slice(before + 2)
}

/** @param {string} key */
function drop(key) {
  pages.bytes -= pages.byKey.get(key)?.bytes ?? 0
  pages.byKey.delete(key)
  const path = pathOf(key)
  if (pages.keys.get(path) === key) pages.keys.delete(path)
}

function dropOldest() {
  for (const [oldest] of pages.byKey) {
    if (pages.bytes <= mostBytes) break
    drop(oldest)
  }
}

/** @param {string | undefined} key */
function find(key) {
  const found = key === undefined ? undefined : pages.byKey.get(key)
  if (key === undefined || !found) return undefined
  pages.byKey.delete(key)
  pages.byKey.set(key, found)
  return found
}

/** The name of the answer with a page's HTML. */
export const asHtml = 'html'
/** The name of the answer with what a page shows, for a browser that shows another of the shop's. */
export const asData = 'data'

/**
 * What a kept page consists of, by the name of the answer that it is sent in: one of the two above, or that of a segment.
 *
 * @param {Page['value']} value
 * @param {string} name
 */
function contentOf(value, name) {
  if (value?.kind !== 'APP_PAGE') return undefined
  if (name === asData) return value.rscData
  if (name !== asHtml) return value.segmentData?.get(name)
  return typeof value.html === 'string' ? value.html : value.html.toUnchunkedString()
}

/**
 * An answer made of a page that is kept; undefined if there is none yet, or no longer.
 *
 * @param {string} path of the page, its variant included
 * @param {string} name
 */
export function answerOf(path, name) {
  return find(pages.keys.get(path))?.answers.get(name)
}

/**
 * Keeps an answer for as long as the page of which it was made. One that was made of the page as it was before is not kept:
 * who had waited for it while the data changed has got it, but nobody else does.
 *
 * @param {string} path of the page, its variant included
 * @param {string} name
 * @param {FinishedAnswer} answer
 * @param {Buffer} from what Next answered, of which it was made
 */
export function keepAnswer(path, name, answer, from) {
  const entry = find(pages.keys.get(path))
  const content = entry && contentOf(entry.page.value, name)
  if (!entry || content === undefined || entry.answers.has(name)) return
  if (!from.equals(typeof content === 'string' ? Buffer.from(content) : content)) return
  entry.answers.set(name, answer)
  // Its compressed forms together are at most as long.
  const bytes = 2 * answer.body.length
  entry.bytes += bytes
  pages.bytes += bytes
  dropOldest()
}

/** @param {unknown} part */
const lengthOf = (part) => (typeof part === 'string' || Buffer.isBuffer(part) ? part.length : 0)

/**
 * The bytes of a page: its HTML, and what the browser asks for when a link leads to it.
 *
 * @param {NonNullable<Page['value']> & { kind: 'APP_PAGE' }} page
 */
function bytesOf({ html, rscData, segmentData }) {
  const text = typeof html === 'string' ? html : html.toUnchunkedString()
  const segments = [...(segmentData?.values() ?? [])].reduce((sum, part) => sum + lengthOf(part), 0)
  return Buffer.byteLength(text) + lengthOf(rscData) + segments
}

/**
 * Where Next keeps rendered pages: in this process alone, so that no other mode, company or catalogue than today's outlives a
 * restart. A page stays until `forgetPages`; whatever is not found, or fails, is not kept. Next makes one of these for each
 * request.
 */
export default class PageStore {
  #generation = pages.generation

  /** @param {string} key */
  async get(key) {
    return find(key)?.page ?? null
  }

  /**
   * @param {string} key
   * @param {Page['value']} value
   */
  async set(key, value) {
    if (value?.kind !== 'APP_PAGE' || (value.status ?? 200) !== 200) return
    if (this.#generation !== pages.generation) return
    const bytes = bytesOf(value)
    drop(key)
    pages.keys.set(pathOf(key), key)
    pages.byKey.set(key, { page: { lastModified: Date.now(), value }, bytes, answers: new Map() })
    pages.bytes += bytes
    dropOldest()
  }

  async revalidateTag() {
    forgetPages()
  }

  resetRequestCache() {}
}
