// Plain JavaScript, since Next loads it by itself (`cacheHandler` in next.config.js), outside of its bundles.

/** @typedef {import('next/dist/server/lib/incremental-cache/index.js').CacheHandlerValue} Page */

/** Bytes of all kept pages together; those that nobody has asked for longest go first. */
const mostBytes = 32 * 1024 * 1024

// Next's bundles each get a copy of what else uses this, hence the global object.
/** @type {{ shopPages?: { byKey: Map<string, { page: Page, bytes: number }>, bytes: number, generation: number } }} */
const kept = globalThis
kept.shopPages ??= { byKey: new Map(), bytes: 0, generation: 0 }
const pages = kept.shopPages

/** Forgets every kept page, and those that are being rendered now: the data that they show has changed. */
export function forgetPages() {
  pages.byKey.clear()
  pages.bytes = 0
  pages.generation++
}

/** How many pages are kept, and their bytes. */
export function pagesKept() {
  return { count: pages.byKey.size, bytes: pages.bytes }
}

/** @param {string} key */
function drop(key) {
  pages.bytes -= pages.byKey.get(key)?.bytes ?? 0
  pages.byKey.delete(key)
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
 * Where Next keeps rendered pages: in this process alone, so that no other mode, company or catalog than today's outlives a
 * restart. A page stays until `forgetPages`; whatever is not found, or fails, is not kept. Next makes one of these for each
 * request.
 */
export default class PageStore {
  #generation = pages.generation

  /** @param {string} key */
  async get(key) {
    const found = pages.byKey.get(key)
    if (!found) return null
    pages.byKey.delete(key)
    pages.byKey.set(key, found)
    return found.page
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
    pages.byKey.set(key, { page: { lastModified: Date.now(), value }, bytes })
    pages.bytes += bytes
    for (const [oldest] of pages.byKey) {
      if (pages.bytes <= mostBytes) break
      drop(oldest)
    }
  }

  async revalidateTag() {
    forgetPages()
  }

  resetRequestCache() {}
}
