/**
 * One postgresql:// address for each host that an address names, in that order: `host1:5432,host2:5432` are two. None for
 * what is no such address.
 */
export function addressesOf(url: string): string[] {
  const [scheme] = /^postgres(?:ql)?:\/\//.exec(url) ?? []
  if (scheme === undefined) return []
  const rest = url.slice(scheme.length)
  const end = rest.search(/[/?#]/)
  const authority = end < 0 ? rest : rest.slice(0, end)
  const at = authority.lastIndexOf('@') + 1
  const before = scheme + authority.slice(0, at)
  const named = authority.slice(at)
  const after = rest.slice(authority.length)
  const hosts = named.split(',')
  const addresses = hosts.map((host) => before + host + after)
  const areWhole = hosts.length === 1 || hosts.every((host) => /^[^:]/.test(host))
  return areWhole && addresses.every((address) => URL.canParse(address)) ? addresses : []
}

/** The host and port of an address that names one. */
export function placeOf(address: string): string {
  const { hostname, port } = new URL(address)
  return `${hostname}:${port || 5432}`
}
