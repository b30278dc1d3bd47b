import { maskParameters, roughPairs } from '@/lib/pingbacks/mask'
import { maskCardNumbers } from '@/lib/security/card-numbers'

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
  // Each run of characters is looked at once, so that the work grows with the text and no faster.
  const shown = text.replace(/[^\s@<>"'=&?/:,;]+(?:@[^\s@<>"'=&?/:,;]+)?/g, (run) =>
    run.includes('@') ? `${run.slice(0, 1)}…@…` : run,
  )
  return maskCardNumbers(shown).slice(0, longest)
}
