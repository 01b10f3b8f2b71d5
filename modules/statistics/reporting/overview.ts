import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { officeOf } from './find.ts'
import type { FormRow } from './form-rows.ts'
import { formsIn, type Form } from './forms.ts'
import { reportingKinds } from './live.ts'
import { findPeriod, type Period } from './periods.ts'
import type { Numbers } from './rules/control-sums.ts'
import type { PeriodCode, ReturnState } from './tables.ts'

/** Which returns are looked at. */
export interface ReturnScope {
  academic_year: number
  period: PeriodCode
  /** A commune's official code. */
  commune: string | null
  state: ReturnState | null
}

/** How many returns of a commune stand where. */
export interface CommuneReturns {
  code: string
  name: string
  schools: number
  draft: number
  submitted: number
  checked: number
  approved: number
  returned: number
}

/** A school with where its return stands. */
export interface SchoolReturn {
  school_id: number
  academic_year: number
  period: PeriodCode
  slug: string
  name: string
  commune: string | null
  state: ReturnState
  /** Whether a commune checks it before the department approves. */
  by_office: boolean
  submitted_at: Date | null
  approved_at: Date | null
  return_reason: string | null
  principal: string | null
  reminded_at: Date | null
  overridden: number
  /** As a job last compared the return with the records; null before. */
  pupils: number | null
  faults: number | null
  differing: number | null
  compared_at: Date | null
}

/** The schools that hand in a return for a period: those that were open on its day. */
export const reporting = ({ as_of }: Period) => sql`
  reporting as (
    select k.*, k.id as school_id from unit k
    where k.kind in ('school', 'centre') and k.institution_code = any(${[...reportingKinds]}::text[])
      and k.opened_on <= ${as_of}::date and (k.closed_on is null or k.closed_on > ${as_of}::date))`

/** Communes within reach with how many of their schools' returns stand where; one statement. */
export async function communeReturns(
  ctx: Context,
  scope: Omit<ReturnScope, 'commune' | 'state'>,
): Promise<CommuneReturns[]> {
  const period = await findPeriod(ctx, scope)
  const { rows } = await sql<CommuneReturns>`/* reporting.communes */
    with ${reporting(period)},
    standing as (
      select coalesce(r.commune_code, u.commune_code) as code, coalesce(r.state, 'draft') as state from reporting u
      left join school_return r on r.school_id = u.id and r.academic_year = ${period.academic_year} and r.period = ${period.period}
      where ${allowed(ctx.ability, 'read', 'SchoolReturn', 'u')})
    select coalesce(s.code, '') as code, coalesce(min(k.name), '') as name, count(*)::integer as schools,
      count(*) filter (where s.state = 'draft')::integer as draft, count(*) filter (where s.state = 'submitted')::integer as submitted,
      count(*) filter (where s.state = 'checked')::integer as checked, count(*) filter (where s.state = 'approved')::integer as approved,
      count(*) filter (where s.state = 'returned')::integer as returned
    from standing s left join (select code, min(name) as name from commune where valid_to is null group by code) k on k.code = s.code
    group by s.code order by min(k.name) collate "vi-VN-x-icu"`.execute(ctx.db)
  return rows
}

/** The most schools of one page. */
export const schoolsAtOnce = 200

/** Schools within reach with where their returns stand, by name; `after` is the last school of the page before. */
export async function schoolReturns(
  ctx: Context,
  { academic_year, period, commune, state }: ReturnScope,
  after: number | null,
): Promise<SchoolReturn[]> {
  const { ability, db, today } = ctx
  const { rows } = await sql<SchoolReturn>`/* reporting.schools */
    with ${reporting(await findPeriod(ctx, { academic_year, period }))},
    shown as (
      select u.id, u.slug, u.short_name, coalesce(r.commune_code, u.commune_code) as commune_code, coalesce(r.state, 'draft') as state,
        case when r.state in ('submitted', 'checked', 'approved') then r.office_id else ${officeOf(today)} end as office_id,
        r.submitted_at, r.approved_at, r.return_reason
      from reporting u
      left join school_return r on r.school_id = u.id and r.academic_year = ${academic_year} and r.period = ${period}
      where ${allowed(ability, 'read', 'SchoolReturn', 'u')}
        and (${commune}::text is null or coalesce(r.commune_code, u.commune_code) = ${commune})
        and (${state}::text is null or coalesce(r.state, 'draft') = ${state})
        and (${after}::integer is null or (u.short_name collate "vi-VN-x-icu", u.id) > (select l.short_name collate "vi-VN-x-icu", l.id from unit l where l.id = ${after}))
      order by u.short_name collate "vi-VN-x-icu", u.id limit ${schoolsAtOnce})
    select s.id as school_id, ${academic_year}::integer as academic_year, ${period}::text as period, s.slug, s.short_name as name,
      (select min(k.name) from commune k where k.code = s.commune_code and k.valid_to is null) as commune, s.state,
      s.office_id is not null as by_office, s.submitted_at, s.approved_at, s.return_reason, p.principal, n.reminded_at,
      (select count(*)::integer from return_figure f where f.school_id = s.id and f.academic_year = ${academic_year} and f.period = ${period}
        and f.reason is not null) as overridden,
      c.pupils, c.faults, c.differing, c.compared_at
    from shown s
    left join return_comparison c on c.school_id = s.id and c.academic_year = ${academic_year} and c.period = ${period}
    left join lateral (select min(a.display_name) as principal from post q join account a on a.person_id = q.person_id
      where q.unit_id = s.id and q.role = 'principal' and q.valid_from <= ${today}::date and (q.valid_to is null or q.valid_to >= ${today}::date)) p on true
    left join lateral (select max(m.created_at) as reminded_at from notice m where m.kind = 'return_reminder' and m.school_id = s.id) n on true
    order by s.short_name collate "vi-VN-x-icu", s.id`.execute(db)
  return rows
}

