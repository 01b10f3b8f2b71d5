import { sql } from 'kysely'
import { allowed } from '../../platform/ability.ts'
import type { Context } from '../../platform/context.ts'
import type { LocalDate } from '../../platform/database.ts'
import { absentMark } from './gradebook/rules/mark.ts'
import { subjectTerm, subjectYear } from './gradebook/rules/subject-result.ts'
import { regularMarkColumns } from './gradebook/tally.ts'
import type { AssessmentKind, MissedState } from './gradebook/tables.ts'
import type { Level, Outcome } from './results/tables.ts'
import { schemeOf, type SchemeCode } from './rules/schemes.ts'
import { whyLearning, whyYear, type YearWhy } from './published-why.ts'
import type { LearningLevel } from './results/rules/learning-level.ts'
import { resultIn, type StoredResult } from './stored/queries.ts'
import type { SubjectExplanation } from './rules/explanation.ts'
import { policyReadings, type DatedReading, type PolicyReadings } from './rules/policies.ts'

/** A published cell: tenths of a scored subject, 1 or 0 of a comment subject; null is "chưa có". */
export interface PublishedCell {
  kind: AssessmentKind
  position: number
  label: string | null
  held_on: LocalDate | null
  value: number | null
  /** A regular mark at which the pupil was absent. */
  absent: boolean
  state: MissedState
  published_at: string
  published_by: string | null
  /** Since when it reads as it does: published, or changed after that. */
  since: string
}

/** A mark that was changed after parents could see it: both values as cell text, and why. */
export interface PublishedCorrection {
  column: string
  before: string
  after: string | null
  reason: string | null
  at: string
  by: string
}

/** Who answers for the marks of a subject, or leads the class. */
export interface TeacherName {
  full_name: string
  given_name: string
  /** 0 not stated, 1 male, 2 female. */
  sex: 0 | 1 | 2
}

/** What is published of a subject in a term. */
export interface PublishedSubject {
  subject_id: number
  name: string
  name_en: string
  short_name: string
  assessment: 'scored' | 'comment'
  exempt: boolean
  /** An optional subject of the pupil. */
  optional: boolean
  teacher: TeacherName | null
  columns: PublishedCell[]
  /** Only where every mark it rests on is published. */
  average: number | null
  passed: boolean | null
  /** The average of the published marks alone ("tạm tính"), while there is no other. */
  provisional: number | null
  /** From published marks alone; null while there is none. */
  explanation: SubjectExplanation | null
  comment: string | null
  comment_since: string | null
  corrections: PublishedCorrection[]
}

/** What is published of a term; learning and conduct only after the school published the class's results. */
export interface PublishedTerm {
  term: 1 | 2
  subjects: PublishedSubject[]
  learning: { level: Level | null; why: LearningLevel['explanation'] | null } | null
  conduct: { level: Level | null; grounds: string | null } | null
  published_at: string | null
  published_by: string | null
}

/** What is published of the year. */
export interface PublishedYear {
  level: Level | null
  level_after: Level | null
  conduct: Level | null
  conduct_after: Level | null
  absences: number
  outcome: Outcome | null
  title: 'excellent' | 'good' | null
  published_at: string
  published_by: string | null
  /** From what is published alone. */
  why: YearWhy
  subjects: {
    subject_id: number
    name: string
    name_en: string
    short_name: string
    assessment: 'scored' | 'comment'
    average: number | null
    passed: boolean | null
    exempt: boolean
    reassessed_average: number | null
    reassessed_passed: boolean | null
    /** From the term averages; null where they do not give the year's result (a term at another school). */
    explanation: SubjectExplanation | null
  }[]
}

/** A child's year in one school; a child who moved has one per school. */
export interface PublishedResults {
  academic_year: number
  school_id: number
  school_name: string
  school_slug: string
  student_id: string
  person_id: string
  full_name: string
  class_id: number
  class_name: string
  class_slug: string
  grade: number
  absences: { excused: number; unexcused: number; months: { month: LocalDate; excused: number; unexcused: number }[] }
  /** The circular that assesses the year. */
  scheme: SchemeCode | null
  terms: PublishedTerm[]
  year: PublishedYear | null
  /** The published results of a year under a circular before 22/2021, in its words: the year first. */
  older: StoredResult[]
  older_subjects: Omit<PublishedYear['subjects'][number], 'explanation'>[]
}

type FoundSubject = Omit<PublishedSubject, 'explanation' | 'provisional'> & {
  term: 1 | 2
  regular_due: number
  /** Whether a mark of the pupil is entered and not published. */
  hidden: boolean
}
type FoundTerm = Omit<PublishedTerm, 'subjects'>
type Found = Omit<PublishedResults, 'academic_year' | 'terms' | 'scheme'> & {
  subjects: FoundSubject[]
  terms: FoundTerm[]
  readings: DatedReading[]
}

