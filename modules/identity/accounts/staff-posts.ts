import { sql } from 'kysely'
import type { Changing } from '../../../platform/change.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { raiseAccess } from '../access.ts'
import type { GrantedRole } from '../tables.ts'

/** Gives persons a post in a unit from a day, where they hold none there on that day or later. The caller has judged who may grant it. */
export async function ensurePosts(
  ctx: Changing,
  unit_id: number,
  role: GrantedRole,
  persons: readonly { person_id: string; from: LocalDate }[],
): Promise<void> {
  if (persons.length === 0) return
  const { rows } = await sql<{ person_id: string }>`/* identity.ensure_posts */
    insert into post (person_id, role, unit_id, valid_from, granted_by, granted_at)
    select r.person_id, ${role}, ${unit_id}, r."from", ${ctx.account?.id ?? null}::uuid, ${ctx.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(persons)}::jsonb) r(person_id uuid, "from" date)
    where not exists (select from post p where p.person_id = r.person_id and p.unit_id = ${unit_id}
      and (p.valid_to is null or p.valid_to >= greatest(r."from", ${ctx.today}::date)) and p.role not in ('pupil', 'stand_in'))
    returning person_id`.execute(ctx.db)
  await raiseAccess(
    ctx.db,
    rows.map(({ person_id }) => person_id),
  )
}

/** Ends all posts of a person in a unit with a last day: who leaves a school holds none there. */
export async function endPostsIn(ctx: Changing, unit_id: number, person_id: string, last: LocalDate): Promise<void> {
  await sql`/* identity.end_posts_in */
    update post set valid_to = greatest(valid_from, ${last}::date)
    where person_id = ${person_id} and unit_id = ${unit_id} and role not in ('pupil', 'stand_in')
      and (valid_to is null or valid_to > ${last}::date)`.execute(ctx.db)
  await raiseAccess(ctx.db, [person_id])
}
