import { sql, type RawBuilder } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { inScope, keyOf, summed, type SumsScope } from './scope.ts'

/** The classes of one row of figures in one year. */
export interface ClassSum {
  key: string
  name: string
  /** All rows of the year together. */
  whole: boolean
  academic_year: number
  schools: number
  classes: number
  full_day: number
}

/** Whether class `c` is open on a day: what is closed that day no longer counts. */
export const openOn = (day: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`(c.closed_on is null or c.closed_on > ${day})`

/** Classes and those with two sessions a day: as of today in a running year, as of its last day afterwards. */
export async function classSums({ db, ability, today }: Context, scope: SumsScope): Promise<ClassSum[]> {
  const parts = sql`
    select ${keyOf(scope.by)} as key, t.academic_year, t.school_id, count(*) as classes,
      count(*) filter (where t.shift = 'full_day') as full_day
    from (
      select c.school_id, c.academic_year, ${scope.term}::smallint as term, c.grade, c.shift from class c
      join academic_year y on y.year = c.academic_year
      where c.academic_year = any(${scope.academic_years}::smallint[]) and ${openOn(sql`least(${today}::date, y.ends_on)`)}
        and ${allowed(ability, 'read', 'PupilSum', 'c')}) t
    join unit u on u.id = t.school_id
    where ${inScope(scope)}
    group by 1, t.academic_year, t.school_id`
  const { rows } =
    await sql<ClassSum>`/* sums.class_sums */ ${summed(scope, parts, { counts: ['classes', 'full_day'], complete: sql`true` })}`.execute(
      db,
    )
  return rows
}
