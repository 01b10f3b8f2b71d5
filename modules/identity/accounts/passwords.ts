import { sql } from 'kysely'
import { change, type Changing } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import type { Db } from '../../../platform/database.ts'
import { Invalid, type Violation } from '../../../platform/errors.ts'
import { attempt } from '../attempts.ts'
import { findCode, spendCode, tryCode } from '../codes.ts'
import { normalLogin } from '../rules/login.ts'
import { passwordFault } from '../rules/password.ts'
import { endSessionsOf, hashPassword } from '../sessions.ts'

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