const markNames = sql`array['regular_1','regular_2','regular_3','regular_4','regular_5','regular_6','regular_7','regular_8','midterm','final']`

/**
 * The one query by which parents and pupils read a child's results of a year: an unpublished cell and every average
 * resting on one stay in the database, also the year's. A comment comes with the first published periodic test of its
 * book. One statement; empty where the child is out of reach. Source: docs/service-rules/gradebook.md.
 */
export async function publishedResults(
  ctx: Context,
  child_person_id: string,
  academic_year: number,
): Promise<PublishedResults[]> {
  const { rows } = await sql<Found>`/* students.published */
    select st.school_id, u.name as school_name, u.slug as school_slug, st.id as student_id, st.person_id, st.full_name,
      e.class_id, c.name as class_name, c.slug as class_slug, c.grade,
      (select json_build_object('excused', coalesce(sum(a.excused), 0), 'unexcused', coalesce(sum(a.unexcused), 0),
          'months', coalesce(json_agg(json_build_object('month', a.month, 'excused', a.excused, 'unexcused', a.unexcused) order by a.month)
            filter (where a.excused + a.unexcused > 0), '[]')) from absence a
        where a.school_id = st.school_id and a.academic_year = ${academic_year} and a.student_id = st.id) as absences,
      ${subjectsOf(ctx, academic_year)} as subjects, ${termsOf(academic_year)} as terms, ${yearOf(academic_year)} as year,
      ${olderOf(academic_year)} as older, ${olderSubjectsOf(academic_year)} as older_subjects,
      (select coalesce(json_agg(p), '[]') from policy_reading p) as readings
    from student st
    join lateral (select class_id from enrollment where school_id = st.school_id and student_id = st.id and academic_year = ${academic_year}
      order by starts_on desc limit 1) e on true
    join class c on c.school_id = st.school_id and c.id = e.class_id
    join unit u on u.id = st.school_id
    where st.person_id = ${child_person_id} and ${allowed(ctx.ability, 'read', 'PublishedResult', 'st')}
    order by st.admitted_on desc`.execute(ctx.db)
  return rows.map(({ subjects, terms: found, year, readings, ...rest }) => {
    const policies = policyReadings(academic_year, readings)
    const terms = found.map((term) => explainedTerm(term, subjects, policies))
    return {
      ...rest,
      academic_year,
      scheme: schemeOf(academic_year, rest.grade),
      terms,
      year: year && explainedYear(year, { subjects, terms, grade: rest.grade }, policies),
    }
  })
}

/** A term with its subjects, and why its level is what it is where every result behind it is visible. */
function explainedTerm(term: FoundTerm, all: readonly FoundSubject[], readings: PolicyReadings): PublishedTerm {
  const own = all.filter((subject) => subject.term === term.term)
  const hidden = own.some((subject) => subject.hidden)
  const why = term.learning && !hidden ? whyLearning(own, term.learning.level, readings) : null
  return { ...term, learning: term.learning && { ...term.learning, why }, subjects: own.map(explained) }
}

/** The formula behind a visible average, or behind the marks so far; from visible marks alone. */
function explained({ term: _, regular_due, hidden, ...subject }: FoundSubject): PublishedSubject {
  const shown = (kind: AssessmentKind, position = 1) =>
    subject.columns.find((column) => column.kind === kind && column.position === position)
  const regular = regularMarkColumns.map((_name, index) => {
    const cell = shown('regular', index + 1)
    return cell?.absent ? absentMark : (cell?.value ?? null)
  })
  const { explanation, provisional } = subjectTerm({
    kind: subject.assessment,
    regular,
    midterm: shown('midterm')?.value ?? null,
    final: shown('final')?.value ?? null,
    midtermState: shown('midterm')?.state ?? 'none',
    finalState: shown('final')?.state ?? 'none',
    exempt: subject.exempt,
    regularDue: regular_due,
  })
  const official = !hidden && (subject.average !== null || subject.passed !== null)
  const something = explanation.kind === 'exempt' || explanation.terms.length > 0
  return {
    ...subject,
    provisional: official ? null : provisional.average,
    explanation: something ? explanation : null,
  }
}

