/** A piece of HTML that is safe to put into a page. */
export class Markup {
  constructor(readonly text: string) {}
}

type Inset = Markup | string | number | undefined | false | readonly Inset[]

const escapes = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
])

// What turns or hides text, and what no text should hold; line ends and tabs stay.
const hidden = /[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?![\n\t])\p{Cc}/gu

/** HTML from a template. Whatever is put into it is text, unless it is markup itself. */
export function html(pieces: TemplateStringsArray, ...insets: readonly Inset[]): Markup {
  return new Markup(pieces.reduce((page, piece, at) => `${page}${written(insets[at - 1])}${piece}`))
}

function written(inset: Inset): string {
  if (inset instanceof Markup) return inset.text
  if (Array.isArray(inset)) return inset.map(written).join('')
  if (inset === undefined || inset === false) return ''
  return String(inset)
    .replace(hidden, '\ufffd')
    .replace(/[&<>"']/g, (sign) => escapes.get(sign) ?? '')
}
