import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { guardianRows } from '../records/queries.ts'
import { oftenAbsent, type OftenAbsent } from './often-absent.ts'

/** How far a class's results are on their way to parents. */
export type ApprovalState = 'open' | 'submitted' | 'approved' | 'published'

/** A homeroom teacher's class today, in the term that runs. */
export interface HomeroomClass {
  school_id: number
  class_id: number
  academic_year: number
  term: 1 | 2
  unit_slug: string
  class_slug: string
  class_name: string
  results_due_on: string
  pupils: number
  /** Absent sessions of this month, and how many pupils they are of. */
  absent_excused: number
  absent_unexcused: number
  absent_pupils: number
  /** Pupils without a level of conduct in the term. */
  conduct_due: number
  /** Pupils none of whose guardians has an account for them. */
  unclaimed: number
  state: ApprovalState
  often_absent: OftenAbsent[]
}

/** The classes that the person leads today. One statement. */
export async function homeroomClasses(ctx: Context): Promise<HomeroomClass[]> {
  const ids = ctx.posts.flatMap((post) => (post.role === 'homeroom' ? post.class_ids : []))
  if (ids.length === 0) return []
  const may = (subject: 'Enrollment' | 'Absence' | 'Conduct' | 'Guardianship' | 'ClassApproval', alias: string) =>
    allowed(ctx.ability, 'read', subject, alias)
  const { rows } = await sql<HomeroomClass>`/* overview.homeroom */
    with running as (
      select academic_year, term, max(results_due_on) as results_due_on from term
      where starts_on <= ${ctx.today}::date group by academic_year, term order by min(starts_on) desc limit 1),
    own as (select c.school_id, c.id, c.academic_year, c.name, c.slug from class c where c.id = any(${ids}::integer[])),
    roll as (
      select e.school_id, e.academic_year, e.class_id, e.student_id from enrollment e
      join own c on c.school_id = e.school_id and c.academic_year = e.academic_year and c.id = e.class_id
      where e.status = 'studying' and ${may('Enrollment', 'e')})
    select c.school_id, c.id as class_id, c.academic_year, r.term, u.slug as unit_slug, c.slug as class_slug, c.name as class_name, r.results_due_on,
      (select count(*)::integer from roll where class_id = c.id) as pupils,
      coalesce(a.excused, 0)::integer as absent_excused, coalesce(a.unexcused, 0)::integer as absent_unexcused, coalesce(a.pupils, 0)::integer as absent_pupils,
      (select count(*)::integer from roll p where p.class_id = c.id and not exists (
        select from conduct d where d.school_id = p.school_id and d.academic_year = p.academic_year and d.student_id = p.student_id
          and d.term = r.term and d.level is not null and ${may('Conduct', 'd')})) as conduct_due,
      (select count(*)::integer from roll p where p.class_id = c.id and not exists (
        select from ${guardianRows} g where g.school_id = p.school_id and g.student_id = p.student_id and g.claimed_at is not null
          and (g.valid_to is null or g.valid_to >= ${ctx.today}::date) and ${may('Guardianship', 'g')})) as unclaimed,
      coalesce((select k.state from class_approval k where k.school_id = c.school_id and k.academic_year = c.academic_year and k.class_id = c.id
        and k.term = r.term and ${may('ClassApproval', 'k')}), 'open') as state
    from own c join running r on r.academic_year = c.academic_year join unit u on u.id = c.school_id
    left join lateral (
      select sum(b.excused) as excused, sum(b.unexcused) as unexcused, count(*) as pupils from absence b
      where b.school_id = c.school_id and b.academic_year = c.academic_year and b.class_id = c.id
        and b.month = date_trunc('month', ${ctx.today}::date)::date and b.excused + b.unexcused > 0 and ${may('Absence', 'b')}) a on true
    order by c.name`.execute(ctx.db)
  if (rows.length === 0) return []
  const often = await oftenAbsent(ctx, {
    school_ids: [...new Set(rows.map((row) => row.school_id))],
    academic_year: rows[0]!.academic_year,
    class_ids: rows.map((row) => row.class_id),
  })
  return rows.map((row) => ({ ...row, often_absent: often.filter((pupil) => pupil.class_id === row.class_id) }))
}
