import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import type { LocalDate } from '../../../platform/database.ts'
import type { Level, Outcome } from '../results/tables.ts'
import { isMinority } from '../minority.ts'
import { openOn } from './classes.ts'

/** The schools and the day whose pupils are counted. */
export interface CutOff {
  school_ids: readonly number[]
  academic_year: number
  as_of: LocalDate
}

/** Pupils of a school who are alike in everything that is counted apart; never a pupil by name. */
export interface PupilCell {
  school_id: number
  grade: number
  /** Null where the record does not say. */
  female: boolean | null
  /** As `isMinority` says. */
  minority: boolean
  /** By calendar years: the first year of the academic year less the year of birth. */
  age: number
  policy: boolean
  poor: 'poor' | 'near_poor' | null
  disability: boolean
  full_day: boolean
  repeating: boolean
  /** Came to the school after its year had begun. */
  received: boolean
  /** Of the year's results, if they are approved. */
  level: Level | null
  conduct: Level | null
  title: string | null
  outcome: Outcome | null
  pupils: number
}

/** Pupils who left a school in the year, by how. */
export interface LeaverCell {
  school_id: number
  grade: number
  female: boolean | null
  minority: boolean
  status: 'transferred' | 'left' | 'deferred'
  pupils: number
}

/** Classes of a school that are alike. */
export interface ClassCell {
  school_id: number
  grade: number
  full_day: boolean
  /** Pupils with a disability sit among the others. */
  inclusive: boolean
  /** Pupils in each. */
  size: number
  classes: number
}

type Counter = Pick<Context, 'db' | 'ability'>

/** Who sits where on a day: a pupil's last day counts, and who finished the year stays in it. */
const seats = ({ ability }: Counter, { school_ids, academic_year, as_of }: CutOff) => sql`
  seat as (
    select distinct on (e.school_id, e.student_id) e.school_id, e.student_id, e.class_id, e.repeating
    from enrollment e
    where e.school_id = any(${school_ids}::integer[]) and e.academic_year = ${academic_year} and e.starts_on <= ${as_of}::date
      and (e.ends_on is null or e.ends_on >= ${as_of}::date or e.status = 'completed') and ${allowed(ability, 'read', 'PupilFact', 'e')}
    order by e.school_id, e.student_id, e.starts_on desc)`

const isFemale = sql`case st.sex when 1 then false when 2 then true end`

/** The pupils of schools on a day by everything that reports count apart; with the year's approved results where asked. */
export async function pupilCells(ctx: Counter, cutOff: CutOff, results: boolean): Promise<PupilCell[]> {
  const { academic_year } = cutOff
  const { rows } = await sql<PupilCell>`/* sums.pupil_cells */
    with ${seats(ctx, cutOff)}
    select s.school_id, c.grade, ${isFemale} as female, ${isMinority('st')} as minority,
      ${academic_year}::integer - extract(year from st.birth_date)::integer as age, st.policy_groups <> '{}' as policy, st.poor_household as poor,
      st.disability is not null as disability, c.shift = 'full_day' as full_day, s.repeating,
      st.admitted_on > (select y.starts_on from academic_year y where y.year = ${academic_year}) as received,
      f.level, f.conduct, f.title, f.outcome, count(*)::integer as pupils
    from seat s
    join class c on c.school_id = s.school_id and c.id = s.class_id
    join student st on st.school_id = s.school_id and st.id = s.student_id
    left join pupil_fact f on ${results}::boolean and f.school_id = s.school_id and f.academic_year = ${academic_year} and f.student_id = s.student_id
      and f.term = 0 and f.approved
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15`.execute(ctx.db)
  return rows
}

/** The pupils who left schools between the year's beginning and a day, and did not come back. */
export async function leaverCells(
  { db, ability }: Counter,
  { school_ids, academic_year, as_of }: CutOff,
): Promise<LeaverCell[]> {
  const { rows } = await sql<LeaverCell>`/* sums.leaver_cells */
    with last as (
      select distinct on (e.school_id, e.student_id) e.school_id, e.student_id, e.class_id, e.status, e.ends_on
      from enrollment e
      where e.school_id = any(${school_ids}::integer[]) and e.academic_year = ${academic_year} and e.starts_on <= ${as_of}::date
        and ${allowed(ability, 'read', 'PupilFact', 'e')}
      order by e.school_id, e.student_id, e.starts_on desc)
    select l.school_id, c.grade, ${isFemale} as female, ${isMinority('st')} as minority, l.status, count(*)::integer as pupils
    from last l
    join class c on c.school_id = l.school_id and c.id = l.class_id
    join student st on st.school_id = l.school_id and st.id = l.student_id
    where l.status in ('transferred', 'left', 'deferred') and l.ends_on < ${as_of}::date
    group by 1, 2, 3, 4, 5`.execute(db)
  return rows
}

/** The classes of schools on a day by grade, shift and size. */
export async function classCells(ctx: Counter, cutOff: CutOff): Promise<ClassCell[]> {
  const { school_ids, academic_year, as_of } = cutOff
  const { rows } = await sql<ClassCell>`/* sums.class_cells */
    with ${seats(ctx, cutOff)},
    held as (
      select s.school_id, s.class_id, count(*)::integer as size, bool_or(st.disability is not null) as inclusive
      from seat s join student st on st.school_id = s.school_id and st.id = s.student_id group by 1, 2)
    select c.school_id, c.grade, c.shift = 'full_day' as full_day, coalesce(h.inclusive, false) as inclusive, coalesce(h.size, 0) as size,
      count(*)::integer as classes
    from class c left join held h on h.school_id = c.school_id and h.class_id = c.id
    where c.school_id = any(${school_ids}::integer[]) and c.academic_year = ${academic_year} and ${openOn(sql`${as_of}::date`)}
      and ${allowed(ctx.ability, 'read', 'PupilFact', 'c')}
    group by 1, 2, 3, 4, 5`.execute(ctx.db)
  return rows
}
