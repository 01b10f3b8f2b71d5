import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { bookRows } from '../gradebook/book.ts'

/** A mark that was changed after its book or column was locked. */
export interface LateChange {
  school_id: number
  student_id: string
  full_name: string
  class_name: string
  subject: string
  subject_en: string
  term: 1 | 2
  column: string
  before: string | null
  after: string | null
  at: Date
  by: string
  reason: string | null
  /** The address of the book. */
  link: string
}

/** The changes of locked marks of a school's year since a day, the newest first; at most 500. */
export async function lateChanges(
  { db, ability }: Context,
  { unit, academic_year, since }: { unit: string; academic_year: number; since: string | null },
): Promise<LateChange[]> {
  const { rows } = await sql<LateChange>`/* overview.late_changes */
    select m.school_id, m.student_id, s.full_name, coalesce(c.name, g.name) as class_name, b.name as subject, b.name_en as subject_en, m.term, m."column",
      m.before, m.after, m.at, m.account_name as by, m.reason,
      concat_ws('/', '', u.slug, ${`${academic_year}-${academic_year + 1}`}::text, 'hk' || m.term, coalesce(c.slug, 'k' || g.grade), x.slug) as link
    from mark_change m join unit u on u.id = m.school_id and u.slug = ${unit}
    join ${bookRows} g on g.school_id = m.school_id and g.academic_year = m.academic_year and g.section_id = m.section_id
    join section x on x.school_id = g.school_id and x.id = g.section_id
    join subject b on b.id = g.subject_id
    join student s on s.school_id = m.school_id and s.id = m.student_id and ${allowed(ability, 'read', 'Student', 's')}
    left join class c on c.school_id = g.school_id and c.id = g.class_id
    where m.academic_year = ${academic_year} and m.locked and (${since}::date is null or m.at >= ${since}::date)
      and ${allowed(ability, 'read', 'MarkChange', 'm')}
    order by m.at desc, c.name, m."column" limit 500`.execute(db)
  return rows
}
