import { sql, type RawBuilder } from 'kysely'

/**
 * By what a figure is broken down: by unit (the communes of a province, the schools of a commune, the classes of a school),
 * or over any number of schools by grade, level, sex, kind of school, ownership, year, and for marks by subject.
 */
export type SumsBy =
  | 'commune'
  | 'school'
  | 'class'
  | 'grade'
  | 'level'
  | 'sex'
  | 'kind'
  | 'ownership'
  | 'year'
  | 'subject'

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
  class: sql`c.slug`,
  grade: sql`t.grade::text`,
  level: sql`case when t.grade < 10 then 'lower' else 'upper' end`,
  sex: sql`t.sex::text`,
  kind: sql`u.institution_code`,
  ownership: sql`u.ownership`,
  year: sql`t.academic_year::text`,
  subject: sql`t.subject_id::text`,
}

/** Key and name of a grouped row `s`, looked up once for each; both null in the row of the whole. */
export function namedKey({ by, school, academic_years }: SumsScope): RawBuilder<unknown> {
  const named = (key: RawBuilder<unknown>, name: RawBuilder<unknown>) => sql`${key} as key, ${name} as name, s.whole`
  switch (by) {
    case 'commune':
      return named(sql`s.key`, sql`(select min(k.name) from commune k where k.code = s.key and k.valid_to is null)`)
    case 'school':
      return named(sql`s.key`, sql`(select n.short_name from unit n where n.slug = s.key)`)
    case 'class':
      return named(
        sql`s.key`,
        sql`(select min(k.name) from class k join unit n on n.id = k.school_id
          where n.slug = ${school} and k.slug = s.key and k.academic_year = any(${academic_years}::smallint[]))`,
      )
    case 'subject':
      return named(
        sql`(select b.code from subject b where b.id = s.key::smallint)`,
        sql`(select b.name from subject b where b.id = s.key::smallint)`,
      )
    default:
      return named(sql`s.key`, sql`s.key`)
  }
}

/** The key of a row of figures; `t` is the row of sums, `u` its school, `c` its class. */
export const keyOf = (by: SumsBy): RawBuilder<string> => keys[by]

/**
 * Groups rows `t` by key, year and school, and once more without the key: a school that stands in several groups (its
 * grades, its subjects) is one school of the whole.
 */
export const groupedBy = (more: RawBuilder<unknown> = sql``): RawBuilder<unknown> =>
  sql`grouping sets ((1, t.academic_year, t.school_id${more}), (t.academic_year, t.school_id${more}))`

/** Whether a row of `groupedBy` is of the whole. */
export const isWhole = (by: SumsBy): RawBuilder<boolean> => sql`grouping(${keyOf(by)}) = 1`

/** The sexes that are summed: one, or each by itself; `everyone` where the rows have one for all. */
export const ofSex = ({ by, sex }: SumsScope, everyone: number | null): RawBuilder<unknown> => {
  if (sex !== null) return sql`t.sex = ${sex}`
  if (everyone === null) return sql`true`
  return by === 'sex' ? sql`t.sex <> ${everyone}` : sql`t.sex = ${everyone}`
}

/** The class of a row, where it gives the key. */
export const joinedClass = (by: SumsBy): RawBuilder<unknown> =>
  by === 'class' ? sql`join class c on c.school_id = t.school_id and c.id = t.class_id` : sql``

/** Where the rows stand: in which commune, school and grades. */
export const inScope = ({ academic_years, term, commune, school, grades }: SumsScope): RawBuilder<unknown> =>
  sql`t.academic_year = any(${academic_years}::smallint[]) and t.term = ${term}
    and (${commune}::text is null or u.commune_code = ${commune}) and (${school}::text is null or u.slug = ${school})
    and (${grades}::smallint[] is null or t.grade = any(${grades}::smallint[]))`