/** A year's average rests on the marks of both terms: none where one of them is hidden, else with its formula. */
function explainedYear(
  year: PublishedYear,
  {
    subjects: all,
    terms,
    grade,
  }: { subjects: readonly FoundSubject[]; terms: readonly PublishedTerm[]; grade: number },
  readings: PolicyReadings,
): PublishedYear {
  const inTerms = (subject_id: number) => all.filter((it) => it.subject_id === subject_id)
  const subjects = year.subjects.map((subject): PublishedYear['subjects'][number] => {
    const both = inTerms(subject.subject_id)
    if (both.some(({ hidden }) => hidden))
      return {
        ...subject,
        average: null,
        passed: null,
        reassessed_average: null,
        reassessed_passed: null,
        explanation: null,
      }
    const of = (term: 1 | 2) => both.find((it) => it.term === term) ?? { average: null, passed: null, exempt: false }
    const { average, passed, explanation } = subjectYear(subject.assessment, of(1), of(2), readings)
    return { ...subject, explanation: average === subject.average && passed === subject.passed ? explanation : null }
  })
  const conductIn = (term: 1 | 2) => terms.find((it) => it.term === term)?.conduct?.level ?? null
  const visible = subjects.map((it) => ({ ...it, optional: inTerms(it.subject_id).some(({ optional }) => optional) }))
  const why = whyYear({ ...year, grade, subjects: visible, conducts: [conductIn(1), conductIn(2)] }, readings)
  return { ...year, subjects, why }
}

// Of two classes of a term, the book of the one where the pupil sits now counts, as in the results; while it says nothing,
// the marks of the class before are all there is.
const subjectsOf = (ctx: Context, academic_year: number) => sql`
  coalesce((select json_agg(b order by b.place, b.term) from (
    select t.term, s.subject_id, sub.name, sub.name_en, sub.short_name, sub.position as place, s.assessment, s.regular_due,
      coalesce(r.exempt, false) as exempt, s.kind = 'optional' as optional, coalesce(pub.columns, '[]') as columns, hidden.cells as hidden,
      case when not hidden.cells then r.average end as average, case when not hidden.cells then r.passed end as passed,
      case when pub.names && array['midterm', 'final'] then r.comment end as comment,
      case when pub.names && array['midterm', 'final'] and r.comment is not null then greatest(pub.periodic_at, (select max(h.at) from mark_change h
        where h.school_id = st.school_id and h.academic_year = ${academic_year} and h.section_id = s.id and h.student_id = st.id
          and h.term = t.term and h."column" = 'comment')) end as comment_since,
      (select json_build_object('full_name', f.full_name, 'given_name', f.given_name, 'sex', f.sex)
        from assignment g join staff f on f.school_id = g.school_id and f.person_id = g.person_id
        where g.school_id = s.school_id and g.section_id = s.id and g.answers and g.substitute_for is null and g.valid_from <= ${ctx.today}::date
        order by g.valid_from desc limit 1) as teacher,
      coalesce((select json_agg(json_build_object('column', h."column", 'before', h.before, 'after', h.after, 'reason', h.reason, 'at', h.at, 'by', h.account_name) order by h.position desc)
        from mark_change h where h.school_id = st.school_id and h.academic_year = ${academic_year} and h.section_id = s.id and h.student_id = st.id
          and h.term = t.term and h.published and h.before is not null and h."column" = any(pub.names)), '[]') as corrections
    from section s
    join subject sub on sub.id = s.subject_id
    cross join (values (1::smallint), (2::smallint)) t(term)
    left join subject_result r on r.school_id = s.school_id and r.academic_year = ${academic_year} and r.section_id = s.id and r.student_id = st.id and r.term = t.term
    left join lateral (
      select array_agg(n.name) as names, min(a.published_at) filter (where a.kind <> 'regular') as periodic_at,
        json_agg(json_build_object('kind', a.kind, 'position', a.position, 'label', a.label, 'held_on', a.held_on,
        'value', case when (to_jsonb(r) ->> n.name)::integer >= 0 then (to_jsonb(r) ->> n.name)::integer end,
        'absent', coalesce((to_jsonb(r) ->> n.name)::integer < 0, false),
        'state', coalesce(to_jsonb(r) ->> (n.name || '_state'), 'none'),
        'published_at', a.published_at, 'published_by', p.display_name,
        'since', greatest(a.published_at, (select max(h.at) from mark_change h where h.school_id = a.school_id and h.academic_year = a.academic_year
          and h.section_id = a.section_id and h.student_id = st.id and h.term = a.term and h."column" = n.name)))
        order by array_position(array['regular', 'midterm', 'final'], a.kind), a.position) as columns
      from assessment_column a
      cross join lateral (select case a.kind when 'regular' then 'regular_' || a.position else a.kind end as name) n
      left join account p on p.id = a.published_by
      where a.school_id = s.school_id and a.academic_year = ${academic_year} and a.section_id = s.id and a.term = t.term and a.published_at is not null) pub on true
    cross join lateral (select exists (select from unnest(${markNames}) m(name)
      where to_jsonb(r) ->> m.name is not null and m.name <> all(coalesce(pub.names, '{}'))) as cells) hidden
    where s.school_id = st.school_id and s.academic_year = ${academic_year} and (s.closed_on is null or r.student_id is not null)
      and (s.class_id = e.class_id and s.roster = 'class' or r.student_id is not null
        or exists (select from section_member m where m.school_id = s.school_id and m.section_id = s.id and m.student_id = st.id and m.ends_on is null))
      and (r.student_id is not null or not exists (select from subject_result o join section os on os.school_id = o.school_id and os.id = o.section_id
        where o.school_id = s.school_id and o.academic_year = ${academic_year} and o.student_id = st.id and o.term = t.term and os.subject_id = s.subject_id))
      and (s.class_id is null or s.class_id = e.class_id or not exists (select from subject_result o join section os on os.school_id = o.school_id and os.id = o.section_id
        where o.school_id = s.school_id and o.academic_year = ${academic_year} and o.student_id = st.id and o.term = t.term and os.subject_id = s.subject_id
          and os.class_id = e.class_id))
    ) b), '[]')`

