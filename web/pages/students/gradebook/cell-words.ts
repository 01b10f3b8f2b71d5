import { formatDay, formatShortDay, isTextKey } from '../../../text.ts'
import type { Translate } from '../../../text.ts'
import { longName } from './column-name.ts'
import { closedReason, columnClosed } from './grid-entry.ts'
import { cellText } from './grid-cell-text.ts'
import { nameOf } from './grid-paste.ts'
import type { Column, Refusal, Row, Sheet } from './grid-model.ts'

/** A cell as it is spoken: pupil, column, value, state. */
export function cellWords(t: Translate, sheet: Sheet, row: Row, column: Column): string {
  const entry = row.cells[column.key]?.entry
  const closed = row.pupil.leftOn
    ? t('gradebook.spoken.left', { day: formatDay(row.pupil.leftOn) })
    : closedWords(t, sheet, column)
  const state = entry?.refusal
    ? refusalWords(t, entry.refusal)
    : entry
      ? t(`gradebook.spoken.${entry.status}`)
      : column.kind === 'average'
        ? null
        : closed
  const value = cellText(sheet, row, column) || t('gradebook.spoken.empty')
  return [nameOf(row.pupil), longName(t, column), value, state].filter(Boolean).join(', ')
}

/** Why a column takes nothing from this person, in a few words; null where it is open. */
export const closedWords = (t: Translate, sheet: Sheet, column: Column): string | null =>
  wordsOf(t, closedReason(sheet, column))

/** Why a column takes nothing from anybody, in a few words; null where it is open. */
export const columnWords = (t: Translate, sheet: Sheet, column: Column): string | null =>
  wordsOf(t, columnClosed(sheet, column))

function wordsOf(t: Translate, closed: ReturnType<typeof closedReason>): string | null {
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
