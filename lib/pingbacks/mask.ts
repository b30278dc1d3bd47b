import { maskCardNumbers } from '@/lib/security/card-numbers'

const maxValue = 120

/**
 * Parameters as the log may show them: the signature shortened, e-mail addresses and anything like a card number masked,
 * long values cut.
 */
export function maskParameters(pairs: Iterable<readonly [string, string]>): Record<string, string> {
  return Object.fromEntries(
    Array.from(pairs, ([name, value]) => [name.slice(0, 64), maskValue(name, value)] as const),
  )
}

function maskValue(name: string, value: string): string {
  if (name === 'sig') return `${value.slice(0, 8)}…`
  const masked = maskCardNumbers(value.replace(/([^\s@])[^\s@]*@/g, '$1…@'))
  return masked.length > maxValue ? `${masked.slice(0, maxValue)}…` : masked
}
