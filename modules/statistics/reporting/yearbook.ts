import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { forms } from './forms.ts'
import { reportingKinds } from './live.ts'
import type { PeriodCode } from './tables.ts'

/** By what the yearbook is broken down. */
export type YearbookBy = 'commune' | 'kind' | 'grade'

/** What of the yearbook is asked: the last years, of a commune or of everything within reach. */
export interface YearbookScope {
  by: YearbookBy
  commune: string | null
  years: number
}

/** The tables of a yearbook: schools, classes, pupils, results (Circular 53/2012/TT-BGDĐT, Điều 14(5)). */
export const yearbookTables = {
  schools: { period: 'start', measure: 'count' },
  classes: { period: 'start', measure: 'count' },
  pupils: { period: 'start', measure: 'count' },
  girls: { period: 'start', measure: 'count' },
  minority: { period: 'start', measure: 'count' },
  learning: { period: 'end', measure: 'share' },
  promoted: { period: 'end', measure: 'share' },
} as const satisfies Record<string, { period: PeriodCode; measure: 'count' | 'share' }>

/** The code of a table. */
export type YearbookTableCode = keyof typeof yearbookTables

/** A line of a table: a unit, kind or grade with one figure a year; null where nothing was approved. */
export interface YearbookRow {
  key: string
  name: string
  figures: (number | null)[]
}

/** One table of the yearbook. */
export interface YearbookTable {
  code: YearbookTableCode
  period: PeriodCode
  measure: 'count' | 'share'
  whole: (number | null)[]
  rows: YearbookRow[]
}

/** Where the figures of a year's period come from: the day they were taken, how many returns, who approved the last. */
export interface YearbookSource {
  academic_year: number
  period: PeriodCode
  as_of: LocalDate
  schools: number
  /** Schools that were to hand in; where fewer are approved, the figures are a part of the whole. */
  expected: number
  approved_at: Date
  approved_by: string | null
}

/** The yearbook of some years: frozen figures alone, each with its day and author. */
export interface Yearbook {
  scope: YearbookScope
  commune_name: string | null
  years: number[]
  sources: YearbookSource[]
  tables: YearbookTable[]
}

interface Sum {
  academic_year: number
  period: PeriodCode
  key: string
  schools: number
  classes: number | null
  pupils: number | null
  girls: number | null
  minority: number | null
  upper: number | null
  levels: number | null
  promoted: number | null
  decided: number | null
}

/** The yearbook within reach, the last years first to last; a handful of statements, whatever the number of schools. */
export async function yearbookOf(ctx: Context, scope: YearbookScope): Promise<Yearbook> {
  if (scope.years < 1 || scope.years > 30) throw new Invalid({ path: 'years', message: 'reporting.fault.years' })
  if (ctx.ability.rulesFor('read', 'SchoolReturn').length === 0) throw new NotFound('SchoolReturn')
  const sources = await sourcesOf(ctx, scope)
  const newest = Math.max(...sources.map(({ academic_year }) => academic_year))
  const oldest = Math.max(newest - scope.years + 1, Math.min(...sources.map(({ academic_year }) => academic_year)))
  const years = sources.length > 0 ? Array.from({ length: newest - oldest + 1 }, (_, index) => oldest + index) : []
  const shown = sources.filter(({ academic_year }) => academic_year >= oldest)
  const [sums, names] = await Promise.all([sumsOf(ctx, scope, years), namesOf(ctx, scope)])
  const codes = Object.keys(yearbookTables) as YearbookTableCode[]
  return {
    scope,
    commune_name: scope.commune ? (names.get(scope.commune) ?? null) : null,
    years,
    sources: shown,
    // A school has no grade.
    tables: codes
      .filter((code) => !(code === 'schools' && scope.by === 'grade'))
      .map((code) => tableOf(code, years, sums, names, scope.by)),
  }
}

function tableOf(
  code: YearbookTableCode,
  years: readonly number[],
  sums: readonly Sum[],
  names: ReadonlyMap<string, string>,
  by: YearbookBy,
): YearbookTable {
  const { period, measure } = yearbookTables[code]
  const here = sums.filter((sum) => sum.period === period)
  const figures = (some: readonly Sum[]) =>
    years.map((year) =>
      figureOf(
        code,
        some.filter((sum) => sum.academic_year === year),
      ),
    )
  // By grade the whole stands in rows of its own: a printed yearbook may tell it and no grade.
  const byKey = Map.groupBy(by === 'grade' ? here.filter(({ key }) => key !== '') : here, ({ key }) => key)
  const all = by === 'grade' ? here.filter(({ key }) => key === '') : here
  const rows = [...byKey]
    .map(([key, some]) => ({ key, name: names.get(key) ?? key, figures: figures(some) }))
    .filter((row) => row.figures.some((figure) => figure !== null))
    .toSorted((a, b) => (by === 'grade' ? Number(a.key) - Number(b.key) : a.name.localeCompare(b.name, 'vi')))
  return { code, period, measure, whole: figures(all), rows }
}

/** A figure of a year from the sums of its parts; what was approved of nothing is no zero. */
function figureOf(code: YearbookTableCode, sums: readonly Sum[]): number | null {
  const total = (field: keyof Sum) => {
    const found = sums.map((sum) => sum[field]).filter((value) => typeof value === 'number')
    return found.length === 0 ? null : found.reduce((all, value) => all + value, 0)
  }
  const share = (part: number | null, whole: number | null) => (part === null || !whole ? null : part / whole)
  switch (code) {
    case 'learning':
      return share(total('upper'), total('levels'))
    case 'promoted':
      return share(total('promoted'), total('decided'))
    default:
      return total(code)
  }
}

