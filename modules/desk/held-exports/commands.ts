import { sql } from 'kysely'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { personIn } from '../../../platform/machine.ts'
import { holdersOf, notify } from '../../identity/public.ts'
import { heldExport } from './queries.ts'

/** Tells those who answer for a school that an export waits for one of them; where nobody else does, the sở's administrators. */
export async function tellReleasers(ctx: Changing, school_id: number, persons: number): Promise<void> {
  const own = personIn(ctx).person_id
  const others = async (roles: readonly string[], unit_id: number | null) =>
    (await holdersOf(ctx, roles, unit_id)).filter((id) => id !== own)
  const leaders = await others(['principal', 'vice_principal'], school_id)
  await notify(ctx, leaders.length ? leaders : await others(['administrator'], null), {
    kind: 'held_export',
    text_key: 'job.held_notice',
    values: { by: ctx.account?.display_name ?? '', count: persons },
    link: '/releases',
    school_id,
  })
}

/** Lets an export of somebody else go on. Asks who sits there, for what leaves is not taken back. */
export const releaseExport = (ctx: Context, id: string): Promise<void> => decide(ctx, id, 'waiting', null)

/** Refuses an export of somebody else, with a reason that is told to them. */
export async function refuseExport(ctx: Context, id: string, reason: string): Promise<void> {
  const why = reason.trim()
  if (!why) throw new Invalid({ path: 'reason', message: 'job.refusal_reason_needed' })
  await decide(ctx, id, 'refused', why)
}

async function decide(ctx: Context, id: string, state: 'waiting' | 'refused', why: string | null): Promise<void> {
  const own = personIn(ctx)
  const { school_id, asker_id, persons } = await heldExport(ctx, id)
  // The second person is another one, whatever posts the first holds.
  if (asker_id === own.person_id) throw new Invalid({ path: '', message: 'job.own_release' })
  const released = state === 'waiting'
  const options = { school_id, reason: why ?? String(persons), proven: true }
  await change(ctx, released ? 'export.release' : 'export.refuse', options, async (open) => {
    const { rows } = await sql`/* desk.decide_export */
      update job set state = ${state}, decided_by = ${own.id}, decided_at = ${open.now}, decision_reason = ${why},
        run_at = ${open.now}, finished_at = case when ${released} then null else ${open.now}::timestamptz end
      where id = ${id} and state = 'held' returning id`.execute(open.db)
    if (rows.length === 0) throw new NotFound('Job')
    await notify(open, [asker_id], {
      kind: 'held_export',
      text_key: released ? 'job.released_notice' : 'job.refused_notice',
      values: { by: own.display_name, count: persons, reason: why ?? '' },
      link: null,
      school_id,
    })
  })
}
