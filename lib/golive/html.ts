const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
])

interface Tag {
  text: string
  index: number
}

interface Parts {
  tags: Tag[]
  /** What stands between the tags, scripts, styles and comments left out. */
  texts: string[]
}

/** Reads a page from left to right, once: it may be as long as it likes. */
function partsOf(html: string): Parts {
  const tags: Tag[] = []
  const texts: string[] = []
  let between = ''
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at)
    between += html.slice(at, open < 0 ? html.length : open)
    if (open < 0) break
    const isComment = html.startsWith('<!--', open)
    const end = html.indexOf(isComment ? '-->' : '>', open)
    if (end < 0) break
    at = end + (isComment ? 3 : 1)
    // A server puts comments between the parts of one text.
    if (isComment) continue
    const text = html.slice(open, at)
    tags.push({ text, index: open })
    texts.push(between)
    between = ''
    const unread = /^<(script|style)\b/i.exec(text)?.[1]
    if (unread === undefined) continue
    const close = html.indexOf(`</${unread}`, at)
    at = close < 0 ? html.length : close
  }
  return { tags, texts: [...texts, between] }
}

function decoded(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{1,8}));/gi, (whole, hex, decimal, name) => {
    if (name) return entities.get(name.toLowerCase()) ?? whole
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : ' '
  })
}

/** The tags of a page, in order, each with the place where it begins. */
export const tagsOf = (html: string): Tag[] => partsOf(html).tags

/** What a page says, as text: without its tags and scripts, one space between words. */
export const textOf = (html: string): string => decoded(partsOf(html).texts.join(' ')).replace(/\s+/g, ' ')

/** Whether a page has a tag of one of some names with all of some attributes, each written as in `type="password"`. */
export const hasTag = (html: string, names: readonly string[], ...attributes: string[]) =>
  tagsOf(html).some(
    ({ text }) =>
      names.includes(/^<([a-z]{1,10})\b/i.exec(text)?.[1]?.toLowerCase() ?? '') &&
      attributes.every((attribute) => text.includes(attribute)),
  )

/** Whether a page links to an address of the shop. */
export const linksTo = (html: string, address: string) => hasTag(html, ['a'], `href="${address}"`)
