import type { Context, Locale } from '../../../platform/context.ts'
import { Unauthenticated } from '../../../platform/errors.ts'

/** What a person has chosen for the own account. */
export interface OwnSettings {
  login: string
  locale: Locale
  theme: 'system' | 'light' | 'dark'
}

const asked = new WeakMap<Context, Promise<OwnSettings>>()

/** The own settings and the name for signing in; read once in a request. */
export function ownSettings(ctx: Context): Promise<OwnSettings> {
  const { db, account } = ctx
  if (!account) throw new Unauthenticated()
  const known = asked.get(ctx)
  if (known) return known
  const settings = db
    .selectFrom('account')
    .select(['login', 'locale', 'theme'])
    .where('id', '=', account.id)
    .executeTakeFirstOrThrow()
  asked.set(ctx, settings)
  return settings
}
