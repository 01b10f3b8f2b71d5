/** The mark at the beginning tells Excel that a file is UTF-8. */
export const csvStart = '\ufeff'

/** A line of a CSV file as Excel opens it here: cells by semicolons, none of which becomes a formula. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join(';')}\r\n`
}

/** What a spreadsheet would take for a formula, white space before it or not, begins with an apostrophe instead. */
function quoted(cell: string): string {
  const safe = /^[\s\u00a0\ufeff]*[=+\-@]/.test(cell) || /^[\t\r\n]/.test(cell) ? `'${cell}` : cell
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