/** A form over many schools: the sums of the approved returns, row by row. */
export interface TotalForm {
  form: Form
  /** Approved returns that hold this form. */
  schools: number
  rows: { row: FormRow; value: Numbers | null }[]
}

/** The totals of the approved returns of a period, with how many of the schools within reach they are. */
export interface ReturnTotals {
  period: Period
  commune: string | null
  commune_name: string | null
  schools: number
  approved: number
  last_approved_at: Date | null
  approved_by: string | null
  forms: TotalForm[]
}

/** Adds up what was approved and nothing else; frozen rows alone, so that a page and a print say the same for ever. */
export async function returnTotals(ctx: Context, scope: Omit<ReturnScope, 'state'>): Promise<ReturnTotals> {
  const { academic_year, commune } = scope
  const period = await findPeriod(ctx, scope)
  const where = sql`r.academic_year = ${academic_year} and r.period = ${period.period} and r.state = 'approved'
    and (${commune}::text is null or r.commune_code = ${commune}) and ${allowed(ctx.ability, 'read', 'SchoolReturn', 'r')}`
  const [sums, heads] = await Promise.all([
    sql<Numbers & { form: string; version: number; code: string; schools: number }>`/* reporting.totals */
      select f.form, max(f.form_version)::integer as version, f.row_code as code, count(*)::integer as schools, sum(f.total)::integer as total,
        sum(f.female)::integer as female, sum(f.minority)::integer as minority, sum(f.female_minority)::integer as female_minority
      from school_return r join return_figure f on f.school_id = r.school_id and f.academic_year = r.academic_year and f.period = r.period
      where ${where} group by f.form, f.row_code`.execute(ctx.db),
    sql<Omit<ReturnTotals, 'period' | 'forms' | 'commune'>>`/* reporting.totals_of */
      with ${reporting(period)}
      select (select min(k.name) from commune k where k.code = ${commune} and k.valid_to is null) as commune_name,
        (select count(*)::integer from reporting u where ${allowed(ctx.ability, 'read', 'SchoolReturn', 'u')} and (${commune}::text is null or u.commune_code = ${commune})) as schools,
        count(*)::integer as approved, max(r.approved_at) as last_approved_at,
        (select a.display_name from account a where a.id = (array_agg(r.approved_by order by r.approved_at desc))[1]) as approved_by
      from school_return r where ${where}`.execute(ctx.db),
  ])
  const found = new Map(sums.rows.map((sum) => [`${sum.form} ${sum.code}`, sum]))
  const forms = formsIn(academic_year, period.period).flatMap((form): TotalForm[] => {
    const rows = form.rows.map((row) => ({ row, value: found.get(`${form.code} ${row.code}`) ?? null }))
    const schools = Math.max(0, ...rows.map(({ row }) => found.get(`${form.code} ${row.code}`)?.schools ?? 0))
    return schools > 0 ? [{ form, schools, rows }] : []
  })
  return { period, commune, ...heads.rows[0]!, forms }
}

/** Where a return of one school stands. */
export interface OwnReturn {
  academic_year: number
  period: PeriodCode
  state: ReturnState
  return_reason: string | null
}

/** The returns that a school has begun, by its name in addresses. */
export async function ownReturns({ db, ability }: Context, unit: string): Promise<OwnReturn[]> {
  const { rows } = await sql<OwnReturn>`/* reporting.own */
    select r.academic_year, r.period, r.state, case when r.state = 'returned' then r.return_reason end as return_reason
    from school_return r join unit u on u.id = r.school_id
    where u.slug = ${unit} and ${allowed(ability, 'read', 'SchoolReturn', 'r')} order by r.academic_year desc, r.period`.execute(
    db,
  )
  return rows
}
