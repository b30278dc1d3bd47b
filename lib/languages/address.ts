import { type Language, languages, sameInAll } from '@/lib/languages/languages.mjs'

/** The part of an address after the path of a language; undefined where it has no page there, or is misspelt, which Next mends. */
function restOf(url: string, path: string): string | undefined {
  if (path === '' || !url.startsWith(path) || !/^(?:$|[/?])/.test(url.slice(path.length))) return undefined
  const [place = '', ...query] = url.slice(path.length).split('?')
  if (/\/\/|\\|\/$/.test(place) || sameInAll.includes(place.split('/', 2)[1] ?? '')) return undefined
  return [place || '/', ...query].join('?')
}

/** A path of the shop's, with its query, as it came over the wire: its language, and the rest, which is the same in all languages. */
export function readAddress(url: string): { language: Language; rest: string } {
  for (const { name, path } of languages) {
    const rest = restOf(url, path)
    if (rest !== undefined) return { language: name, rest }
  }
  return { language: languages[0].name, rest: url }
}
