import { sql, type RawBuilder } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { groupOf, outcomesInOrder } from './pupils-anew.ts'
import { yearsAheadOfGrade } from './rules/right-age.ts'
import { inScope, joinedClass, keyOf, ofSex, summed, type SumsScope } from './scope.ts'

/** What a pupil's record says by itself, whatever the results. */
export type RecordField =
  | 'female'
  | 'minority'
  | 'policy'
  | 'poor'
  | 'disability'
  | 'right_age'
  | 'full_day'
  | 'repeating'
  | 'left'
  | 'transferred'

/** What is asked of the pupils: how many of those who have a value have one of these; of a record's field, `yes`. */
export interface FactQuestion {
  field: 'studying' | 'level' | 'conduct' | 'title' | 'outcome' | RecordField
  values: readonly string[]
  /** `majority` is Kinh (code 01 of the official list), `minority` as `isMinority` says. */
  ethnicity: 'majority' | 'minority' | null
  policy: 'policy' | 'poor' | 'disability' | null
}

/** The pupils of one row of figures in one year. */
export interface FactSum {
  key: string
  name: string
  /** All rows of the year together. */
  whole: boolean
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
 * rows where a class is asked for or groups that only the rows can cross.
 */
export const factSums = (ctx: Context, scope: SumsScope, question: FactQuestion): Promise<FactSum[]> =>
  scope.by === 'class' || groupOf(groupsOf(question)) === null
    ? sumsOfRows(ctx, scope, question)
    : sumsOfSchools(ctx, scope, question)

const counted = {
  counts: ['pupils', 'approved', 'base', 'hits'],
  complete: sql`s.approved = s.pupils`,
  there: sql`(s.base > 0 or s.pupils > 0)`,
}

const groupFields: readonly string[] = ['minority', 'policy', 'poor', 'disability']

/** The groups that a question speaks of. */
const groupsOf = ({ field, ethnicity, policy }: FactQuestion): string[] =>
  [ethnicity, policy, groupFields.includes(field) ? field : null].filter((group) => group !== null)

async function sumsOfSchools({ db, ability }: Context, scope: SumsScope, question: FactQuestion): Promise<FactSum[]> {
  const { base, hits } = countsOf(question)
  // A share is a group's row beside that of those among whom it is counted; everything else is counted within one group.
  const share = groupFields.includes(question.field)
  const group = groupOf(groupsOf(question))
  const within = share ? groupOf(groupsOf({ ...question, field: 'studying' })) : group
  const all = share ? sql`filter (where t.pupil_group = ${within})` : sql``
  const meant = share ? sql`filter (where t.pupil_group = ${group})` : sql``
  const parts = sql`
    select ${keyOf(scope.by)} as key, t.academic_year, t.school_id, sum(t.pupils) ${all} as pupils,
      sum(t.approved) ${all} as approved, sum(${base}) ${all} as base, coalesce(sum(${hits}) ${meant}, 0) as hits
    from school_pupil_sum t join unit u on u.id = t.school_id
    where ${inScope(scope)} and ${allowed(ability, 'read', 'PupilSum', 't')}
      and t.pupil_group = any(${[within, group]}::text[]) and ${ofSex(scope, null)}
    group by 1, t.academic_year, t.school_id`
  const { rows } = await sql<FactSum>`/** sums.pupils */ ${summed(scope, parts, counted)}`.execute(db)
  return rows
}

/** Of a row of sums: those who have a value, and those with one that was asked for. */
function countsOf({ field, values }: FactQuestion): { base: RawBuilder<number>; hits: RawBuilder<number> } {
  const total = (parts: readonly RawBuilder<unknown>[]) => sql<number>`(${sql.join(parts, sql` + `)})`
  const places = (column: 'levels' | 'conducts' | 'outcomes', of: readonly number[]) =>
    total(of.map((place) => sql`t.${sql.ref(column)}[${sql.lit(place)}]`))
  switch (field) {
    case 'studying':
    case 'minority':
    case 'policy':
    case 'poor':
    case 'disability':
      return { base: sql`t.pupils`, hits: sql`t.pupils` }
    case 'female':
      return { base: sql`t.pupils`, hits: sql`case when t.sex = 2 then t.pupils else 0 end` }
    case 'right_age':
    case 'full_day':
    case 'repeating':
      return { base: sql`t.pupils`, hits: sql`t.${sql.ref(field)}` }
    case 'left':
    case 'transferred':
      return {
        base: sql`(t.pupils + t.left_school + t.transferred)`,
        hits: field === 'left' ? sql`t.left_school` : sql`t.transferred`,
      }
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
  const parts = sql`
      select f.key, f.academic_year, f.school_id,
        count(*) filter (where f.studying) as pupils, count(*) filter (where f.studying and f.approved) as approved,
        count(*) filter (where f.counted and f.value is not null) as base,
        count(*) filter (where f.counted and f.value = any(${question.values}::text[])) as hits
      from (
        select ${keyOf(scope.by)} as key, t.academic_year, t.school_id, t.studying, t.approved,
          ${countedOf(question)} as counted, ${valueOf(question)} as value
        from pupil_fact t join unit u on u.id = t.school_id
        ${joinedClass(scope.by)}
        where ${inScope(scope)} and ${allowed(ability, 'read', 'PupilFact', 't')}
          and (${scope.sex}::smallint is null or t.sex = ${scope.sex})
          and case ${question.ethnicity}::text when 'majority' then t.ethnicity = '01' when 'minority' then t.minority else true end
          and case ${question.policy}::text when 'policy' then t.policy when 'poor' then t.poor when 'disability' then t.disability else true end) f
      group by f.key, f.academic_year, f.school_id`
  const { rows } = await sql<FactSum>`/** sums.facts */ ${summed(scope, parts, counted)}`.execute(db)
  return rows
}

/** Who is counted: pupils who study as they are, those who went in the year beside them, results once they are approved. */
function countedOf({ field }: FactQuestion): RawBuilder<unknown> {
  switch (field) {
    case 'level':
    case 'conduct':
    case 'title':
    case 'outcome':
      return sql`t.studying and t.approved`
    case 'left':
    case 'transferred':
      return sql`t.studying or coalesce(t.left_as in ('left', 'transferred'), false)`
    default:
      return sql`t.studying`
  }
}

function valueOf({ field }: FactQuestion): RawBuilder<unknown> {
  const yes = (condition: RawBuilder<unknown>) => sql`case when ${condition} then 'yes' else 'no' end`
  switch (field) {
    case 'studying':
      return sql`'studying'::text`
    case 'level':
    case 'conduct':
      return sql`t.${sql.ref(field)}::text`
    case 'title':
      return sql`case when t.level is not null then coalesce(t.title, 'none') end`
    case 'outcome':
      return sql`t.outcome`
    case 'female':
      return yes(sql`t.sex = 2`)
    case 'minority':
      return yes(sql`t.minority`)
    case 'right_age':
      return yes(sql`t.academic_year - t.birth_year = t.grade + ${yearsAheadOfGrade}::integer`)
    case 'left':
    case 'transferred':
      return yes(sql`t.left_as = ${sql.lit(field)}`)
    case 'policy':
    case 'poor':
    case 'disability':
    case 'full_day':
    case 'repeating':
      return yes(sql`t.${sql.ref(field)}`)
  }
}