const termsOf = (academic_year: number) => sql`
  (select json_agg(json_build_object('term', t.term,
      'learning', case when v.state is not null and tr.student_id is not null then json_build_object('level', tr.level) end,
      'conduct', case when v.state is not null and cd.student_id is not null then json_build_object('level', cd.level, 'grounds', cd.grounds) end,
      'published_at', v.published_at, 'published_by', v.published_by) order by t.term)
    from (values (1::smallint), (2::smallint)) t(term)
    left join term_result tr on tr.school_id = st.school_id and tr.academic_year = ${academic_year} and tr.student_id = st.id and tr.term = t.term
    left join conduct cd on cd.school_id = st.school_id and cd.academic_year = ${academic_year} and cd.student_id = st.id and cd.term = t.term
    left join lateral (select v.state, v.published_at, p.display_name as published_by from class_approval v left join account p on p.id = v.published_by
      where v.school_id = st.school_id and v.academic_year = ${academic_year} and v.class_id = coalesce(tr.class_id, e.class_id) and v.term = t.term
        and v.state = 'published') v on true)`

const yearOf = (academic_year: number) => sql`
  (select json_build_object('level', y.level, 'level_after', y.level_after, 'conduct', y.conduct, 'conduct_after', y.conduct_after,
      'absences', y.absences, 'outcome', y.outcome, 'title', y.title, 'published_at', v.published_at, 'published_by', p.display_name,
      'subjects', coalesce((select json_agg(json_build_object('subject_id', r.subject_id, 'name', sub.name, 'name_en', sub.name_en,
          'short_name', sub.short_name, 'assessment', r.assessment, 'average', r.average, 'passed', r.passed, 'exempt', r.exempt,
          'reassessed_average', r.reassessed_average, 'reassessed_passed', r.reassessed_passed) order by sub.position)
        from subject_year_result r join subject sub on sub.id = r.subject_id
        where r.school_id = st.school_id and r.academic_year = ${academic_year} and r.student_id = st.id), '[]'))
    from year_result y
    join class_approval v on v.school_id = y.school_id and v.academic_year = y.academic_year and v.class_id = y.class_id and v.term = 0 and v.state = 'published'
    left join account p on p.id = v.published_by
    where y.school_id = st.school_id and y.academic_year = ${academic_year} and y.student_id = st.id)`

const olderOf = (academic_year: number) => sql`
  coalesce((select json_agg(${resultIn(sql`st.school_id`, sql`${academic_year}::smallint`, sql`st.id`, sql`printed.term`)} order by printed.term)
    from older_result printed
    join class_approval v on v.school_id = printed.school_id and v.academic_year = printed.academic_year and v.class_id = printed.class_id and v.term = printed.term and v.state = 'published'
    where printed.school_id = st.school_id and printed.academic_year = ${academic_year} and printed.student_id = st.id), '[]')`

const olderSubjectsOf = (academic_year: number) => sql`
  coalesce((select json_agg(json_build_object('subject_id', r.subject_id, 'name', sub.name, 'name_en', sub.name_en, 'short_name', sub.short_name,
      'assessment', r.assessment, 'average', r.average, 'passed', r.passed, 'exempt', r.exempt, 'reassessed_average', r.reassessed_average,
      'reassessed_passed', r.reassessed_passed) order by sub.position)
    from older_result o
    join class_approval v on v.school_id = o.school_id and v.academic_year = o.academic_year and v.class_id = o.class_id and v.term = 0 and v.state = 'published'
    join subject_year_result r on r.school_id = o.school_id and r.academic_year = o.academic_year and r.student_id = o.student_id
    join subject sub on sub.id = r.subject_id
    where o.school_id = st.school_id and o.academic_year = ${academic_year} and o.student_id = st.id and o.term = 0), '[]')`
