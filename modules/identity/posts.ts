import { sql } from 'kysely'
import { predecessorsOf, reachOf } from '../organisation/public.ts'
import type { Db, LocalDate } from '../../platform/database.ts'
import type { Post } from '../../platform/post.ts'
import type { PostRow } from './tables.ts'

const offices = new Set(['administrator', 'leader', 'officer', 'commune_officer'])

/** The granted posts that a person holds at an instant, each with its reach. Ended posts, and posts in closed units, reach nothing. */
export async function postsOf(db: Db, person_id: string, day: LocalDate, now: Date): Promise<Post[]> {
  const { rows } = await sql<PostRow>`/* identity.posts */
    select id, person_id, role, unit_id, subject_ids, levels from post
    where person_id = ${person_id} and valid_from <= ${day}::date and (valid_to is null or valid_to >= ${day}::date)
      and (expires_at is null or expires_at > ${now})
      and not exists (select from unit u where u.id = unit_id and u.closed_on <= ${day}::date)
    order by valid_from, id`.execute(db)
  return Promise.all(rows.map((row) => withReach(db, row, day)))
}

/** The persons who hold one of the roles today, in a unit or anywhere. */
export async function holdersOf(
  { db, today, now }: { db: Db; today: LocalDate; now: Date },
  roles: readonly string[],
  unit_id: number | null,
): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`/* identity.holders */
    select distinct person_id from post where role = any(${roles}) and (${unit_id}::integer is null or unit_id = ${unit_id})
      and valid_from <= ${today}::date and (valid_to is null or valid_to >= ${today}::date)
      and (expires_at is null or expires_at > ${now})`.execute(db)
  return rows.map(({ person_id }) => person_id)
}

async function withReach(db: Db, row: PostRow, day: LocalDate): Promise<Post> {
  const base = {
    id: row.id,
    person_id: row.person_id,
    unit_id: row.unit_id,
    subject_ids: row.subject_ids,
    levels: row.levels,
  }
  if (offices.has(row.role)) return { ...base, role: row.role, ...(await reachOf(db, row.unit_id, day)) } as Post
  const school_ids = [row.unit_id, ...(await predecessorsOf(db, [row.unit_id]))]
  return { ...base, role: row.role, school_id: row.unit_id, school_ids } as Post
}
