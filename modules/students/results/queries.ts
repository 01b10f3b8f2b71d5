import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import { classRows } from '../class-rows.ts'
import { isStored, resultsOf, type PupilResult } from './compute.ts'
import { approvalIn, loadClasses, type Approval, type LoadedClass } from './load.ts'
import type { Level, Outcome } from './tables.ts'

/** A class with its results of a term or the year, as they follow from the marks now. */
export interface ClassResults {
  loaded: LoadedClass
  term: 0 | 1 | 2
  approval: Approval
  /** False where results are kept as stored (an older circular, no books): they are read with `storedClass`. */
  computed: boolean
  results: PupilResult[]
}

/** The results of a class by its address, computed live. One statement; NotFound out of reach. */
export async function classResults(
  ctx: Context,
  address: { unit: string; academic_year: number; term: 0 | 1 | 2; class: string },
): Promise<ClassResults> {
  const { term, ...choice } = address
  const [loaded] = await loadClasses(ctx, 'read', choice, term === 0 ? [1, 2] : [term])
  if (!loaded) throw new NotFound('ClassApproval')
  const approval = approvalIn(loaded.approvals, term)
  const { academic_year, grade, subjects } = loaded
  const computed = !isStored({ academic_year, grade, sections: subjects.length, state: approval.state })
  return { loaded, term, approval, computed, results: computed ? resultsOf(loaded, term) : [] }
}

/** Where a class stands in a school's results of a term. */
export interface ClassStanding {
  school_id: number
  class_id: number
  name: string
  slug: string
  grade: number
  homeroom: string | null
  pupils: number
  /** Pupils whose conduct is judged. */
  judged: number
  /** Books of the class, and those in which no mark lacks. */
  books: number
  complete_books: number
  state: Approval['state']
  submitted_at: string | null
  approved_at: string | null
  published_at: string | null
  reopened_at: string | null
  /** Approved levels of learning, Tốt to Chưa đạt; all 0 before approval. */
  levels: [number, number, number, number]
}

/** The results of a school in a term, class by class. */
export interface SchoolResults {
  school_id: number
  school_name: string
  academic_year: number
  term: 0 | 1 | 2
  classes: ClassStanding[]
}

/** Where the classes of a school stand, from the sums and the approved facts. One statement. */
export async function schoolResults(
  ctx: Context,
  { unit, academic_year, term }: { unit: string; academic_year: number; term: 0 | 1 | 2 },
): Promise<SchoolResults> {
  const terms = term === 0 ? [1, 2] : [term]
  const { rows } = await sql<ClassStanding & { school_name: string }>`/* results.school */
    select k.school_id, k.school_name, k.class_id, k.name, k.slug, k.grade, h.full_name as homeroom, coalesce(e.pupils, 0)::integer as pupils,
      coalesce(c.judged, 0)::integer as judged, coalesce(b.books, 0)::integer as books, coalesce(b.complete, 0)::integer as complete_books,
      coalesce(a.state, 'open') as state, a.submitted_at, a.approved_at, a.published_at, a.reopened_at,
      coalesce(f.levels, '{0,0,0,0}') as levels
    from ${classRows} k
    left join class_approval a on a.school_id = k.school_id and a.academic_year = k.academic_year and a.class_id = k.class_id and a.term = ${term}
    left join lateral (select f.full_name from assignment a join staff f on f.school_id = a.school_id and f.person_id = a.person_id
      where a.school_id = k.school_id and a.class_id = k.class_id and a.kind = 'homeroom' and a.substitute_for is null
      order by a.valid_from desc limit 1) h on true
    left join lateral (select count(*) as pupils from enrollment e where e.school_id = k.school_id and e.class_id = k.class_id
      and e.academic_year = k.academic_year and e.status in ('studying', 'completed')) e on true
    left join lateral (select count(*) / ${terms.length}::integer as judged from conduct c where c.school_id = k.school_id and c.academic_year = k.academic_year
      and c.class_id = k.class_id and c.term = any(${terms}::smallint[]) and c.level is not null) c on true
    left join lateral (select count(*) as books, count(*) filter (where t.complete >= t.due and t.due > 0) as complete from (
      select s.id, coalesce(sum(t.complete), 0) as complete, coalesce(sum(t.pupils - t.exempt), 0) as due
      from section s left join section_tally t on t.school_id = s.school_id and t.academic_year = s.academic_year and t.section_id = s.id and t.term = any(${terms}::smallint[])
      where s.school_id = k.school_id and s.class_id = k.class_id and s.closed_on is null group by s.id) t) b on true
    left join lateral (select array[count(*) filter (where level = 4), count(*) filter (where level = 3), count(*) filter (where level = 2), count(*) filter (where level = 1)]::integer[] as levels
      from ${term === 0 ? sql`year_result` : sql`term_result`} f where a.state in ('approved', 'published') and f.school_id = k.school_id
        and f.academic_year = k.academic_year and f.class_id = k.class_id ${term === 0 ? sql`` : sql`and f.term = ${term}`}) f on true
    where k.school_slug = ${unit} and k.academic_year = ${academic_year} and ${allowed(ctx.ability, 'read', 'ClassApproval', 'k')}
    order by k.grade, length(k.name), k.name`.execute(ctx.db)
  const first = rows[0]
  if (!first) throw new NotFound('ClassApproval')
  return { school_id: first.school_id, school_name: first.school_name, academic_year, term, classes: rows }
}

