import { sql } from 'kysely'
import type { Db, LocalDate } from '../../platform/database.ts'
import type { Schools } from '../../platform/post.ts'

/** What an office's unit reaches on a day: units at and below it, and the schools among them; `all` for the sở and the ministry. */
export interface Reach {
  unit_ids: Schools
  school_ids: Schools
}

/** The reach of a unit in the dated tree. Only this module knows the tree. */
export async function reachOf(db: Db, unit_id: number, day: LocalDate): Promise<Reach> {
  const { rows } = await sql<{ id: number; kind: string; top: boolean }>`/* organisation.reach */
    with recursive below as (
      select id, kind, kind in ('ministry', 'department') as top from unit where id = ${unit_id}
      union
      select u.id, u.kind, false from below b
        join unit_parent p on p.parent_id = b.id and p.valid_from <= ${day}::date and (p.valid_to is null or p.valid_to > ${day}::date)
        join unit u on u.id = p.unit_id
      where not b.top)
    select id, kind, top from below`.execute(db)
  if (rows[0]?.top) return { unit_ids: 'all', school_ids: 'all' }
  const schools = rows.filter((unit) => unit.kind === 'school' || unit.kind === 'centre').map((unit) => unit.id)
  return { unit_ids: rows.map((unit) => unit.id), school_ids: [...schools, ...(await predecessorsOf(db, schools))] }
}

/** The closed schools whose successor, over any number of steps, is one of these. */
export async function predecessorsOf(db: Db, school_ids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`/* organisation.predecessors */
    with recursive earlier as (
      select id from unit where successor_id = any(${school_ids}::integer[])
      union
      select u.id from unit u join earlier e on u.successor_id = e.id)
    select id from earlier`.execute(db)
  return rows.map((unit) => unit.id)
}
