import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { inScope, keyOf, nameOf, type SumsScope } from './scope.ts'

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

/** Pupils by approved results, from the fact rows; one statement for any breakdown, two years at once. */
export async function factSums({ db, ability }: Context, scope: SumsScope, question: FactQuestion): Promise<FactSum[]> {
  const { rows } = await sql<FactSum>`/* sums.facts */
    select s.key, min(s.name) as name, s.academic_year, count(*)::integer as schools,
      count(*) filter (where s.approved = s.pupils)::integer as complete_schools,
      sum(s.pupils)::integer as pupils, sum(s.approved)::integer as approved, sum(s.base)::integer as base, sum(s.hits)::integer as hits
    from (
      select f.key, min(f.name) as name, f.academic_year, f.school_id,
        count(*) filter (where f.studying) as pupils, count(*) filter (where f.studying and f.approved) as approved,
        count(*) filter (where f.counted and f.value is not null) as base,
        count(*) filter (where f.counted and f.value = any(${question.values}::text[])) as hits
      from (
        select ${keyOf(scope.by)} as key, ${nameOf(scope.by)} as name, t.academic_year, t.school_id, t.studying, t.approved,
          t.studying and (t.approved or ${question.field}::text = 'studying') as counted,
          case ${question.field}::text when 'studying' then 'studying' when 'level' then t.level::text when 'conduct' then t.conduct::text
            when 'title' then case when t.level is not null then coalesce(t.title, 'none') end else t.outcome end as value
        from pupil_fact t join unit u on u.id = t.school_id
        left join class c on ${scope.by}::text = 'class' and c.school_id = t.school_id and c.id = t.class_id
        where ${inScope(scope)} and ${allowed(ability, 'read', 'PupilFact', 't')}
          and (${scope.sex}::smallint is null or t.sex = ${scope.sex})
          and (${question.ethnicity}::text is null or (t.ethnicity = '01') = (${question.ethnicity}::text = 'majority'))
          and case ${question.policy}::text when 'policy' then t.policy when 'poor' then t.poor when 'disability' then t.disability else true end) f
      group by f.key, f.academic_year, f.school_id) s
    where s.pupils > 0
    group by s.key, s.academic_year`.execute(db)
  return rows
}
