import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { allowed, type Action } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { classRows, gathersOfClass } from '../class-rows.ts'
import type { DatedReading } from '../rules/policies.ts'
import { pupilMarks } from '../gradebook/pupil-marks.ts'
import type { SubjectResultRow } from '../gradebook/tables.ts'
import type { ClassApprovalTable, Level, Outcome } from './tables.ts'

/** The approval of a class's results in a term as read; absent rows are open. */
export interface Approval {
  term: 0 | 1 | 2
  state: 'open' | 'submitted' | 'approved' | 'published'
  submitted_at: string | null
  submitted_by: string | null
  approved_at: string | null
  approved_by: string | null
  published_at: string | null
  published_by: string | null
  reopened_at: string | null
}

/** A subject of a class, in the programme's order. */
export interface ClassSubject {
  subject_id: number
  section_id: string | null
  name: string
  name_en: string
  short_name: string
  assessment: 'scored' | 'comment'
  regular_due: number
  optional: boolean
  /** The pupils of a section with a list of its own; null is the whole class. */
  members: string[] | null
}

/** A stored row of marks with what its section says of the subject. */
export interface LoadedMarks {
  subject_id: number
  assessment: 'scored' | 'comment'
  regular_due: number
  /** Whether the section belongs to the class that was asked for. */
  here: boolean
  result: Partial<SubjectResultRow> & Pick<SubjectResultRow, 'section_id' | 'term'>
}

/** A pupil of a class with everything that results rest on. */
export interface LoadedPupil {
  student_id: string
  person_id: string
  number: number | null
  code: string
  rest_name: string
  given_name: string
  birth_date: string
  left_on: string | null
  disability: boolean
  marks: LoadedMarks[]
  conduct: { term: 1 | 2; level: Level | null; grounds: string | null }[]
  excused: number
  unexcused: number
  retests: { subject_id: number; average: number | null; passed: boolean | null }[]
  practice: { id: string; subject_id: number; term: 1 | 2 | null; document: string }[]
  exemptions: { id: string; subject_id: number; term: 1 | 2 | null; document: string }[]
  stored: { conduct_after: Level | null; outcome: Outcome | null; outcome_reason: string | null } | null
}

/** A class with its pupils, ready to be computed. */
export interface LoadedClass {
  school_id: number
  school_name: string
  school_slug: string
  academic_year: number
  class_id: number
  name: string
  slug: string
  grade: number
  approvals: Approval[]
  readings: DatedReading[]
  subjects: ClassSubject[]
  pupils: LoadedPupil[]
}

/** Which classes: by their address, or by their keys. */
export type ClassChoice =
  | { unit: string; academic_year: number; class: string }
  | { school_id: number; academic_year: number; class_ids: readonly number[] | null; grade?: number | null }

/** The condition that a class is one of a choice. */
export function chosen(choice: ClassChoice): RawBuilder<SqlBool> {
  if ('unit' in choice)
    return sql`k.school_slug = ${choice.unit} and k.academic_year = ${choice.academic_year} and k.slug = ${choice.class}`
  return sql`k.school_id = ${choice.school_id} and k.academic_year = ${choice.academic_year}
    and (${choice.class_ids}::integer[] is null or k.class_id = any(${choice.class_ids}::integer[]))
    and (${choice.grade ?? null}::integer is null or k.grade = ${choice.grade ?? null})`
}

/**
 * The classes of a choice on which an action on their results is permitted, with marks, conduct, absences, readings and
 * approvals: all that a screen of results needs, in one statement. Pupils who moved to another class stand there.
 */
export async function loadClasses(
  ctx: Context,
  action: Action,
  choice: ClassChoice,
  terms: readonly (1 | 2)[],
): Promise<LoadedClass[]> {
  const { rows } = await sql<LoadedClass>`/* results.classes */
    select k.school_id, k.school_name, k.school_slug, k.academic_year, k.class_id, k.name, k.slug, k.grade,
      coalesce((select json_agg(json_build_object('term', a.term, 'state', a.state, 'submitted_at', a.submitted_at, 'submitted_by', s.display_name,
          'approved_at', a.approved_at, 'approved_by', p.display_name, 'published_at', a.published_at, 'published_by', b.display_name, 'reopened_at', a.reopened_at))
        from class_approval a left join account s on s.id = a.submitted_by left join account p on p.id = a.approved_by left join account b on b.id = a.published_by
        where a.school_id = k.school_id and a.academic_year = k.academic_year and a.class_id = k.class_id), '[]') as approvals,
      coalesce((select json_agg(json_build_object('name', name, 'valid_from', valid_from, 'value', value, 'decided_at', decided_at) order by valid_from, decided_at) from policy_reading), '[]') as readings,
      coalesce((select json_agg(json_build_object('subject_id', s.subject_id, 'section_id', s.id, 'name', b.name, 'name_en', b.name_en, 'short_name', b.short_name,
          'assessment', s.assessment, 'regular_due', s.regular_due, 'optional', s.kind = 'optional',
          'members', case when s.roster = 'list' then (select coalesce(json_agg(m.student_id), '[]') from section_member m
            where m.school_id = s.school_id and m.section_id = s.id and m.ends_on is null) end) order by b.position)
        from section s join subject b on b.id = s.subject_id
        where s.school_id = k.school_id and s.academic_year = k.academic_year and s.closed_on is null
          and (s.class_id = k.class_id or ${gathersOfClass})), '[]') as subjects,
      coalesce((select json_agg(${pupilOf(terms)} order by e.number nulls last, st.given_name collate "vi-VN-x-icu", st.rest_name collate "vi-VN-x-icu", st.id)
        from (select distinct on (student_id) * from enrollment where school_id = k.school_id and class_id = k.class_id and academic_year = k.academic_year
          order by student_id, starts_on desc) e
        join student st on st.school_id = e.school_id and st.id = e.student_id
        where e.status <> 'moved_class'), '[]') as pupils
    from ${classRows} k
    where ${chosen(choice)} and ${allowed(ctx.ability, action, 'ClassApproval', 'k')}
    order by k.grade, length(k.name), k.name`.execute(ctx.db)
  return rows
}

