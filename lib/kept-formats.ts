/** More than a shop has at once. */
const most = 100

/**
 * Makes formatters of Intl that are kept, by what tells them apart: to make one costs far more than to use it, and a page
 * formats many prices and dates.
 */
export function keptFormats<Format>(make: (key: string) => Format): (key: string) => Format {
  const kept = new Map<string, Format>()
  return (key) => {
    const known = kept.get(key)
    if (known !== undefined) return known
    const format = make(key)
    if (kept.size >= most) kept.clear()
    kept.set(key, format)
    return format
  }
}
