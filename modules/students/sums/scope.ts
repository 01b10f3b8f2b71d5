import { sql, type RawBuilder } from 'kysely'

/** By what a figure is broken down: the communes of a province, the schools of a commune, the grades and classes of a school. */
export type SumsBy = 'commune' | 'school' | 'grade' | 'class'

/** Which sums are asked for; what is null narrows nothing. */
export interface SumsScope {
  academic_years: readonly number[]
  term: 0 | 1 | 2
  by: SumsBy
  /** A commune's official code. */
  commune: string | null
  /** A school's name in addresses. */
  school: string | null
  grades: readonly number[] | null
  sex: number | null
}

/** The key of a row of figures; `t` is the row of sums, `u` its school, `c` its class. */
export const keyOf = (by: SumsBy): RawBuilder<string> =>
  sql<string>`case ${by}::text when 'commune' then u.commune_code when 'school' then u.slug when 'grade' then t.grade::text else c.name end`

/** The name of that key. */
export const nameOf = (by: SumsBy): RawBuilder<string> =>
  sql<string>`case ${by}::text when 'commune' then (select min(k.name) from commune k where k.code = u.commune_code and k.valid_to is null)
    when 'school' then u.short_name when 'grade' then t.grade::text else c.name end`

/** Where the rows stand: in which commune, school and grades. */
export const inScope = ({ academic_years, term, commune, school, grades }: SumsScope): RawBuilder<unknown> =>
  sql`t.academic_year = any(${academic_years}::smallint[]) and t.term = ${term}
    and (${commune}::text is null or u.commune_code = ${commune}) and (${school}::text is null or u.slug = ${school})
    and (${grades}::smallint[] is null or t.grade = any(${grades}::smallint[]))`
