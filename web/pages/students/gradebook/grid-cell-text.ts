import { displayOf } from './grid-entry.ts'
import { isExempt, isMarkColumn, shown } from './grid-model.ts'
import type { Column, Row, Sheet } from './grid-model.ts'
import { resultOf } from './grid-result.ts'

/** What a cell says on the screen: an average by the rule, M in the marks of an exempt pupil, a comma before the decimal. */
export function cellText(sheet: Sheet, row: Row, column: Column): string {
  if (column.kind === 'average') {
    const { average, passed, provisional } = resultOf(sheet, row)
    if (sheet.assessment === 'comment') {
      const outcome = passed ?? provisional.passed
      return outcome === null ? '' : outcome ? 'Đ' : 'CĐ'
    }
    const value = average ?? provisional.average
    return value === null ? '' : displayOf(column, (value / 10).toFixed(1))
  }
  if (isMarkColumn(column) && isExempt(row) && !row.cells[column.key]?.entry) return 'M'
  return displayOf(column, shown(row.cells[column.key]))
}
