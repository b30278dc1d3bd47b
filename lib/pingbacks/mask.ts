import { maskCardNumbers } from '@/lib/security/card-numbers'

/** At most so many characters, and never half of one, which PostgreSQL would refuse. */
export function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length).replace(/[\ud800-\udbff]$/, '')}…` : text
}

/**
 * Parameters as the log may show them: the signature shortened, e-mail addresses and anything like a card number masked,
 * long names and values cut.
 */
export function maskParameters(pairs: Iterable<readonly [string, string]>): Record<string, string> {
  return Object.fromEntries(
    Array.from(pairs, ([name, value]) => [maskName(name), maskValue(name, value)] as const),
  )
}

/** A parameter's name as the log may show it: strangers send any. */
export function maskName(name: string): string {
  return cut(maskText(name), 64)
}

function maskValue(name: string, value: string): string {
  return name === 'sig' ? cut(maskText(value), 8) : cut(maskText(value), 120)
}

/**
 * A text as it may be kept and shown: of e-mail addresses the first letter and the host, of card numbers the last four digits,
 * no control characters. What stands before an address in a query or a sentence stays. Each run of characters is looked at
 * once, so that the work grows with the text and no faster.
 */
export function maskText(text: string): string {
  const shown = text.replace(/[^\s@=&?/:,;<>"()]+@*/g, (run) =>
    run.endsWith('@') ? `${String.fromCodePoint(run.codePointAt(0) ?? 0)}…@` : run,
  )
  return maskCardNumbers(shown.replace(/[\p{Cc}\u2028\u2029]/gu, '\ufffd'))
}

/** The same for a text of several lines, which it keeps. */
export const maskLines = (text: string): string => text.split(/\r?\n/).map(maskText).join('\n')

/** The query of a pingback or a widget call as it may be shown: signatures and keys shortened, the rest masked and cut. */
export function maskQuery(query: string): string {
  const pairs = roughPairs(query).map(([name, value]): [string, string] => [
    name,
    /^(sign|key)$/.test(name) ? cut(value, 8) : value,
  ])
  return Object.entries(maskParameters(pairs))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** The pairs of a query that may be broken in any way, for showing only. */
export function roughPairs(query: string): [string, string][] {
  const pieces = query.split('&').filter((piece) => piece !== '')
  return pieces.slice(0, 64).map((pair) => {
    const [name = '', ...rest] = pair.split('=').map(roughlyDecoded)
    return [name, rest.join('=')]
  })
}

function roughlyDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' ')).replaceAll('\0', '')
  } catch {
    return text
  }
}
