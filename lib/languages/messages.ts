interface Texts {
  readonly [key: string]: string | Texts
}

/** The messages of a catalog by their keys, such as "cart.empty.title". */
export function messagesOf(texts: Texts, above = ''): Map<string, string> {
  const messages = Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[above + key, value]] : [...messagesOf(value, `${above}${key}.`)],
  )
  return new Map(messages)
}
