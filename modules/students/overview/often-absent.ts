import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { absencesWarnedFrom } from '../absences/rules/limits.ts'

/** A pupil whose absences come near the limit of the year. */
export interface OftenAbsent {
  school_id: number
  class_id: number
  student_id: string
  full_name: string
  class_name: string
  class_slug: string
  excused: number
  unexcused: number
}

/** Pupils of a school, or of some of its classes, who are near the year's limit of absences; the most absent first. */
export async function oftenAbsent(
  { db, ability }: Context,
  among: { school_ids: readonly number[]; academic_year: number; class_ids?: readonly number[] },
): Promise<OftenAbsent[]> {
  const { rows } = await sql<OftenAbsent>`/* overview.often_absent */
    select s.school_id, c.id as class_id, s.id as student_id, s.full_name, c.name as class_name, c.slug as class_slug, t.excused, t.unexcused
    from (
      select a.school_id, a.student_id, sum(a.excused)::integer as excused, sum(a.unexcused)::integer as unexcused from absence a
      where a.school_id = any(${among.school_ids}::integer[]) and a.academic_year = ${among.academic_year}
        and ${allowed(ability, 'read', 'Absence', 'a')}
      group by a.school_id, a.student_id having sum(a.excused + a.unexcused) >= ${absencesWarnedFrom}) t
    join student s on s.school_id = t.school_id and s.id = t.student_id and ${allowed(ability, 'read', 'Student', 's')}
    join class c on c.school_id = s.school_id and c.id = s.class_id and c.academic_year = ${among.academic_year}
    where ${among.class_ids ?? null}::integer[] is null or c.id = any(${among.class_ids ?? null}::integer[])
    order by t.excused + t.unexcused desc, s.full_name collate "vi-VN-x-icu"`.execute(db)
  return rows
}
