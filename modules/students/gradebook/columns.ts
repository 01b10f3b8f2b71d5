import { absentMark } from './rules/mark.ts'
import type { AssessmentKind, SubjectResultRow } from './tables.ts'

/** A mark column of the grid: `regular_1` … `regular_8`, `midterm`, `final`. */
export type MarkColumn =
  | 'regular_1'
  | 'regular_2'
  | 'regular_3'
  | 'regular_4'
  | 'regular_5'
  | 'regular_6'
  | 'regular_7'
  | 'regular_8'
  | 'midterm'
  | 'final'
/** Everything of a row that a person can write. */
export type GridColumn = MarkColumn | 'comment' | 'exempt'

/** The mark columns in the grid's order, the regular ones up to a number. */
export const markColumns = (regularDue: number): MarkColumn[] => [
  ...Array.from({ length: regularDue }, (_, index) => `regular_${index + 1}` as MarkColumn),
  'midterm',
  'final',
]

/** Every column that a grid may name. */
export const gridColumns: ReadonlySet<string> = new Set([...markColumns(8), 'comment', 'exempt'])

/** The kind of assessment of a column, and its position within the kind. */
export function kindOf(column: MarkColumn): { kind: AssessmentKind; position: number } {
  if (column === 'midterm' || column === 'final') return { kind: column, position: 1 }
  return { kind: 'regular', position: Number(column.slice(8)) }
}

// A class has hundreds of marks, of a hundred and one kinds.
const markTexts = Array.from({ length: 101 }, (_, tenths) => (tenths / 10).toFixed(1))

/**
 * What a cell says as text: a mark `7.5`, `Đ` or `CĐ` in a comment subject, `V` absent, `M` exempt, a comment's words;
 * null is empty. The same texts go to the page and come back from it.
 */
export function cellText(
  row: Partial<SubjectResultRow> | null,
  column: GridColumn,
  assessment: 'scored' | 'comment',
): string | null {
  if (!row) return null
  if (column === 'comment') return row.comment ?? null
  if (column === 'exempt') return row.exempt ? 'M' : null
  if ((column === 'midterm' || column === 'final') && row[`${column}_state`] === 'pending') return 'V'
  const value = row[column]
  if (value === null || value === undefined) return null
  if (value === absentMark) return 'V'
  if (assessment === 'comment') return value ? 'Đ' : 'CĐ'
  return markTexts[value] ?? (value / 10).toFixed(1)
}
