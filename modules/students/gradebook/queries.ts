import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { findBook, type Book, type BookKey } from './book.ts'
import { cellText, type GridColumn } from './columns.ts'
import { membersOf, type Member } from './members.ts'
import type { MarkChangeRow, SubjectResultRow } from './tables.ts'

/** A pupil's row of the grid: cells as text in the order of the book's columns. */
export interface GridRow extends Member {
  cells: (string | null)[]
  comment: string | null
  exempt: boolean
  midterm_state: SubjectResultRow['midterm_state']
  final_state: SubjectResultRow['final_state']
  average: number | null
  passed: boolean | null
  /** The stored row; null before the first mark. */
  result: SubjectResultRow | null
}

/** A book with its pupils, ready to be drawn. */
export interface Grid {
  book: Book
  rows: GridRow[]
}

/** The grid of a book: two statements, the second for all pupils with their marks. */
export async function gridOf(ctx: Context, key: BookKey): Promise<Grid> {
  const book = await findBook(ctx, 'read', key)
  const { rows } = await sql<Member & { result: SubjectResultRow | null }>`/* gradebook.grid */
    select m.*, to_jsonb(r) as result
    from (${membersOf(key.school_id, key.section_id)}) m
    left join subject_result r on r.school_id = ${key.school_id} and r.academic_year = ${key.academic_year} and r.section_id = ${key.section_id}
      and r.term = ${key.term} and r.student_id = m.student_id and ${allowed(ctx.ability, 'read', 'SubjectResult', 'r')}
    where m.left_on is null or r.student_id is not null
    order by m.number nulls last, m.given_name collate "vi-VN-x-icu", m.rest_name collate "vi-VN-x-icu", m.student_id`.execute(
    ctx.db,
  )
  return {
    book,
    rows: rows.map(({ result, ...member }) => ({
      ...member,
      result,
      cells: book.columns.map(({ column }) => cellText(result, column, book.assessment)),
      comment: result?.comment ?? null,
      exempt: result?.exempt ?? false,
      midterm_state: result?.midterm_state ?? 'none',
      final_state: result?.final_state ?? 'none',
      average: result?.average ?? null,
      passed: result?.passed ?? null,
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
