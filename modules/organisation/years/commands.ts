import { sql, type Selectable } from 'kysely'
import { may } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { tidyName } from '../../../platform/name.ts'
import { formatDay } from '../../../platform/text.ts'
import type { AcademicYearTable } from '../tables.ts'
import { narrowingFaults, termFaults, type TermDays } from './bounds.ts'
import { calendarUnit, curriculumOf, findYear, termsOf, type CurriculumLine, type TermOf } from './queries.ts'

/** Opens an academic year with its two terms, or alters its days; the department's alone. */
export async function setYear(
  ctx: Context,
  year: Selectable<AcademicYearTable>,
  terms: readonly TermDays[],
): Promise<Selectable<AcademicYearTable>> {
  const unit_id = await calendarUnit(ctx)
  if (!may(ctx.ability, 'create', 'AcademicYear', year)) throw new NotFound('AcademicYear')
  const faults = termFaults(year, terms)
  if (year.year < 2000 || year.year > 2100) faults.push({ path: 'year', message: 'year.unlikely' })
  if (!year.starts_on.startsWith(String(year.year)) || !year.ends_on.startsWith(String(year.year + 1)))
    faults.push({
      path: 'startsOn',
      message: 'year.days_of_other_year',
      values: { from: String(year.year), to: String(year.year + 1) },
    })
  if (faults.length > 0) throw new Invalid(faults)
  return change(ctx, 'year.set', {}, async (open) => {
    await sql`/* year.upsert */ insert into academic_year (year, starts_on, ends_on) values (${year.year}, ${year.starts_on}, ${year.ends_on})
      on conflict (year) do update set starts_on = excluded.starts_on, ends_on = excluded.ends_on`.execute(open.db)
    await writeTerms(open, unit_id, year.year, terms)
    return year
  })
}

/** Gives a school terms of its own within the department's; none gives it the department's again. */
export async function setTerms(
  ctx: Context,
  unit_id: number,
  year: number,
  terms: readonly TermDays[] | null,
): Promise<TermOf[]> {
  if (!may(ctx.ability, 'update', 'Term', { unit_id })) throw new NotFound('Term')
  const days = await findYear(ctx, year)
  const bounds = (await termsOf(ctx, unit_id, year)).map((term) => term.bounds)
  const calendar = unit_id === (await calendarUnit(ctx))
  const faults = terms ? [...termFaults(days, terms), ...(calendar ? [] : narrowingFaults(bounds, terms))] : []
  if (calendar && !terms) faults.push({ path: 'terms', message: 'year.two_terms' })
  if (faults.length > 0) throw new Invalid(faults)
  return change(ctx, 'year.set_terms', calendar ? {} : { school_id: unit_id }, async (open) => {
    if (terms) await writeTerms(open, unit_id, year, terms)
    else
      await sql`/* year.drop_terms */ delete from term where unit_id = ${unit_id} and academic_year = ${year}`.execute(
        open.db,
      )
    return termsOf(open, unit_id, year)
  })
}

/** Adds days without lessons, for all (the department) or for one school. */
export async function addHoliday(
  ctx: Context,
  holiday: { unit_id: number; academic_year: number; starts_on: LocalDate; ends_on: LocalDate; name: string },
): Promise<void> {
  const { unit_id, academic_year, starts_on, ends_on } = holiday
  if (!may(ctx.ability, 'update', 'Term', { unit_id })) throw new NotFound('Term')
  const year = await findYear(ctx, academic_year)
  const name = tidyName(holiday.name)
  const faults = []
  if (name.fault) faults.push({ path: 'name', message: 'year.holiday_name' })
  if (ends_on < starts_on) faults.push({ path: 'endsOn', message: 'year.holiday_backwards' })
  if (starts_on < `${academic_year}-08-01` || ends_on > year.ends_on)
    faults.push({
      path: 'startsOn',
      message: 'year.holiday_outside',
      values: { from: `01/08/${academic_year}`, to: formatDay(year.ends_on) },
    })
  if (faults.length > 0) throw new Invalid(faults)
  await change(ctx, 'year.add_holiday', await schoolOf(ctx, unit_id), ({ db }) =>
    sql`/* year.add_holiday */ insert into holiday (unit_id, academic_year, starts_on, ends_on, name)
      values (${unit_id}, ${academic_year}, ${starts_on}, ${ends_on}, ${name.value})
      on conflict (unit_id, academic_year, starts_on) do update set ends_on = excluded.ends_on, name = excluded.name`.execute(
      db,
    ),
  )
}

/** Takes days without lessons back. */
export async function removeHoliday(
  ctx: Context,
  unit_id: number,
  academic_year: number,
  starts_on: LocalDate,
): Promise<void> {
  if (!may(ctx.ability, 'update', 'Term', { unit_id })) throw new NotFound('Term')
  await change(ctx, 'year.remove_holiday', await schoolOf(ctx, unit_id), async ({ db }) => {
    const { numAffectedRows } = await sql`/* year.remove_holiday */
      delete from holiday where unit_id = ${unit_id} and academic_year = ${academic_year} and starts_on = ${starts_on}`.execute(
      db,
    )
    if (!numAffectedRows) throw new NotFound('Holiday')
  })
}

/** Sets the periods of a subject in a grade from a year on; earlier years, and sections that exist, keep theirs. */
export async function setPeriods(
  ctx: Context,
  line: { subject_id: number; grade: number; from: number; periods: number },
): Promise<CurriculumLine> {
  if (!may(ctx.ability, 'update', 'Curriculum')) throw new NotFound('Curriculum')
  const { subject_id, grade, from, periods } = line
  if (!Number.isInteger(periods) || periods < 1 || periods > 400)
    throw new Invalid({ path: 'periods', message: 'year.periods_range', values: { min: 1, max: 400 } })
  const stands = (await curriculumOf(ctx, [grade], from)).find(({ id }) => id === subject_id)
  if (!stands) throw new NotFound('Curriculum')
  return change(ctx, 'curriculum.set', {}, async (open) => {
    if (stands.valid_from === from)
      await sql`/* curriculum.correct */ update curriculum set periods = ${periods}
        where subject_id = ${subject_id} and grade = ${grade} and valid_from = ${from}`.execute(open.db)
    else {
      await sql`/* curriculum.end */ update curriculum set valid_to = ${from - 1}
        where subject_id = ${subject_id} and grade = ${grade} and valid_from = ${stands.valid_from}`.execute(open.db)
      await sql`/* curriculum.begin */ insert into curriculum (subject_id, grade, valid_from, periods, assessment, kind)
        values (${subject_id}, ${grade}, ${from}, ${periods}, ${stands.assessment}, ${stands.kind})`.execute(open.db)
    }
    return { ...stands, periods, valid_from: from }
  })
}

async function schoolOf(ctx: Context, unit_id: number): Promise<{ school_id?: number }> {
  return unit_id === (await calendarUnit(ctx)) ? {} : { school_id: unit_id }
}

async function writeTerms({ db }: Changing, unit_id: number, year: number, terms: readonly TermDays[]): Promise<void> {
  await sql`/* year.terms_upsert */
    insert into term (unit_id, academic_year, term, starts_on, ends_on, results_due_on)
    select ${unit_id}, ${year}, term, starts_on, ends_on, results_due_on
    from jsonb_to_recordset(${JSON.stringify(terms)}::jsonb) t(term smallint, starts_on date, ends_on date, results_due_on date)
    on conflict (unit_id, academic_year, term) do update
      set starts_on = excluded.starts_on, ends_on = excluded.ends_on, results_due_on = excluded.results_due_on`.execute(
    db,
  )
}
