import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'

/** A term (0: the year) for which there are sums, and whether results of it are approved. */
export interface PeriodWithSums {
  academic_year: number
  term: 0 | 1 | 2
  approved: boolean
}

/** The terms for which there are sums within reach, the newest first. */
export async function periodsWithSums({ db, ability }: Context): Promise<PeriodWithSums[]> {
  const { rows } = await sql<PeriodWithSums>`/* sums.periods */
    select y.year as academic_year, t.term,
      exists (select from school_pupil_sum f where f.academic_year = y.year and f.term = t.term and f.approved > 0 and ${allowed(ability, 'read', 'PupilSum', 'f')}) as approved
    from academic_year y cross join (values (0), (1), (2)) t(term)
    where exists (select from school_pupil_sum f where f.academic_year = y.year and f.term = t.term and f.pupils > 0 and ${allowed(ability, 'read', 'PupilSum', 'f')})
    order by y.year desc, t.term desc`.execute(db)
  return rows
}
