import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { env } from '@/lib/env'
import { peerHeader } from '@/lib/http/raw-request'

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Range = [network: Address, bits: number]

function parseAddress(text: string): Address | undefined {
  const bracketed = /^\[(.*)\](?::\d{1,5})?$/.exec(text)
  const withPort = /^([\d.]+):\d{1,5}$/.exec(text)
  const bare = bracketed?.[1] ?? withPort?.[1] ?? text
  return isIP(bare) === 0 ? undefined : ipaddr.process(bare)
}

function parseRange(item: string): Range {
  const [network, bits] = ipaddr.parseCIDR(
    item.includes('/') ? item : `${item}/${isIP(item) === 4 ? 32 : 128}`,
  )
  const mapped = network instanceof ipaddr.IPv6 && network.isIPv4MappedAddress() && bits >= 96
  return mapped ? [network.toIPv4Address(), bits - 96] : [network, bits]
}

const parsedLists = new WeakMap<readonly string[], Range[]>()

function isListed(address: Address, list: readonly string[]): boolean {
  let ranges = parsedLists.get(list)
  if (ranges === undefined) {
    ranges = list.map(parseRange)
    parsedLists.set(list, ranges)
  }
  return ranges.some((range) => range[0].kind() === address.kind() && address.match(range))
}

/**
 * Whether an address lies in a checked list of addresses and CIDR ranges (`PINGBACK_ALLOWED_IPS`). IPv4 inside IPv6
 * counts as IPv4; a text that is no address lies in no list.
 */
export function isAddressListed(address: string, list: readonly string[]): boolean {
  const parsed = parseAddress(address)
  return parsed !== undefined && isListed(parsed, list)
}

/**
 * The address that a request came from: the peer's, or, as long as that is a trusted proxy, the next entry from the
 * right of X-Forwarded-For. Undefined where it can't be known: no peer, or a trusted proxy that passed on no address.
 */
export function addressBehind(
  peer: string | undefined,
  forwardedFor: string | null,
  trustedProxies: readonly string[],
): string | undefined {
  const entries = forwardedFor === null || forwardedFor.trim() === '' ? [] : forwardedFor.split(',')
  let nearest: string | undefined
  for (const hop of [...entries, peer ?? ''].reverse()) {
    const address = parseAddress(hop.trim())
    if (address === undefined) return undefined
    nearest = address.toString()
    if (!isListed(address, trustedProxies)) break
  }
  return nearest
}

/**
 * The address of the sender of a request, beyond the proxies in `TRUSTED_PROXIES`, with IPv4-mapped IPv6 unwrapped. A
 * client can't forge it, since X-Forwarded-For counts only when a trusted proxy is the one connected. The peer is read
 * from the headers unless given. Undefined when it can't be known.
 */
export function clientAddress(
  headers: { get(name: string): string | null },
  peer?: string,
): string | undefined {
  return addressBehind(
    peer ?? headers.get(peerHeader) ?? undefined,
    headers.get('x-forwarded-for'),
    env().TRUSTED_PROXIES,
  )
}
