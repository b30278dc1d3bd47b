import type { IncomingMessage } from 'node:http'
import { putGate } from '@/lib/http/before-next'
import { languageHeader, languages, sameInAll } from '@/lib/languages/languages.mjs'

/** The part of an address after the path of a language; undefined where it has no page there, or is misspelt, which Next mends. */
function restOf(url: string, path: string): string | undefined {
  if (path === '' || !url.startsWith(path) || !/^(?:$|[/?])/.test(url.slice(path.length))) return undefined
  const [place = '', ...query] = url.slice(path.length).split('?')
  if (/\/\/|\\|\/$/.test(place) || sameInAll.includes(place.split('/', 2)[1] ?? '')) return undefined
  return [place || '/', ...query].join('?')
}

/**
 * A gate: takes the path of a language off an address, which from here on is the same in all languages, and says it in a
 * header instead.
 */
function takeLanguage(request: IncomingMessage): boolean {
  const { url = '/', headers } = request
  headers[languageHeader] = languages[0].name
  for (const { name, path } of languages) {
    const rest = restOf(url, path)
    if (rest === undefined) continue
    headers[languageHeader] = name
    request.url = rest
  }
  return false
}

/** Tells everything after it in which language a request is answered. Call once per process, before it listens, as the first gate. */
export function watchLanguages(): void {
  putGate('language', takeLanguage)
}
