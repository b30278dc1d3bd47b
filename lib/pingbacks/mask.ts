import { maskCardNumbers } from '@/lib/security/card-numbers'

/** At most so many characters, and never half of one, which PostgreSQL would refuse. */
function cut(text: string, length: number): string {
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

function maskText(text: string): string {
  return maskCardNumbers(text.replace(/(?<![^\s@])([^\s@])[^\s@]*@/g, '$1…@'))
}
