import { maskParameters, maskText, roughPairs } from '@/lib/pingbacks/mask'

const longest = 4000

/** A query as it may be shown: signatures shortened, e-mail addresses and anything like a card number masked. */
export function maskQuery(query: string): string {
  const pairs = roughPairs(query).map(([name, value]): [string, string] => [
    name,
    /^(sign|key)$/.test(name) ? `${value.slice(0, 8)}…` : value,
  ])
  return Object.entries(maskParameters(pairs))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** A text as it may be shown and stored. */
export function maskShown(text: string): string {
  return maskText(text).slice(0, longest)
}
