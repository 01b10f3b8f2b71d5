import { sql } from 'kysely'

/** The classes as the grants on conduct and results judge them, with the parts of their address. */
export const classRows = sql`(select c.school_id, c.academic_year, c.id as class_id, c.grade, c.name, c.slug, u.slug as school_slug, u.short_name as school_name
  from class c join unit u on u.id = c.school_id where c.closed_on is null)`
