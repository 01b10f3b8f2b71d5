import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import type { BookState } from '../gradebook/tables.ts'
import { inScope, joinedClass, keyOf, namedKey, type SumsScope } from './scope.ts'

/** Which marks' spread is asked for: of one subject, in books of these states. */
export interface SpreadQuestion {
  kind: 'midterm' | 'final' | 'average'
  /** A subject by its code. */
  subject: string
  states: readonly BookState[]
}

/** How the marks of one row of figures are spread in one year. */
export interface MarkSpread {
  key: string
  name: string
  /** All rows of the year together. */
  whole: boolean
  academic_year: number
  schools: number
  /** How often each mark from 0,0 to 10,0 stands in the counted books: 101 numbers. */
  counts: number[]
}

/**
 * The spread of a subject's marks by unit, grade or year. From the schools' sums; from the books' own where classes are
 * asked for, or the person reads some books alone. The tenths are added place by place, which is far cheaper than a row
 * for each.
 */
export async function markSpreads(
  { db, ability }: Context,
  scope: SumsScope,
  { kind, subject, states }: SpreadQuestion,
): Promise<MarkSpread[]> {
  const ofSchools = scope.by !== 'class' && ability.can('read', 'MarkSum')
  const counts = sql.ref(`t.${kind}s`)
  const added = sql.join(
    tenths.map((place) => sql`coalesce(sum(s.counts[${sql.lit(place)}]), 0)::integer`),
    sql`, `,
  )
  const rows = ofSchools
    ? sql`school_mark_spread t join unit u on u.id = t.school_id where ${allowed(ability, 'read', 'MarkSum', 't')}`
    : sql`section_tally t join unit u on u.id = t.school_id ${joinedClass(scope.by)} where ${allowed(ability, 'read', 'SectionTally', 't')}`
  const { rows: spreads } = await sql<MarkSpread>`/* sums.mark_spreads */
    select ${namedKey(scope)}, s.academic_year, s.schools, s.counts
    from (
      select s.key, grouping(s.key) = 1 as whole, s.academic_year, count(distinct s.school_id)::integer as schools, array[${added}] as counts
      from (
        select ${keyOf(scope.by)} as key, t.academic_year, t.school_id, ${counts} as counts
        from ${rows} and ${inScope(scope)} and t.state = any(${states}::text[])
          and t.subject_id = (select b.id from subject b where b.code = ${subject})) s
      group by grouping sets ((s.key, s.academic_year), (s.academic_year))) s
    where s.whole or s.key is not null`.execute(db)
  return spreads
}

/** The places of the counts, from 1 (mark 0,0) to 101 (10,0). */
const tenths = Array.from({ length: 101 }, (_, index) => index + 1)
