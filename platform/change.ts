import { sql } from 'kysely'
import type { Context, OpenChange } from './context.ts'
import { TokenRefused, Unauthenticated, Unproven } from './errors.ts'
import type { Db } from './database.ts'
import type { Post } from './post.ts'

/** What a change says of itself beside its verb. */
export interface ChangeOptions {
  reason?: string | null
  /** The school concerned; it chooses the post under which the trail names the person. */
  school_id?: number | null
  /** Schools that may be written where the posts do not say it (a guardian's claim, the first administrator). */
  schools?: readonly number[]
  /** Waits until no other change of this name is open; what is read afterwards stands until the end of this one. */
  alone?: string
  batch_id?: string
  reverts?: string
  /** An act of long consequence: password or factor must have been given in the last ten minutes. */
  proven?: boolean
  /** Only writes down that something was taken out: done by whoever may read it, a machine that only reads included. */
  takesOut?: boolean
  /** Allows a change without a signed-in person (first start, a claim of a slip). */
  anonymous?: boolean
}

/** A context inside a change. */
export type Changing = Context & { change: OpenChange }

/** How long a password or factor proves who sits there: ten minutes. */
const provenFor = 600_000

/**
 * Everything that happens is one change: one transaction and one row in the trail saying who, in which post, from where and why.
 * Inside an open change it joins that one. The database refuses writes to protected tables outside of it.
 */
export async function change<T>(
  ctx: Context,
  verb: string,
  options: ChangeOptions,
  work: (ctx: Changing) => Promise<T>,
): Promise<T> {
  if (ctx.change) {
    if (options.alone)
      await sql`/* change.alone */ select pg_advisory_xact_lock(hashtextextended(${options.alone}, 0))`.execute(ctx.db)
    return work(ctx as Changing)
  }
  if (!ctx.account && !options.anonymous) throw new Unauthenticated()
  if (ctx.machine?.readOnly && !options.takesOut) throw new TokenRefused('read_only')
  if (options.proven && ctx.machine) throw new TokenRefused('persons_only')
  if (options.proven && ctx.provenAt && ctx.now.getTime() - ctx.provenAt.getTime() > provenFor) throw new Unproven()
  return ctx.db.transaction().execute(async (db) => work({ ...ctx, db, change: await open(ctx, db, verb, options) }))
}

async function open(ctx: Context, db: Db, verb: string, options: ChangeOptions): Promise<OpenChange> {
  const post = actingPost(ctx.posts, options.school_id ?? null)
  const { rows } = await sql<{ id: string; academic_year: number }>`/* change.open */
    with opened as (
      insert into change (verb, account_id, role, post_id, on_behalf_of, school_id, address, request_id, batch_id, reason, reverts, token_id, at, academic_year)
      values (${verb}, ${ctx.account?.id ?? null}::uuid, ${post?.role ?? null}, ${post?.id ?? null}::uuid,
        ${post?.role === ('stand_in' as string) ? post.unit_id : null}::integer, ${options.school_id ?? null}::integer,
        ${ctx.origin.address}, ${ctx.origin.request_id}, ${options.batch_id ?? null}::uuid, ${options.reason ?? null}, ${options.reverts ?? null}::uuid, ${ctx.machine?.token_id ?? null}::uuid,
        ${ctx.now}::timestamptz, academic_year_of(${ctx.now}::timestamptz))
      returning id, academic_year)
    select id, academic_year, set_config('truong.change', id::text, true), set_config('truong.change_year', academic_year::text, true),
      set_config('truong.schools', ${options.schools?.join(',') ?? writable(ctx.posts)}, true),
      pg_advisory_xact_lock(hashtextextended(${options.alone ?? null}, 0))
    from opened`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('no change opened')
  return { id: row.id, academic_year: row.academic_year, verb }
}

function actingPost(posts: readonly Post[], school: number | null): Post | undefined {
  return posts.find((post) => school !== null && post.unit_id === school) ?? posts[0]
}

/** The schools in which this person's posts may write, as the database's second fence reads them. */
function writable(posts: readonly Post[]): string {
  const schools = new Set<number>()
  for (const post of posts) {
    const reach = 'school_ids' in post ? post.school_ids : 'school_id' in post ? [post.school_id] : []
    if (reach === 'all') return '*'
    for (const id of reach) schools.add(id)
  }
  return [...schools].join(',')
}