/** The part of a row of marks from which the rules work; a smaller text to read than the whole row. */
const marksOf = sql`json_strip_nulls(json_build_object('section_id', r.section_id, 'term', r.term, 'regular_1', r.regular_1, 'regular_2', r.regular_2,
  'regular_3', r.regular_3, 'regular_4', r.regular_4, 'regular_5', r.regular_5, 'regular_6', r.regular_6, 'regular_7', r.regular_7, 'regular_8', r.regular_8,
  'midterm', r.midterm, 'final', r.final, 'midterm_state', nullif(r.midterm_state, 'none'), 'final_state', nullif(r.final_state, 'none'),
  'exempt', nullif(r.exempt, false)))`

const pupilOf = (terms: readonly (1 | 2)[]) => sql`json_build_object(
  'student_id', st.id, 'person_id', st.person_id, 'number', e.number, 'code', st.code, 'rest_name', st.rest_name, 'given_name', st.given_name,
  'birth_date', st.birth_date, 'left_on', case when e.status in ('studying', 'completed') then null else e.ends_on end,
  'disability', st.disability is not null or st.assessment_by_plan,
  'marks', (select coalesce(json_agg(json_build_object('subject_id', s.subject_id, 'assessment', s.assessment, 'regular_due', s.regular_due,
      'here', s.class_id is null or s.class_id = k.class_id,
      'result', ${marksOf})), '[]')
    from ${pupilMarks} r join section s on s.school_id = r.school_id and s.id = r.section_id where r.term = any(${terms}::smallint[])),
  'conduct', (select coalesce(json_agg(json_build_object('term', c.term, 'level', c.level, 'grounds', c.grounds)), '[]') from conduct c
    where c.school_id = k.school_id and c.academic_year = k.academic_year and c.student_id = st.id and c.term = any(${terms}::smallint[])),
  'excused', (select coalesce(sum(a.excused), 0) from absence a where a.school_id = k.school_id and a.academic_year = k.academic_year and a.student_id = st.id),
  'unexcused', (select coalesce(sum(a.unexcused), 0) from absence a where a.school_id = k.school_id and a.academic_year = k.academic_year and a.student_id = st.id),
  'retests', (select coalesce(json_agg(json_build_object('subject_id', y.subject_id, 'average', y.reassessed_average, 'passed', y.reassessed_passed)), '[]')
    from subject_year_result y where y.school_id = k.school_id and y.academic_year = k.academic_year and y.student_id = st.id
      and (y.reassessed_average is not null or y.reassessed_passed is not null)),
  'practice', (select coalesce(json_agg(json_build_object('id', x.id, 'subject_id', x.subject_id, 'term', x.term, 'document', x.document)), '[]')
    from exemption x where x.school_id = k.school_id and x.student_id = st.id and x.academic_year = k.academic_year and x.ended_at is null and x.extent = 'practice'),
  'exemptions', (select coalesce(json_agg(json_build_object('id', x.id, 'subject_id', x.subject_id, 'term', x.term, 'document', x.document)), '[]')
    from exemption x where x.school_id = k.school_id and x.student_id = st.id and x.academic_year = k.academic_year and x.ended_at is null and x.extent = 'subject'),
  'stored', (select json_build_object('conduct_after', y.conduct_after, 'outcome', y.outcome, 'outcome_reason', y.outcome_reason)
    from year_result y where y.school_id = k.school_id and y.academic_year = k.academic_year and y.student_id = st.id))`

/** The approval of a class in a term; open where nothing has happened. */
export const approvalIn = (approvals: readonly Approval[], term: ClassApprovalTable['term']): Approval =>
  approvals.find((it) => it.term === term) ?? {
    term,
    state: 'open',
    submitted_at: null,
    submitted_by: null,
    approved_at: null,
    approved_by: null,
    published_at: null,
    published_by: null,
    reopened_at: null,
  }
