import { sql } from 'kysely'
import type { Db, LocalDate } from '../../platform/database.ts'
import type { Post } from '../../platform/post.ts'

/** The post of a parent: the children whose guardianship is claimed and has not ended, in any school. */
export async function reachOfParent(db: Db, person: { id: string }, day: LocalDate): Promise<Post[]> {
  const { rows } = await sql<{ child_id: string }>`/* students.reach */
    select distinct child_id from guardianship
    where person_id = ${person.id} and claimed_at is not null and (valid_to is null or valid_to > ${day}::date)`.execute(
    db,
  )
  if (rows.length === 0) return []
  return [{ role: 'parent', id: null, person_id: person.id, unit_id: null, child_ids: rows.map((row) => row.child_id) }]
}
