// Plain JavaScript, since it is also loaded ahead of Next, before anything could compile it.

/** Control characters, what turns or hides text, line ends of any kind, and halves of characters. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/**
 * A line of JSON in which nothing can act on a terminal or begin another line: whatever is not printed is escaped, and
 * still means the same.
 *
 * @param {string} json one JSON object, with or without the line end
 * @returns {string} the line with its end
 */
export function printableLine(json) {
  const escaped = (/** @type {string} */ character) =>
    Array.from({ length: character.length }, (_, unit) => {
      const hex = character.charCodeAt(unit).toString(16)
      return `\\u${hex.padStart(4, '0')}`
    }).join('')
  return `${json.trimEnd().replace(unprintable, escaped)}\n`
}
