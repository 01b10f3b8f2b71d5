import { sql } from 'kysely'
import { allowed, may } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { raiseAccess } from '../access.ts'
import { notify } from '../notices.ts'
import type { GrantedRole, PostRow } from '../tables.ts'
import { followPost } from './school-records.ts'
import { assertMayGrant } from './standing.ts'

/** A post as it is granted. */
export interface NewPost {
  person_id: string
  unit_id: number
  role: GrantedRole
  subject_ids?: readonly number[] | null
  levels?: readonly string[] | null
  valid_from?: LocalDate | null
  valid_to?: LocalDate | null
}

/** Grants a post to the person of an account that one may see, within the table of delegations; nobody grants to oneself. */
export async function grantPost(
  ctx: Context,
  account_id: string,
  post: Omit<NewPost, 'person_id'>,
): Promise<{ account_id: string; post_id: string }> {
  if (!may(ctx.ability, 'create', 'Post', { unit_id: post.unit_id, role: post.role, person_id: '' }))
    throw new NotFound('Unit')
  await assertMayGrant(ctx, post.role, post.unit_id)
  return change(ctx, 'post.grant', { school_id: post.unit_id, proven: true }, async (ctx) => {
    const person_id = await visiblePerson(ctx, account_id)
    if (person_id === ctx.account?.person_id) throw new Invalid({ path: '', message: 'account.not_own' })
    return { account_id, post_id: await addPost(ctx, { ...post, person_id }) }
  })
}

/**
 * Writes a post: no second one of the same role in the same unit at the same time. The person is told (`tell`), and the
 * next request knows. An account whose own unit it has left belongs to the new unit; who works in a school has a record
 * of its staff.
 */
export async function addPost(ctx: Changing, post: NewPost, tell = true): Promise<string> {
  const { person_id, unit_id, role } = post
  const valid_from = post.valid_from ?? ctx.today
  const valid_to = post.valid_to ?? null
  if (valid_to !== null && valid_to < valid_from) throw new Invalid({ path: 'validTo', message: 'account.post_dates' })
  const same = await sql<{ id: string }>`/* identity.same_post */
    select id from post where person_id = ${person_id} and unit_id = ${unit_id} and role = ${role}
      and daterange(valid_from, valid_to, '[]') && daterange(${valid_from}::date, ${valid_to}::date, '[]')
      and (expires_at is null or expires_at > ${ctx.now})`.execute(ctx.db)
  if (same.rows.length > 0) throw new Invalid({ path: 'role', message: 'account.post_exists' })
  const { id } = await ctx.db
    .insertInto('post')
    .values({
      person_id,
      unit_id,
      role,
      subject_ids: post.subject_ids ? [...post.subject_ids] : null,
      levels: post.levels ? [...post.levels] : null,
      valid_from,
      valid_to,
      granted_by: ctx.account?.id ?? null,
      granted_at: ctx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await sql`/* identity.move_account */
    update account a set unit_id = ${unit_id}
    where a.person_id = ${person_id} and a.unit_id is not null and a.unit_id <> ${unit_id}
      and not exists (select from post p where p.person_id = a.person_id and p.unit_id = a.unit_id
        and (p.valid_to is null or p.valid_to >= ${ctx.today}::date) and (p.expires_at is null or p.expires_at > ${ctx.now}))`.execute(
    ctx.db,
  )
  await followPost(ctx, post)
  await raiseAccess(ctx.db, [person_id])
  const values = await named(ctx, post)
  if (tell) await notify(ctx, [person_id], { kind: 'post', text_key: 'account.notice_post', values })
  return id
}

/** Ends a post: at once, or with the last day that is named. What it reached is out of reach from the next request on. */
export async function endPost(ctx: Context, id: string, on: LocalDate | null, reason: string): Promise<string> {
  if (!reason.trim()) throw new Invalid({ path: 'reason', message: 'account.reason_needed' })
  const known = await ctx.db.selectFrom('post').select('unit_id').where('id', '=', id).executeTakeFirst()
  return change(ctx, 'post.end', { school_id: known?.unit_id ?? null, reason: reason.trim() }, async (ctx) => {
    const { rows } = await sql<
      Pick<PostRow, 'person_id' | 'role' | 'unit_id' | 'valid_from'>
    >`/* identity.post_to_end */
      select p.person_id, p.role, p.unit_id, p.valid_from from post p
      where p.id = ${id} and ${allowed(ctx.ability, 'end', 'Post', 'p')}
        and (p.valid_to is null or p.valid_to >= ${ctx.today}::date) and (p.expires_at is null or p.expires_at > ${ctx.now})
      for update`.execute(ctx.db)
    const post = rows[0]
    if (!post) throw new NotFound('Post')
    if (post.person_id === ctx.account?.person_id) throw new Invalid({ path: '', message: 'account.not_own' })
    await assertMayGrant(ctx, post.role, post.unit_id)
    if (on !== null && on < ctx.today) throw new Invalid({ path: 'on', message: 'account.end_in_past' })
    // Ended at once, a post that begins later never begins.
    const last = on ?? (post.valid_from > ctx.today ? post.valid_from : ctx.today)
    if (last < post.valid_from) throw new Invalid({ path: 'on', message: 'account.post_dates' })
    const expires_at = on === null ? ctx.now : null
    await ctx.db.updateTable('post').set({ valid_to: last, expires_at }).where('id', '=', id).execute()
    await raiseAccess(ctx.db, [post.person_id])
    await notify(ctx, [post.person_id], {
      kind: 'post',
      text_key: 'account.notice_post_ended',
      values: await named(ctx, post),
    })
    return id
  })
}

async function named(
  { db }: Changing,
  { role, unit_id }: { role: string; unit_id: number },
): Promise<Record<string, string>> {
  const unit = await db.selectFrom('unit').select('short_name').where('id', '=', unit_id).executeTakeFirst()
  return { role, unit: unit?.short_name ?? '' }
}

async function visiblePerson(ctx: Changing, account_id: string): Promise<string> {
  const { rows } = await sql<{ person_id: string }>`/* identity.visible_person */
    select a.person_id from account a
    where a.id = ${account_id} and (${allowed(ctx.ability, 'read', 'Account', 'a')}
      or exists (select from post p where p.person_id = a.person_id and ${allowed(ctx.ability, 'read', 'Post', 'p')}))`.execute(
    ctx.db,
  )
  if (!rows[0]) throw new NotFound('Account')
  return rows[0].person_id
}
