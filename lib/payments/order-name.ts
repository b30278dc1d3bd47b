/** An order as one product name, at most 256 characters (widget.md §2). */
export function orderName(lines: readonly { name: string }[]): string {
  const names = lines.map((line) => line.name).join(', ')
  return names.length <= 256 ? names : `${names.slice(0, 255)}…`
}
