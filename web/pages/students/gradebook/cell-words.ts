import { formatDay, formatShortDay, isTextKey } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { longName } from './column-name.ts'
import { closedCell, columnClosed } from './grid-entry.ts'
import type { Closing } from './grid-entry.ts'
import { cellText } from './grid-cell-text.ts'
import { nameOf } from './grid-paste.ts'
import type { Column, Refusal, Row, Sheet } from './grid-model.ts'

/** A cell as it is spoken: pupil, column, value, state. */
export function cellWords(t: Translate, sheet: Sheet, row: Row, column: Column): string {
  const entry = row.cells[column.key]?.entry
  const state = entry?.refusal
    ? refusalWords(t, entry.refusal)
    : entry
      ? t(`gradebook.spoken.${entry.status}`)
      : column.kind === 'average'
        ? null
        : closedWords(t, sheet, row, column)
  const value = cellText(sheet, row, column) || t('gradebook.spoken.empty')
  return [nameOf(row.pupil), longName(t, column), value, state].filter(Boolean).join(', ')
}

/** Why a cell takes nothing from this person, in a few words; null where it does. */
export const closedWords = (t: Translate, sheet: Sheet, row: Row, column: Column): string | null =>
  wordsOf(t, closedCell(sheet, row, column))

/** Why a column takes nothing from anybody, in a few words; null where it is open. */
export const columnWords = (t: Translate, sheet: Sheet, column: Column): string | null =>
  wordsOf(t, columnClosed(sheet, column))

function wordsOf(t: Translate, closed: Closing | null): string | null {
  if (!closed) return null
  const key = `gradebook.closed.${closed.why}`
  return isTextKey(key)
    ? t(key, { day: closed.day ? formatShortDay(closed.day) : '', by: closed.by ?? 'none' })
    : closed.why
}

/** The reason of a refusal and what to do next, in words. */
export function refusalWords(t: Translate, { message, values }: Refusal): string {
  const day = values['day']
  return isTextKey(message)
    ? t(message, { suggestion: 'none', ...values, ...(typeof day === 'string' && day ? { day: formatDay(day) } : {}) })
    : message
}