/** A pupil on a list of the year: a title, or an outcome that asks for something. */
export interface YearLine {
  school_id: number
  student_id: string
  class_id: number
  code: string
  full_name: string
  class_name: string
  class_slug: string
  grade: number
  level: Level | null
  level_after: Level | null
  conduct: Level | null
  conduct_after: Level | null
  absences: number
  outcome: Outcome | null
  title: 'excellent' | 'good' | null
  /** The subjects that may be or were re-assessed, by short name. */
  retests: {
    name: string
    before: number | null
    passed: boolean | null
    after: number | null
    passed_after: boolean | null
  }[]
}

/** The approved years of a school's pupils who have a title, or whom the year did not simply promote. */
export async function yearLists(
  ctx: Context,
  { unit, academic_year }: { unit: string; academic_year: number },
): Promise<{ school_name: string; titles: YearLine[]; remedies: YearLine[]; approved: number; classes: number }> {
  const school = await schoolResults(ctx, { unit, academic_year, term: 0 })
  const { rows } = await sql<YearLine>`/* results.year_lists */
    select y.school_id, y.student_id, y.class_id, st.code, st.full_name, k.name as class_name, k.slug as class_slug, k.grade, y.level, y.level_after,
      y.conduct, y.conduct_after, y.absences, y.outcome, y.title,
      coalesce((select json_agg(json_build_object('name', b.short_name, 'before', r.average, 'passed', r.passed, 'after', r.reassessed_average, 'passed_after', r.reassessed_passed) order by b.position)
        from subject_year_result r join subject b on b.id = r.subject_id
        where r.school_id = y.school_id and r.academic_year = y.academic_year and r.student_id = y.student_id and y.level = 1 and not r.exempt
          and (r.average < 50 or r.passed = false)), '[]') as retests
    from year_result y
    join ${classRows} k on k.school_id = y.school_id and k.class_id = y.class_id
    join student st on st.school_id = y.school_id and st.id = y.student_id
    join class_approval a on a.school_id = y.school_id and a.academic_year = y.academic_year and a.class_id = y.class_id and a.term = 0 and a.state in ('approved', 'published')
    where y.school_id = ${school.school_id} and y.academic_year = ${academic_year} and ${allowed(ctx.ability, 'read', 'YearResult', 'y')}
      and (y.title is not null or y.outcome not in ('promoted', 'completed') or y.level_after is not null or y.conduct_after is not null)
    order by k.grade, length(k.name), k.name, st.given_name collate "vi-VN-x-icu", st.rest_name collate "vi-VN-x-icu", st.id`.execute(
    ctx.db,
  )
  return {
    school_name: school.school_name,
    titles: rows.filter((row) => row.title !== null),
    remedies: rows.filter((row) => row.title === null),
    approved: school.classes.filter(({ state }) => state === 'approved' || state === 'published').length,
    classes: school.classes.length,
  }
}
