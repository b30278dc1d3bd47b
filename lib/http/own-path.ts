const base = 'https://shop.invalid'

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return '//'
  }
}

/** Whether a browser that follows this path stays here: by origin, and by a path that nothing later can take for a host. */
function staysHere(path: string): boolean {
  if (!URL.canParse(path, base)) return false
  const { origin, pathname } = new URL(path, base)
  return origin === base && !pathname.startsWith('//')
}

/**
 * A path of this shop to send the browser to, out of a value that anyone may have written (`next=`): the value itself
 * when it leads to no address elsewhere, as it stands and after decoding, else `otherwise`.
 */
export function ownPath(value: unknown, otherwise: string): string {
  if (typeof value !== 'string' || value.length > 512 || !/^\/[!-~]*$/.test(value)) return otherwise
  return !value.includes('\\') && staysHere(value) && staysHere(decoded(value)) ? value : otherwise
}
