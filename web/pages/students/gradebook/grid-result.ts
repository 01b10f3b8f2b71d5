import { absentMark } from '../../../../modules/students/gradebook/rules/mark.ts'
import { subjectTerm, type SubjectResult } from '../../../../modules/students/gradebook/rules/subject-result.ts'
import { isExempt, isMarkColumn, shown } from './grid-model.ts'
import type { Row, Sheet, TestState } from './grid-model.ts'

const kept = new WeakMap<Row, SubjectResult>()

/** A row's average or result as it stands on the screen, by the server's own rule; once per row and change. */
export function resultOf(sheet: Sheet, row: Row): SubjectResult {
  const known = kept.get(row)
  if (known) return known
  const regular = sheet.columns.filter((column) => column.kind === 'regular')
  const result = subjectTerm({
    kind: sheet.assessment,
    regular: regular.map((column) => valueOf(row, column.key)),
    midterm: periodic(row, 'midterm'),
    final: periodic(row, 'final'),
    midtermState: stateOf(row, 'midterm', row.midtermState),
    finalState: stateOf(row, 'final', row.finalState),
    exempt: isExempt(row),
    regularDue: sheet.regularDue,
  })
  kept.set(row, result)
  return result
}

/** How many cells of a column have a value, and the mean of the marks in tenths; those who left and the exempt apart. */
export function footOf(sheet: Sheet, rows: readonly Row[], key: string): { entered: number; mean: number | null } {
  const column = sheet.columns.find((it) => it.key === key)
  if (!column) return { entered: 0, mean: null }
  const here = rows.filter((row) => !row.pupil.leftOn && !isExempt(row))
  if (!isMarkColumn(column)) {
    return { entered: here.filter((row) => goodText(row, key) !== null).length, mean: null }
  }
  const values = here.map((row) => valueOf(row, key)).filter((value) => value !== null && value !== absentMark)
  const mean = sheet.assessment === 'scored' && values.length ? total(values) / values.length : null
  return { entered: values.length, mean }
}

/** The value of a cell in tenths (or 1 and 0), `absentMark` for V, null for nothing or nothing that can be taken. */
export function valueOf(row: Row, key: string): number | null {
  const text = goodText(row, key)
  if (text === null) return null
  if (text === 'V') return absentMark
  if (text === 'Đ') return 1
  if (text === 'CĐ') return 0
  return Math.round(Number(text) * 10)
}

/** What counts for results: a refused text does not, the book's value stands. */
const goodText = (row: Row, key: string): string | null => {
  const cell = row.cells[key]
  return cell?.entry?.status === 'refused' ? cell.stored : shown(cell)
}

const periodic = (row: Row, key: string): number | null => {
  const value = valueOf(row, key)
  return value === absentMark ? null : value
}

/** The state that a value brings with it, as the server sets it (Circular 22/2021, Điều 7(4)(5)). */
function stateOf(row: Row, key: string, stored: TestState): TestState {
  const text = goodText(row, key)
  if (text === (row.cells[key]?.stored ?? null)) return stored
  if (text === 'V') return 'pending'
  return text !== null && (stored === 'pending' || stored === 'made_up') ? 'made_up' : 'none'
}

const total = (values: readonly (number | null)[]) => values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
