import { meaningOf } from './grid-entry.ts'
import type { Column, Row, Sheet } from './grid-model.ts'

/** What a cell of a file would do, as the server says it. */
export interface FileCell {
  line: number
  student: string
  column: string
  was: string | null
  value: string | null
  kind: 'new' | 'changed' | 'refused' | 'kept'
  refusal: { message: string; values: Record<string, string | number> } | null
  far: boolean
}

/** A line that belongs to no pupil for certain. */
export interface StrangeLine {
  line: number
  name: string
  why: 'unknown' | 'several' | 'twice'
  nearest: { student: string; name: string } | null
  cells: readonly { column: string; value: string }[]
}

/** The whole answer: nothing is written yet. */
export interface FilePreview {
  file: string
  sheet: string
  at: string
  by: 'code' | 'name'
  lines: number
  same: number
  cells: readonly FileCell[]
  strangers: readonly StrangeLine[]
}

/** One cell to be written after the preview. */
export interface ImportedCell {
  student: string
  column: string
  was: string | null
  value: string | null
}

/** What a person decided of a preview: cells left as they are, suggestions taken, strangers recognised. */
export interface Decisions {
  kept: ReadonlySet<string>
  suggested: ReadonlySet<string>
  recognised: ReadonlySet<number>
}

/** The name of a cell in the decisions. */
export const cellKey = ({ student, column }: Pick<FileCell, 'student' | 'column'>): string => `${student} ${column}`

/** The cells that will be written: new and changed ones, taken suggestions, and the lines that were recognised. */
export function cellsToWrite(
  sheet: Sheet,
  rows: readonly Row[],
  preview: FilePreview,
  decisions: Decisions,
): ImportedCell[] {
  const own = preview.cells.flatMap((cell): ImportedCell[] => {
    const { student, column, was } = cell
    if (cell.kind === 'refused') {
      const suggestion = suggestionOf(cell)
      return suggestion && decisions.suggested.has(cellKey(cell))
        ? [{ student, column, was, value: suggestion.replace(',', '.') }]
        : []
    }
    const written = (cell.kind === 'new' || cell.kind === 'changed') && !decisions.kept.has(cellKey(cell))
    return written ? [{ student, column, was, value: cell.value }] : []
  })
  const recognised = preview.strangers
    .filter((line) => decisions.recognised.has(line.line))
    .flatMap((line) => cellsOf(sheet, rows, line))
  return [...own, ...recognised]
}

/** "6,8", where a refused value was probably meant so. */
export function suggestionOf({ refusal }: FileCell): string | null {
  const suggestion = refusal?.values['suggestion']
  return typeof suggestion === 'string' ? suggestion : null
}

/** The cells of a line that was recognised as its nearest pupil: those that can be taken and change something. */
function cellsOf(sheet: Sheet, rows: readonly Row[], line: StrangeLine): ImportedCell[] {
  const row = rows.find(({ pupil }) => pupil.id === line.nearest?.student)
  if (!row) return []
  return line.cells.flatMap(({ column, value }): ImportedCell[] => {
    const visible: Column | undefined = sheet.columns.find((it) => it.key === column)
    const meaning = visible && meaningOf({ ...sheet, tenthsWithoutComma: false }, row, visible, value)
    if (!meaning || 'refusal' in meaning) return []
    const was = row.cells[meaning.column]?.stored ?? null
    return was === meaning.text ? [] : [{ student: row.pupil.id, column: meaning.column, was, value: meaning.text }]
  })
}

let handed: { book: string; cells: readonly ImportedCell[] } | undefined

/** Hands decided cells over to the grid, which writes them as one action that can be undone. */
export function handOver(book: string, cells: readonly ImportedCell[]): void {
  handed = { book, cells }
}

/** Takes what was handed over for a book, once. */
export function takeHanded(book: string): readonly ImportedCell[] {
  const cells = handed?.book === book ? handed.cells : []
  if (cells.length > 0) handed = undefined
  return cells
}
