import { sql } from 'kysely'
import { allowed } from '../../../../platform/ability.ts'
import type { Context } from '../../../../platform/context.ts'
import { NotFound } from '../../../../platform/errors.ts'
import { narrowest } from '../book.ts'
import type { AssessmentKind, BookState } from '../tables.ts'
import { lateKinds, type KindProgress } from './lateness.ts'
import { sectionRows } from './scope.ts'
import type { EntryWindow } from './windows.ts'

/** A class among the books of a school. */
export interface BooksClass {
  class_id: number
  name: string
  slug: string
  grade: number
}

/** A subject among the books of a school. */
export interface BooksSubject {
  subject_id: number
  name: string
  name_en: string
  short_name: string
}

/** How far a book is. */
export interface BookProgress {
  section_id: string
  class_id: number | null
  subject_id: number
  grade: number
  name: string
  state: BookState
  link: string
  pupils: number
  kinds: KindProgress[]
  late: AssessmentKind[]
  published_columns: number
  locked_columns: number
  unlocked_until: string | null
  teachers: string[]
}

/** The books of a school in a term, with everything that a principal's table shows. */
export interface SchoolBooks {
  school_id: number
  school_name: string
  academic_year: number
  term: 1 | 2
  classes: BooksClass[]
  subjects: BooksSubject[]
  books: BookProgress[]
  windows: EntryWindow[]
}

interface Row {
  section_id: string
  class_id: number | null
  subject_id: number
  grade: number
  name: string
  link: string
  state: BookState
  regular_due: number
  pupils: number
  exempt: number
  regular: number
  midterm: number
  final: number
  published_columns: number
  locked_columns: number
  unlocked_until: string | null
  teachers: string[]
}

interface Found {
  school_id: number
  school_name: string
  closes_on: string | null
  classes: BooksClass[]
  subjects: BooksSubject[]
  windows: EntryWindow[]
  rows: Row[]
}

