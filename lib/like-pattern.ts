/** Whether a text is long enough to be looked for inside others: an index finds three letters or digits in a row. */
export function holdsTrigram(text: string): boolean {
  return /[\p{L}\p{N}]{3}/u.test(text)
}

/** The pattern for LIKE of whatever holds a text; nothing in the text is a wildcard. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}
