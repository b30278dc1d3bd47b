/** Finds the pattern of a path's route: of `/orders/0abc` it is `/orders/[order]`. */
export type FindPattern = (path: string) => string | undefined

interface Place {
  pattern: string | undefined
  /** What goes on with a certain word, or with any. */
  words: Map<string, Place>
  any: Place | undefined
  /** What takes all that follows. */
  rest: string | undefined
}

const newPlace = (): Place => ({ pattern: undefined, words: new Map(), any: undefined, rest: undefined })

/** Makes the search for a route's pattern out of all patterns, as Next writes them; a certain word goes before any. */
export function patternFinder(patterns: Iterable<string>): FindPattern {
  const root = newPlace()
  for (const pattern of patterns) {
    let place = root
    for (const part of partsOf(pattern)) {
      if (part.startsWith('[...') || part.startsWith('[[...')) {
        place.rest = pattern
        break
      }
      place = part.startsWith('[') ? anyOf(place) : wordOf(place, part)
    }
    if (place.rest !== pattern) place.pattern = pattern
  }
  return (path) => find(root, partsOf(path), 0)
}

function find(place: Place, parts: readonly string[], at: number): string | undefined {
  const part = parts[at]
  if (part === undefined) return place.pattern
  const word = place.words.get(part)
  return (word && find(word, parts, at + 1)) ?? (place.any && find(place.any, parts, at + 1)) ?? place.rest
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '')
}

function anyOf(place: Place): Place {
  place.any ??= newPlace()
  return place.any
}

function wordOf(place: Place, word: string): Place {
  const next = place.words.get(word) ?? newPlace()
  place.words.set(word, next)
  return next
}
