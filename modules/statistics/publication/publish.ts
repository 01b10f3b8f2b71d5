import { sql, type Kysely } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import type { Database } from '../../../platform/database.ts'
import { Invalid, NotFound, Unauthenticated } from '../../../platform/errors.ts'
import { yearbookOf } from '../reporting/yearbook.ts'
import type { OpenYearbook } from '../rules/open-yearbook.ts'
import { openYearbook } from './open-yearbook.ts'

/** What stands for everybody to read, and who published it. */
export interface Standing {
  id: string
  published_at: Date
  by: string
}

const years = 5

/** The publication that stands; null where there is none, or out of reach. */
export async function standing(ctx: Context): Promise<Standing | null> {
  const { rows } = await sql<Standing>`/* publication.standing */
    select p.id, p.published_at, a.display_name as by from publication p join account a on a.id = p.published_by
    where p.kind = 'yearbook' and p.ended_at is null and ${allowed(ctx.ability, 'read', 'Publication', 'p')}`.execute(
    ctx.db,
  )
  return rows[0] ?? null
}

/** Publishes the yearbook of the last five years as it is approved now, in the place of the one that stands. */
export async function publishYearbook(ctx: Context): Promise<Standing> {
  const account = publisher(ctx, 'publish')
  const book = await yearbookOf(ctx, { by: 'commune', commune: null, years })
  if (book.sources.length === 0) throw new Invalid({ path: '', message: 'publication.nothing' })
  await change(ctx, 'publication.publish', { proven: true }, async (open) => {
    const { name } = await open.db
      .selectFrom('unit')
      .select('name')
      .where('kind', '=', 'department')
      .executeTakeFirstOrThrow()
    await open.db
      .updateTable('publication')
      .set({ ended_at: open.now, ended_by: account })
      .where('ended_at', 'is', null)
      .execute()
    await open.db
      .insertInto('publication')
      .values({
        kind: 'yearbook',
        body: JSON.stringify(openYearbook(book, name, open.now)) as unknown as OpenYearbook,
        published_at: open.now,
        published_by: account,
        ended_at: null,
        ended_by: null,
      })
      .execute()
  })
  return (await standing(ctx))!
}

/** Takes what stands back; nobody reads it from then on. */
export async function endPublication(ctx: Context): Promise<void> {
  const account = publisher(ctx, 'end')
  await change(ctx, 'publication.end', { proven: true }, async (open) => {
    const { numUpdatedRows } = await open.db
      .updateTable('publication')
      .set({ ended_at: open.now, ended_by: account })
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new NotFound('Publication')
  })
}

/** What stands, for whoever serves it: its body only where it is another than the known one. Undefined where nothing stands. */
export async function openBody(
  db: Kysely<Database>,
  known: string | null,
): Promise<{ id: string; body: OpenYearbook | null } | undefined> {
  const { rows } = await sql<{ id: string; body: OpenYearbook | null }>`/* publication.open */
    select id, case when id is distinct from ${known}::uuid then body end as body from publication
    where kind = 'yearbook' and ended_at is null`.execute(db)
  return rows[0]
}

function publisher({ account, ability }: Context, action: 'publish' | 'end'): string {
  if (!account) throw new Unauthenticated()
  if (!ability.can(action, 'Publication')) throw new NotFound('Publication')
  return account.id
}