const approved = ({ ability }: Context, { commune }: YearbookScope) => sql`r.state = 'approved'
  and (${commune}::text is null or r.commune_code = ${commune}) and ${allowed(ability, 'read', 'SchoolReturn', 'r')}`

async function sourcesOf(ctx: Context, scope: YearbookScope): Promise<YearbookSource[]> {
  const { rows } = await sql<YearbookSource>`/* yearbook.sources */
    select r.academic_year, r.period, min(p.as_of) as as_of, count(*)::integer as schools, max(r.approved_at) as approved_at,
      (select count(*)::integer from (select k.*, k.id as school_id from unit k) u where u.kind in ('school', 'centre')
        and u.institution_code = any(${[...reportingKinds]}::text[]) and u.opened_on <= min(p.as_of) and (u.closed_on is null or u.closed_on > min(p.as_of))
        and (${scope.commune}::text is null or u.commune_code = ${scope.commune}) and ${allowed(ctx.ability, 'read', 'SchoolReturn', 'u')}) as expected,
      (select a.display_name from account a where a.id = (array_agg(r.approved_by order by r.approved_at desc))[1]) as approved_by
    from school_return r join reporting_period p on p.academic_year = r.academic_year and p.period = r.period
    where ${approved(ctx, scope)}
    group by r.academic_year, r.period order by r.academic_year, r.period desc`.execute(ctx.db)
  return rows
}

/** The rows of forms that the yearbook adds up, and the grades for which each may have a row of its own. */
const added = [
  'classes',
  'pupils',
  ...['4', '3', '2', '1'].map((level) => `learning.${level}`),
  ...['promoted', 'completed', 'summer', 'retained'].map((outcome) => `outcome.${outcome}`),
]
const grades = [...new Set(forms.flatMap((form) => form.grades))]

/** Sums of rows by year, period and key; the key of rows over all grades is empty where grades are told apart. */
async function sumsOf(ctx: Context, scope: YearbookScope, years: readonly number[]): Promise<Sum[]> {
  const byGrade = scope.by === 'grade'
  const codes = byGrade ? added.flatMap((row) => [row, ...grades.map((grade) => `${row}.grade.${grade}`)]) : added
  const of = scope.by === 'kind' ? sql`coalesce(r.institution_code, '')` : sql`coalesce(r.commune_code, '')`
  const total = (...rows: string[]) => sql`sum(f.total) filter (where f.base = any(${rows}::text[]))::integer`
  const [{ rows: sums }, { rows: schools }] = await Promise.all([
    sql<Omit<Sum, 'schools'>>`/* yearbook.sums */
      select f.academic_year, f.period, f.key, ${total('classes')} as classes, ${total('pupils')} as pupils,
        sum(f.female) filter (where f.base = 'pupils')::integer as girls, sum(f.minority) filter (where f.base = 'pupils')::integer as minority,
        ${total('learning.4', 'learning.3')} as upper, ${total('learning.4', 'learning.3', 'learning.2', 'learning.1')} as levels,
        ${total('outcome.promoted', 'outcome.completed')} as promoted,
        ${total('outcome.promoted', 'outcome.completed', 'outcome.summer', 'outcome.retained')} as decided
      from (
        select s.academic_year, s.period, case when ${byGrade} then split_part(s.row_code, '.grade.', 2) else s.unit end as key,
          split_part(s.row_code, '.grade.', 1) as base, s.total, s.female, s.minority
        from (
          select g.academic_year, g.period, ${byGrade ? sql`''` : of} as unit, g.row_code, sum(g.total) as total, sum(g.female) as female,
            sum(g.minority) as minority
          from return_figure g
          join school_return r on r.school_id = g.school_id and r.academic_year = g.academic_year and r.period = g.period
          where g.academic_year = any(${years}::smallint[]) and g.period in ('start', 'end') and g.row_code = any(${codes}::text[])
            and ${approved(ctx, scope)}
          group by 1, 2, 3, 4) s) f
      group by 1, 2, 3`.execute(ctx.db),
    sql<Pick<Sum, 'academic_year' | 'period' | 'key' | 'schools'>>`/* yearbook.schools */
      select r.academic_year, r.period, case when ${byGrade} then '' else ${of} end as key, count(*)::integer as schools
      from school_return r where r.academic_year = any(${years}::smallint[]) and ${approved(ctx, scope)} group by 1, 2, 3`.execute(
      ctx.db,
    ),
  ])
  const counted = new Map(schools.map((row) => [`${row.academic_year} ${row.period} ${row.key}`, row.schools]))
  return sums.map((sum) => ({ ...sum, schools: counted.get(`${sum.academic_year} ${sum.period} ${sum.key}`) ?? 0 }))
}

async function namesOf({ db }: Context, { by, commune }: YearbookScope): Promise<Map<string, string>> {
  if (by !== 'commune' && !commune) return new Map()
  const { rows } = await sql<{ code: string; name: string }>`/* yearbook.communes */
    select k.code, (array_agg(k.name order by k.valid_to desc nulls first))[1] as name from commune k group by k.code`.execute(
    db,
  )
  return new Map(rows.map(({ code, name }) => [code, name]))
}
