import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { findBookWith, type Book, type BookKey } from './book.ts'
import { cellText, type GridColumn } from './columns.ts'
import { linesFrom, linesSql, type Line } from './lines.ts'
import type { BookShape } from './result.ts'
import type { MarkChangeRow, SubjectResultRow } from './tables.ts'

/** A pupil's row of the grid: cells as text in the order of the book's columns. */
export interface GridRow extends Line {
  school_id: number
  /** What of the book decides the pupil's result. */
  shape: BookShape
  cells: (string | null)[]
  comment: string | null
  exempt: boolean
  midterm_state: SubjectResultRow['midterm_state']
  final_state: SubjectResultRow['final_state']
  average: number | null
  passed: boolean | null
}

/** A book with its pupils, ready to be drawn. */
export interface Grid {
  book: Book
  rows: GridRow[]
}

/** The grid of a book: one statement. Who left without a mark is not shown. */
export async function gridOf(ctx: Context, key: BookKey): Promise<Grid> {
  const marks = linesSql(key, allowed(ctx.ability, 'read', 'SubjectResult', 'r'))
  const { book, more } = await findBookWith(ctx, 'read', key, marks)
  const lines = linesFrom(key, more).filter(({ left_on, result }) => left_on === null || result)
  return {
    book,
    rows: lines.map((line) => ({
      ...line,
      school_id: book.school_id,
      shape: book,
      cells: book.columns.map(({ column }) => cellText(line.result, column, book.assessment)),
      comment: line.result?.comment ?? null,
      exempt: line.result?.exempt ?? false,
      midterm_state: line.result?.midterm_state ?? 'none',
      final_state: line.result?.final_state ?? 'none',
      average: line.result?.average ?? null,
      passed: line.result?.passed ?? null,
    })),
  }
}

/** The history of one cell, newest first. */
export async function cellHistory(
  ctx: Context,
  key: BookKey,
  student_id: string,
  column: GridColumn,
): Promise<MarkChangeRow[]> {
  const { rows } = await sql<MarkChangeRow>`/* gradebook.history */
    select h.school_id, h.academic_year, h.section_id, h.student_id, h.person_id, h.term, h."column", h.position, h.before, h.after, h.at,
      h.account_id, h.account_name, h.change_id, h.source, h.reason, h.locked, h.published
    from mark_change h
    where h.school_id = ${key.school_id} and h.academic_year = ${key.academic_year} and h.section_id = ${key.section_id}
      and h.student_id = ${student_id} and h.term = ${key.term} and h."column" = ${column} and ${allowed(ctx.ability, 'read', 'MarkChange', 'h')}
    order by h.position desc limit 100`.execute(ctx.db)
  return rows
}
