import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import type { Db, LocalDate } from '../../../platform/database.ts'
import { Invalid, NotFound, type Violation } from '../../../platform/errors.ts'
import { tidyName } from '../../../platform/name.ts'
import { attempt } from '../attempts.ts'
import { findCode, issueCode, revokeCodes, spendCode, tryCode } from '../codes.ts'
import { addPersons, personsByIdentityNumber } from '../persons.ts'
import { loginFault, loginOfName, normalLogin } from '../rules/login.ts'
import { passwordFault } from '../rules/password.ts'
import { endSessionsOf, hashPassword } from '../sessions.ts'
import type { GrantedRole } from '../tables.ts'
import { assertMayGrant, managedAccount, unitOfAccount } from './standing.ts'
import { addPost } from './posts.ts'

/** How long a code for a first or a new password lives. */
export const passwordCodeDays = 14

/** A post to be granted together with an account, or later. */
export interface WantedPost {
  role: GrantedRole
  subject_ids?: readonly number[] | null
  levels?: readonly string[] | null
  valid_from?: LocalDate | null
  valid_to?: LocalDate | null
}

/** A person for whom an account is opened. */
export interface NewAccount {
  unit_id: number
  full_name: string
  identity_number?: string | null
  /** A telephone number or a name of one's own; without one it is made of the name. */
  login?: string | null
  posts: readonly WantedPost[]
}

/** An account with the code of its first password; without a code where the person has had an account before. */
export interface OpenedAccount {
  account_id: string
  login: string
  display_name: string
  code: string | null
  expires_at: Date | null
}

/**
 * Opens an account in a unit and grants its posts. A person whose identity number has an account already keeps it, with
 * its password, and gets the posts.
 */
export async function openAccount(ctx: Context, input: NewAccount): Promise<OpenedAccount> {
  if (!may(ctx.ability, 'create', 'Account', { unit_id: input.unit_id })) throw new NotFound('Unit')
  const name = checkedName(input.full_name)
  if (input.posts.length === 0) throw new Invalid({ path: 'posts', message: 'account.post_needed' })
  for (const post of input.posts) await assertMayGrant(ctx, post.role, input.unit_id)
  const identity_number = checkedIdentityNumber(input.identity_number)
  return change(ctx, 'account.open', { school_id: input.unit_id }, async (ctx) => {
    const person_id = await personOf(ctx, identity_number)
    const opened = await accountOf(ctx, { person_id, display_name: name, login: input.login, unit_id: input.unit_id })
    for (const post of input.posts) await addPost(ctx, { ...post, person_id, unit_id: input.unit_id })
    return opened
  })
}

/** The account of a person: the one that is there, or a new one of this unit with the code of its first password. */
export async function accountOf(
  ctx: Changing,
  wanted: { person_id: string; display_name: string; login?: string | null; unit_id: number },
): Promise<OpenedAccount> {
  const known = await ctx.db
    .selectFrom('account')
    .select(['id', 'login', 'display_name'])
    .where('person_id', '=', wanted.person_id)
    .executeTakeFirst()
  if (known) return { account_id: known.id, ...known, code: null, expires_at: null }
  const { person_id, display_name, unit_id } = wanted
  const { id, login } = await insertAccount(ctx, { person_id, display_name, unit_id }, wanted.login ?? null)
  const issued = await issueCode(ctx, { kind: 'password', account_id: id }, passwordCodeDays, ctx.account?.id ?? null)
  return { account_id: id, login, display_name, ...issued }
}

/** Makes new codes for accounts of the own unit: a password that was forgotten, or a slip that was lost. */
export async function renewCodes(ctx: Context, ids: readonly string[]): Promise<OpenedAccount[]> {
  if (ids.length > 500) throw new Invalid({ path: 'accounts', message: 'account.too_many', values: { limit: 500 } })
  return change(ctx, 'account.renew_code', { school_id: await unitOfAccount(ctx, ids[0]) }, async (ctx) => {
    const renewed: OpenedAccount[] = []
    for (const id of new Set(ids)) {
      const account = await managedAccount(ctx, id, 'invite')
      if (account.state === 'closed')
        throw new Invalid({ path: 'accounts', message: 'account.closed', values: { name: account.display_name } })
      const purpose = { kind: 'password', account_id: id } as const
      const issued = await issueCode(ctx, purpose, passwordCodeDays, ctx.account?.id ?? null)
      renewed.push({ account_id: id, login: account.login, display_name: account.display_name, ...issued })
    }
    return renewed
  })
}

/** Closes an account: its sessions end at once, its codes die, nobody signs in with it. */
export async function closeAccount(ctx: Context, id: string, reason: string): Promise<string> {
  if (!reason.trim()) throw new Invalid({ path: 'reason', message: 'account.reason_needed' })
  return change(
    ctx,
    'account.close',
    { school_id: await unitOfAccount(ctx, id), reason: reason.trim() },
    async (ctx) => {
      const account = await managedAccount(ctx, id, 'update')
      await ctx.db.updateTable('account').set({ state: 'closed' }).where('id', '=', id).execute()
      await endSessionsOf(ctx.db, id)
      await revokeCodes(ctx, { kind: 'password', account_id: id })
      return account.id
    },
  )
}

