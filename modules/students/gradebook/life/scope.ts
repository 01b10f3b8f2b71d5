import { sql } from 'kysely'
import { allowed, type Action } from '../../../../platform/ability.ts'
import type { Context } from '../../../../platform/context.ts'
import { Invalid, NotFound } from '../../../../platform/errors.ts'
import type { AssessmentKind, BookState } from '../tables.ts'

/** Which books of a school and term a verb concerns; what is absent narrows nothing. */
export interface BookScope {
  school_id: number
  academic_year: number
  term: 1 | 2
  grade?: number | null
  subject_id?: number | null
  class_id?: number | null
  section_ids?: readonly string[] | null
}

/** Which columns of those books; without any part, the whole books. */
export interface ColumnScope {
  kind?: AssessmentKind | null
  position?: number | null
  /** Assessments held on these days. */
  held_from?: string | null
  held_to?: string | null
}

/** The state of a book with whoever brought it there. */
export interface StateRow {
  state: BookState
  submitted_at: string | null
  submitted_by: string | null
  checked_at: string | null
  checked_by: string | null
  locked_at: string | null
  locked_by: string | null
}

/** A permitted book of a scope, with its state and its address. */
export interface ScopedBook extends StateRow {
  section_id: string
  class_id: number | null
  subject_id: number
  grade: number
  name: string
  assessment: 'scored' | 'comment'
  regular_due: number
  /** The address of its grid. */
  link: string
}

/** The sections as grants judge them, with what a book's life needs besides. */
export const sectionRows = sql`(select s.school_id, s.academic_year, s.id as section_id, s.class_id, s.subject_id, s.grade, s.name, s.slug, s.roster, s.assessment, s.regular_due
  from section s where s.closed_on is null)`

/** The books of a scope on which an action is permitted; NotFound where there is none. One statement. */
export async function booksIn(ctx: Context, action: Action, scope: BookScope): Promise<ScopedBook[]> {
  const { school_id, academic_year, term } = scope
  const { rows } = await sql<ScopedBook>`/* books.scope */
    select g.section_id, g.class_id, g.subject_id, g.grade, g.name, g.assessment, g.regular_due, coalesce(b.state, 'open') as state,
      b.submitted_at::text, b.submitted_by, b.checked_at::text, b.checked_by, b.locked_at::text, b.locked_by,
      concat_ws('/', '', u.slug, ${`${academic_year}-${academic_year + 1}`}::text, ${`hk${term}`}::text, coalesce(c.slug, 'k' || g.grade), g.slug) as link
    from ${sectionRows} g
    join unit u on u.id = g.school_id
    left join class c on c.school_id = g.school_id and c.id = g.class_id
    left join gradebook b on b.school_id = g.school_id and b.academic_year = g.academic_year and b.section_id = g.section_id and b.term = ${term}
    where g.school_id = ${school_id} and g.academic_year = ${academic_year}
      and (${scope.grade ?? null}::integer is null or g.grade = ${scope.grade ?? null})
      and (${scope.subject_id ?? null}::integer is null or g.subject_id = ${scope.subject_id ?? null})
      and (${scope.class_id ?? null}::integer is null or g.class_id = ${scope.class_id ?? null})
      and (${scope.section_ids ?? null}::uuid[] is null or g.section_id = any(${scope.section_ids ?? null}::uuid[]))
      and ${allowed(ctx.ability, action, 'Gradebook', 'g')}
    order by g.section_id`.execute(ctx.db)
  if (rows.length === 0) throw new NotFound('Gradebook')
  // A named book out of reach is as absent as one that does not exist; the rest is not done without it.
  if (scope.section_ids && rows.length < new Set(scope.section_ids).size) throw new NotFound('Gradebook')
  return rows
}

/** Waits until no save is at work in these books and keeps others out until the change ends; always in one order. */
export async function holdBooks({ db }: Context, term: 1 | 2, section_ids: readonly string[]): Promise<void> {
  await sql`/* books.hold */ select pg_advisory_xact_lock(hashtextextended(id || ' ' || ${String(term)}, 0)) from (select unnest(${[...section_ids].sort()}::text[]) as id) s`.execute(
    db,
  )
}

/** A reason of at least five characters, tidied; otherwise Invalid at `reason`. */
export function neededReason(reason: string | null | undefined): string {
  const text = (reason ?? '').normalize('NFC').replaceAll('\u0000', '').trim()
  if (text.length < 5) throw new Invalid({ path: 'reason', message: 'book.reason_needed' })
  return text.slice(0, 500)
}

/** Whether the whole book is meant, and not some of its columns. */
export const isWhole = ({ kind, position, held_from, held_to }: ColumnScope): boolean =>
  !kind && !position && !held_from && !held_to
