import { sql, type Kysely } from 'kysely'
import type { Context } from '../../../platform/context.ts'
import type { Database } from '../../../platform/database.ts'
import { NotFound } from '../../../platform/errors.ts'
import type { FileStore } from '../../../platform/file.ts'
import { personIn } from '../../../platform/machine.ts'
import type { JobResult, JobRow } from './tables.ts'

const columns = sql.raw(
  'id, kind, input, state, done, total, result, error_id, created_at, finished_at, expires_at, decision_reason',
)

/** The own jobs that have not expired, newest first, at most fifty. */
export async function ownJobs(ctx: Context): Promise<JobRow[]> {
  const account = personIn(ctx)
  const { rows } = await sql<JobRow>`/* desk.jobs */
    select ${columns} from job where account_id = ${account.id} and expires_at > ${ctx.now} order by created_at desc limit 50`.execute(
    ctx.db,
  )
  return rows
}

/** An own job that has not expired; another's is NotFound. */
export async function ownJob(ctx: Context, id: string): Promise<JobRow> {
  const account = personIn(ctx)
  const { rows } = await sql<JobRow>`/* desk.job */
    select ${columns} from job where id = ${id} and account_id = ${account.id} and expires_at > ${ctx.now}`.execute(
    ctx.db,
  )
  if (!rows[0]) throw new NotFound('Job')
  return rows[0]
}

/** The own finished job of a kind, with its file; the caller judges its input anew before handing the file out. */
export async function finishedJob(
  ctx: Context,
  kind: string,
  id: string,
): Promise<{ input: Record<string, unknown>; result: JobResult }> {
  const { kind: found, input, state, result } = await ownJob(ctx, id)
  if (found !== kind || state !== 'done' || !result) throw new NotFound('Job')
  return { input, result }
}

/** Forgets expired jobs and removes their files, unless another job holds the same content. */
export async function sweepJobs(db: Kysely<Database>, files: FileStore): Promise<number> {
  const { rows } = await sql<{ sha256: string | null }>`/* desk.sweep */
    with gone as (delete from job where expires_at < now() and state in ('done', 'failed', 'cancelled', 'held', 'refused') returning result)
    select result ->> 'sha256' as sha256 from gone`.execute(db)
  for (const { sha256 } of rows) {
    if (!sha256) continue
    const { rows: held } =
      await sql`/* desk.held */ select from job where result ->> 'sha256' = ${sha256} limit 1`.execute(db)
    if (held.length === 0) await files.remove(sha256)
  }
  return rows.length
}
