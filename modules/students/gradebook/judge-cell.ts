import type { Book } from './book.ts'
import { cellText, type GridColumn, type MarkColumn } from './columns.ts'
import { absentMark, parseEntry } from './rules/mark.ts'
import type { Line } from './lines.ts'
import type { CellInput } from './save.ts'
import type { SubjectResultRow } from './tables.ts'

/** Why a cell is refused: the key of its text, with what was typed. */
export interface Refusal {
  message: string
  values: Record<string, string | number>
}

/** A permitted change of one cell: the columns to set, and the texts before and after for the history. */
export interface CellChange {
  student_id: string
  column: GridColumn
  before: string | null
  after: string | null
  set: Partial<SubjectResultRow>
  locked: boolean
  published: boolean
}

/** What is to become of a cell. */
export type Judgement =
  | { status: 'saved'; value: string | null; change: CellChange }
  | { status: 'already' | 'conflict'; value: string | null }
  | { status: 'refused'; stored: string | null; refusal: Refusal }

const commentAtMost = 2_000

/** Judges one touched cell against the stored row and the column's openness; nothing is written here. */
export function judgeCell(book: Book, line: Line | undefined, cell: CellInput, reason: string | null): Judgement {
  const column = cell.column as GridColumn
  const stored = cellText(line?.result ?? null, column, book.assessment)
  const refused = (message: string, values: Record<string, string | number> = {}): Judgement => ({
    status: 'refused',
    stored,
    refusal: { message: `gradebook.refused.${message}`, values: { typed: cell.value ?? '', ...values } },
  })
  if (!line) return refused('not_in_section')
  if (line.left_on) return refused('left', { day: line.left_on })
  const described = book.columns.find((it) => it.column === column)
  if (!described && column !== 'comment' && column !== 'exempt') return refused('no_such_column')
  // A device of before may still hold what was then typed into the exemption itself.
  if (column === 'exempt')
    return cell.value === stored ? { status: 'already', value: stored } : refused('exempt_by_school')
  if (saysExempt(book, column, cell.value))
    return line.result?.exempt ? { status: 'already', value: stored } : refused('exempt_by_school')
  const parsed = valueOf(book, line, column, cell.value)
  if ('refusal' in parsed) return refused(parsed.refusal, parsed.values)
  if (stored === parsed.text) return { status: 'already', value: stored }
  if (line.result?.exempt && column !== 'comment') return refused('exempt')
  if (stored !== cell.was) return { status: 'conflict', value: stored }
  const openness =
    described?.openness ?? book.columns.find((it) => it.openness.open)?.openness ?? book.columns.at(-1)?.openness
  if (openness && !openness.open) return refused(openness.why, { day: openness.day ?? '' })
  if (openness?.open && openness.reasonNeeded && (reason ?? '').trim().length < 5) return refused('reason_needed')
  const change = {
    student_id: line.student_id,
    column,
    before: stored,
    after: parsed.text,
    set: parsed.set,
    locked: openness?.open === true && openness.reasonNeeded,
    published: Boolean(described?.published_at),
  }
  return { status: 'saved', value: parsed.text, change }
}

/** Whether a text says "exempt": the school decides that on papers, so a cell says at most what is decided already. */
function saysExempt({ assessment }: Book, column: GridColumn, text: string | null): boolean {
  if (column === 'comment') return false
  const parsed = parseEntry(text ?? '', { kind: assessment, tenthsWithoutComma: false })
  return parsed.ok && parsed.entry.kind === 'exempt'
}

type Parsed =
  | { text: string | null; set: Partial<SubjectResultRow> }
  | { refusal: string; values?: Record<string, string | number> }

function valueOf(book: Book, line: Line, column: MarkColumn | 'comment', value: string | null): Parsed {
  if (column === 'comment') {
    const text = value?.normalize('NFC').replaceAll('\u0000', '').trim() || null
    return text && text.length > commentAtMost
      ? { refusal: 'comment_too_long', values: { limit: commentAtMost } }
      : { text, set: { comment: text } }
  }
  const parsed = parseEntry(value ?? '', { kind: book.assessment, tenthsWithoutComma: false })
  if (!parsed.ok)
    return {
      refusal: parsed.reason,
      values: parsed.suggestion === null ? {} : { suggestion: (parsed.suggestion / 10).toFixed(1).replace('.', ',') },
    }
  const set = setOf(
    line,
    column,
    parsed.entry.kind === 'value' ? parsed.entry.value : parsed.entry.kind === 'absent' ? absentMark : null,
  )
  return { text: cellText({ ...line.result, ...set }, column, book.assessment), set }
}

/** The columns that a value of a mark column sets; a periodic test carries its state (Circular 22/2021, Điều 7(4)(5)). */
function setOf(line: Line, column: MarkColumn, value: number | null): Partial<SubjectResultRow> {
  if (column !== 'midterm' && column !== 'final') return { [column]: value }
  const state = `${column}_state` as const
  if (value === absentMark) return { [column]: null, [state]: 'pending' }
  const wasPending = line.result?.[state] === 'pending' || line.result?.[state] === 'made_up'
  return { [column]: value, [state]: value !== null && wasPending ? 'made_up' : 'none' }
}
