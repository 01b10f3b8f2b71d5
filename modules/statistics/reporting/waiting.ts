import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { officeOf } from './find.ts'
import { reporting } from './overview.ts'
import type { Period } from './periods.ts'

/** What of a period waits for the signed-in person. */
export interface PeriodWaiting extends Pick<Period, 'academic_year' | 'period' | 'due_on'> {
  /** Own schools that have not handed in, and the first of them; sent back with a reason where there is one. */
  to_submit: number
  slug: string | null
  return_reason: string | null
  to_check: number
  to_approve: number
  /** Schools within reach that are late. */
  late: number
}

/** A period whose last day lies further back presses nobody. */
const daysLooked = 200

/** What waits for the person in the periods that run or have just ended; those in which nothing does are left out. */
export async function returnsWaiting(ctx: Context): Promise<PeriodWaiting[]> {
  const { ability, db, today } = ctx
  if (ability.rulesFor('read', 'SchoolReturn').length === 0) return []
  const { rows: periods } = await sql<Period>`/* reporting.recent */
    select p.academic_year, p.period, p.as_of, p.due_on from reporting_period p
    where p.as_of <= ${today}::date and p.due_on > ${today}::date - ${daysLooked}::integer and ${allowed(ability, 'read', 'ReportingPeriod', 'p')}
    order by p.due_on`.execute(db)
  const waiting = await Promise.all(
    periods.map(async (period) => {
      const { academic_year, due_on } = period
      const { rows } = await sql<Omit<PeriodWaiting, keyof Period>>`/* reporting.waiting */
        with ${reporting(period)},
        standing as (
          select u.slug, coalesce(r.state, 'draft') as state, r.return_reason,
            case when r.state in ('submitted', 'checked', 'approved') then r.office_id else ${officeOf(today)} end as office_id,
            ${allowed(ability, 'submit', 'SchoolReturn', 'u')} as submits, ${allowed(ability, 'check', 'SchoolReturn', 'u')} as checks,
            ${allowed(ability, 'approve', 'SchoolReturn', 'u')} as approves, ${allowed(ability, 'remind', 'SchoolReturn', 'u')} as reminds
          from reporting u left join school_return r on r.school_id = u.id and r.academic_year = ${academic_year} and r.period = ${period.period}
          where ${allowed(ability, 'read', 'SchoolReturn', 'u')})
        select count(*) filter (where s.submits and s.state in ('draft', 'returned'))::integer as to_submit,
          min(s.slug) filter (where s.submits and s.state in ('draft', 'returned')) as slug,
          min(s.return_reason) filter (where s.submits and s.state = 'returned') as return_reason,
          count(*) filter (where s.checks and s.state = 'submitted' and s.office_id is not null)::integer as to_check,
          count(*) filter (where s.approves and s.state = case when s.office_id is null then 'submitted' else 'checked' end)::integer as to_approve,
          count(*) filter (where s.reminds and s.state in ('draft', 'returned') and ${due_on}::date < ${today}::date)::integer as late
        from standing s`.execute(db)
      return { academic_year, period: period.period, due_on, ...rows[0]! }
    }),
  )
  return waiting.filter(({ to_submit, to_check, to_approve, late }) => to_submit + to_check + to_approve + late > 0)
}
