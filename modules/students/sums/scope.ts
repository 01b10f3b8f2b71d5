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

/** Breakdowns of which a school stands in one part alone. */
const ofWholeSchools: ReadonlySet<SumsBy> = new Set(['commune', 'school', 'kind', 'ownership'])

/**
 * Adds up `parts`, one row of `counts` per key, year and school, by key and once more as a whole: a school that stands in
 * several parts (its grades, its subjects) is one school of the whole. `complete` tells of a school `s` whether all of it
 * is counted, `there` whether it has anything to count.
 */
export function summed(
  scope: SumsScope,
  parts: RawBuilder<unknown>,
  {
    counts,
    complete,
    there = sql`true`,
  }: { counts: readonly string[]; complete: RawBuilder<unknown>; there?: RawBuilder<unknown> },
): RawBuilder<unknown> {
  const sums = sql.join(counts.map((name) => sql`sum(s.${sql.ref(name)})::float8 as ${sql.ref(name)}`))
  const of = sql`s.academic_year, count(*)::integer as schools, count(*) filter (where ${complete})::integer as complete_schools, ${sums}`
  const schools = ofWholeSchools.has(scope.by)
    ? sql`parts`
    : sql`(select p.academic_year, p.school_id, ${sql.join(counts.map((name) => sql`sum(p.${sql.ref(name)}) as ${sql.ref(name)}`))} from parts p group by 1, 2)`
  return sql`with parts as materialized (${parts})
    select ${namedKey(scope)}, s.academic_year, s.schools, s.complete_schools, ${sql.join(counts.map((name) => sql.ref(`s.${name}`)))}
    from (
      select s.key, false as whole, ${of} from parts s where s.key is not null and ${there} group by s.key, s.academic_year
      union all
      select null, true, ${of} from ${schools} s where ${there} group by s.academic_year) s`
}

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