/** Opens a closed account again, with the password it had. */
export async function reopenAccount(ctx: Context, id: string): Promise<string> {
  return change(ctx, 'account.reopen', { school_id: await unitOfAccount(ctx, id) }, async (ctx) => {
    const account = await managedAccount(ctx, id, 'update')
    const state = account.has_password ? 'active' : 'invited'
    await ctx.db.updateTable('account').set({ state }).where('id', '=', id).execute()
    return account.id
  })
}

/**
 * Sets the password of an account with the login and the code on the slip; all its sessions end. Whatever is wrong gives
 * one refusal after the same time; five wrong logins kill the code.
 */
export async function setFirstPassword(
  ctx: Context,
  input: { login: string; code: string; password: string },
): Promise<string> {
  const login = normalLogin(input.login)
  const refusal: Violation = { path: 'code', message: 'account.code_refused' }
  return attempt(ctx, 'password', refusal, async () => {
    if (!(await findCode(ctx, 'password', input.code))) return null
    return change(ctx, 'account.set_password', { anonymous: true, schools: [] }, async (ctx) => {
      let name = ''
      const code = await tryCode(ctx, 'password', input.code, async ({ account_id }) => {
        const account = await ctx.db
          .selectFrom('account')
          .select(['login', 'display_name', 'state'])
          .where('id', '=', account_id)
          .executeTakeFirst()
        name = account?.display_name ?? ''
        return account?.login === login && account.state !== 'closed'
      })
      if (!code?.account_id) return null
      const fault = passwordFault(input.password, { login, name })
      if (fault) throw new Invalid({ path: 'password', message: fault })
      await writePassword(ctx, code.account_id, input.password)
      await spendCode(ctx, code)
      return login
    })
  })
}

/** Writes a password whose code or old password has been judged; every session ends but the one that asks. */
export async function writePassword(ctx: Changing, account_id: string, password: string): Promise<void> {
  const password_hash = await hashPassword(password)
  await ctx.db.updateTable('account').set({ password_hash, state: 'active' }).where('id', '=', account_id).execute()
  await endSessionsOf(ctx.db, account_id, ctx.origin.session)
}

/** Adds an account under the login that was asked for, or one made of the name. */
export async function insertAccount(
  { db, now }: Changing,
  account: { person_id: string; display_name: string; unit_id: number | null },
  wanted: string | null,
): Promise<{ id: string; login: string }> {
  const asked = wanted?.trim() ? normalLogin(wanted) : null
  const fault = asked === null ? null : loginFault(asked)
  if (fault) throw new Invalid({ path: 'login', message: fault })
  for (let again = 0; again < 1000; again++) {
    const login = asked ?? loginOfName(account.display_name, again)
    const added = await db
      .insertInto('account')
      .values({ ...account, login, created_at: now })
      .onConflict((conflict) => conflict.column('login').doNothing())
      .returning(['id', 'login'])
      .executeTakeFirst()
    if (added) return added
    if (asked) break
  }
  throw new Invalid({ path: 'login', message: 'account.login_taken', values: { login: asked ?? '' } })
}

/** A name fit to be stored, or Invalid. */
export function checkedName(typed: string): string {
  const { value, fault } = tidyName(typed)
  if (fault) throw new Invalid({ path: 'fullName', message: fault })
  return value
}

async function personOf({ db }: Changing, identity_number: string | null): Promise<string> {
  const known = identity_number ? (await personsByIdentityNumber(db, [identity_number])).get(identity_number) : null
  if (known) return known
  const [added] = await addPersons(db, [identity_number])
  if (!added) throw new Error('no person was added')
  return added
}

function checkedIdentityNumber(typed: string | null | undefined): string | null {
  const digits = typed?.replace(/[\s.-]/g, '') ?? ''
  if (!digits) return null
  if (/^\d{12}$/.test(digits)) return digits
  const found = digits.replace(/\D/g, '').length
  throw new Invalid({ path: 'identityNumber', message: 'account.identity_number', values: { found } })
}

/** The account of a person as a guardian's slip finds it: `own` if no unit has opened it and no post stands on it. */
export async function claimableAccount(db: Db, person_id: string): Promise<{ login: string; own: boolean } | null> {
  const { rows } = await sql<{ login: string; own: boolean }>`/* identity.claimable_account */
    select a.login, a.unit_id is null and a.state <> 'closed' and not exists (select from post p where p.person_id = a.person_id) as own
    from account a where a.person_id = ${person_id}`.execute(db)
  return rows[0] ?? null
}

/** Sets the password of a person's own account, whose slip has been judged, and gives its login; sessions end. */
export async function setOwnPassword(ctx: Changing, person_id: string, password: string): Promise<{ login: string }> {
  const account = await ctx.db
    .selectFrom('account')
    .select(['id', 'login', 'display_name'])
    .where('person_id', '=', person_id)
    .executeTakeFirstOrThrow()
  const fault = passwordFault(password, { login: account.login, name: account.display_name })
  if (fault) throw new Invalid({ path: 'password', message: fault })
  await writePassword(ctx, account.id, password)
  return { login: account.login }
}
