import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'
import { formatDay } from '../../../platform/text.ts'
import { notify } from '../../identity/public.ts'
import { officeOf } from './find.ts'
import type { ReturnKey } from './keys.ts'
import { findPeriod } from './periods.ts'

/** Whom a reminder reached. */
export interface ReturnsReminded {
  schools: number
  offices: number
  people: number
}

interface Waiting {
  school_id: number
  slug: string
  /** Whoever the return waits for: the school's principals, or the officers of the commune. */
  at_office: boolean
  office_id: number | null
  persons: string[]
}

/**
 * Reminds those for whom returns wait: the principal where a school has not handed in, the officers of the commune where
 * they have not checked. What has moved on needs nobody.
 */
export async function remindReturns(ctx: Context, keys: readonly ReturnKey[]): Promise<ReturnsReminded> {
  const [first] = keys
  if (
    !first ||
    keys.some(({ academic_year, period }) => academic_year !== first.academic_year || period !== first.period)
  )
    throw new NotFound('SchoolReturn')
  const period = await findPeriod(ctx, first)
  const waiting = await waitingFor(
    ctx,
    first,
    keys.map(({ school_id }) => school_id),
  )
  if (waiting.length === 0) throw new NotFound('SchoolReturn')
  const values = {
    period: period.period,
    year: period.academic_year,
    next: period.academic_year + 1,
    day: formatDay(period.due_on),
    by: ctx.account?.display_name ?? '',
  }
  const years = `${period.academic_year}-${period.academic_year + 1}`
  return change(ctx, 'return.remind', {}, async (open) => {
    const schools = waiting.filter(({ at_office }) => !at_office)
    for (const { school_id, slug, persons } of schools)
      await notify(open, persons, {
        kind: 'return_reminder',
        text_key: 'reporting.notice_remind',
        values,
        link: `/returns/${slug}/${years}?period=${period.period}`,
        school_id,
      })
    const offices = Map.groupBy(
      waiting.filter(({ at_office }) => at_office),
      ({ office_id }) => office_id,
    )
    for (const of of offices.values())
      await notify(open, of[0]!.persons, {
        kind: 'return_reminder',
        text_key: 'reporting.notice_remind_office',
        values: { ...values, count: of.length },
        link: `/returns?year=${period.academic_year}&period=${period.period}`,
        school_id: of.length === 1 ? of[0]!.school_id : null,
      })
    const people = new Set(waiting.flatMap(({ persons }) => persons)).size
    return { schools: schools.length, offices: offices.size, people }
  })
}

async function waitingFor(
  { db, ability, today }: Context,
  { academic_year, period }: Pick<ReturnKey, 'academic_year' | 'period'>,
  school_ids: readonly number[],
): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`/* return.waiting */
    select u.id as school_id, u.slug, coalesce(r.state = 'submitted', false) as at_office, o.office_id,
      array(select distinct q.person_id from post q
        where q.unit_id = case when r.state = 'submitted' then o.office_id else u.id end
          and q.role = case when r.state = 'submitted' then 'commune_officer' else 'principal' end
          and q.valid_from <= ${today}::date and (q.valid_to is null or q.valid_to >= ${today}::date)) as persons
    from (select k.*, k.id as school_id from unit k) u
    left join school_return r on r.school_id = u.id and r.academic_year = ${academic_year} and r.period = ${period}
    cross join lateral (select case when r.state = 'submitted' then r.office_id else ${officeOf(today)} end as office_id) o
    where u.id = any(${school_ids}::integer[]) and ${allowed(ability, 'remind', 'SchoolReturn', 'u')}
      and (coalesce(r.state, 'draft') in ('draft', 'returned') or (r.state = 'submitted' and o.office_id is not null and ${allowed(ability, 'approve', 'SchoolReturn', 'u')}))`.execute(
    db,
  )
  return rows.filter(({ persons }) => persons.length > 0)
}
