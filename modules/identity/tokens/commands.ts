import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { allowed, may } from '../../../platform/ability.ts'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { Invalid, NotFound, type Violation } from '../../../platform/errors.ts'
import { personIn } from '../../../platform/machine.ts'
import type { Post } from '../../../platform/post.ts'
import { hashToken } from './use.ts'

/** Requests in a minute that a token may make at most, and where nothing else is asked. */
export const perMinute = { most: 600, usual: 60 }
const nameLength = 80
const shownLetters = 12

/** A token as it is asked for. */
export interface NewToken {
  name: string
  unit_id: number
  post_id: string
  read_only: boolean
  per_minute: number
  last_day: LocalDate
}

/** The own posts by which a token can be made in a unit: one answers for the unit oneself. */
export function makingPosts(ctx: Context, unit_id: number): { id: string; role: Post['role'] }[] {
  if (ctx.machine || !may(ctx.ability, 'create', 'ApiToken', { unit_id })) return []
  return ctx.posts.flatMap((post) => {
    const there =
      post.role === 'administrator'
        ? post.unit_ids === 'all' || post.unit_ids.includes(unit_id)
        : post.role === 'principal' && post.school_id === unit_id
    return there && post.id ? [{ id: post.id, role: post.role }] : []
  })
}

/** The last day that a token may have: a year from today. */
export const furthestDay = (today: LocalDate): LocalDate => {
  const day = new Date(`${today}T00:00:00Z`)
  day.setUTCFullYear(day.getUTCFullYear() + 1)
  return day.toISOString().slice(0, 10)
}

/**
 * Makes a token for a machine: the grants of one of the own posts, within one unit. Gives it once; only its hash is kept.
 * Throws NotFound where one may make none, and Invalid for a name, a day or a limit that cannot be.
 */
export async function makeToken(ctx: Context, wanted: NewToken): Promise<{ id: string; token: string }> {
  const { unit_id, post_id, read_only, per_minute, last_day } = wanted
  const account = personIn(ctx)
  if (!makingPosts(ctx, unit_id).some(({ id }) => id === post_id)) throw new NotFound('Unit')
  const name = wanted.name.trim()
  const furthest = furthestDay(ctx.today)
  const faults: Violation[] = []
  if (!name) faults.push({ path: 'name', message: 'tokens.name_needed' })
  if (name.length > nameLength)
    faults.push({ path: 'name', message: 'tokens.name_long', values: { limit: nameLength } })
  if (!(per_minute >= 1 && per_minute <= perMinute.most))
    faults.push({ path: 'perMinute', message: 'tokens.per_minute_range', values: { limit: perMinute.most } })
  if (last_day < ctx.today || last_day > furthest)
    faults.push({ path: 'lastDay', message: 'tokens.last_day_range', values: { day: furthest } })
  if (faults.length > 0) throw new Invalid(faults)
  const token = `trg_${randomBytes(32).toString('base64url')}`
  return change(ctx, 'api_token.make', { school_id: unit_id, proven: true }, async ({ db, now }) => {
    const { id } = await db
      .insertInto('api_token')
      .values({
        token_hash: hashToken(token),
        prefix: token.slice(0, shownLetters),
        name,
        account_id: account.id,
        post_id,
        unit_id,
        read_only,
        per_minute,
        created_at: now,
        last_day,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id, token }
  })
}

/** Ends a token at once, by whoever looks after its unit. One that has been ended stays as it is. */
export async function revokeToken(ctx: Context, id: string): Promise<string> {
  personIn(ctx)
  const { rows } = await sql<{ unit_id: number }>`/* identity.token_to_end */
    select t.unit_id from api_token t where t.id = ${id} and ${allowed(ctx.ability, 'end', 'ApiToken', 't')}`.execute(
    ctx.db,
  )
  if (!rows[0]) throw new NotFound('ApiToken')
  return change(ctx, 'api_token.revoke', { school_id: rows[0].unit_id }, async ({ db, now }) => {
    await db
      .updateTable('api_token')
      .set({ revoked_at: now })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .execute()
    return id
  })
}
