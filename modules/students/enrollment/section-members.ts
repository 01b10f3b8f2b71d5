import { sql } from 'kysely'
import { allowed, may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { findSection } from '../../organisation/public.ts'

/** A pupil of the grade of a listed section, and whether they are in it. */
export interface Listed {
  school_id: number
  student_id: string
  class_name: string
  number: number | null
  rest_name: string
  given_name: string
  member: boolean
  /** Another listed section of the same subject in which the pupil is. */
  elsewhere: string | null
}

/** The pupils who could be in a listed section: those who study in its class, or in any class of its grade. */
export async function listedOf(ctx: Context, key: { school_id: number; section_id: string }): Promise<Listed[]> {
  const section = await findSection(ctx, 'read', key)
  if (section.roster !== 'list') return []
  const { rows } = await sql<Listed>`/* enrollment.listed */
    select e.school_id, e.student_id, c.name as class_name, e.number, st.rest_name, st.given_name,
      exists (select from section_member m where m.school_id = e.school_id and m.section_id = ${section.id} and m.student_id = e.student_id
        and (m.ends_on is null or m.ends_on >= ${ctx.today}::date)) as member,
      (select o.name from section_member m join section o on o.school_id = m.school_id and o.id = m.section_id
        where m.school_id = e.school_id and m.student_id = e.student_id and o.id <> ${section.id} and o.academic_year = ${section.academic_year}
          and o.subject_id = ${section.subject_id} and (m.ends_on is null or m.ends_on >= ${ctx.today}::date) limit 1) as elsewhere
    from enrollment e join class c on c.school_id = e.school_id and c.id = e.class_id join student st on st.school_id = e.school_id and st.id = e.student_id
    where e.school_id = ${section.school_id} and e.academic_year = ${section.academic_year} and e.status = 'studying'
      and (e.ends_on is null or e.ends_on >= ${ctx.today}::date) and c.grade = ${section.grade}
      and (${section.class_id}::integer is null or e.class_id = ${section.class_id}::integer) and ${allowed(ctx.ability, 'read', 'Enrollment', 'e')}
    order by c.name, e.number nulls last, st.given_name, st.rest_name`.execute(ctx.db)
  return rows
}

/** Sets who is in a listed section from a day on. Who leaves it keeps what was marked; a pupil is in one group of a subject. */
export async function setMembers(
  ctx: Context,
  key: { school_id: number; section_id: string },
  student_ids: readonly string[],
  from: LocalDate,
): Promise<string> {
  const section = await findSection(ctx, 'update', key)
  if (!may(ctx.ability, 'update', 'Enrollment', { school_id: key.school_id })) throw new NotFound('Section')
  if (section.roster !== 'list') throw new Invalid({ path: 'section', message: 'enrollment.section_of_class' })
  return change(ctx, 'enrollment.set_group', { school_id: key.school_id }, async (open) => {
    const listed = await listedOf(open, key)
    const wanted = new Set(student_ids)
    if ([...wanted].some((id) => !listed.some(({ student_id }) => student_id === id))) throw new NotFound('Student')
    const twice = listed.filter(({ student_id, elsewhere, member }) => wanted.has(student_id) && elsewhere && !member)
    if (twice.length > 0)
      throw new Invalid(
        twice.slice(0, 5).map((pupil) => ({
          path: 'students',
          message: 'enrollment.in_other_group',
          values: { name: `${pupil.rest_name} ${pupil.given_name}`, section: pupil.elsewhere ?? '' },
        })),
      )
    const added = listed
      .filter(({ student_id, member }) => wanted.has(student_id) && !member)
      .map(({ student_id }) => student_id)
    const gone = listed
      .filter(({ student_id, member }) => !wanted.has(student_id) && member)
      .map(({ student_id }) => student_id)
    await sql`/* enrollment.join_group */
      insert into section_member (school_id, section_id, student_id, person_id, starts_on)
      select s.school_id, ${section.id}, s.id, s.person_id, ${from} from student s where s.school_id = ${key.school_id} and s.id = any(${added}::uuid[])
      on conflict (school_id, section_id, student_id) do update set ends_on = null`.execute(open.db)
    await sql`/* enrollment.leave_group */
      update section_member set ends_on = greatest(starts_on, ${from}::date - 1)
      where school_id = ${key.school_id} and section_id = ${section.id} and student_id = any(${gone}::uuid[])`.execute(
      open.db,
    )
    return open.change.id
  })
}
