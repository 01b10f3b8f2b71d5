import { sql } from 'kysely'
import { change } from '../../../../platform/change.ts'
import type { Context } from '../../../../platform/context.ts'
import { columnsOf } from './lock.ts'
import { booksIn, holdBooks, neededReason, type BookScope, type ColumnScope } from './scope.ts'

/** What publishing did. */
export interface Published {
  change_id: string
  /** Columns that parents see from now on, or no longer. */
  columns: number
  books: number
  /** Books without anything to publish. */
  unchanged: number
}

/**
 * Lets parents and pupils see columns of a scope: those that hold at least one mark and are not published yet. An empty
 * column is never published, for its marks would then appear while they are being typed.
 */
export function publishColumns(ctx: Context, scope: BookScope, columns: ColumnScope): Promise<Published> {
  return changePublishing(ctx, scope, columns, 'gradebook.publish', null)
}

/** Takes published columns back, with a reason. */
export function unpublishColumns(
  ctx: Context,
  scope: BookScope,
  columns: ColumnScope,
  reason: string,
): Promise<Published> {
  return changePublishing(ctx, scope, columns, 'gradebook.unpublish', neededReason(reason))
}

async function changePublishing(
  ctx: Context,
  scope: BookScope,
  columns: ColumnScope,
  verb: string,
  reason: string | null,
): Promise<Published> {
  await booksIn(ctx, 'publish', scope)
  return change(ctx, verb, { school_id: scope.school_id, reason }, async (open) => {
    const books = await booksIn(open, 'publish', scope)
    await holdBooks(
      open,
      scope.term,
      books.map((book) => book.section_id),
    )
    const named = JSON.stringify(columnsOf(books, columns))
    const { school_id, academic_year, term } = scope
    const { rows } =
      reason === null
        ? await sql<{ section_id: string }>`/* books.publish */
          insert into assessment_column (school_id, academic_year, section_id, term, kind, position, published_at, published_by)
          select ${school_id}::integer, ${academic_year}::smallint, n.section_id, ${term}::smallint, n.kind, n.position, ${open.now}::timestamptz, ${open.account?.id ?? null}::uuid
          from jsonb_to_recordset(${named}::jsonb) n(section_id uuid, kind text, position smallint)
          left join assessment_column a on a.school_id = ${school_id} and a.academic_year = ${academic_year} and a.section_id = n.section_id
            and a.term = ${term} and a.kind = n.kind and a.position = n.position
          where a.published_at is null and exists (
            select from section_tally t where t.school_id = ${school_id} and t.academic_year = ${academic_year} and t.section_id = n.section_id and t.term = ${term}
              and case n.kind when 'regular' then t.regular_entered[n.position] when 'midterm' then t.midterm_entered else t.final_entered end > 0)
          on conflict (school_id, academic_year, section_id, term, kind, position)
            do update set published_at = excluded.published_at, published_by = excluded.published_by
          returning section_id`.execute(open.db)
        : await sql<{ section_id: string }>`/* books.unpublish */
          update assessment_column a set published_at = null, published_by = null
          from jsonb_to_recordset(${named}::jsonb) n(section_id uuid, kind text, position smallint)
          where a.school_id = ${school_id} and a.academic_year = ${academic_year} and a.section_id = n.section_id and a.term = ${term}
            and a.kind = n.kind and a.position = n.position and a.published_at is not null
          returning a.section_id`.execute(open.db)
    const touched = new Set(rows.map((row) => row.section_id)).size
    return { change_id: open.change.id, columns: rows.length, books: touched, unchanged: books.length - touched }
  })
}
