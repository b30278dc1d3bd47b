/** What a cell may hold. */
export type Cell = string | number | boolean | Date | null | undefined

/** What a spreadsheet takes for the beginning of a formula, in its wide forms too. */
const formula = /^[=+\-@＝＋－＠]/

/** Whether a spreadsheet might compute a text: also one that only blanks keep from it. */
function isActive(text: string): boolean {
  return formula.test(text.trimStart()) || /^[\t\r\n]/.test(text)
}

/**
 * A line of CSV (RFC 4180): every cell in quotes, times as ISO 8601 in UTC. A text that a spreadsheet would compute is
 * preceded by an apostrophe, by which it stays a text.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: Cell): string {
  const text = cell instanceof Date ? cell.toISOString() : String(cell ?? '')
  const shown = typeof cell === 'string' && isActive(text) ? `'${text}` : text
  return `"${shown.replaceAll('"', '""')}"`
}
