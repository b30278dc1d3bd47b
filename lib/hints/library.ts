/** Slugs of what a reader owns, the newest first; as many as a cookie should hold. */
const mostCharacters = 1500

/** The slugs as a cookie holds them: those that come last are left out when there are too many. */
export function libraryText(slugs: Iterable<string>): string {
  let text = ''
  for (const slug of new Set(slugs)) {
    const longer = text ? `${text}~${slug}` : slug
    if (longer.length > mostCharacters) break
    text = longer
  }
  return text
}

/** The slugs in a cookie's text. Anybody may have written it. */
export function readLibrary(text: string | undefined): string[] {
  return /^[a-z0-9~-]+$/.test(text ?? '') ? (text ?? '').split('~').filter((slug) => slug !== '') : []
}
