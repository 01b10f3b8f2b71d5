import { sql } from 'kysely'
import type { Db, LocalDate } from '../../../platform/database.ts'
import { datedTerms, type SchoolYear } from './pupils-anew.ts'

/** Books of a school's term: grades and subjects in pairs. */
export interface TermBooks extends SchoolYear {
  term: number
  grades: readonly number[]
  subjects: readonly number[]
}

/** The sex of a row that counts everyone. */
export const everyone = 9
/** The subject of a row that counts all subjects. */
export const allSubjects = 0

/** Opens the sums of books that nobody has touched in a begun term of a running year: their marks are due like all others. */
export async function openTallies(db: Db, year: SchoolYear, today: LocalDate): Promise<void> {
  const { school_id, academic_year } = year
  await sql`/* sums.open_tallies */
    with untouched as materialized (
      select s.*, x.term from ${datedTerms(year, today)} x
      join academic_year y on y.year = ${academic_year} and ${today}::date <= y.ends_on
      join section s on s.school_id = ${school_id} and s.academic_year = ${academic_year} and s.closed_on is null
      where x.term > 0 and x.begun and not exists (select from section_tally t where t.school_id = s.school_id
        and t.academic_year = s.academic_year and t.section_id = s.id and t.term = x.term)),
    seats as (
      select s.school_id, s.id, s.term, e.student_id from untouched s
      join enrollment e on e.school_id = s.school_id and e.class_id = s.class_id and e.academic_year = s.academic_year
      where s.roster = 'class' and e.status in ('studying', 'completed')
      union
      select s.school_id, s.id, s.term, m.student_id from untouched s
      join section_member m on m.school_id = ${school_id} and m.section_id = s.id and m.ends_on is null
      join enrollment e on e.school_id = s.school_id and e.student_id = m.student_id and e.academic_year = s.academic_year
      where s.roster = 'list' and e.status in ('studying', 'completed'))
    insert into section_tally (school_id, academic_year, section_id, term, sex, class_id, grade, subject_id, state, pupils, regular_due)
    select s.school_id, s.academic_year, s.id, s.term, st.sex, s.class_id, s.grade, s.subject_id, coalesce(g.state, 'open'), count(*), s.regular_due
    from untouched s
    join seats p on p.school_id = s.school_id and p.id = s.id and p.term = s.term
    join student st on st.school_id = p.school_id and st.id = p.student_id
    left join gradebook g on g.school_id = s.school_id and g.academic_year = s.academic_year and g.section_id = s.id and g.term = s.term
    group by s.school_id, s.academic_year, s.id, s.term, st.sex, s.class_id, s.grade, s.subject_id, g.state, s.regular_due
    on conflict do nothing`.execute(db)
}

/** Counts the books of a school's term anew, in the grades and subjects named: by sex and state for each subject, then all subjects of the grade together, and their spread. */
export async function writeMarkSums(
  db: Db,
  { school_id, academic_year, term, grades, subjects }: TermBooks,
): Promise<void> {
  const ofTerm = sql`t.school_id = ${school_id} and t.academic_year = ${academic_year} and t.term = ${term}`
  // The places of two lists that belong together.
  const mine = sql`${ofTerm} and (t.grade, t.subject_id) in (select * from unnest(${grades}::smallint[], ${subjects}::smallint[]))`
  const counts = sql.join(counted.map((name) => sql.ref(name)))
  const sums = sql.join(counted.map((name) => sql`sum(t.${sql.ref(name)})`))
  await sql`/* sums.mark_sums_clear */ delete from school_mark_sum t
    where ${ofTerm} and (${mine} or (t.subject_id = ${allSubjects} and t.grade = any(${grades}::smallint[])))`.execute(
    db,
  )
  await sql`/* sums.mark_spread_clear */ delete from school_mark_spread t where ${mine}`.execute(db)
  await sql`/* sums.mark_sums_anew */
    insert into school_mark_sum (school_id, academic_year, term, grade, subject_id, sex, state, ${counts})
    select t.school_id, t.academic_year, t.term, t.grade, t.subject_id, coalesce(t.sex, ${everyone}), t.state, count(distinct t.section_id),
      sum(t.assessed), sum(t.assessed * t.regular_due),
      sum((select coalesce(sum(least(n, t.assessed)), 0) from unnest(t.regular_entered[1:t.regular_due]) n)),
      sum(t.midterm_entered), sum(t.final_entered), sum(t.complete),
      ${sql.join((['m', 'f', 'a'] as const).map((kind) => sql`sum(${sql.ref(kind)}.marks), sum(${sql.ref(kind)}.from_five), sum(${sql.ref(kind)}.total)`))}
    from (select t.*, t.pupils - t.exempt as assessed from section_tally t where ${mine}) t
    ${sql.join(
      (
        [
          ['m', 'midterms'],
          ['f', 'finals'],
          ['a', 'averages'],
        ] as const
      ).map(
        ([kind, column]) => sql`cross join lateral (
          select coalesce(sum(n), 0) as marks, coalesce(sum(n) filter (where place > 50), 0) as from_five, coalesce(sum(n * (place - 1)), 0) as total
          from unnest(t.${sql.ref(column)}) with ordinality as s(n, place) where n > 0) ${sql.ref(kind)}`,
      ),
      sql` `,
    )}
    group by grouping sets (
      (t.school_id, t.academic_year, t.term, t.grade, t.subject_id, t.sex, t.state),
      (t.school_id, t.academic_year, t.term, t.grade, t.subject_id, t.state))`.execute(db)
  await sql`/* sums.mark_sums_all */
    insert into school_mark_sum (school_id, academic_year, term, grade, subject_id, sex, state, ${counts})
    select t.school_id, t.academic_year, t.term, t.grade, ${allSubjects}::smallint, t.sex, t.state, ${sums}
    from school_mark_sum t
    where ${ofTerm} and t.grade = any(${grades}::smallint[]) and t.subject_id <> ${allSubjects}
    group by t.school_id, t.academic_year, t.term, t.grade, t.sex, t.state`.execute(db)
  await sql`/* sums.mark_spread_anew */
    insert into school_mark_spread (school_id, academic_year, term, grade, subject_id, state, midterms, finals, averages)
    select school_id, academic_year, term, grade, subject_id, state, array_agg(m order by place), array_agg(f order by place), array_agg(a order by place)
    from (
      select t.school_id, t.academic_year, t.term, t.grade, t.subject_id, t.state, s.place, sum(s.m) as m, sum(s.f) as f, sum(s.a) as a
      from section_tally t
      cross join lateral unnest(t.midterms, t.finals, t.averages) with ordinality as s(m, f, a, place)
      where ${mine}
      group by t.school_id, t.academic_year, t.term, t.grade, t.subject_id, t.state, s.place) t
    group by school_id, academic_year, term, grade, subject_id, state`.execute(db)
}

/** The counts of a row, in the order in which they are written. */
const counted = [
  'books',
  'due',
  'regular_due',
  'regular_entered',
  'midterm_entered',
  'final_entered',
  'complete',
  'midterm_marks',
  'midterm_from_five',
  'midterm_total',
  'final_marks',
  'final_from_five',
  'final_total',
  'average_marks',
  'average_from_five',
  'average_total',
] as const
