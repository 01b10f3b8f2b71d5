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

const keys: Record<SumsBy, RawBuilder<string>> = {
  commune: sql`u.commune_code`,
  school: sql`u.slug`,
  grade: sql`t.grade::text`,
  class: sql`c.name`,
}

const names: Record<SumsBy, RawBuilder<string>> = {
  commune: sql`(select min(k.name) from commune k where k.code = s.key and k.valid_to is null)`,
  school: sql`(select n.short_name from unit n where n.slug = s.key)`,
  grade: sql`s.key`,
  class: sql`s.key`,
}

/** The key of a row of figures; `t` is the row of sums, `u` its school, `c` its class. */
export const keyOf = (by: SumsBy): RawBuilder<string> => keys[by]

/** The name of the key of a grouped row `s`; looked up once for each. */
export const nameOf = (by: SumsBy): RawBuilder<string> => names[by]

/** The class of a row, where it gives the key. */
export const joinedClass = (by: SumsBy): RawBuilder<unknown> =>
  by === 'class' ? sql`join class c on c.school_id = t.school_id and c.id = t.class_id` : sql``

/** Where the rows stand: in which commune, school and grades. */
export const inScope = ({ academic_years, term, commune, school, grades }: SumsScope): RawBuilder<unknown> =>
  sql`t.academic_year = any(${academic_years}::smallint[]) and t.term = ${term}
    and (${commune}::text is null or u.commune_code = ${commune}) and (${school}::text is null or u.slug = ${school})
    and (${grades}::smallint[] is null or t.grade = any(${grades}::smallint[]))`
