import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import { NotFound } from '../../../platform/errors.ts'

/** A large export that waits for a second person. */
export interface HeldExport {
  id: string
  kind: string
  school_id: number
  persons: number
  reason: string
  account_id: string
  /** Who asked for it. */
  asker: string
  asker_id: string
  created_at: Date
  expires_at: Date
}

/** What waits where the person may release, others' and own, oldest first; or the one that is named. */
export async function heldExports(ctx: Context, id: string | null = null): Promise<HeldExport[]> {
  const { rows } = await sql<HeldExport>`/* desk.held_exports */
    select j.id, j.kind, j.school_id, j.persons, j.reason, j.account_id, a.display_name as asker, a.person_id as asker_id,
      j.created_at, j.expires_at
    from job j join account a on a.id = j.account_id
    where j.state = 'held' and j.expires_at > ${ctx.now} and (${id}::uuid is null or j.id = ${id})
      and ${allowed(ctx.ability, 'release', 'HeldExport', 'j')}
    order by j.created_at`.execute(ctx.db)
  return rows
}

/** One that the person may release; NotFound out of reach, or once it was decided. */
export async function heldExport(ctx: Context, id: string): Promise<HeldExport> {
  const [found] = await heldExports(ctx, id)
  if (!found) throw new NotFound('Job')
  return found
}
