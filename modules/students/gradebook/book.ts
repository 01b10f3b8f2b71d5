import { sql, type RawBuilder } from 'kysely'
import { allowed, type Action } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import { kindOf, markColumns, type MarkColumn } from './columns.ts'
import { columnOpenness, type Openness } from './rules/openness.ts'
import type { AssessmentKind, BookState } from './tables.ts'

/** The whole key of a section's book in a term. */
export interface BookKey {
  school_id: number
  academic_year: number
  section_id: string
  term: 1 | 2
}

/** What changes of a book's marks wait for: one at a time, so that sums are exact and no two wait for each other's rows. */
export const bookLock = ({ section_id, term }: BookKey): string => `${section_id} ${term}`

/** A column of a book with its description, lock and publishing. */
export interface BookColumn {
  column: MarkColumn
  kind: AssessmentKind
  position: number
  label: string | null
  held_on: string | null
  form: string | null
  note: string | null
  published_at: string | null
  locked_at: string | null
  /** Who locked the column, or the book. */
  locked_by: string | null
  opens_on: string | null
  closes_on: string | null
  openness: Openness
}

/** A section's book in a term: what it is, its state and its columns. Everything but the pupils' rows. */
export interface Book extends BookKey {
  class_id: number | null
  subject_id: number
  grade: number
  name: string
  assessment: 'scored' | 'comment'
  regular_due: number
  state: BookState
  submitted_at: string | null
  checked_at: string | null
  locked_at: string | null
  columns: BookColumn[]
}

interface StoredColumn {
  kind: AssessmentKind
  position: number
  label: string | null
  held_on: string | null
  form: string | null
  note: string | null
  published_at: string | null
  locked_at: string | null
  locked_by: string | null
}

interface Found extends Omit<Book, 'columns' | 'term'> {
  locked_by: string | null
  stored: StoredColumn[]
  windows: {
    kind: AssessmentKind | null
    grade: number | null
    subject_id: number | null
    opens_on: string
    closes_on: string
  }[]
  unlocks: { kind: AssessmentKind | null; position: number | null; until: string }[]
}

/** The sections as the grants judge them: the subject `Gradebook`. */
export const bookRows = sql`(select school_id, academic_year, id as section_id, class_id, subject_id, grade, name, assessment, regular_due from section)`

/** A book on which an action is permitted; otherwise NotFound. One statement. */
export async function findBook(ctx: Context, action: Action, key: BookKey): Promise<Book> {
  return (await findBookWith(ctx, action, key, sql<object>`true as found`)).book
}

/** The same with further columns of the same statement, which may name the section `g`. */
export async function findBookWith<T extends object>(
  ctx: Context,
  action: Action,
  key: BookKey,
  more: RawBuilder<T>,
): Promise<{ book: Book; more: T }> {
  const { rows } = await sql<Found & T>`/* gradebook.book */
    select g.school_id, g.academic_year, g.section_id, g.class_id, g.subject_id, g.grade, g.name, g.assessment, g.regular_due,
      coalesce(b.state, 'open') as state, b.submitted_at, b.checked_at, b.locked_at, (select display_name from account where id = b.locked_by) as locked_by,
      coalesce((select json_agg(c) from (
        select kind, position, label, held_on, form, note, published_at, locked_at,
          (select display_name from account where id = assessment_column.locked_by) as locked_by
        from assessment_column
        where school_id = g.school_id and academic_year = g.academic_year and section_id = g.section_id and term = ${key.term}) c), '[]') as stored,
      coalesce((select json_agg(w) from (
        select kind, grade, subject_id, opens_on, closes_on from entry_window
        where school_id = g.school_id and academic_year = g.academic_year and term = ${key.term}
          and coalesce(grade, g.grade) = g.grade and coalesce(subject_id, g.subject_id) = g.subject_id) w), '[]') as windows,
      coalesce((select json_agg(u) from (
        select kind, position, until from unlock
        where school_id = g.school_id and academic_year = g.academic_year and section_id = g.section_id and term = ${key.term}
          and ended_at is null and until > ${ctx.now}) u), '[]') as unlocks,
      ${more}
    from ${bookRows} g
    left join gradebook b on b.school_id = g.school_id and b.academic_year = g.academic_year and b.section_id = g.section_id and b.term = ${key.term}
    where g.school_id = ${key.school_id} and g.section_id = ${key.section_id} and g.academic_year = ${key.academic_year}
      and ${allowed(ctx.ability, action, 'Gradebook', 'g')}`.execute(ctx.db)
  const found = rows[0]
  if (!found) throw new NotFound('Gradebook')
  return { book: bookFrom(ctx, key, found), more: found }
}

function bookFrom(ctx: Context, key: BookKey, found: Found): Book {
  return {
    ...key,
    class_id: found.class_id,
    subject_id: found.subject_id,
    grade: found.grade,
    name: found.name,
    assessment: found.assessment,
    regular_due: found.regular_due,
    state: found.state,
    submitted_at: found.submitted_at,
    checked_at: found.checked_at,
    locked_at: found.locked_at,
    columns: markColumns(found.regular_due).map((column) => describe(column, found, ctx)),
  }
}

function describe(column: MarkColumn, { state, locked_by, stored, windows, unlocks }: Found, ctx: Context): BookColumn {
  const { kind, position } = kindOf(column)
  const own = stored.find((it) => it.kind === kind && it.position === position)
  const window = narrowest(windows.filter((it) => it.kind === null || it.kind === kind))
  const unlockedUntil = unlocks
    .filter((it) => (it.kind === null || it.kind === kind) && (it.position === null || it.position === position))
    .map((it) => new Date(it.until).toISOString())
    .sort()
    .at(-1)
  const situation = {
    bookState: state,
    columnLockedAt: own?.locked_at ?? null,
    window: window ? { opensOn: window.opens_on, closesOn: window.closes_on } : null,
    unlockedUntil: unlockedUntil ?? null,
  }
  return {
    column,
    kind,
    position,
    label: own?.label ?? null,
    held_on: own?.held_on ?? null,
    form: own?.form ?? null,
    note: own?.note ?? null,
    published_at: own?.published_at ?? null,
    locked_at: own?.locked_at ?? null,
    locked_by: (state === 'locked' ? locked_by : null) ?? own?.locked_by ?? null,
    opens_on: window?.opens_on ?? null,
    closes_on: window?.closes_on ?? null,
    openness: columnOpenness(situation, ctx.now.toISOString(), ctx.today),
  }
}

/** The window that names most of kind, grade and subject. */
export function narrowest<W extends { kind: unknown; grade: unknown; subject_id: unknown }>(
  windows: W[],
): W | undefined {
  const weight = (it: W) => (it.subject_id === null ? 0 : 4) + (it.grade === null ? 0 : 2) + (it.kind === null ? 0 : 1)
  return [...windows].sort((a, b) => weight(b) - weight(a))[0]
}
