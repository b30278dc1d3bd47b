import type { OrderRecord } from '@/lib/orders/record'

/** Every address that the buyer of an order is known to have come from, and what they did there. */
export function knownAddresses({ user, acceptance, charges, downloads }: OrderRecord) {
  const seen: [address: string | null | undefined, what: string][] = [
    [user.registrationIp, 'registered'],
    [acceptance?.address, 'accepted the terms'],
    ...charges.map(({ address }): [string | null, string] => [address, 'paid by card']),
    ...downloads.map(({ address }): [string | null, string] => [address, 'downloaded']),
  ]
  const byAddress = new Map<string, Set<string>>()
  for (const [address, what] of seen) {
    if (address) byAddress.set(address, (byAddress.get(address) ?? new Set()).add(what))
  }
  return Array.from(byAddress, ([address, from]) => ({ address, from: [...from] }))
}
