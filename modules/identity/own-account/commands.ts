import { change } from '../../../platform/change.ts'
import type { Context } from '../../../platform/context.ts'
import { Invalid, Unauthenticated } from '../../../platform/errors.ts'
import { writePassword } from '../accounts/passwords.ts'
import { recordFailure, refuseWhenFailedTooOften } from '../attempts.ts'
import { passwordFault } from '../rules/password.ts'
import { isPassword } from '../sessions.ts'
import { ownSettings, type OwnSettings } from './queries.ts'

const failuresOfOldPassword = 10

/** Changes the own password: the old one is asked for, every other session ends. */
export async function changePassword(ctx: Context, input: { old: string; password: string }): Promise<void> {
  const { account } = ctx
  if (!account) throw new Unauthenticated()
  const own = await ctx.db
    .selectFrom('account')
    .select(['login', 'password_hash'])
    .where('id', '=', account.id)
    .executeTakeFirstOrThrow()
  const key = `#own ${account.id}`
  await refuseWhenFailedTooOften(ctx, key, { ofKey: failuresOfOldPassword })
  if (!(await isPassword(input.old, own.password_hash))) {
    await recordFailure(ctx, key)
    throw new Invalid({ path: 'old', message: 'account.old_password_wrong' })
  }
  const fault = passwordFault(input.password, { login: own.login, name: account.display_name })
  if (fault) throw new Invalid({ path: 'password', message: fault })
  if (input.password === input.old) throw new Invalid({ path: 'password', message: 'account.password_same' })
  await change(ctx, 'account.change_password', { schools: [] }, (ctx) => writePassword(ctx, account.id, input.password))
}

/** Keeps the language and the light that a person has chosen, for every device. */
export async function chooseSettings(
  ctx: Context,
  chosen: Partial<Pick<OwnSettings, 'locale' | 'theme'>>,
): Promise<OwnSettings> {
  const { account } = ctx
  if (!account) throw new Unauthenticated()
  const before = await ownSettings(ctx)
  const { locale = before.locale, theme = before.theme } = chosen
  if (locale === before.locale && theme === before.theme) return before
  await change(ctx, 'account.settings', { schools: [] }, ({ db }) =>
    db.updateTable('account').set({ locale, theme }).where('id', '=', account.id).execute(),
  )
  return { ...before, locale, theme }
}
