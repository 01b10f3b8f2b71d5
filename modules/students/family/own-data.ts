import { sql } from 'kysely'
import { offerOwnData, type OwnDataPart } from '../../identity/public.ts'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { ethnicGroups } from '../records/lists.ts'
import { childrenOf } from './queries.ts'
import { publishedResults } from '../published.ts'

offerOwnData(async (ctx) => {
  const children = await childrenOf(ctx)
  const ids = children.map(({ person_id }) => person_id)
  return [
    { section: 'children', rows: await records(ctx, ids) },
    { section: 'enrollments', rows: await enrollments(ctx, ids) },
    await results(ctx, children),
    { section: 'guardian', rows: await asGuardian(ctx) },
  ]
})

type Rows = OwnDataPart['rows']

/**
 * The school's records of the children. Where the child lives, its telephone and the school's own notes are not among them:
 * they may tell one guardian of the other; the school gives them out on request.
 */
async function records({ db, ability }: Context, person_ids: readonly string[]): Promise<Rows> {
  const { rows } = await sql<{ ethnicity: keyof typeof ethnicGroups }>`/* own_data.records */
    select u.name as school, st.full_name, st.other_name, st.code, st.register_number, st.birth_date, st.birth_place,
      case st.sex when 1 then 'Nam' when 2 then 'Nữ' end as sex, st.ethnicity, st.religion, st.nationality, st.policy_groups,
      st.poor_household, st.disability, st.admitted_on from student st join unit u on u.id = st.school_id
    where st.person_id = any(${person_ids}::uuid[]) and ${allowed(ability, 'read', 'PublishedResult', 'st')} order by st.admitted_on`.execute(
    db,
  )
  return rows.map((row) => ({ ...row, ethnicity: ethnicGroups[row.ethnicity] ?? row.ethnicity }))
}

async function enrollments({ db, ability }: Context, person_ids: readonly string[]): Promise<Rows> {
  const { rows } = await sql<Record<string, unknown>>`/* own_data.enrollments */
    select st.full_name, u.name as school, e.academic_year, c.name as class, e.status, e.starts_on as from_day, e.ends_on as until_day,
      coalesce(a.excused, 0) as excused, coalesce(a.unexcused, 0) as unexcused
    from enrollment e
    join student st on st.school_id = e.school_id and st.id = e.student_id
    join class c on c.school_id = e.school_id and c.id = e.class_id
    join unit u on u.id = e.school_id
    left join lateral (select sum(excused) as excused, sum(unexcused) as unexcused from absence a
      where a.school_id = e.school_id and a.academic_year = e.academic_year and a.student_id = e.student_id) a on true
    where st.person_id = any(${person_ids}::uuid[]) and ${allowed(ability, 'read', 'PublishedResult', 'st')} order by st.full_name, e.starts_on`.execute(
    db,
  )
  return rows
}

/** What the school has published, by the same question as the page of the child. */
async function results(ctx: Context, children: Awaited<ReturnType<typeof childrenOf>>): Promise<OwnDataPart> {
  const rows: Record<string, unknown>[] = []
  for (const child of children)
    for (const { academic_year } of child.years)
      for (const { class_name, terms } of await publishedResults(ctx, child.person_id, academic_year))
        for (const { term, subjects } of terms)
          for (const subject of subjects)
            rows.push({
              full_name: child.full_name,
              academic_year,
              class: class_name,
              term,
              subject: subject.name,
              marks: subject.columns.map(({ kind, position, value }) => ({ kind, position, value })),
              average: subject.average,
              passed: subject.passed,
              comment: subject.comment,
            })
  return { section: 'results', rows }
}

async function asGuardian({ db, account }: Context): Promise<Rows> {
  const { rows } = await sql<Record<string, unknown>>`/* own_data.guardian */
    select u.name as school, g.full_name, g.kind as relation, g.birth_year, g.occupation, g.phone, g.identity_number, g.claimed_at
    from guardianship g join unit u on u.id = g.school_id where g.person_id = ${account!.person_id} order by g.valid_from`.execute(
    db,
  )
  return rows
}
