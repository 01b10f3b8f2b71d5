/** A calendar day in a cell, `YYYY-MM-DD`; a wrapper, because a text may look like a day and stay a text. */
export type Day = { day: string }

/** What a cell holds. */
export type Cell = string | number | boolean | Day | null

/** What a read cell holds: also a fault, where a formula gives an error or was never computed. */
export type ReadCell = Cell | { error: string }

/** A rectangle of cells, counted from 1 as spreadsheets do. */
export type Area = { top: number; left: number; bottom: number; right: number }

/** A row as read; `cells[0]` is column A. Hidden rows are rows too. */
export type GridRow = { number: number; hidden: boolean; cells: ReadCell[] }

/** One sheet as read: plain values at their addresses. A merged area has its value in the cells of its first column. */
export type Grid = { name: string; hidden: boolean; rows: GridRow[]; merges: Area[] }

/** The letters of a column counted from 1: 1 is A, 27 is AA. */
export function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26)
  return (rest > 0 ? columnLetters(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26))
}
