import { parseEntry } from '../../../../modules/students/gradebook/rules/mark.ts'
import { isExempt, isMarkColumn } from './grid-model.ts'
import type { Column, Refusal, Row, Sheet } from './grid-model.ts'

/** What a typed text means: a text for a column's cell, or the reason why not. */
export type Meaning = { column: string; text: string | null } | { column: string; refusal: Refusal }

const commentAtMost = 2_000

/** Reads what a person typed or pasted into a cell, by the very rule that the server applies. */
export function meaningOf(sheet: Sheet, row: Row, column: Column, typed: string | null): Meaning {
  const refused = (reason: string, values: Refusal['values'] = {}): Meaning => ({
    column: column.key,
    refusal: { message: `gradebook.refused.${reason}`, values: { typed: typed ?? '', ...values } },
  })
  if (row.pupil.leftOn) return refused('left', { day: row.pupil.leftOn })
  const closed = closedReason(sheet, column)
  if (closed) return refused(closed.why, { day: closed.day ?? '' })
  if (column.kind === 'comment') {
    const text =
      typed
        ?.normalize('NFC')
        .replaceAll(/\s*\n\s*/g, ' ')
        .trim() || null
    return text && text.length > commentAtMost
      ? refused('comment_too_long', { limit: commentAtMost })
      : { column: column.key, text }
  }
  const parsed = parseEntry(typed ?? '', {
    kind: sheet.assessment,
    tenthsWithoutComma: sheet.tenthsWithoutComma,
  })
  if (!parsed.ok)
    return refused(parsed.reason, parsed.suggestion === null ? {} : { suggestion: vietnamese(parsed.suggestion) })
  const { entry } = parsed
  if (isExempt(row)) {
    // M and nothing say what the row says already.
    const same = entry.kind === 'exempt' || entry.kind === 'empty'
    return same ? { column: column.key, text: row.cells[column.key]?.stored ?? null } : refused('exempt')
  }
  if (entry.kind === 'exempt') return refused('exempt_by_school')
  if (entry.kind === 'empty') return { column: column.key, text: null }
  if (entry.kind === 'absent') return { column: column.key, text: 'V' }
  return { column: column.key, text: cellTextOf(sheet, entry.value) }
}

/** A value as cell text, as the API writes it. */
export const cellTextOf = (sheet: Pick<Sheet, 'assessment'>, value: number): string =>
  sheet.assessment === 'comment' ? (value ? 'Đ' : 'CĐ') : (value / 10).toFixed(1)

/** A cell's text as a person reads and types it: a comma before the decimal. */
export const displayOf = (column: Pick<Column, 'kind'>, text: string | null, comma = ','): string =>
  text === null ? '' : column.kind === 'comment' ? text : text.replace(/^(\d+)\.(\d)$/, `$1${comma}$2`)

/** Why something takes nothing: the reason, its day, and who closed it. */
export interface Closing {
  why: string
  day: string | null
  by?: string | null
}

/** Why a column takes nothing from this person, with its day; null where it is open to them. */
export function closedReason(sheet: Sheet, column: Column): Closing | null {
  return sheet.canMark ? columnClosed(sheet, column) : { why: 'read_only', day: null }
}

/** Why a cell takes no typing from this person: the pupil left or is exempt, or the column is closed; null where it does. */
export function closedCell(sheet: Sheet, row: Row, column: Column): Closing | null {
  if (row.pupil.leftOn) return { why: 'left', day: row.pupil.leftOn }
  return isExempt(row) && isMarkColumn(column) ? { why: 'exempt', day: null } : closedReason(sheet, column)
}

/** Why a column takes nothing from anybody. A comment goes with any open column. */
export function columnClosed(sheet: Sheet, column: Column): Closing | null {
  if (column.kind === 'average') return { why: 'computed', day: null }
  if (column.kind === 'comment') {
    const marks = sheet.columns.filter(isMarkColumn)
    const last = marks.at(-1)
    return marks.some((it) => it.open) || !last ? null : columnClosed(sheet, last)
  }
  if (column.open) return null
  const why = column.closedBecause ?? 'column_locked'
  const day = why === 'not_yet' ? column.opensOn : why === 'closed' ? column.closesOn : column.lockedAt
  return { why, day, by: column.lockedBy }
}

/** Whether what is typed is a whole mark, after which quick entry goes on to the next pupil by itself. */
export const isWholeMark = ({ tenthsWithoutComma, assessment }: Sheet, typed: string): boolean =>
  assessment === 'comment'
    ? /^(c?đ|v)$/i.test(typed)
    : /^(10|\d[.,]\d|v)$/i.test(typed) || (tenthsWithoutComma && /^\d\d$/.test(typed))

const vietnamese = (tenths: number): string => (tenths / 10).toFixed(1).replace('.', ',')
