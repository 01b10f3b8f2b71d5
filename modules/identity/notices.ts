import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'

/** What persons are told: a text's key with values, and where it can be looked at. */
export interface Notice {
  kind: string
  text_key: string
  values?: Record<string, string | number>
  link?: string | null
  school_id?: number | null
}

/** Tells persons something; it stands among their notices until they read it. */
export async function notify(
  { db, now }: { db: Db; now: Date },
  person_ids: readonly string[],
  { kind, text_key, values = {}, link = null, school_id = null }: Notice,
): Promise<void> {
  if (person_ids.length === 0) return
  await sql`/* identity.notify */
    insert into notice (person_id, kind, text_key, "values", link, school_id, created_at)
    select distinct id, ${kind}::text, ${text_key}::text, ${JSON.stringify(values)}::jsonb, ${link}::text, ${school_id}::integer, ${now}::timestamptz
    from unnest(${person_ids}::uuid[]) id`.execute(db)
}

/** How many notices of the signed-in person are new. */
export async function unreadNotices({ db, account }: Context): Promise<number> {
  if (!account) return 0
  const { rows } = await sql<{ count: number }>`/* identity.unread_notices */
    select count(*)::int as count from notice where person_id = ${account.person_id} and read_at is null`.execute(db)
  return rows[0]?.count ?? 0
}

/** Marks own notices as read: the named ones, or all. */
export async function readNotices({ db, now, account }: Context, ids: readonly string[] | null): Promise<void> {
  if (!account) return
  await sql`/* identity.read_notices */
    update notice set read_at = ${now}
    where person_id = ${account.person_id} and read_at is null and (${ids}::uuid[] is null or id = any(${ids}::uuid[]))`.execute(
    db,
  )
}
