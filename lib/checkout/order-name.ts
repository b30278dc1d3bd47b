import type { Translate } from '@/lib/languages/locale'

const longest = 256

/** An order in a few words: "Fox", "Fox and Owl", "Fox and 44 more". At most 256 characters (widget.md §2). */
export function orderName(t: Translate, lines: readonly { name: string }[]): string {
  const [first = '', second] = lines.map((line) => line.name)
  const name =
    lines.length > 2
      ? t('checkout.name.more', { first, count: String(lines.length - 1) })
      : second === undefined
        ? first
        : t('checkout.name.two', { first, second })
  const characters = Array.from(name)
  return characters.length <= longest ? name : `${characters.slice(0, longest - 1).join('')}…`
}
