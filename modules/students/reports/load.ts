import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { classRows, gathersOfClass } from '../class-rows.ts'
import { regularMarkColumns } from '../gradebook/tally.ts'
import { pupilMarks } from '../gradebook/pupil-marks.ts'
import type { SubjectResultRow } from '../gradebook/tables.ts'
import { ethnicGroups } from '../records/lists.ts'
import type { ReportClass, ReportMarks, ReportPupil } from './sheets/report-data.ts'

/** A class that may be printed, before its pupils are read. */
export interface PrintableClass {
  school_id: number
  academic_year: number
  class_id: number
  name: string
  slug: string
  grade: number
  pupils: number
  sections: number
}

/** The classes of a school in a year of which the person may take forms out, in order. Empty out of reach. */
export async function printableClasses(
  ctx: Context,
  { unit, academic_year }: { unit: string | number; academic_year: number },
): Promise<PrintableClass[]> {
  const school = typeof unit === 'number' ? sql`k.school_id = ${unit}` : sql`k.school_slug = ${unit}`
  const { rows } = await sql<PrintableClass>`/* reports.classes */
    select k.school_id, k.academic_year, k.class_id, k.name, k.slug, k.grade,
      (select count(distinct student_id)::integer from enrollment e where e.school_id = k.school_id and e.academic_year = k.academic_year
        and e.class_id = k.class_id and e.status in ('studying', 'completed')
        and not exists (select from enrollment n where n.school_id = e.school_id and n.student_id = e.student_id and n.class_id = e.class_id
          and n.academic_year = e.academic_year and n.starts_on > e.starts_on)) as pupils,
      (select count(*)::integer from section s where s.school_id = k.school_id and s.academic_year = k.academic_year and s.closed_on is null
        and (s.class_id = k.class_id or ${gathersOfClass})) as sections
    from ${classRows} k
    where ${school} and k.academic_year = ${academic_year} and ${allowed(ctx.ability, 'export', 'YearResult', 'k')}
    order by k.grade, length(k.name), k.name`.execute(ctx.db)
  return rows
}

type FoundMarks = SubjectResultRow & { subject_id: number }
type Found = Omit<ReportClass, 'pupils' | 'authority' | 'place'> & {
  stored_subjects: ReportClass['subjects']
  above: { name: string } | null
  commune: string | null
  pupils: (Omit<ReportPupil, 'marks' | 'ethnicity'> & { ethnicity: keyof typeof ethnicGroups; marks: FoundMarks[] })[]
}

/** A class with all that its forms print, in one statement; null where it may not be taken out. */
export async function loadReportClass(
  ctx: Context,
  { school_id, class_id }: { school_id: number; class_id: number },
): Promise<ReportClass | null> {
  const { rows } = await sql<Found>`/* reports.class */
    select u.name as school_name, m.name as commune, k.academic_year, k.name, k.grade,
      (select json_build_object('name', o.name) from unit_parent p join unit o on o.id = p.parent_id
        where p.unit_id = k.school_id and p.valid_from <= ${ctx.today}::date order by p.valid_from desc limit 1) as above,
      (select f.full_name from assignment a join staff f on f.school_id = a.school_id and f.person_id = a.person_id
        where a.school_id = k.school_id and a.class_id = k.class_id and a.kind = 'homeroom' and a.valid_from <= ${ctx.today}::date
        order by a.valid_from desc limit 1) as homeroom,
      (select a.display_name from post p join account a on a.person_id = p.person_id where p.unit_id = k.school_id and p.role = 'principal'
        and p.valid_from <= ${ctx.today}::date and (p.valid_to is null or p.valid_to >= ${ctx.today}::date) order by p.valid_from desc limit 1) as principal,
      coalesce((select json_agg(v.term) from class_approval v where v.school_id = k.school_id and v.academic_year = k.academic_year
        and v.class_id = k.class_id and v.state in ('approved', 'published')), '[]') as approved,
      ${subjects} as subjects, ${storedSubjects} as stored_subjects, coalesce((select json_agg(${pupil} order by e.number nulls last, st.given_name collate "vi-VN-x-icu", st.rest_name collate "vi-VN-x-icu", st.id)
        from (select distinct on (student_id) * from enrollment where school_id = k.school_id and class_id = k.class_id and academic_year = k.academic_year
          order by student_id, starts_on desc) e
        join student st on st.school_id = e.school_id and st.id = e.student_id
        where e.status <> 'moved_class'), '[]') as pupils
    from ${classRows} k
    join unit u on u.id = k.school_id
    left join commune m on m.code = u.commune_code
    where k.school_id = ${school_id} and k.class_id = ${class_id} and ${allowed(ctx.ability, 'export', 'YearResult', 'k')}`.execute(
    ctx.db,
  )
  const found = rows[0]
  if (!found) return null
  const { above, commune, pupils, stored_subjects, ...rest } = found
  return {
    ...rest,
    subjects: rest.subjects.length > 0 ? rest.subjects : stored_subjects,
    authority: (above?.name ?? '').replace(/^Uỷ ban nhân dân|^Ủy ban nhân dân/u, 'UBND'),
    place: (commune ?? rest.school_name).replace(/^(Xã|Phường|Đặc khu|Thị trấn) /, ''),
    pupils: pupils.map(({ ethnicity, marks, ...one }) => ({
      ...one,
      ethnicity: ethnicGroups[ethnicity] ?? '',
      marks: marks.map(marksOf),
    })),
  }
}

