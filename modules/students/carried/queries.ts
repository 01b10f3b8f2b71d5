import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import type { CarriedResultRow } from './tables.ts'

/** An earlier year with who entered it. */
export interface CarriedYear extends CarriedResultRow {
  recorded_by_name: string | null
}

/** The years that a pupil spent at other schools, the newest first, as far as the reader may see them. */
export async function carriedYearsOf(
  ctx: Context,
  { school_id, student_id }: { school_id: number; student_id: string },
): Promise<CarriedYear[]> {
  const { rows } = await sql<CarriedYear>`/* students.carried_years */
    select r.school_id, r.academic_year, r.student_id, r.person_id, r.grade, r.class_name, r.school_name, r.level, r.conduct, r.absences, r.outcome, r.title,
      r.subjects, r.source, r.recorded_by, r.recorded_at, a.display_name as recorded_by_name
    from (select c.*, s.class_id from carried_result c join student s on s.school_id = c.school_id and s.id = c.student_id) r
    left join account a on a.id = r.recorded_by
    where r.school_id = ${school_id} and r.student_id = ${student_id} and ${allowed(ctx.ability, 'read', 'CarriedResult', 'r')}
    order by r.academic_year desc`.execute(ctx.db)
  return rows
}
