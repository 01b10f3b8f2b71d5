import { sql } from 'kysely'
import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import type { Db } from '../../../platform/database.ts'
import { Invalid, type Violation } from '../../../platform/errors.ts'
import { foundProvince, isFounded, type NewProvince } from '../../organisation/public.ts'
import { checkedName, insertAccount } from '../accounts/commands.ts'
import { setOwnPassword } from '../accounts/passwords.ts'
import { addPost } from '../accounts/posts.ts'
import { attempt } from '../attempts.ts'
import { findCode, issueCode, spendCode, tryCode } from '../codes.ts'
import { addPersons } from '../persons.ts'

/** How long the link for an administrator works, in days. */
export const adminLinkDays = 7

const refusal: Violation = { path: 'code', message: 'first_run.link_refused' }

/** Whether nobody can sign in yet. */
export async function hasNoAccounts(db: Db): Promise<boolean> {
  const { rows } = await sql`/* identity.any_account */ select from account limit 1`.execute(db)
  return rows.length === 0
}

/** Makes the code of a link by which an administrator of the sở is made; an earlier one dies. From the machine alone. */
export function issueAdminCode(ctx: Context): Promise<string> {
  return change(ctx, 'first_run.link', { anonymous: true, schools: [] }, async (ctx) => {
    const { code } = await issueCode(ctx, { kind: 'first_administrator' }, adminLinkDays, null)
    return code
  })
}

/** Judges the link before anything is typed: whether the province has to be set as well. */
export function checkAdminLink(ctx: Context, code: string): Promise<{ founded: boolean }> {
  return attempt(ctx, 'first_administrator', refusal, async () => {
    const found = await findCode(ctx, 'first_administrator', code)
    return found && { founded: await isFounded(ctx) }
  })
}

/** Sets the province where it is not set, and makes an administrator of its sở; gives the login. The link works once. */
export function makeAdministrator(
  ctx: Context,
  input: { code: string; full_name: string; login: string; password: string; province: NewProvince | null },
): Promise<string> {
  return attempt(ctx, 'first_administrator', refusal, async () => {
    if (!(await findCode(ctx, 'first_administrator', input.code))) return null
    return change(ctx, 'first_run.administrator', { anonymous: true, schools: [] }, async (ctx) => {
      const code = await tryCode(ctx, 'first_administrator', input.code, async () => true)
      if (!code) return null
      const display_name = checkedName(input.full_name)
      if (!input.login.trim()) throw new Invalid({ path: 'login', message: 'first_run.login_needed' })
      const unit_id = await departmentOf(ctx, input.province)
      const [person_id = ''] = await addPersons(ctx.db, [null])
      await insertAccount(ctx, { person_id, display_name, unit_id }, input.login)
      const { login } = await setOwnPassword(ctx, person_id, input.password)
      await addPost(ctx, { person_id, unit_id, role: 'administrator' })
      await spendCode(ctx, code)
      return login
    })
  })
}

async function departmentOf(ctx: Parameters<typeof foundProvince>[0], province: NewProvince | null): Promise<number> {
  if (!(await isFounded(ctx))) {
    if (!province) throw new Invalid({ path: 'province', message: 'first_run.province_needed' })
    return foundProvince(ctx, province)
  }
  const department = await ctx.db
    .selectFrom('unit')
    .select('id')
    .where('kind', '=', 'department')
    .where('closed_on', 'is', null)
    .orderBy('id')
    .executeTakeFirstOrThrow()
  return department.id
}
