import { sql } from 'kysely'

/** The classes as the grants on conduct and results judge them, with the parts of their address. */
export const classRows = sql`(select c.school_id, c.academic_year, c.id as class_id, c.grade, c.name, c.slug, u.slug as school_slug, u.short_name as school_name
  from class c join unit u on u.id = c.school_id where c.closed_on is null)`

/**
 * Whether a section `s` of no single class gathers pupils of the class `k`. A scalar on purpose: an `exists` beside an `or` may
 * be planned as a hash of all members of the province.
 */
export const gathersOfClass = sql<boolean>`(s.class_id is null and (select true from section_member m
  join enrollment e on e.school_id = m.school_id and e.student_id = m.student_id and e.class_id = k.class_id and e.academic_year = k.academic_year
  where m.school_id = s.school_id and m.section_id = s.id limit 1))`
