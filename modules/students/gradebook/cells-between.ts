import { cellText, markColumns, type GridColumn } from './columns.ts'
import type { SubjectResultRow } from './tables.ts'

/** One cell of the grid that says something else than before, as the history of marks writes it. */
export interface CellBetween {
  column: GridColumn
  before: string | null
  after: string | null
}

/** What differs between two rows of the same pupil in the same book, cell by cell; null is a row that is not there. */
export function cellsBetween(
  before: SubjectResultRow | null,
  after: SubjectResultRow | null,
  assessment: 'scored' | 'comment',
): CellBetween[] {
  return ([...markColumns(8), 'comment', 'exempt'] as const)
    .map((column) => ({
      column,
      before: cellText(before, column, assessment),
      after: cellText(after, column, assessment),
    }))
    .filter((cell) => cell.before !== cell.after)
}
