import { sql } from 'kysely'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound, type Violation } from '../../../platform/errors.ts'
import { findBook, type Book, type BookKey } from './book.ts'
import { cellText, kindOf, type MarkColumn } from './columns.ts'
import { columnTextLimits, dayOutside, tidied } from './describe-column.ts'
import { parseEntry } from './rules/mark.ts'
import { linesOf, type Line } from './lines.ts'
import { regularMarkColumns } from './tally.ts'

/**
 * One of several results behind a regular mark. Pupils may be assessed more often than the recorded number; the teacher
 * chooses which results are recorded. Circular 22/2021/TT-BGDĐT, Điều 6(2).
 */
export interface Attempt {
  school_id: number
  id: string
  student_id: string
  /** The regular column: 1 is `regular_1`. */
  position: number
  /** As a cell's text. */
  value: string
  held_on: string | null
  form: string | null
  note: string | null
}

/** A result to be noted behind a cell. */
export interface NewAttempt {
  student_id: string
  column: MarkColumn
  value: string
  held_on: string | null
  form: string | null
  note: string | null
}

const attemptsAtMost = 20

/** All results noted behind the regular marks of a book, the oldest first. */
export async function attemptsOf(ctx: Context, key: BookKey): Promise<Attempt[]> {
  return attemptsIn(ctx, await findBook(ctx, 'read', key))
}

/**
 * Notes a further result behind a regular mark of a pupil. The mark that stands there already is noted with the first
 * one, so that nothing is lost when another is chosen; choosing is an ordinary save of the cell.
 */
export async function noteAttempt(ctx: Context, key: BookKey, attempt: NewAttempt): Promise<Attempt[]> {
  const form = tidied(attempt.form)
  const note = tidied(attempt.note)
  return change(ctx, 'gradebook.note_attempt', { school_id: key.school_id }, async (open) => {
    const book = await findBook(open, 'mark', key)
    const position = openPosition(book, attempt.column)
    const line = (await linesOf(open, key)).find((it) => it.student_id === attempt.student_id)
    if (!line || line.left_on) throw new NotFound('Student')
    if (line.result?.exempt) throw new Invalid({ path: 'value', message: 'missed.exempt' })
    const value = valueOf(book, attempt.value)
    const faults: Violation[] = Object.entries({ form, note }).flatMap(([path, text]) => {
      const limit = columnTextLimits[path as 'form' | 'note']
      return (text?.length ?? 0) > limit ? [{ path, message: 'gradebook.column_text_too_long', values: { limit } }] : []
    })
    if (dayOutside(key, attempt.held_on))
      faults.push({ path: 'heldOn', message: 'gradebook.column_day_outside', values: { year: key.academic_year } })
    const before = (await attemptsIn(open, book)).filter(
      (it) => it.student_id === line.student_id && it.position === position,
    )
    if (before.length >= attemptsAtMost)
      faults.push({ path: 'value', message: 'gradebook.too_many_attempts', values: { limit: attemptsAtMost } })
    if (faults.length > 0) throw new Invalid(faults)
    const rows = [
      ...(before.length === 0 ? standing(book, line, position) : []),
      { value, held_on: attempt.held_on, form, note },
    ]
    await sql`/* attempt.note */
      insert into attempt (school_id, academic_year, section_id, student_id, person_id, term, position, value, held_on, form, note, noted_by, noted_at)
      select ${key.school_id}::integer, ${key.academic_year}::smallint, ${key.section_id}::uuid, ${line.student_id}::uuid, ${line.person_id}::uuid, ${key.term}::smallint,
        ${position}::smallint, r.value, r.held_on, r.form, r.note, ${open.account?.id ?? null}::uuid, ${open.now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r(value smallint, held_on date, form text, note text)`.execute(
      open.db,
    )
    return attemptsIn(open, book)
  })
}

/** Forgets a noted result; the mark in the book stays as it is. */
export async function dropAttempt(ctx: Context, key: BookKey, id: string): Promise<Attempt[]> {
  return change(ctx, 'gradebook.drop_attempt', { school_id: key.school_id }, async (open) => {
    const book = await findBook(open, 'mark', key)
    const { rows } = await sql<{ position: number }>`/* attempt.drop */
      delete from attempt where school_id = ${key.school_id} and id = ${id} and academic_year = ${key.academic_year}
        and section_id = ${key.section_id} and term = ${key.term} returning position`.execute(open.db)
    if (!rows[0]) throw new NotFound('Attempt')
    openPosition(book, regularMarkColumns[rows[0].position - 1]!)
    return attemptsIn(open, book)
  })
}

async function attemptsIn({ db }: Context, book: Book): Promise<Attempt[]> {
  const { rows } = await sql<Omit<Attempt, 'value'> & { value: number }>`/* attempt.of_book */
    select school_id, id, student_id, position, value, held_on::text as held_on, form, note from attempt
    where school_id = ${book.school_id} and academic_year = ${book.academic_year} and section_id = ${book.section_id} and term = ${book.term}
    order by student_id, position, held_on nulls first, id`.execute(db)
  return rows.map((row) => ({ ...row, value: textOf(book, row.value) }))
}

/** The mark in the book as the first of the results behind it. */
function standing(book: Book, line: Line, position: number) {
  const column = regularMarkColumns[position - 1]!
  const value = line.result?.[column] ?? null
  const { held_on = null, form = null } = book.columns.find((it) => it.column === column) ?? {}
  return value === null || value < 0 ? [] : [{ value, held_on, form, note: null }]
}

/** The position of a regular column that takes marks now. */
function openPosition(book: Book, column: MarkColumn): number {
  const { kind, position } = kindOf(column)
  const found = book.columns.find((it) => it.column === column)
  if (kind !== 'regular' || !found) throw new Invalid({ path: 'column', message: 'gradebook.attempts_regular_only' })
  const { openness } = found
  if (!openness.open)
    throw new Invalid({
      path: 'value',
      message: `gradebook.refused.${openness.why}`,
      values: { day: openness.day ?? '', typed: '' },
    })
  return position
}

function valueOf(book: Book, typed: string): number {
  const parsed = parseEntry(typed, { kind: book.assessment, tenthsWithoutComma: false })
  if (!parsed.ok) {
    const suggestion = parsed.suggestion === null ? 'none' : textOf(book, parsed.suggestion).replace('.', ',')
    throw new Invalid({ path: 'value', message: `gradebook.refused.${parsed.reason}`, values: { typed, suggestion } })
  }
  if (parsed.entry.kind !== 'value') throw new Invalid({ path: 'value', message: 'gradebook.attempt_needs_value' })
  return parsed.entry.value
}

const textOf = ({ assessment }: Book, value: number): string =>
  cellText({ regular_1: value }, 'regular_1', assessment) ?? ''
