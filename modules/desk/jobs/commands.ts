import { sql } from 'kysely'
import type { Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid } from '../../../platform/errors.ts'
import { personIn } from '../../../platform/machine.ts'
import { tellReleasers } from '../held-exports/commands.ts'
import { ownJob } from './queries.ts'
import type { JobRow } from './tables.ts'

const waitingAtMost = 5

/** Work to be queued. What takes out the data of persons says of how many, and for what where they are many. */
export interface Work {
  kind: string
  school_id: number
  input: Record<string, unknown>
  persons?: number | null
  reason?: string | null
}

/**
 * Puts work into the queue as part of a change; it runs with its starter's rights once the change holds, and so for persons
 * alone. What takes out more persons than `ctx.releaseOver` is held until a second person releases it: Invalid
 * `job.reason_needed` without a reason.
 */
export async function enqueue(
  ctx: Changing,
  { kind, school_id, input, persons = null, reason = null }: Work,
): Promise<JobRow> {
  const { db, now } = ctx
  const account = personIn(ctx)
  const limit = ctx.releaseOver ?? Infinity
  const held = persons !== null && persons > limit
  if (held && !reason?.trim()) throw new Invalid({ path: 'reason', message: 'job.reason_needed', values: { limit } })
  const { rows } = await sql<{ id: string; open: number }>`/* desk.enqueue */
    insert into job (kind, account_id, school_id, input, state, persons, reason, created_at, expires_at)
    values (${kind}, ${account.id}, ${school_id}, ${JSON.stringify(input)}::jsonb, ${held ? 'held' : 'waiting'}, ${persons},
      ${reason?.trim() || null}, ${now}, ${now}::timestamptz + interval '7 days')
    returning id, (select count(*)::integer from job where account_id = ${account.id} and state in ('held', 'waiting', 'running')) as open`.execute(
    db,
  )
  const added = rows[0]!
  if (added.open >= waitingAtMost)
    throw new Invalid({ path: '', message: 'job.too_many', values: { limit: waitingAtMost } })
  if (held) await tellReleasers(ctx, school_id, persons)
  return ownJob(ctx, added.id)
}

/** Stops an own job; what it had made is thrown away. One that has ended stays as it is. */
export async function stopJob(ctx: Context, id: string): Promise<JobRow> {
  await ownJob(ctx, id)
  await sql`/* desk.stop */
    update job set state = 'cancelled', finished_at = ${ctx.now} where id = ${id} and account_id = ${ctx.account!.id} and state in ('held', 'waiting', 'running')`.execute(
    ctx.db,
  )
  return ownJob(ctx, id)
}