const subjects = sql`coalesce((select json_agg(json_build_object('subject_id', s.subject_id, 'name', b.name, 'short_name', b.short_name, 'slug', s.slug,
    'assessment', s.assessment, 'regular_due', s.regular_due,
    'teacher', (select f.full_name from assignment a join staff f on f.school_id = a.school_id and f.person_id = a.person_id
      where a.school_id = s.school_id and a.section_id = s.id and a.answers and a.substitute_for is null order by a.valid_from desc limit 1),
    'members', case when s.roster = 'list' then (select coalesce(json_agg(m.student_id), '[]') from section_member m
      where m.school_id = s.school_id and m.section_id = s.id) end) order by b.position)
  from section s join subject b on b.id = s.subject_id
  where s.school_id = k.school_id and s.academic_year = k.academic_year and s.closed_on is null
    and (s.class_id = k.class_id or ${gathersOfClass})), '[]')`

/** The subjects of a class whose results are kept without books. */
const storedSubjects = sql`coalesce((select json_agg(json_build_object('subject_id', b.id, 'name', b.name, 'short_name', b.short_name, 'slug', '',
    'assessment', r.assessment, 'regular_due', 0, 'teacher', null, 'members', null) order by b.position)
  from (select distinct subject_id, assessment from subject_year_result r
    where r.school_id = k.school_id and r.academic_year = k.academic_year and r.class_id = k.class_id) r
  join subject b on b.id = r.subject_id), '[]')`

const pupil = sql`json_build_object('student_id', st.id, 'number', e.number, 'code', st.code, 'full_name', st.full_name, 'birth_date', st.birth_date,
  'sex', st.sex, 'ethnicity', st.ethnicity, 'left', e.status not in ('studying', 'completed'),
  'marks', (select coalesce(json_agg(to_jsonb(r) || jsonb_build_object('subject_id', s.subject_id)), '[]')
    from ${pupilMarks} r join section s on s.school_id = r.school_id and s.id = r.section_id),
  'year_subjects', (select coalesce(json_agg(json_build_object('subject_id', y.subject_id, 'average', y.average, 'passed', y.passed, 'exempt', y.exempt,
      'reassessed_average', y.reassessed_average, 'reassessed_passed', y.reassessed_passed)), '[]')
    from subject_year_result y where y.school_id = k.school_id and y.academic_year = k.academic_year and y.student_id = st.id),
  'terms', (select coalesce(json_agg(json_build_object('term', t.term, 'level', r.level, 'conduct', d.level, 'grounds', d.grounds)), '[]')
    from (values (1), (2)) t(term)
    left join term_result r on r.school_id = k.school_id and r.academic_year = k.academic_year and r.student_id = st.id and r.term = t.term
    left join conduct d on d.school_id = k.school_id and d.academic_year = k.academic_year and d.student_id = st.id and d.term = t.term),
  'year', (select json_build_object('level', y.level, 'conduct', y.conduct, 'level_after', y.level_after, 'conduct_after', y.conduct_after,
      'title', y.title, 'outcome', y.outcome)
    from year_result y where y.school_id = k.school_id and y.academic_year = k.academic_year and y.student_id = st.id),
  'older', (select coalesce(json_agg(json_build_object('term', o.term, 'average', o.average, 'learning', o.learning, 'learning_after', o.learning_after,
      'conduct', o.conduct, 'conduct_after', o.conduct_after, 'title', o.title, 'outcome', o.outcome)), '[]')
    from older_result o where o.school_id = k.school_id and o.academic_year = k.academic_year and o.student_id = st.id),
  'excused', (select coalesce(sum(a.excused), 0) from absence a where a.school_id = k.school_id and a.academic_year = k.academic_year and a.student_id = st.id),
  'unexcused', (select coalesce(sum(a.unexcused), 0) from absence a where a.school_id = k.school_id and a.academic_year = k.academic_year and a.student_id = st.id))`

/** Two sections of one subject (a pupil who changed groups) give the marks of the one read last. */
function marksOf(row: FoundMarks): ReportMarks {
  return {
    subject_id: row.subject_id,
    term: row.term,
    regular: regularMarkColumns.map((column) => row[column]),
    midterm: row.midterm,
    final: row.final,
    midterm_state: row.midterm_state,
    final_state: row.final_state,
    exempt: row.exempt,
    comment: row.comment,
    average: row.average,
    passed: row.passed,
  }
}
