/**
 * One postgresql:// address for each host that an address names, in that order: `host1:5432,host2:5432` are two. None for
 * what is no such address.
 */
export function addressesOf(url: string): string[] {
  const parts = /^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)([^@/?#]*)(.*)$/s.exec(url)
  if (!parts) return []
  const [, before = '', named = '', after = ''] = parts
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
