import { sql, type RawBuilder } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { outcomesInOrder } from './pupils-anew.ts'
import { inScope, joinedClass, keyOf, nameOf, type SumsScope } from './scope.ts'

/** What is asked of the pupils: how many of those who have a value have one of these. */
export interface FactQuestion {
  field: 'studying' | 'level' | 'conduct' | 'title' | 'outcome'
  values: readonly string[]
  /** `majority` is Kinh (code 01 of the official list). */
  ethnicity: 'majority' | 'minority' | null
  policy: 'policy' | 'poor' | 'disability' | null
}

/** The pupils of one row of figures in one year. */
export interface FactSum {
  key: string
  name: string
  academic_year: number
  schools: number
  /** Schools all of whose pupils' results are approved. */
  complete_schools: number
  pupils: number
  /** Pupils whose results are approved, and so are counted. */
  approved: number
  /** Of the counted, those who have a value, and those with one that was asked for. */
  base: number
  hits: number
}

/**
 * Pupils by approved results; one statement for any breakdown, two years at once. From the schools' sums, and from the fact
 * rows where a class is asked for or two groups that only the rows can cross.
 */
export const factSums = (ctx: Context, scope: SumsScope, question: FactQuestion): Promise<FactSum[]> =>
  scope.by === 'class' || (question.ethnicity && question.policy)
    ? sumsOfRows(ctx, scope, question)
    : sumsOfSchools(ctx, scope, question)

async function sumsOfSchools({ db, ability }: Context, scope: SumsScope, question: FactQuestion): Promise<FactSum[]> {
  const { base, hits } = countsOf(question)
  const { rows } = await sql<FactSum>`/* sums.pupils */
    select s.key, ${nameOf(scope.by)} as name, s.academic_year, count(*)::integer as schools,
      count(*) filter (where s.approved = s.pupils)::integer as complete_schools,
      sum(s.pupils)::integer as pupils, sum(s.approved)::integer as approved, sum(s.base)::integer as base, sum(s.hits)::integer as hits
    from (
      select ${keyOf(scope.by)} as key, t.academic_year, t.school_id, sum(t.pupils) as pupils,
        sum(t.approved) as approved, sum(${base}) as base, sum(${hits}) as hits
      from school_pupil_sum t join unit u on u.id = t.school_id
      where ${inScope(scope)} and ${allowed(ability, 'read', 'PupilSum', 't')}
        and t.pupil_group = ${question.policy ?? question.ethnicity ?? 'all'} and (${scope.sex}::smallint is null or t.sex = ${scope.sex})
      group by 1, t.academic_year, t.school_id) s
    where s.pupils > 0
    group by s.key, s.academic_year`.execute(db)
  return rows
}

/** Of a row of sums: those who have a value, and those with one that was asked for. */
function countsOf({ field, values }: FactQuestion): { base: RawBuilder<number>; hits: RawBuilder<number> } {
  const total = (parts: readonly RawBuilder<unknown>[]) => sql<number>`(${sql.join(parts, sql` + `)})`
  const places = (column: 'levels' | 'conducts' | 'outcomes', of: readonly number[]) =>
    total(of.map((place) => sql`t.${sql.ref(column)}[${sql.lit(place)}]`))
  switch (field) {
    case 'studying':
      return { base: sql`t.pupils`, hits: sql`t.pupils` }
    case 'level':
    case 'conduct':
      return { base: places(`${field}s`, [1, 2, 3, 4]), hits: places(`${field}s`, values.map(Number)) }
    case 'title':
      return {
        base: places('levels', [1, 2, 3, 4]),
        hits: total(
          (['excellent', 'good'] as const)
            .filter((title) => values.includes(title))
            .map((title) => sql`t.${sql.ref(title)}`),
        ),
      }
    case 'outcome':
      return {
        base: places(
          'outcomes',
          outcomesInOrder.map((_, index) => index + 1),
        ),
        hits: places(
          'outcomes',
          outcomesInOrder.flatMap((outcome, index) => (values.includes(outcome) ? [index + 1] : [])),
        ),
      }
  }
}

async function sumsOfRows({ db, ability }: Context, scope: SumsScope, question: FactQuestion): Promise<FactSum[]> {
  const { rows } = await sql<FactSum>`/* sums.facts */
    select s.key, ${nameOf(scope.by)} as name, s.academic_year, count(*)::integer as schools,
      count(*) filter (where s.approved = s.pupils)::integer as complete_schools,
      sum(s.pupils)::integer as pupils, sum(s.approved)::integer as approved, sum(s.base)::integer as base, sum(s.hits)::integer as hits
    from (
      select f.key, f.academic_year, f.school_id,
        count(*) filter (where f.studying) as pupils, count(*) filter (where f.studying and f.approved) as approved,
        count(*) filter (where f.counted and f.value is not null) as base,
        count(*) filter (where f.counted and f.value = any(${question.values}::text[])) as hits
      from (
        select ${keyOf(scope.by)} as key, t.academic_year, t.school_id, t.studying, t.approved,
          t.studying and (t.approved or ${question.field}::text = 'studying') as counted,
          case ${question.field}::text when 'studying' then 'studying' when 'level' then t.level::text when 'conduct' then t.conduct::text
            when 'title' then case when t.level is not null then coalesce(t.title, 'none') end else t.outcome end as value
        from pupil_fact t join unit u on u.id = t.school_id
        ${joinedClass(scope.by)}
        where ${inScope(scope)} and ${allowed(ability, 'read', 'PupilFact', 't')}
          and (${scope.sex}::smallint is null or t.sex = ${scope.sex})
          and (${question.ethnicity}::text is null or (t.ethnicity = '01') = (${question.ethnicity}::text = 'majority'))
          and case ${question.policy}::text when 'policy' then t.policy when 'poor' then t.poor when 'disability' then t.disability else true end) f
      group by f.key, f.academic_year, f.school_id) s
    where s.pupils > 0
    group by s.key, s.academic_year`.execute(db)
  return rows
}
