export type Parameter = [name: string, value: string]

function decode(text: string): string {
  const bytes = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(bytes)
  } catch {
    return bytes
  }
}

/** Splits a raw query string or form body: `&` separates, the first `=` divides, each part is percent-decoded once. */
export function parseParameters(raw: string): Parameter[] {
  return raw
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const divider = pair.indexOf('=')
      return divider < 0
        ? [decode(pair), '']
        : [decode(pair.slice(0, divider)), decode(pair.slice(divider + 1))]
    })
}

export type SpaceEncoding = 'percent' | 'plus'

/** Percent-encodes by RFC 3986; a space becomes `%20`, or `+` on request. */
export function encodeParameters(
  parameters: readonly Parameter[],
  spaces: SpaceEncoding = 'percent',
): string {
  const encode = (text: string) => {
    const strict = encodeURIComponent(text).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    )
    return spaces === 'plus' ? strict.replaceAll('%20', '+') : strict
  }
  return parameters.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
}

/** The last value of a name, as PHP keeps it; undefined if it was not sent. */
export function lastValue(parameters: readonly Parameter[], name: string): string | undefined {
  return parameters.findLast(([candidate]) => candidate === name)?.[1]
}

/** The raw query string of a request address, without decoding. */
export function rawQuery(url: string): string {
  const start = url.indexOf('?')
  return start < 0 ? '' : (url.slice(start + 1).split('#', 1)[0] ?? '')
}
