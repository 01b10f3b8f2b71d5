import { sql } from 'kysely'
import type { Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid } from '../../../platform/errors.ts'
import { personIn } from '../../../platform/machine.ts'
import { ownJob } from './queries.ts'
import type { JobRow } from './tables.ts'

const waitingAtMost = 5

/** Puts work into the queue as part of a change; it runs with its starter's rights once the change holds, and so for persons alone. */
export async function enqueue(
  ctx: Changing,
  { kind, school_id, input }: { kind: string; school_id: number; input: Record<string, unknown> },
): Promise<JobRow> {
  const { db, now } = ctx
  const account = personIn(ctx)
  const { rows } = await sql<{ id: string; open: number }>`/* desk.enqueue */
    insert into job (kind, account_id, school_id, input, created_at, expires_at)
    values (${kind}, ${account.id}, ${school_id}, ${JSON.stringify(input)}::jsonb, ${now}, ${now}::timestamptz + interval '7 days')
    returning id, (select count(*)::integer from job where account_id = ${account.id} and state in ('waiting', 'running')) as open`.execute(
    db,
  )
  const added = rows[0]!
  if (added.open >= waitingAtMost)
    throw new Invalid({ path: '', message: 'job.too_many', values: { limit: waitingAtMost } })
  return ownJob(ctx, added.id)
}

/** Stops an own job; what it had made is thrown away. One that has ended stays as it is. */
export async function stopJob(ctx: Context, id: string): Promise<JobRow> {
  await ownJob(ctx, id)
  await sql`/* desk.stop */
    update job set state = 'cancelled', finished_at = ${ctx.now} where id = ${id} and account_id = ${ctx.account!.id} and state in ('waiting', 'running')`.execute(
    ctx.db,
  )
  return ownJob(ctx, id)
}
