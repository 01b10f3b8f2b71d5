import { sql } from 'kysely'
import type { Ground } from './ground.ts'

/** A teacher's account with one of the sections. */
export interface Taught {
  account_id: string
  school_id: number
  academic_year: number
  section_id: string
}

/** Sections of this year whose book is kept and that are taught to a class of 35 to 45, with their teachers, always the same ones. */
export async function taughtSections({ db, academicYear }: Ground, most: number): Promise<Taught[]> {
  const { rows } = await sql<Taught>`
    select a.id as account_id, s.school_id, s.academic_year, s.section_id
    from assignment s
    join account a on a.person_id = s.person_id
    join section t on t.school_id = s.school_id and t.id = s.section_id
    where s.kind = 'section' and s.answers and s.substitute_for is null and s.academic_year = ${academicYear}
      and (s.valid_to is null or s.valid_to >= current_date) and a.state = 'active' and t.assessment = 'scored'
      and exists (select from subject_result r where r.school_id = s.school_id and r.academic_year = s.academic_year and r.section_id = s.section_id and r.term = 1)
      and (select count(*) from enrollment e where e.school_id = t.school_id and e.class_id = t.class_id and e.ends_on is null) between 35 and 45
    order by s.section_id limit ${most}`.execute(db)
  if (rows.length === 0) throw new Error('no section is taught')
  return rows
}
