import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'

/** How marks of a subject and grade are spread in one year: counts of ten steps of one point, the last with 10. */
export interface GradeSpread {
  academic_year: number
  grade: number
  subject_id: number
  subject: string
  subject_en: string
  position: number
  steps: number[]
}

/** The marks of a class in a subject, for comparing it with the others of its grade. */
export interface ClassMarks {
  grade: number
  subject_id: number
  subject: string
  subject_en: string
  class_name: string
  /** The address of the book. */
  link: string
  marks: number
  total: number
}

/** A school's term: whose sums. */
export interface SchoolTerm {
  unit: string
  academic_year: number
  term: 1 | 2
}

type Kind = 'midterm' | 'final' | 'average'

const countsOf = (kind: Kind) =>
  sql`case ${kind}::text when 'midterm' then t.midterms when 'final' then t.finals else t.averages end`

/** The marks of a school by grade and subject, this year and the one before, in all its books. */
export async function gradeSpreads(
  { db, ability }: Context,
  { unit, academic_year, term }: SchoolTerm,
  kind: Kind,
): Promise<GradeSpread[]> {
  const { rows } = await sql<GradeSpread>`/** sums.spreads */
    select s.academic_year, s.grade, s.subject_id, b.name as subject, b.name_en as subject_en, b.position, array_agg(s.n order by s.step) as steps
    from (
      select t.academic_year, t.grade, t.subject_id, least((a.place - 1) / 10, 9) as step, sum(a.n)::integer as n
      from section_tally t join unit u on u.id = t.school_id and u.slug = ${unit}
      cross join lateral unnest(${countsOf(kind)}) with ordinality as a(n, place)
      where t.academic_year in (${academic_year}, ${academic_year - 1}) and t.term = ${term} and ${allowed(ability, 'read', 'SectionTally', 't')}
      group by t.academic_year, t.grade, t.subject_id, step) s
    join subject b on b.id = s.subject_id
    group by s.academic_year, s.grade, s.subject_id, b.name, b.name_en, b.position
    having sum(s.n) > 0
    order by b.position, s.grade`.execute(db)
  return rows
}

/** The marks of each class of a school in each scored subject. */
export async function classMarks(
  { db, ability }: Context,
  { unit, academic_year, term }: SchoolTerm,
  kind: Kind,
): Promise<ClassMarks[]> {
  const { rows } = await sql<ClassMarks>`/* sums.classes */
    select t.grade, t.subject_id, b.name as subject, b.name_en as subject_en, c.name as class_name,
      concat_ws('/', '', u.slug, ${`${academic_year}-${academic_year + 1}`}::text, ${`hk${term}`}::text, c.slug, s.slug) as link,
      sum(m.marks)::integer as marks, sum(m.total)::integer as total
    from section_tally t join unit u on u.id = t.school_id and u.slug = ${unit}
    join section s on s.school_id = t.school_id and s.id = t.section_id
    join class c on c.school_id = t.school_id and c.id = t.class_id
    join subject b on b.id = t.subject_id
    cross join lateral (
      select sum(n) as marks, sum(n * (place - 1)) as total from unnest(${countsOf(kind)}) with ordinality as a(n, place) where n > 0) m
    where t.academic_year = ${academic_year} and t.term = ${term} and ${allowed(ability, 'read', 'SectionTally', 't')}
    group by t.grade, t.subject_id, b.name, b.name_en, c.name, c.slug, u.slug, s.slug, t.section_id
    having sum(m.marks) > 0`.execute(db)
  return rows
}
