import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { raiseAccess } from '../access.ts'
import { notify } from '../notices.ts'

/** The longest time, in hours, for which an officer stands in for a school. */
export const standInHours = 8

/** For which school the signed-in person stands in, why, and until when. */
export interface StandIn {
  unit_id: number
  reason: string
  until: Date
}

/** Whether the signed-in person may stand in for a school: an officer within reach or the sở's administrator, nobody of the school itself. */
export function mayStandIn({ ability, account, posts }: Context, school_id: number): boolean {
  const ofOffice = posts.some(
    (post) => post.role === 'officer' || (post.role === 'administrator' && post.unit_ids === 'all'),
  )
  const post = { unit_id: school_id, role: 'stand_in' as const, person_id: account?.person_id ?? '' }
  return ofOffice && account !== null && may(ability, 'create', 'Post', post)
}

/**
 * An officer of the sở stands in for a school: at most eight hours, with a reason, and its principal is told. Everything
 * done meanwhile is written down as done on behalf of the school; signing, publishing and bulk export are not given.
 */
export async function standIn(ctx: Context, school_id: number, hours: number, reason: string): Promise<StandIn> {
  const person_id = ctx.account?.person_id
  if (!mayStandIn(ctx, school_id) || !person_id) throw new NotFound('Unit')
  if (!reason.trim()) throw new Invalid({ path: 'reason', message: 'account.reason_needed' })
  if (!Number.isInteger(hours) || hours < 1 || hours > standInHours) {
    throw new Invalid({ path: 'hours', message: 'account.stand_in_hours', values: { hours: standInHours } })
  }
  return change(ctx, 'stand_in.begin', { school_id, reason: reason.trim() }, async (ctx) => {
    const school = await ctx.db
      .selectFrom('unit')
      .select(['short_name', 'kind', 'closed_on'])
      .where('id', '=', school_id)
      .executeTakeFirst()
    if (!school || (school.kind !== 'school' && school.kind !== 'centre') || school.closed_on !== null)
      throw new NotFound('Unit')
    if (await standInOf(ctx)) throw new Invalid({ path: '', message: 'account.stand_in_running' })
    const until = new Date(ctx.now.getTime() + hours * 3_600_000)
    await ctx.db
      .insertInto('post')
      .values({
        person_id,
        unit_id: school_id,
        role: 'stand_in',
        valid_from: ctx.today,
        expires_at: until,
        reason: reason.trim(),
        granted_by: ctx.account?.id ?? null,
        granted_at: ctx.now,
      })
      .execute()
    await raiseAccess(ctx.db, [person_id])
    const principals = await ctx.db
      .selectFrom('post')
      .select('person_id')
      .where('unit_id', '=', school_id)
      .where('role', '=', 'principal')
      .where('valid_from', '<=', ctx.today)
      .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', ctx.today)]))
      .execute()
    await notify(
      ctx,
      principals.map((post) => post.person_id),
      {
        kind: 'stand_in',
        text_key: 'account.notice_stand_in',
        values: { name: ctx.account?.display_name ?? '', unit: school.short_name, hours, reason: reason.trim() },
        school_id,
      },
    )
    return { unit_id: school_id, reason: reason.trim(), until }
  })
}

/** Ends the own standing in before its hour. */
export async function endStandIn(ctx: Context): Promise<boolean> {
  return change(ctx, 'stand_in.end', {}, async (ctx) => {
    const person_id = ctx.account?.person_id ?? ''
    const { rows } = await sql<{ id: string }>`/* identity.end_stand_in */
      update post set expires_at = ${ctx.now} where person_id = ${person_id} and role = 'stand_in' and expires_at > ${ctx.now}
      returning id`.execute(ctx.db)
    if (rows.length > 0) await raiseAccess(ctx.db, [person_id])
    return rows.length > 0
  })
}

/** The standing in of the signed-in person that runs now. */
export async function standInOf({ db, now, account }: Context): Promise<StandIn | null> {
  if (!account) return null
  const { rows } = await sql<StandIn>`/* identity.stand_in */
    select unit_id, coalesce(reason, '') as reason, expires_at as until from post
    where person_id = ${account.person_id} and role = 'stand_in' and expires_at > ${now}
    order by expires_at desc limit 1`.execute(db)
  return rows[0] ?? null
}
