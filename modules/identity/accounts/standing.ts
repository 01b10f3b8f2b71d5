import { sql } from 'kysely'
import { allowed } from '../../../platform/ability.ts'
import type { Context } from '../../../platform/context.ts'
import type { Db } from '../../../platform/database.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { grantableRoles, mayGrant, type Granting, type UnitKindOfPosts } from '../rules/delegation.ts'

/** An account that the signed-in person may renew, close or open again. */
export interface ManagedAccount {
  id: string
  person_id: string
  login: string
  display_name: string
  state: 'invited' | 'active' | 'closed'
  unit_id: number | null
  has_password: boolean
}

/** The kind of a unit, or NotFound. */
export async function unitKind(db: Db, unit_id: number): Promise<UnitKindOfPosts> {
  const unit = await db.selectFrom('unit').select('kind').where('id', '=', unit_id).executeTakeFirst()
  if (!unit) throw new NotFound('Unit')
  return unit.kind
}

/** The roles that the signed-in person may grant in a unit, by the table of delegations and the reach of the own posts. */
export async function grantableIn(ctx: Context, unit_id: number): Promise<string[]> {
  const kind = await unitKind(ctx.db, unit_id)
  return grantableRoles(await grantingPosts(ctx, unit_id), kind)
}

/** Refuses a post that the signed-in person may not grant or end there. */
export async function assertMayGrant(ctx: Context, role: string, unit_id: number): Promise<void> {
  const kind = await unitKind(ctx.db, unit_id)
  if (!mayGrant(await grantingPosts(ctx, unit_id), role, kind)) {
    throw new Invalid({ path: 'role', message: 'account.may_not_grant' })
  }
}

/**
 * An account that the own unit opened, as far as the own posts reach, with the right to do this to it. Whoever holds a
 * post that one may not grant stands higher or elsewhere: a new password would hand over what one does not have.
 */
export async function managedAccount(ctx: Context, id: string, action: 'invite' | 'update'): Promise<ManagedAccount> {
  const { rows } = await sql<ManagedAccount>`/* identity.managed_account */
    select a.id, a.person_id, a.login, a.display_name, a.state, a.unit_id, a.password_hash is not null as has_password
    from account a where a.id = ${id} and ${allowed(ctx.ability, action, 'Account', 'a')} for update`.execute(ctx.db)
  const account = rows[0]
  if (!account) throw new NotFound('Account')
  if (account.person_id === ctx.account?.person_id) throw new Invalid({ path: '', message: 'account.not_own' })
  await assertMayManage(ctx, account.person_id, account.display_name)
  return account
}

/** Refuses whoever holds a post that the signed-in person may not grant: a password for them is more than one has. */
export async function assertMayManage(ctx: Context, person_id: string, name: string): Promise<void> {
  const held = await sql<{ role: string; unit_id: number; kind: UnitKindOfPosts }>`/* identity.held_posts */
    select p.role, p.unit_id, u.kind from post p join unit u on u.id = p.unit_id
    where p.person_id = ${person_id} and p.role <> 'stand_in'
      and (p.valid_to is null or p.valid_to >= ${ctx.today}::date) and (p.expires_at is null or p.expires_at > ${ctx.now})`.execute(
    ctx.db,
  )
  for (const post of held.rows) {
    if (!mayGrant(await grantingPosts(ctx, post.unit_id), post.role, post.kind)) {
      throw new Invalid({ path: '', message: 'account.stands_higher', values: { name } })
    }
  }
}

/** The unit of an account, for the trail; what may be done to it is judged by `managedAccount`. */
export async function unitOfAccount({ db }: Context, id: string | undefined): Promise<number | null> {
  if (!id) return null
  const account = await db.selectFrom('account').select('unit_id').where('id', '=', id).executeTakeFirst()
  return account?.unit_id ?? null
}

/** The own posts whose reach holds this unit, each with the kind of its own unit. */
async function grantingPosts(ctx: Context, unit_id: number): Promise<Granting[]> {
  const reaching = ctx.posts.filter((post) =>
    'unit_ids' in post
      ? post.unit_ids === 'all' || post.unit_ids.includes(unit_id)
      : 'school_id' in post && post.school_id === unit_id,
  )
  const ids = reaching.flatMap((post) => post.unit_id ?? [])
  if (ids.length === 0) return []
  const units = await ctx.db.selectFrom('unit').select(['id', 'kind']).where('id', 'in', ids).execute()
  return reaching.flatMap((post) => {
    const unit = units.find(({ id }) => id === post.unit_id)
    return unit ? [{ role: post.role, unit_kind: unit.kind }] : []
  })
}
