import { sql, type Kysely } from 'kysely'
import type { Logger } from 'pino'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { abilityOf } from '../platform/ability.ts'
import { dayIn, type Context } from '../platform/context.ts'
import type { Database } from '../platform/database.ts'
import type { FileStore } from '../platform/file.ts'
import type { JobRun, Module } from '../platform/module.ts'
import { tracing } from '../platform/tracing.ts'
import { sweepJobs } from '../modules/desk/public.ts'
import type { Say } from './errors.ts'
import { allPosts } from './session.ts'

interface Taken {
  id: string
  kind: string
  account_id: string | null
  input: Record<string, unknown>
  attempts: number
}

/** One span for a job, where traces are collected. */
function traced<T>({ id, kind }: Taken, work: () => Promise<T>): Promise<T> {
  const tracer = tracing()
  if (!tracer) return work()
  return tracer.inSpan(`job ${kind}`, { request_id: `job ${id}` }, (tell) =>
    work().then(
      (result) => {
        tell({})
        return result
      },
      (error: unknown) => {
        tell({ 'error.type': 'job' })
        throw error
      },
    ),
  )
}

/** A person stopped the job. */
class Stopped extends Error {}

const attemptsAtMost = 3
/** A job that has not moved for this long belonged to a process that is gone. */
const silence = '2 minutes'
const sweepEvery = 3_600_000

/** Runs the waiting jobs of all modules, one at a time, with their starters' ability; PostgreSQL is the queue. */
export function startJobs(parts: {
  db: Kysely<Database>
  modules: readonly Module[]
  files: FileStore
  say: Say
  timeZone: string
  log: Logger
}): { stop: () => Promise<void> } {
  const { db, modules, log } = parts
  const handlers = Object.assign({}, ...modules.map((module) => module.jobs ?? {})) as NonNullable<Module['jobs']>
  const grants = modules.flatMap((module) => module.grants ?? [])
  const ending = new AbortController()
  const running = loop()
  return {
    stop: async () => {
      ending.abort()
      await running
    },
  }

  async function loop(): Promise<void> {
    let swept = 0
    while (!ending.signal.aborted) {
      if (Date.now() - swept > sweepEvery) {
        swept = Date.now()
        await sweepJobs(db, parts.files).catch((error: unknown) => log.warn({ err: error }, 'expired jobs stay'))
      }
      const job = await take().catch((error: unknown) => {
        log.warn({ err: error }, 'the queue did not answer')
        return null
      })
      if (job) await run(job)
      else await sleep(500, undefined, { signal: ending.signal }).catch(() => {})
    }
  }

  async function take(): Promise<Taken | null> {
    const { rows } = await sql<Taken>`/* job.take */
      update job set state = 'running', started_at = now(), beat_at = now(), attempts = attempts + 1
      where id = (select id from job
        where (state = 'waiting' and run_at <= now()) or (state = 'running' and beat_at < now() - ${silence}::interval)
        order by run_at limit 1 for update skip locked)
      returning id, kind, account_id, input, attempts`.execute(db)
    return rows[0] ?? null
  }

  async function run(job: Taken): Promise<void> {
    try {
      const handler = handlers[job.kind]
      if (!handler) throw new Error(`no handler for jobs of kind ${job.kind}`)
      const ctx = await contextOf(job)
      const result = await traced(job, () => handler(ctx, job.input, runOf(job)))
      await sql`/* job.done */ update job set state = 'done', result = ${JSON.stringify(result)}::jsonb, finished_at = now() where id = ${job.id} and state = 'running'`.execute(
        db,
      )
    } catch (error) {
      if (error instanceof Stopped) return
      const errorId = randomUUID().slice(0, 8)
      log.error({ err: error, error_id: errorId, kind: job.kind }, 'a job failed')
      const state = job.attempts < attemptsAtMost && ending.signal.aborted ? 'waiting' : 'failed'
      await sql`/* job.failed */ update job set state = ${state}, error_id = ${errorId}, finished_at = now() where id = ${job.id} and state = 'running'`
        .execute(db)
        .catch(() => {})
    }
  }

  function runOf(job: Taken): JobRun {
    return {
      id: job.id,
      files: parts.files,
      say: parts.say,
      async progress(done, total) {
        const { rows } = await sql<{ state: string }>`/* job.progress */
          update job set done = ${done}, total = ${total}, beat_at = now() where id = ${job.id} returning state`.execute(
          db,
        )
        if (rows[0]?.state === 'cancelled') throw new Stopped()
      },
    }
  }

  async function contextOf({ account_id, id }: Taken): Promise<Context> {
    const now = new Date()
    const today = dayIn(parts.timeZone, now)
    const account = account_id
      ? await db
          .selectFrom('account')
          .select(['id', 'person_id', 'display_name', 'locale'])
          .where('id', '=', account_id)
          .where('state', '=', 'active')
          .executeTakeFirst()
      : undefined
    const posts = account ? await allPosts(db, modules, account.person_id, today, now) : []
    return {
      db,
      now,
      today,
      zone: parts.timeZone,
      locale: account?.locale ?? 'vi',
      account: account ?? null,
      posts,
      ability: abilityOf(posts, grants),
      origin: { address: null, request_id: `job ${id}`, session: null },
    }
  }
}
