import { sql } from 'kysely'
import { may } from '../../../platform/ability.ts'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import type { LocalDate } from '../../../platform/database.ts'
import { Invalid, NotFound } from '../../../platform/errors.ts'
import { tidyName } from '../../../platform/name.ts'
import { issueCode, revokeCodes } from '../codes.ts'
import { addPersons, personsByIdentityNumber, setIdentityNumbers } from '../persons.ts'
import { loginFault, loginOfName, normalLogin } from '../rules/login.ts'
import { endSessionsOf } from '../sessions.ts'
import type { GrantedRole } from '../tables.ts'
import { recordsOf, type OnRecord } from './school-records.ts'
import { assertMayGrant, assertMayManage, managedAccount, unitOfAccount } from './standing.ts'
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
 * its password, and gets the posts; one of that name in the school's staff who has no account is the person meant.
 */
export async function openAccount(ctx: Context, input: NewAccount): Promise<OpenedAccount> {
  if (!may(ctx.ability, 'create', 'Account', { unit_id: input.unit_id })) throw new NotFound('Unit')
  const name = checkedName(input.full_name)
  if (input.posts.length === 0) throw new Invalid({ path: 'posts', message: 'account.post_needed' })
  for (const post of input.posts) await assertMayGrant(ctx, post.role, input.unit_id)
  const identity_number = checkedIdentityNumber(input.identity_number)
  return change(ctx, 'account.open', { school_id: input.unit_id, proven: true }, async (ctx) => {
    const person_id = await personOf(ctx, identity_number, {
      full_name: name,
      onRecord: input.posts.every(({ role }) => role === 'pupil') ? nobody : await recordsOf(ctx, input.unit_id),
    })
    if (person_id === ctx.account?.person_id) throw new Invalid({ path: 'identityNumber', message: 'account.not_own' })
    const opened = await accountOf(ctx, { person_id, display_name: name, login: input.login, unit_id: input.unit_id })
    const tell = opened.code === null
    const held = tell ? [] : await rolesIn(ctx, person_id, input.unit_id)
    for (const post of input.posts.filter(({ role }) => !held.includes(role)))
      await addPost(ctx, { ...post, person_id, unit_id: input.unit_id }, tell)
    return opened
  })
}

/** The posts that a person of a school's records holds there without having had an account. */
async function rolesIn({ db, today }: Changing, person_id: string, unit_id: number): Promise<GrantedRole[]> {
  const { rows } = await sql<{ role: GrantedRole }>`/* identity.roles_in */
    select role from post where person_id = ${person_id} and unit_id = ${unit_id} and (valid_to is null or valid_to >= ${today}::date)`.execute(
    db,
  )
  return rows.map(({ role }) => role)
}

/** A person who shall have an account of a unit. */
export interface WantedAccount {
  person_id: string
  display_name: string
  login?: string | null
  unit_id: number
}

/**
 * The account of a person: the one that is there, or a new one of this unit with the code of its first password.
 * Nobody opens one for a person who stands higher: its code would hand over what one does not have.
 */
export async function accountOf(ctx: Changing, wanted: WantedAccount): Promise<OpenedAccount> {
  const known = await ctx.db
    .selectFrom('account')
    .select(['id', 'login', 'display_name'])
    .where('person_id', '=', wanted.person_id)
    .executeTakeFirst()
  if (known) return { account_id: known.id, ...known, code: null, expires_at: null }
  const { person_id, display_name, unit_id } = wanted
  await assertMayManage(ctx, person_id, display_name)
  const { id, login } = await insertAccount(ctx, { person_id, display_name, unit_id }, wanted.login ?? null)
  const issued = await issueCode(ctx, { kind: 'password', account_id: id }, passwordCodeDays, ctx.account?.id ?? null)
  return { account_id: id, login, display_name, ...issued }
}

/** Makes new codes for accounts of the own unit: a password that was forgotten, or a slip that was lost. */
export async function renewCodes(ctx: Context, ids: readonly string[]): Promise<OpenedAccount[]> {
  if (ids.length > 500) throw new Invalid({ path: 'accounts', message: 'account.too_many', values: { limit: 500 } })
  return change(
    ctx,
    'account.renew_code',
    { school_id: await unitOfAccount(ctx, ids[0]), proven: true },
    async (ctx) => {
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
    },
  )
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

/** A telephone number or name as a login, where it can be one and nobody has it; else null. */
export async function loginIfFree({ db }: Changing, typed: string | null): Promise<string | null> {
  const login = normalLogin(typed ?? '')
  if (loginFault(login)) return null
  const taken = await db.selectFrom('account').select('id').where('login', '=', login).executeTakeFirst()
  return taken ? null : login
}

/** A name fit to be stored, or Invalid. */
export function checkedName(typed: string): string {
  const { value, fault } = tidyName(typed)
  if (fault) throw new Invalid({ path: 'fullName', message: fault })
  return value
}

const nobody: OnRecord = () => null

/** The person who bears an identity number, else the one of this name on the school's records, else a new one. */
export async function personOf(
  { db }: Changing,
  identity_number: string | null,
  { full_name, onRecord }: { full_name: string; onRecord: OnRecord },
): Promise<string> {
  const known = identity_number ? (await personsByIdentityNumber(db, [identity_number])).get(identity_number) : null
  if (known) return known
  const recorded = onRecord(full_name, identity_number)
  if (recorded === 'several')
    throw new Invalid({ path: 'fullName', message: 'account.several_records', values: { name: full_name } })
  if (recorded) {
    if (identity_number) await setIdentityNumbers(db, [{ person_id: recorded, identity_number }])
    return recorded
  }
  const [added] = await addPersons(db, [identity_number])
  if (!added) throw new Error('no person was added')
  return added
}

function checkedIdentityNumber(typed: string | null | undefined): string | null {
  const digits = identityDigits(typed)
  if (!digits || /^\d{12}$/.test(digits)) return digits || null
  const found = digits.replace(/\D/g, '').length
  throw new Invalid({ path: 'identityNumber', message: 'account.identity_number', values: { found } })
}

/** An identity number as it is compared, without the spaces and points that make it readable. */
export const identityDigits = (typed: string | null | undefined): string => typed?.replace(/[\s.-]/g, '') ?? ''