/** The readable books of a school in a term: state, progress from the sums, windows, who answers. One statement. */
export async function booksOfSchool(
  ctx: Context,
  { unit, academic_year, term }: { unit: string; academic_year: number; term: 1 | 2 },
): Promise<SchoolBooks> {
  const { rows } = await sql<Found>`/* books.overview */
    with here as materialized (
      select g.* from ${sectionRows} g where g.school_id = (select id from unit where slug = ${unit}) and g.academic_year = ${academic_year}
        and ${allowed(ctx.ability, 'read', 'Gradebook', 'g')}),
    sums as (
      select section_id, sum(pupils) as pupils, sum(exempt) as exempt, sum(midterm_entered) as midterm, sum(final_entered) as final,
        sum((select coalesce(sum(least(n, pupils - exempt)), 0) from unnest(regular_entered[1:regular_due]) n)) as regular
      from section_tally where school_id = (select id from unit where slug = ${unit}) and academic_year = ${academic_year} and term = ${term} group by section_id),
    roll as (
      select class_id, count(*) as pupils from enrollment
      where school_id = (select id from unit where slug = ${unit}) and academic_year = ${academic_year} and status in ('studying', 'completed') group by class_id),
    columns as (
      select section_id, count(*) filter (where published_at is not null) as published, count(*) filter (where locked_at is not null) as locked
      from assessment_column where school_id = (select id from unit where slug = ${unit}) and academic_year = ${academic_year} and term = ${term} group by section_id),
    unlocked as (
      select section_id, max(until) as until from unlock
      where school_id = (select id from unit where slug = ${unit}) and academic_year = ${academic_year} and term = ${term} and ended_at is null and until > ${ctx.now}
      group by section_id),
    teaching as (
      select a.section_id, json_agg(f.full_name order by a.substitute_for is null, f.given_name) as names from assignment a
      join staff f on f.school_id = a.school_id and f.person_id = a.person_id
      where a.school_id = (select id from unit where slug = ${unit}) and a.academic_year = ${academic_year} and a.answers
        and a.valid_from <= ${ctx.today}::date and (a.valid_to is null or a.valid_to >= ${ctx.today}::date)
      group by a.section_id)
    select u.id as school_id, u.short_name as school_name,
      (select coalesce(max(t.results_due_on) filter (where t.unit_id = u.id), max(t.results_due_on))::text from term t where t.academic_year = ${academic_year} and t.term = ${term}) as closes_on,
      coalesce((select json_agg(json_build_object('class_id', c.id, 'name', c.name, 'slug', c.slug, 'grade', c.grade) order by c.grade, length(c.name), c.name)
        from class c where c.school_id = u.id and c.id in (select class_id from here)), '[]') as classes,
      coalesce((select json_agg(json_build_object('subject_id', b.id, 'name', b.name, 'name_en', b.name_en, 'short_name', b.short_name) order by b.position)
        from subject b where b.id in (select subject_id from here)), '[]') as subjects,
      coalesce((select json_agg(w order by w.grade nulls first, w.subject_id nulls first, w.kind nulls first) from entry_window w
        where w.school_id = u.id and w.academic_year = ${academic_year} and w.term = ${term}), '[]') as windows,
      (select json_agg(json_build_object('section_id', g.section_id, 'class_id', g.class_id, 'subject_id', g.subject_id, 'grade', g.grade, 'name', g.name,
          'link', concat_ws('/', '', u.slug, ${`${academic_year}-${academic_year + 1}`}::text, ${`hk${term}`}::text, coalesce(c.slug, 'k' || g.grade), g.slug),
          'state', coalesce(b.state, 'open'), 'regular_due', g.regular_due, 'pupils', coalesce(s.pupils, r.pupils, 0), 'exempt', coalesce(s.exempt, 0),
          'regular', coalesce(s.regular, 0), 'midterm', coalesce(s.midterm, 0), 'final', coalesce(s.final, 0),
          'published_columns', coalesce(k.published, 0), 'locked_columns', coalesce(k.locked, 0), 'unlocked_until', o.until, 'teachers', coalesce(t.names, '[]')))
        from here g
        left join class c on c.school_id = g.school_id and c.id = g.class_id
        left join gradebook b on b.school_id = g.school_id and b.academic_year = g.academic_year and b.section_id = g.section_id and b.term = ${term}
        left join sums s on s.section_id = g.section_id
        left join roll r on r.class_id = g.class_id and g.roster = 'class'
        left join columns k on k.section_id = g.section_id
        left join unlocked o on o.section_id = g.section_id
        left join teaching t on t.section_id = g.section_id) as rows
    from unit u where u.slug = ${unit}`.execute(ctx.db)
  const found = rows[0]
  if (!found?.rows) throw new NotFound('Gradebook')
  const { rows: books, closes_on, ...school } = found
  const windows = school.windows
  return {
    ...school,
    academic_year,
    term,
    books: books.map((book) => progressOf(book, windows, closes_on ?? `${academic_year + 1}-07-31`, ctx.today)),
  }
}

/** A book's progress by kind, with the days that hold for it: its window's, else the term's last day for results. */
function progressOf(
  { regular_due, regular, midterm, final, exempt, ...book }: Row,
  windows: readonly EntryWindow[],
  termCloses: string,
  today: string,
): BookProgress {
  const assessed = book.pupils - exempt
  const entered = { regular, midterm, final }
  const kinds = (['regular', 'midterm', 'final'] as const).map((kind): KindProgress => {
    const window = narrowest(
      windows.filter(
        (it) =>
          (it.kind ?? kind) === kind &&
          (it.grade ?? book.grade) === book.grade &&
          (it.subject_id ?? book.subject_id) === book.subject_id,
      ),
    )
    return {
      kind,
      entered: entered[kind],
      due: kind === 'regular' ? assessed * regular_due : assessed,
      opens_on: window?.opens_on ?? null,
      closes_on: window?.closes_on ?? termCloses,
    }
  })
  return { ...book, kinds, late: lateKinds(kinds, today) }
}
