import { sql, type RawBuilder } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import { classRows } from '../class-rows.ts'
import type { LegacyConduct, LegacyLevel, LegacyTitle } from '../results/rules/circular-58.ts'
import type { Level, Outcome } from '../results/tables.ts'
import { schemeOf, type SchemeCode } from '../rules/schemes.ts'

/** A result as it was stored: in the words of Circular 22/2021, or in those of an older circular. */
export interface StoredResult {
  term: 0 | 1 | 2
  level: Level | null
  level_after: Level | null
  conduct: Level | null
  conduct_after: Level | null
  title: 'excellent' | 'good' | null
  older: OlderWords | null
  outcome: Outcome | null
  absences: number | null
}

/** What only a circular before 22/2021 says. */
export interface OlderWords {
  average: number | null
  learning: LegacyLevel
  learning_after: LegacyLevel | null
  conduct: LegacyConduct
  conduct_after: LegacyConduct | null
  title: LegacyTitle | null
  source: string
}

/** A subject's result of the year as stored. */
export interface StoredSubject {
  subject_id: number
  average: number | null
  passed: boolean | null
  exempt: boolean
  reassessed_average: number | null
  reassessed_passed: boolean | null
}

/** A pupil of a class with what is stored. */
export interface StoredPupil {
  student_id: string
  number: number | null
  code: string
  rest_name: string
  given_name: string
  birth_date: string
  left_on: string | null
  result: StoredResult | null
  subjects: StoredSubject[]
}

/** The stored results of a class in a term or the year. */
export interface StoredClass {
  school_id: number
  academic_year: number
  grade: number
  scheme: SchemeCode | null
  subjects: {
    subject_id: number
    name: string
    name_en: string
    short_name: string
    assessment: 'scored' | 'comment'
  }[]
  pupils: StoredPupil[]
}

/** The results of a class as they were stored: of an older circular, or of a year whose books are not here. One statement. */
export async function storedClass(
  ctx: Context,
  address: { unit: string; academic_year: number; term: 0 | 1 | 2; class: string },
): Promise<StoredClass> {
  const { unit, academic_year, term } = address
  const { rows } = await sql<Omit<StoredClass, 'scheme'>>`/* stored.class */
    select k.school_id, k.academic_year, k.grade,
      coalesce((select json_agg(json_build_object('subject_id', b.id, 'name', b.name, 'name_en', b.name_en, 'short_name', b.short_name, 'assessment', r.assessment) order by b.position)
        from (select distinct r.subject_id, r.assessment from subject_year_result r
          where ${term} = 0 and r.school_id = k.school_id and r.academic_year = k.academic_year and r.class_id = k.class_id) r
        join subject b on b.id = r.subject_id), '[]') as subjects,
      coalesce((select json_agg(json_build_object('student_id', st.id, 'number', e.number, 'code', st.code, 'rest_name', st.rest_name, 'given_name', st.given_name,
          'birth_date', st.birth_date, 'left_on', case when e.status in ('studying', 'completed') then null else e.ends_on end,
          'result', ${resultIn(sql`k.school_id`, sql`k.academic_year`, sql`st.id`, sql`${term}::smallint`)},
          'subjects', case when ${term} = 0 then coalesce((select json_agg(json_build_object('subject_id', r.subject_id, 'average', r.average, 'passed', r.passed,
              'exempt', r.exempt, 'reassessed_average', r.reassessed_average, 'reassessed_passed', r.reassessed_passed))
            from subject_year_result r where r.school_id = k.school_id and r.academic_year = k.academic_year and r.student_id = st.id), '[]') else '[]' end)
          order by e.number nulls last, st.given_name collate "vi-VN-x-icu", st.rest_name collate "vi-VN-x-icu", st.id)
        from (select distinct on (student_id) * from enrollment where school_id = k.school_id and class_id = k.class_id and academic_year = k.academic_year
          order by student_id, starts_on desc) e
        join student st on st.school_id = e.school_id and st.id = e.student_id
        where e.status <> 'moved_class'), '[]') as pupils
    from ${classRows} k
    where k.school_slug = ${unit} and k.academic_year = ${academic_year} and k.slug = ${address.class} and ${allowed(ctx.ability, 'read', 'ClassApproval', 'k')}`.execute(
    ctx.db,
  )
  const [found] = rows
  if (!found) throw new NotFound('ClassApproval')
  return { ...found, scheme: schemeOf(found.academic_year, found.grade) }
}

/** A year of a pupil at a school, with the approved results of its terms and of the year. */
export interface StoredYear {
  academic_year: number
  class_name: string
  class_slug: string
  grade: number
  scheme: SchemeCode | null
  results: StoredResult[]
}

/** The approved results of a pupil's years at a school, the newest first, each in the words of its circular. */
export async function yearsOf(
  ctx: Context,
  { school_id, student_id }: { school_id: number; student_id: string },
): Promise<StoredYear[]> {
  const { rows } = await sql<Omit<StoredYear, 'scheme'>>`/* stored.years */
    select k.academic_year, k.name as class_name, k.slug as class_slug, k.grade,
      coalesce((select json_agg(r.result order by (r.result ->> 'term')::integer)
        from (select ${resultIn(sql`k.school_id`, sql`k.academic_year`, sql`${student_id}::uuid`, sql`v.term`)} as result
          from class_approval v where v.school_id = k.school_id and v.academic_year = k.academic_year and v.class_id = k.class_id
            and v.state in ('approved', 'published')) r where r.result is not null), '[]') as results
    from (select distinct on (academic_year) academic_year, class_id from enrollment
      where school_id = ${school_id} and student_id = ${student_id} order by academic_year, starts_on desc) e
    join ${classRows} k on k.school_id = ${school_id} and k.class_id = e.class_id
    where ${allowed(ctx.ability, 'read', 'YearResult', 'k')}
    order by k.academic_year desc`.execute(ctx.db)
  return rows
    .filter(({ results }) => results.length > 0)
    .map((row) => ({ ...row, scheme: schemeOf(row.academic_year, row.grade) }))
}

type Part = RawBuilder<unknown>

/** The stored result of a pupil in a term (0: the year) as JSON: an older circular's, else the approved one of today's. */
export const resultIn = (school_id: Part, academic_year: Part, student_id: Part, term: Part): Part => sql`coalesce(
  (select json_build_object('term', o.term, 'outcome', o.outcome, 'absences', o.absences, 'older', json_build_object('average', o.average, 'learning', o.learning,
      'learning_after', o.learning_after, 'conduct', o.conduct, 'conduct_after', o.conduct_after, 'title', o.title, 'source', o.source))
    from older_result o where o.school_id = ${school_id} and o.academic_year = ${academic_year} and o.student_id = ${student_id} and o.term = ${term}),
  (select json_build_object('term', 0, 'level', y.level, 'level_after', y.level_after, 'conduct', y.conduct, 'conduct_after', y.conduct_after,
      'title', y.title, 'outcome', y.outcome, 'absences', y.absences)
    from year_result y where ${term} = 0 and y.school_id = ${school_id} and y.academic_year = ${academic_year} and y.student_id = ${student_id}),
  (select json_build_object('term', r.term, 'level', r.level, 'conduct', d.level) from term_result r
    left join conduct d on d.school_id = r.school_id and d.academic_year = r.academic_year and d.student_id = r.student_id and d.term = r.term
    where r.school_id = ${school_id} and r.academic_year = ${academic_year} and r.student_id = ${student_id} and r.term = ${term}))`
