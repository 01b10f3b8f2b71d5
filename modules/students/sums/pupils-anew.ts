import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Db, LocalDate } from '../../../platform/database.ts'
import { isMinority } from '../minority.ts'
import { yearsAheadOfGrade } from './rules/right-age.ts'

/** A school in an academic year: whose pupils are counted. */
export interface SchoolYear {
  school_id: number
  academic_year: number
}

/** The terms of a school's year with the day as of which each is counted: today while it runs, its last day afterwards. */
export const datedTerms = ({ school_id, academic_year }: SchoolYear, today: LocalDate): RawBuilder<unknown> => sql`(
  select t.term, t.starts_on <= ${today}::date as begun, least(greatest(${today}::date, t.starts_on), t.ends_on) as at
  from (
    select 0::smallint as term, y.starts_on, y.ends_on from academic_year y where y.year = ${academic_year}
    union all
    -- A school's own dates stand before the department's.
    (select distinct on (t.term) t.term, t.starts_on, t.ends_on from term t join unit o on o.id = t.unit_id
      where t.academic_year = ${academic_year} and (t.unit_id = ${school_id} or o.kind = 'department')
      order by t.term, t.unit_id = ${school_id} desc)) t)`

/**
 * Writes one fact row per pupil and term (0: the year) from enrollment, the record and what is approved. A pupil counts in
 * the class of the term's last day; a row whose pupil is no longer enrolled goes. Unchanged rows are not touched.
 */
export async function writeFacts(db: Db, year: SchoolYear, today: LocalDate): Promise<void> {
  const { school_id, academic_year } = year
  await sql`/* sums.facts_anew */
    with dated as materialized (select * from ${datedTerms(year, today)} x where x.begun or x.term <> 2),
    seat as (
      select distinct on (e.student_id, x.term)
        e.school_id, e.academic_year, e.student_id, x.term, e.class_id, e.repeating, e.status,
        e.ends_on is null or e.ends_on > x.at or e.status in ('studying', 'completed') or (e.status = 'moved_class' and e.ends_on = x.at) as studying
      from dated x
      join enrollment e on e.school_id = ${school_id} and e.academic_year = ${academic_year} and e.starts_on <= x.at
      order by e.student_id, x.term, e.starts_on desc),
    wanted as (
      select p.school_id, p.academic_year, p.student_id, p.term, p.class_id, u.commune_code, c.grade, st.sex, st.ethnicity,
        extract(year from st.birth_date)::smallint as birth_year, st.policy_groups <> '{}' as policy,
        coalesce(st.poor_household = 'poor', false) as poor, st.disability is not null as disability, c.shift = 'full_day' as full_day,
        p.studying, r.level, r.conduct, r.title, r.outcome, r.level is not null and coalesce(a.state in ('approved', 'published'), false) as approved,
        p.repeating, case when not p.studying then p.status end as left_as, ${isMinority('st')} as minority
      from seat p
      join student st on st.school_id = p.school_id and st.id = p.student_id
      join class c on c.school_id = p.school_id and c.id = p.class_id
      join unit u on u.id = p.school_id
      left join class_approval a on a.school_id = p.school_id and a.academic_year = p.academic_year and a.class_id = p.class_id and a.term = p.term
      left join lateral (
        select t.level, k.level as conduct, null as title, null as outcome from term_result t
        left join conduct k on k.school_id = t.school_id and k.academic_year = t.academic_year and k.student_id = t.student_id and k.term = t.term
        where p.term > 0 and t.school_id = p.school_id and t.academic_year = p.academic_year and t.student_id = p.student_id and t.term = p.term
        union all
        select y.level, y.conduct, y.title, y.outcome from year_result y
        where p.term = 0 and y.school_id = p.school_id and y.academic_year = p.academic_year and y.student_id = p.student_id) r on true)
    insert into pupil_fact as f (school_id, academic_year, student_id, term, class_id, commune_code, grade, sex, ethnicity, birth_year, policy,
      poor, disability, full_day, studying, level, conduct, title, outcome, approved, repeating, left_as, minority)
    select * from wanted
    on conflict (school_id, academic_year, student_id, term) do update set class_id = excluded.class_id, commune_code = excluded.commune_code,
      grade = excluded.grade, sex = excluded.sex, ethnicity = excluded.ethnicity, birth_year = excluded.birth_year, policy = excluded.policy,
      poor = excluded.poor, disability = excluded.disability, full_day = excluded.full_day, studying = excluded.studying,
      level = excluded.level, conduct = excluded.conduct, title = excluded.title, outcome = excluded.outcome, approved = excluded.approved,
      repeating = excluded.repeating, left_as = excluded.left_as, minority = excluded.minority
    where f is distinct from excluded`.execute(db)
  await sql`/* sums.facts_gone */
    delete from pupil_fact f using ${datedTerms(year, today)} x
    where f.school_id = ${school_id} and f.academic_year = ${academic_year} and f.term = x.term
      and not exists (select from enrollment e where e.school_id = ${school_id} and e.student_id = f.student_id
        and e.academic_year = ${academic_year} and e.starts_on <= x.at)`.execute(db)
}

