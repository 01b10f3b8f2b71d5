import { sql } from 'kysely'
import { allowed, may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import type { JobHandler } from '../../../platform/module.ts'
import { enqueue, type JobRow } from '../../desk/public.ts'
import { faultsOf, followsRecords, mergeForms, sameNumbers, type StoredFigure } from './find.ts'
import { liveForms, reportingKinds } from './live.ts'
import { findPeriod, type Period } from './periods.ts'
import type { PeriodCode, ReturnState } from './tables.ts'

/** The kind of jobs that compare returns with the records. */
export const compareJob = 'statistics.compare_returns'

interface Order {
  academic_year: number
  period: PeriodCode
}

/** Starts comparing the returns of a period, of all schools within reach, with their records; a job of the person. */
export async function startComparison(ctx: Context, order: Order): Promise<JobRow> {
  if (!may(ctx.ability, 'remind', 'SchoolReturn')) throw new NotFound('SchoolReturn')
  await findPeriod(ctx, order)
  const unit = ctx.posts.find(({ unit_id }) => unit_id !== null)?.unit_id ?? 0
  return change(ctx, 'return.compare', {}, (open) =>
    enqueue(open, { kind: compareJob, school_id: unit, input: { ...order } }),
  )
}

const schoolsAtOnce = 50

/**
 * Counts the records of every school within reach, some schools at a time and each in a few statements, and notes beside
 * the return how many control sums do not hold and how many rows differ. No return is altered by it.
 */
export const compareReturns: JobHandler = async (ctx, input, run) => {
  const order = input as unknown as Order
  const period = await findPeriod(ctx, order)
  const schools = await schoolsOf(ctx, period)
  await run.progress(0, schools.length)
  let differing = 0
  for (let from = 0; from < schools.length; from += schoolsAtOnce) {
    const some = schools.slice(from, from + schoolsAtOnce)
    const compared = await compare(ctx, period, some)
    differing += compared.filter((one) => one.differing > 0).length
    await change(ctx, 'return.compared', {}, ({ db }) =>
      sql`/* return.compared */
        insert into return_comparison (school_id, academic_year, period, pupils, faults, differing, compared_at)
        select c.school_id, ${order.academic_year}, ${order.period}, c.pupils, c.faults, c.differing, ${ctx.now}
        from jsonb_to_recordset(${JSON.stringify(compared)}::jsonb) c(school_id integer, pupils integer, faults smallint, differing smallint)
        on conflict (school_id, academic_year, period) do update set pupils = excluded.pupils, faults = excluded.faults, differing = excluded.differing,
          compared_at = excluded.compared_at`.execute(db),
    )
    await run.progress(Math.min(from + schoolsAtOnce, schools.length), schools.length)
  }
  return { schools: schools.length, differing }
}

interface Standing {
  school_id: number
  institution_code: string | null
  state: ReturnState
}

async function schoolsOf({ db, ability }: Context, { academic_year, period, as_of }: Period): Promise<Standing[]> {
  const { rows } = await sql<Standing>`/* return.standing */
    select u.id as school_id, coalesce(r.institution_code, u.institution_code) as institution_code, coalesce(r.state, 'draft') as state
    from (select k.*, k.id as school_id from unit k) u
    left join school_return r on r.school_id = u.id and r.academic_year = ${academic_year} and r.period = ${period}
    where u.kind in ('school', 'centre') and u.institution_code = any(${[...reportingKinds]}::text[]) and u.opened_on <= ${as_of}::date
      and (u.closed_on is null or u.closed_on > ${as_of}::date) and ${allowed(ability, 'remind', 'SchoolReturn', 'u')}
    order by u.id`.execute(db)
  return rows
}

async function compare(ctx: Context, period: Period, schools: readonly Standing[]) {
  const ids = schools.map(({ school_id }) => school_id)
  const [live, { rows: stored }] = await Promise.all([
    liveForms(ctx, period, ids),
    sql<StoredFigure>`/* return.stored */ select f.*, null as overridden_by_name from return_figure f
      where f.school_id = any(${ids}::integer[]) and f.academic_year = ${period.academic_year} and f.period = ${period.period}
        and ${allowed(ctx.ability, 'read', 'SchoolReturn', 'f')}`.execute(ctx.db),
  ])
  const bySchool = Map.groupBy(stored, ({ school_id }) => school_id)
  return schools.map((school) => {
    const forms = mergeForms(school, period, live.get(school.school_id) ?? [], bySchool.get(school.school_id) ?? [])
    const rows = forms.flatMap((form) => form.rows)
    return {
      school_id: school.school_id,
      pupils: forms.reduce(
        (sum, form) => sum + (form.rows.find(({ row }) => row.code === 'pupils')?.live?.total ?? 0),
        0,
      ),
      faults: faultsOf(forms).length,
      differing: followsRecords(school.state)
        ? 0
        : rows.filter(({ computed, live: now }) => computed && now && !sameNumbers(computed, now)).length,
    }
  })
}
