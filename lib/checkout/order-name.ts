const longest = 256

/** An order in a few words: "Fox", "Fox and Owl", "Fox and 44 more". At most 256 characters (widget.md §2). */
export function orderName(lines: readonly { name: string }[]): string {
  const [first = '', second] = lines.map((line) => line.name)
  const others = lines.length > 2 ? `${lines.length - 1} more` : second
  const characters = Array.from(others === undefined ? first : `${first} and ${others}`)
  return characters.length <= longest ? characters.join('') : `${characters.slice(0, longest - 1).join('')}…`
}