/** Counts the fact rows of a school's year by grade, sex and group. Runs after `writeFacts`. */
export async function writePupilSums(db: Db, { school_id, academic_year }: SchoolYear): Promise<void> {
  await sql`/* sums.pupil_sums_clear */ delete from school_pupil_sum
    where school_id = ${school_id} and academic_year = ${academic_year}`.execute(db)
  await sql`/* sums.pupil_sums_anew */
    insert into school_pupil_sum (school_id, academic_year, term, pupil_group, grade, sex, pupils, full_day, right_age, repeating, left_school,
      transferred, approved, levels, conducts, excellent, good, outcomes)
    select f.school_id, f.academic_year, f.term, g.name, f.grade, f.sex, count(*) filter (where f.studying),
      count(*) filter (where f.studying and f.full_day),
      count(*) filter (where f.studying and f.academic_year - f.birth_year = f.grade + ${yearsAheadOfGrade}::integer),
      count(*) filter (where f.studying and f.repeating), count(*) filter (where f.left_as = 'left'), count(*) filter (where f.left_as = 'transferred'),
      count(*) filter (where f.counted),
      ${countsOf('level', [1, 2, 3, 4])}, ${countsOf('conduct', [1, 2, 3, 4])},
      count(*) filter (where f.counted and f.title = 'excellent'), count(*) filter (where f.counted and f.title = 'good'),
      ${countsOf('outcome', outcomesInOrder)}
    from (select f.*, f.studying and f.approved as counted from pupil_fact f where f.school_id = ${school_id} and f.academic_year = ${academic_year}) f
    cross join lateral (values ${sql.join(Object.entries(pupilGroups).map(([name, fits]) => sql`(${sql.lit(name)}, ${fits})`))}) g(name, fits)
    where g.fits
    group by f.school_id, f.academic_year, f.term, g.name, f.grade, f.sex`.execute(db)
}

const peoples = { majority: sql<SqlBool>`f.ethnicity = '01'`, minority: sql<SqlBool>`f.minority` }
const policies = {
  policy: sql<SqlBool>`f.policy`,
  poor: sql<SqlBool>`f.poor`,
  disability: sql<SqlBool>`f.disability`,
}

/** The groups that are summed, each by itself and each people crossed with each of the others (`minority_poor`). */
const pupilGroups: Readonly<Record<string, RawBuilder<SqlBool>>> = {
  all: sql<SqlBool>`true`,
  ...peoples,
  ...policies,
  ...Object.fromEntries(
    Object.entries(peoples).flatMap(([people, is]) =>
      Object.entries(policies).map(([policy, has]) => [`${people}_${policy}`, sql<SqlBool>`(${is} and ${has})`]),
    ),
  ),
}

/** The summed group of those who are in all of these groups; null where no sum has them. */
export function groupOf(groups: readonly string[]): string | null {
  const names = [...new Set(groups)].toSorted((a, b) => Number(b in peoples) - Number(a in peoples))
  const name = names.join('_') || 'all'
  return name in pupilGroups ? name : null
}

/** The order in which `school_pupil_sum.outcomes` counts. */
export const outcomesInOrder = [
  'promoted',
  'completed',
  'summer_training',
  'reassessment',
  'reassessment_and_training',
  'retained',
] as const

function countsOf(column: 'level' | 'conduct' | 'outcome', values: readonly (number | string)[]): RawBuilder<number[]> {
  const counts = values.map(
    (value) => sql`count(*) filter (where f.counted and f.${sql.ref(column)} = ${sql.lit(value)})`,
  )
  return sql`array[${sql.join(counts)}]::integer[]`
}
