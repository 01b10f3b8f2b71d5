import { sql, type Selectable } from 'kysely'
import { allowed, may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound, type Violation } from '../../../platform/errors.ts'
import type { PeriodCode, ReportingPeriodTable } from './tables.ts'

/** A period with its days. */
export type Period = Selectable<ReportingPeriodTable>

/** A period with how far the returns within reach are. */
export interface PeriodProgress extends Period {
  submitted: number
  checked: number
  approved: number
  returned: number
}

/** The periods that were set, the newest first, each with how many returns within reach stand where. */
export async function periodsOf({ db, ability }: Context): Promise<PeriodProgress[]> {
  const { rows } = await sql<PeriodProgress>`/* reporting.periods */
    select p.academic_year, p.period, p.as_of, p.due_on,
      count(*) filter (where r.state = 'submitted')::integer as submitted, count(*) filter (where r.state = 'checked')::integer as checked,
      count(*) filter (where r.state = 'approved')::integer as approved, count(*) filter (where r.state = 'returned')::integer as returned
    from reporting_period p
    left join school_return r on r.academic_year = p.academic_year and r.period = p.period and ${allowed(ability, 'read', 'SchoolReturn', 'r')}
    where ${allowed(ability, 'read', 'ReportingPeriod', 'p')}
    group by p.academic_year, p.period order by p.as_of desc`.execute(db)
  return rows
}

/** A period; NotFound where none was set. */
export async function findPeriod(
  { db, ability }: Pick<Context, 'db' | 'ability'>,
  { academic_year, period }: Pick<Period, 'academic_year' | 'period'>,
): Promise<Period> {
  const { rows } = await sql<Period>`/* reporting.period */
    select p.academic_year, p.period, p.as_of, p.due_on from reporting_period p
    where p.academic_year = ${academic_year} and p.period = ${period} and ${allowed(ability, 'read', 'ReportingPeriod', 'p')}`.execute(
    db,
  )
  if (!rows[0]) throw new NotFound('ReportingPeriod')
  return rows[0]
}

/**
 * The days of the regime: the figures of 30 September, in by 31 October; those of 31 May, in by 30 June (Thông tư
 * 25/2024/TT-BGDĐT). The province may set others.
 */
export const usualPeriod = (academic_year: number, period: PeriodCode): Period => ({
  academic_year,
  period,
  as_of: period === 'start' ? `${academic_year}-09-30` : `${academic_year + 1}-05-31`,
  due_on: period === 'start' ? `${academic_year}-10-31` : `${academic_year + 1}-06-30`,
})

/** Sets a period, or gives it other days; the department's administrator alone. Returns handed in hold its day. */
export async function setPeriod(ctx: Context, period: Period): Promise<Period> {
  if (!may(ctx.ability, 'update', 'ReportingPeriod', period)) throw new NotFound('ReportingPeriod')
  const faults = periodFaults(period)
  if (faults.length > 0) throw new Invalid(faults)
  return change(ctx, 'reporting.set_period', {}, async ({ db }) => {
    const { rows } = await sql<{ handed_in: number }>`/* reporting.handed_in */
      select count(*)::integer as handed_in from school_return r join reporting_period p using (academic_year, period)
      where r.academic_year = ${period.academic_year} and r.period = ${period.period} and r.state in ('submitted', 'checked', 'approved')
        and p.as_of <> ${period.as_of}::date`.execute(db)
    const handed_in = rows[0]?.handed_in ?? 0
    if (handed_in > 0)
      throw new Invalid({ path: 'asOf', message: 'reporting.fault.handed_in', values: { count: handed_in } })
    await sql`/* reporting.set_period */
      insert into reporting_period (academic_year, period, as_of, due_on)
      values (${period.academic_year}, ${period.period}, ${period.as_of}, ${period.due_on})
      on conflict (academic_year, period) do update set as_of = excluded.as_of, due_on = excluded.due_on`.execute(db)
    return period
  })
}

function periodFaults({ academic_year, as_of, due_on }: Period): Violation[] {
  const faults: Violation[] = []
  if (academic_year < 1990 || academic_year > 2100) return [{ path: 'academicYear', message: 'reporting.fault.year' }]
  const [from, to] = [`${academic_year}-08-01`, `${academic_year + 1}-08-31`]
  if (as_of < from || as_of > to)
    faults.push({
      path: 'asOf',
      message: 'reporting.fault.as_of',
      values: { year: academic_year, next: academic_year + 1 },
    })
  if (due_on < as_of) faults.push({ path: 'dueOn', message: 'reporting.fault.due_on' })
  return faults
}
