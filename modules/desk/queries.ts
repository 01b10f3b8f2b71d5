import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { Unauthenticated } from '../../platform/errors.ts'

/** A notice of the signed-in person. */
export interface OwnNotice {
  id: string
  kind: string
  text_key: string
  values: Record<string, string | number>
  link: string | null
  created_at: Date
  read_at: Date | null
}

/** A page of the own notices, newest first; `after` is a notice. */
export async function ownNotices(
  { db, account }: Context,
  page: { first: number; after: string | null },
): Promise<OwnNotice[]> {
  if (!account) throw new Unauthenticated()
  const { rows } = await sql<OwnNotice>`/* desk.notices */
    select n.id, n.kind, n.text_key, n."values", n.link, n.created_at, n.read_at from notice n
    where n.person_id = ${account.person_id}
      and (${page.after}::uuid is null or (n.created_at, n.id) < (select m.created_at, m.id from notice m where m.id = ${page.after}::uuid and m.person_id = ${account.person_id}))
    order by n.created_at desc, n.id desc limit ${page.first}`.execute(db)
  return rows
}
