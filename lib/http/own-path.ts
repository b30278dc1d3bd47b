const base = 'https://shop.invalid'

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return '//'
  }
}

/**
 * A path of this shop to send the browser to, out of a value that anyone may have written (`next=`): the value itself
 * when no browser can take it for an address elsewhere, also after decoding, else `otherwise`.
 */
export function ownPath(value: unknown, otherwise: string): string {
  if (typeof value !== 'string' || value.length > 512 || !/^\/[!-~]*$/.test(value)) return otherwise
  if (/^\/[/\\]/.test(value) || /^\/[/\\\s]/.test(decoded(value)) || value.includes('\\')) return otherwise
  return new URL(value, base).origin === base ? value : otherwise
}
