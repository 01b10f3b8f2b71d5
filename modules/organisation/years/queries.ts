import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import type { AcademicYearTable, HolidayTable, SubjectTable } from '../tables.ts'
import type { Selectable } from 'kysely'
import type { TermDays } from './bounds.ts'

/** A year as a unit lives it. */
export interface YearOf extends Selectable<AcademicYearTable> {
  unit_id: number
}

/** A term as a unit has it: its own days, or the department's. */
export interface TermOf extends TermDays {
  /** Whether the unit has narrowed it. */
  own: boolean
  /** The department's days. */
  bounds: TermDays
}

/** The academic years, newest first. */
export async function yearsOf(ctx: Context, unit_id: number): Promise<YearOf[]> {
  const { rows } = await sql<YearOf>`/* year.list */
    select y.year, y.starts_on, y.ends_on, ${unit_id}::integer as unit_id from academic_year y
    where ${allowed(ctx.ability, 'read', 'AcademicYear', 'y')} order by y.year desc`.execute(ctx.db)
  return rows
}

/** A year by number; NotFound where there is none. */
export async function findYear(ctx: Context, year: number): Promise<Selectable<AcademicYearTable>> {
  const { rows } = await sql<Selectable<AcademicYearTable>>`/* year.find */
    select y.year, y.starts_on, y.ends_on from academic_year y
    where y.year = ${year} and ${allowed(ctx.ability, 'read', 'AcademicYear', 'y')}`.execute(ctx.db)
  if (!rows[0]) throw new NotFound('AcademicYear')
  return rows[0]
}

/** Since when the history of a year's marks is in the archive; null while it is here. */
export async function historyArchivedAt(ctx: Context, year: number): Promise<Date | null> {
  const { rows } = await sql<{ archived_at: Date }>`/* year.archived */
    select a.archived_at from year_archive a join academic_year y on y.year = a.academic_year
    where a.academic_year = ${year} and ${allowed(ctx.ability, 'read', 'AcademicYear', 'y')}`.execute(ctx.db)
  return rows[0]?.archived_at ?? null
}

/** The unit that sets the calendar: the department. */
export async function calendarUnit({ db }: Context): Promise<number> {
  const { rows } = await sql<{ id: number }>`/* year.calendar_unit */
    select id from unit where kind = 'department' and closed_on is null order by id limit 1`.execute(db)
  if (!rows[0]) throw new NotFound('Unit')
  return rows[0].id
}

/** The terms of a year as a unit has them. */
export async function termsOf(ctx: Context, unit_id: number, year: number): Promise<TermOf[]> {
  const { rows } = await sql<TermDays & { own: TermDays | null }>`/* year.terms */
    select t.term, t.starts_on, t.ends_on, t.results_due_on, (select to_json(o) from (
        select term, starts_on, ends_on, results_due_on from term o where o.unit_id = ${unit_id} and o.academic_year = t.academic_year and o.term = t.term) o) as own
    from term t join unit u on u.id = t.unit_id and u.kind = 'department'
    where t.academic_year = ${year} and ${allowed(ctx.ability, 'read', 'Term', 't')} order by t.term`.execute(ctx.db)
  return rows.map(({ own, ...bounds }) => ({ ...(own ?? bounds), own: own !== null && isOwn(own, bounds), bounds }))
}

/** The days without lessons of a year for a unit: the department's, and its own. */
export async function holidaysOf(
  ctx: Context,
  unit_id: number,
  year: number,
): Promise<(Selectable<HolidayTable> & { own: boolean })[]> {
  const { rows } = await sql<Selectable<HolidayTable> & { own: boolean }>`/* year.holidays */
    select h.unit_id, h.academic_year, h.starts_on, h.ends_on, h.name, h.unit_id = ${unit_id} as own
    from holiday h join unit u on u.id = h.unit_id
    where h.academic_year = ${year} and (u.kind = 'department' or h.unit_id = ${unit_id}) order by h.starts_on, own`.execute(
    ctx.db,
  )
  return rows
}

/** All subjects of the programme, in its order. */
export async function subjectsOf({ db }: Context): Promise<Selectable<SubjectTable>[]> {
  const { rows } = await sql<Selectable<SubjectTable>>`/* subject.list */
    select id, code, name, name_en, short_name, position from subject order by position`.execute(db)
  return rows
}

/** A subject as a grade is taught it in a year. */
export interface CurriculumLine extends Selectable<SubjectTable> {
  grade: number
  periods: number
  assessment: 'scored' | 'comment'
  kind: 'compulsory' | 'elective' | 'optional' | 'activity'
  valid_from: number
}

/** The subjects of grades in a year, in the programme's order. */
export async function curriculumOf(ctx: Context, grades: readonly number[], year: number): Promise<CurriculumLine[]> {
  const { rows } = await sql<CurriculumLine>`/* year.curriculum */
    select s.id, s.code, s.name, s.name_en, s.short_name, s.position, c.grade, c.periods, c.assessment, c.kind, c.valid_from
    from curriculum c join subject s on s.id = c.subject_id
    where c.grade = any(${grades}::smallint[]) and c.valid_from <= ${year} and (c.valid_to is null or c.valid_to >= ${year})
      and ${allowed(ctx.ability, 'read', 'Curriculum', 'c')}
    order by c.grade, s.position`.execute(ctx.db)
  return rows
}

const isOwn = (own: TermDays, bounds: TermDays) =>
  own.starts_on !== bounds.starts_on || own.ends_on !== bounds.ends_on || own.results_due_on !== bounds.results_due_on
